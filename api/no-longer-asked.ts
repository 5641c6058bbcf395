import type { CaseView, DutyState } from '../domain/case-view';
import { capital, momentInWords, recipientInWords } from '../domain/dates-in-words';
import { declaresConflict } from '../domain/form';
import { decisionOn } from '../domain/noted-sentences';
import { partOf } from '../domain/parts-in-words';
import type { Actor, Entry } from '../domain/record';
import type { NotAsked } from './asked';

type Answer = Extract<Entry, { kind: 'answer' }>;

const answersTo = (view: CaseView, state: DutyState): Answer[] =>
  view.story.filter(
    (entry): entry is Answer =>
      entry.kind === 'answer' &&
      entry.duty === state.duty &&
      entry.instance === state.instance &&
      entry.round === state.round,
  );

/** Who answered what, when, a sentence for each; without the sealed words. */
export const answersInWords = (view: CaseView, state: DutyState): string[] =>
  answersTo(view, state).map(
    ({ by, atMs, choiceLabel = 'recorded', answer }) =>
      `${capital(recipientInWords(partOf(by)))}, ${momentInWords(atMs)}: ${declaresConflict(answer.facts) ? 'declared a conflict of interest, not counted' : choiceLabel}.`,
  );

const wentOn: Readonly<Record<string, string>> = {
  'agency-information': 'the rapid review made its recommendation; your agency had not answered by then',
  'notification-threshold': 'the local authority decided, before every partner had answered',
  'threshold-by-authority': 'the partners agreed after all, so that the authority need not decide alone',
};

/** Why a question takes no answer although none settled it, as far as the record knows. */
function whyOver({ closed }: CaseView, { duty, state, settledAtMs }: DutyState): string {
  const on = settledAtMs === undefined ? '' : `On ${momentInWords(settledAtMs)} `;
  if (state === 'withdrawn')
    return capital(`${on}the case was withdrawn as opened in error. You need not do anything.`);
  const why = wentOn[duty] ?? 'the case went on without an answer to this';
  return `${capital(`${on}${why}`)}.${closed ? ' The case is closed now.' : ''}`;
}

/** What to do with what was to be answered; `unit` is the address of the business unit, where the directory has one. */
function stillKnown({ recipient }: Pick<Actor, 'recipient'>, unit: string | undefined): string {
  if (recipient === 'business-unit')
    return 'What is still known can be added to the record on the page of the case.';
  const orWrite = unit === undefined ? '' : ` or write to ${unit}, naming no child in the e-mail`;
  return `If you still know something that matters, please ring the business unit${orWrite}: it can add it to the record.`;
}

/** Of a question that was put again: when, and where the answer is wanted; null of the latest round. */
function askedAnew(
  { duties }: CaseView,
  { duty, instance, round, state, settledAtMs }: DutyState,
): string | null {
  const later = duties.find((one) => one.duty === duty && one.instance === instance && one.round > round);
  if (later === undefined && state !== 'superseded') return null;
  const atMs = later?.openedAtMs ?? settledAtMs;
  return `It was asked anew${atMs === undefined ? '' : ` on ${momentInWords(atMs)}`}. The latest letter has the link to the newer question. Nothing was lost.`;
}

/** Where the partners' answers decided nothing: who decides alone, and what that came to; null where they decided. */
function passedToAuthority(view: CaseView, state: DutyState): { h1: string; text: string } | null {
  const alone = view.duties.findLast(({ duty }) => duty === 'threshold-by-authority');
  if (state.duty !== 'notification-threshold' || alone === undefined) return null;
  const answers = answersTo(view, state);
  const choices = new Set(answers.map(({ choiceLabel }) => choiceLabel));
  const declared = answers.some(({ answer }) => declaresConflict(answer.facts));
  const why = declared
    ? 'A partner declared a conflict of interest'
    : choices.size > 1
      ? 'The partners did not answer alike'
      : 'The partners could not decide together';
  const { settledAtMs } = alone;
  if (settledAtMs === undefined)
    return {
      h1: 'Not decided yet: the local authority decides alone',
      text: `${why}, so the local authority is asked to decide alone.`,
    };
  return {
    h1: `This was decided on ${momentInWords(settledAtMs)}`,
    text: `${why}, so the local authority was asked to decide alone. ${answersInWords(view, alone).join(' ')}`.trim(),
  };
}

/** What is said of a question that takes no answer any more: what came of it, or why none is wanted, and what to do. */
export function noLongerAsked(
  view: CaseView,
  state: DutyState,
  by: Pick<Actor, 'recipient'>,
  unit: string | undefined,
): NotAsked {
  const said = answersInWords(view, state);
  const words = (h1: string, texts: readonly string[], status = 200): NotAsked => ({
    status,
    h1,
    texts: [`“${state.title}”`, ...texts, ...said],
  });
  const anew = askedAnew(view, state);
  if (anew !== null) return words('This question was replaced by a newer one', [anew], 410);
  switch (state.state) {
    case 'superseded':
    case 'withdrawn':
      return words('This question is no longer asked', [whyOver(view, state)]);
    case 'over':
      return words('This question is no longer asked', [whyOver(view, state), stillKnown(by, unit)]);
    case 'open':
    case 'answered':
    case 'met': {
      const passed = passedToAuthority(view, state);
      if (passed !== null) return words(passed.h1, [passed.text]);
      const on = state.settledAtMs ?? state.answeredBy.at(-1)?.atMs ?? view.nowMs;
      const done = state.parts.length > 1 ? 'decided' : 'answered';
      const decision = decisionOn(state.duty, view);
      return words(`This was ${done} on ${momentInWords(on)}`, decision === null ? [] : [decision]);
    }
  }
}
