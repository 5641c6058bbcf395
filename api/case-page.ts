import { londonDateOf } from '../domain/calendar/london';
import type { CaseView, DutyState } from '../domain/case-view';
import { partOf, type AgencyTitles } from '../domain/parts-in-words';
import type { Paper } from '../domain/duty';
import { staffRoles } from '../domain/permissions';
import type { Entry, LetterRecord, Parcel } from '../domain/record';
import { letterNames, letterStateInWords } from '../domain/letter-words';
import { type Names } from '../domain/names';
import { decisionsIn } from '../domain/noted-sentences';
import { sentenceOf } from '../domain/sentences';
import { aboutInWords, dutyNamed } from './asked-about';
import { staffRoleFor } from './asked-of-staff';
import { deputiesOf, hasDeputies } from './deputies';
import { byAlarm, deadlineOf, isAtWill, isOwed, urgencyOf, type Urgency } from './deadline';
import { ifMetInWords, notificationIfMet } from './if-met';
import { noticeProvenBy } from './if-nothing-comes';
import { nextAlarmAt } from './next-alarm';
import { isNotSafe, proposedOn } from './now-marks';
import type { Law, Services, SignedIn } from './services';
import { reportedInWords } from './report-origin';
import { drawStages } from './stage-drawing';
import { stageLine, stageRows, stageSummary } from './stage-line';
import { foldPost } from './story-lines';
import { whyWaiting } from './why-waiting';

/** The sealed words of an entry: of an answer, taken or come too late, or of what was noted beside. */
export function parcelOf(entry: Entry): Parcel | undefined {
  if (entry.kind === 'answer' || entry.kind === 'refused') return entry.answer?.parcel;
  return entry.kind === 'entry' ? entry.parcel : undefined;
}

/** What was answered besides the choice, which the sentence of the entry gives already. */
const isMoreAnswered = (entry: Entry): boolean =>
  (entry.kind === 'answer' || entry.kind === 'refused') &&
  Object.keys({ ...entry.answer?.facts, ...entry.answer?.tests }).length > 0;

/** The address of a duty's own page within its case. */
export const answerPath = (
  reference: string,
  state: Pick<DutyState, 'duty' | 'instance' | 'round'>,
): string =>
  `/cases/${reference}/answer/${state.duty}/${encodeURIComponent(state.instance)}/${String(state.round)}`;

/** So many that were asked the same are shown each for itself; of more, all are folded. */
const mostUnfolded = 3;

type Owed = { duty: string; title: string; urgency: Urgency; action: string | null };

/** What the reader records themselves comes before what waits for others; the same question put to many is one of these. */
function inGroups<Row extends Owed>(rows: readonly Row[]) {
  const of = (one: Row): Row[] => rows.filter(({ duty, action }) => duty === one.duty && action === null);
  const isFolded = (one: Row): boolean => one.action === null && of(one).length > mostUnfolded;
  const firsts = rows.filter((one) => isFolded(one) && of(one)[0] === one);
  return {
    any: rows.length > 0,
    own: rows.filter(({ action }) => action !== null),
    others: rows.filter((one) => one.action === null && !isFolded(one)),
    many: firsts.map((one) => ({ title: one.title, urgency: one.urgency, rows: of(one) })),
  };
}

/** What is open, who owes it and why it waits, and what the person signed in can record. */
export function nowPart(
  view: CaseView,
  signedIn: SignedIn,
  law: Pick<Law, 'soonUntil' | 'firstDates'>,
  agencies: AgencyTitles,
) {
  const { soonUntil } = law;
  const todayOn = londonDateOf(view.nowMs);
  const row = (state: DutyState) => {
    const { dates } = noticeProvenBy(state, view.duties) ?? state;
    return {
      duty: state.duty,
      title: state.title,
      about: aboutInWords(state.instance, (instance) => dutyNamed(view, instance)?.title, agencies),
      deadline: deadlineOf({ dates }, todayOn),
      urgency: urgencyOf(dates?.alarmOn ?? null, todayOn, soonUntil(todayOn)),
      why: whyWaiting(state, view, agencies),
      action: staffRoleFor(state, signedIn, view) === null ? null : answerPath(view.reference, state),
    };
  };
  const owed = view.duties.filter(isOwed).toSorted(byAlarm);
  const ifMet = notificationIfMet(view, law);
  const line = stageLine(view, ifMet);
  return {
    notSafe: isNotSafe(view),
    decided: decisionsIn(view),
    proposedOn: proposedOn(view),
    ifMet: ifMetInWords(ifMet),
    line: { drawing: drawStages(line), rows: stageRows(line), summary: stageSummary(line) },
    owed: inGroups(owed.filter((state) => !isAtWill(state)).map(row)),
    standing: owed
      .filter((state) => isAtWill(state) && staffRoleFor(state, signedIn, view))
      .filter(({ duty }) => duty !== 'deputy-ended' || hasDeputies(view))
      // What ends the case stands apart from what goes on with it.
      .toSorted((one, other) => Number(one.duty === 'withdrawal') - Number(other.duty === 'withdrawal'))
      .map(row),
    deputies: deputiesOf(view, agencies),
    nextAlarmAtMs: nextAlarmAt(view),
    waits: view.duties.filter((state) => state.state === 'open' && state.kind === 'wait').map(row),
  };
}

/** What the directory calls people and agencies now. */
export const namesOf = ({ people }: Services): Names => ({
  people: people.staff(),
  agencies: people.agencies(),
});

/** What came before every entry: how the case was opened. It has no number of its own. */
const openingLine = ({ opening }: CaseView, { agencies = {} }: Names) => ({
  number: 0,
  atMs: opening.openedAtMs,
  sentence: reportedInWords(opening, agencies),
  mark: false,
  sealed: false,
  hasMore: false,
  postTo: null,
});

/** What went wrong: a day missed, an answer not taken, a letter that did not arrive. */
const isAgainst = (entry: Entry): boolean =>
  entry.kind === 'breach' ||
  entry.kind === 'refused' ||
  (entry.kind === 'letter' && (entry.state === 'refused' || entry.state === 'given-up'));

/** The story newest first, down to how the case was opened; `only` serves the filter. */
export function storyPart(view: CaseView, only: string, names: Names) {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    decisions: ['answer', 'refused'],
    letters: ['letter', 'reminder'],
    clocks: ['due', 'breach'],
    facts: ['entry', 'stage'],
  };
  const wanted = Object.hasOwn(kinds, only) ? kinds[only] : undefined;
  // What staff answer are facts that they record.
  const isFact = (entry: Entry): boolean =>
    only === 'facts' && entry.kind === 'answer' && Object.hasOwn(staffRoles, entry.by.recipient);
  const entries = view.story
    .filter((entry) => wanted === undefined || wanted.includes(entry.kind) || isFact(entry))
    .toReversed()
    .map((entry) => ({
      number: entry.number,
      atMs: entry.atMs,
      sentence: sentenceOf(entry, view, names),
      mark: isAgainst(entry),
      sealed: parcelOf(entry) !== undefined,
      hasMore: parcelOf(entry) !== undefined || isMoreAnswered(entry),
      postTo: entry.kind === 'letter' && entry.state === 'accepted' ? partOf(entry.to) : null,
    }));
  return wanted === undefined || only === 'facts' ? [...entries, openingLine(view, names)] : entries;
}

/** So many entries stand on a page. */
const mostEntries = 200;

/**
 * A page of the story, the newest first, with what the post did folded, unless letters are asked for; `older` is the entry
 * before which the next page begins, null on the last.
 */
export function storyPage(view: CaseView, { only, before }: { only: string; before: number }, names: Names) {
  const entries = storyPart(view, only, names).filter(({ number }) => number < before);
  const story = entries.slice(0, mostEntries);
  const older = entries.length > mostEntries ? (story.at(-1)?.number ?? null) : null;
  return { story: only === 'letters' ? story : foldPost(story, names.agencies ?? {}), older };
}

/** The forms that are filled from a case; the quality checks once there is a notification to be checked. */
export const papersOf = (view: CaseView): Paper[] => [
  'learning-referral',
  ...(view.duties.some(({ duty }) => duty === 'panel-notification') ? (['quality-checks'] as const) : []),
];

/** After an attempt that broke off at its end nobody knows whether it arrived. */
function troubleOf({ state, possiblySentTwice }: LetterRecord): { tag: string; colour: string } | null {
  if (state !== 'refused' && state !== 'given-up' && state !== 'retrying') return null;
  return possiblySentTwice
    ? { tag: 'May have arrived', colour: 'yellow' }
    : { tag: 'Not delivered', colour: 'red' };
}

/** The letters, newest first, with the state of each. */
export function papersPart(view: CaseView) {
  const titleOf = (letter: LetterRecord): string =>
    view.duties.find((state) => state.duty === letter.duty)?.title ?? letter.duty;
  return view.letters.toReversed().map((letter) => ({
    title: titleOf(letter),
    kind: letterNames[letter.kind],
    to: letter.to,
    state: letterStateInWords(letter.state, letter.possiblySentTwice),
    trouble: troubleOf(letter),
    retryUntilMs: letter.state === 'retrying' ? (letter.retryUntilMs ?? null) : null,
    otherwiseOn: letter.sentOtherwiseOn ?? null,
    twice: letter.possiblySentTwice && letter.state === 'accepted',
    response: letter.response ?? null,
    atMs: letter.acceptedAtMs ?? null,
    attempts: letter.attempts,
  }));
}
