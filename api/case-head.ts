import type { CaseView } from '../domain/case-view';
import { holderOf } from './case-holder';
import { nextDeadline, type SoonUntil } from './deadline';
import type { People, SignedIn } from './services';
import { resetInWords, stoppedInWords } from './stopped-words';

/** A case, and who may see it. */
export type Opened = { view: CaseView; signedIn: SignedIn };

export type CasePart = 'now' | 'clocks' | 'story' | 'papers';

const partNames: Readonly<Record<CasePart, string | null>> = {
  now: null,
  clocks: 'Clocks',
  story: 'Story',
  papers: 'Papers',
};

/** What every page of a case shows at its head. */
export const caseHead = (
  view: CaseView,
  part: CasePart,
  { soonUntil, people }: { soonUntil: SoonUntil; people: Pick<People, 'person'> },
) => ({
  reference: view.reference,
  stage: view.stage,
  holder: people.person(holderOf(view))?.name ?? holderOf(view),
  children: view.opening.children.length,
  edition: view.opening.edition,
  training: view.opening.training,
  next: nextDeadline(view, soonUntil),
  closed: view.closed,
  withdrawn: view.story.some((entry) => entry.kind === 'entry' && entry.event === 'withdrawn'),
  stopped: stoppedInWords(view) ?? resetInWords(view),
  keptUntilOn: view.keptUntilOn ?? null,
  // Shown to staff while they decide whether a report is a case of its own; never to who reported.
  mayRepeat: view.opening.acceptance === 'accepted' ? [] : view.opening.likelyDuplicates,
  nowMs: view.nowMs,
  part,
  partName: partNames[part],
});
