import type { CaseView } from '../case-view';
import { capital, dayInWords, recipientInWords } from '../dates-in-words';
import type { LetterKind } from '../record';
import type { Row } from './answer-rows';
import { dayOf, reachedParts } from './case-days';
import { reportingAgency } from './reporting-agency';
import { latestAnswers, unopened, wordsOf, type AnswerEntry, type PieceSource } from './piece';

const notYet = 'Not yet';

/** On which day the letters of a duty reached their recipients: one date where it is one, else each with their own. */
function sentInWords(view: CaseView, duty: string, kind: LetterKind, sinceMs = 0): string {
  const state = view.duties.findLast((one) => one.duty === duty && one.openedAtMs >= sinceMs);
  const reached = state === undefined ? [] : reachedParts(view, state, kind);
  const days = new Set(reached.map(({ on }) => on));
  const [first] = days;
  if (days.size <= 1) return first === undefined || first === null ? notYet : dayInWords(first);
  return reached
    .map(({ part, on }) => `${capital(recipientInWords(part))}: ${on === null ? 'not yet' : dayInWords(on)}`)
    .join('\n');
}

/** What the partners decided on the threshold, or the authority for them; null while they have not. */
function decisionOf({ story }: CaseView): 'met' | 'not-met' | null {
  const decided = story.findLast(
    (entry) =>
      entry.kind === 'entry' &&
      entry.event === 'decided' &&
      ['met', 'not-met'].includes(String(entry.facts?.['choice'])),
  );
  if (decided?.kind !== 'entry') return null;
  return decided.facts?.['choice'] === 'met' ? 'met' : 'not-met';
}

const written = (words: Record<string, string> | null, name: string): string =>
  words === null ? unopened : (words[name] ?? 'Nothing was written');

/** Everybody's own reasons, with what each of them chose. */
async function rationale(source: PieceSource): Promise<string> {
  const entries = [
    ...latestAnswers(source.view, 'notification-threshold'),
    ...latestAnswers(source.view, 'threshold-by-authority'),
  ];
  const reasons = await Promise.all(
    entries.map(async (entry) => {
      const who = capital(recipientInWords(entry.by.recipient));
      const chosen = entry.choiceLabel ?? entry.answer.choice ?? '';
      return `${who} (${chosen}): ${written(await wordsOf(source, entry), 'reasons')}`;
    }),
  );
  return reasons.join('\n\n');
}

const thresholdMet = 'Not needed: the threshold is met, and the rapid review process is followed';
const noLearning = 'Not needed: no learning is recognised';

/** What the partners shared, and whether they see learning in it. */
async function learningRows(source: PieceSource, recognised: AnswerEntry | undefined): Promise<Row[]> {
  const shared =
    recognised === undefined ? notYet : written(await wordsOf(source, recognised), 'informationShared');
  return [
    { label: 'What was shared so that the partners could decide, and by which agencies', value: shared },
    {
      label: 'Do the partners recognise that there may be learning?',
      value: recognised === undefined ? notYet : recognised.answer.choice === 'learning' ? 'Yes' : 'No',
    },
  ];
}

/** What the sub-group decided, and when the partners were told. */
async function outcomeRows(source: PieceSource): Promise<Row[]> {
  const outcome = latestAnswers(source.view, 'learning-outcome').at(-1);
  const { metOn, agencies } = outcome?.answer.facts ?? {};
  const present = Array.isArray(agencies) ? (agencies as readonly string[]) : [];
  const names = present.map((id) => source.agencies[id] ?? id).join(', ');
  const reasons = outcome === undefined ? notYet : written(await wordsOf(source, outcome), 'reasons');
  return [
    {
      label: 'Date of the meeting of Learning and Development',
      value: typeof metOn === 'string' && metOn !== '' ? dayInWords(metOn) : notYet,
    },
    {
      label: 'Agencies present',
      value: names === '' ? (outcome === undefined ? notYet : 'Nothing was written') : names,
    },
    { label: 'Outcome', value: outcome?.choiceLabel ?? outcome?.answer.choice ?? notYet },
    { label: 'Rationale of the outcome', value: reasons },
    {
      label: 'Date on which outcome and rationale were shared with the partners',
      value:
        outcome === undefined
          ? notYet
          : sentInWords(source.view, 'learning-outcome-approval', 'question', outcome.atMs),
    },
  ];
}

const withValue = (rows: readonly Row[], value: string): Row[] => rows.map(({ label }) => ({ label, value }));

/**
 * The template on which every notification is referred to the learning sub-group's chair, filled as far as the case has
 * gone. Source: D app. 1, 14.1.
 */
export async function learningReferral(source: PieceSource): Promise<Row[]> {
  const { view } = source;
  const receivedOn = dayOf(view, 'report-received');
  const decision = decisionOf(view);
  const recognised = latestAnswers(view, 'below-threshold-learning').at(-1);
  const learning = await learningRows(source, recognised);
  const outcome = await outcomeRows(source);
  return [
    {
      label: 'Date referred to Learning and Development',
      value: sentInWords(view, 'threshold-outcome-to-learning-chair', 'notice'),
    },
    {
      label: 'Date on which the local authority received the notification',
      value: receivedOn === null ? notYet : dayInWords(receivedOn),
    },
    {
      label: 'Organisation submitting the notification',
      value: await reportingAgency(source),
    },
    {
      label: 'Date on which the notification was referred to the safeguarding partners',
      value: sentInWords(view, 'incident-reported-to-partners', 'notice'),
    },
    {
      label: 'Do the partners find that it meets the criteria for notifying the national panel?',
      value:
        decision === null ? notYet : decision === 'met' ? 'Yes: the rapid review process is followed' : 'No',
    },
    {
      label: 'If not, the reasons',
      value: decision === null ? notYet : decision === 'met' ? thresholdMet : await rationale(source),
    },
    ...(decision === 'met' ? withValue(learning, thresholdMet) : learning),
    ...(decision === 'met'
      ? withValue(outcome, thresholdMet)
      : recognised?.answer.choice === 'no-learning'
        ? withValue(outcome, noLearning)
        : outcome),
  ];
}
