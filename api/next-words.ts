import type { CaseView, DutyState } from '../domain/case-view';
import { dayInWords, recipientInWords } from '../domain/dates-in-words';
import { decisionOn } from '../domain/noted-sentences';
import { partOf } from '../domain/parts-in-words';
import { wayTo } from '../domain/permissions';
import type { Names } from '../domain/names';
import type { Actor, EntryOf } from '../domain/record';
import { sentenceOf } from '../domain/sentences';
import { dueInWords, dutyAt } from './asked';
import { byAlarm, nextDeadline, type SoonUntil } from './deadline';
import { answersInWords } from './no-longer-asked';

/** Who still owes an answer to the same question, and by when; after the last of several, what everybody answered. */
export function stillToAnswer(view: CaseView, at: Parameters<typeof dutyAt>[1]): string[] {
  const state = dutyAt(view, at);
  if (state?.state === 'answered' && state.parts.length > 1)
    return [
      ...[decisionOn(state.duty, view)].filter((words) => words !== null),
      'Nobody else is awaited. The answers:',
      ...answersInWords(view, state),
    ];
  if (state?.state !== 'open' || state.rule === 'standing') return [];
  const due = dueInWords(state);
  return [
    `Still to answer: ${state.awaited.map(recipientInWords).join(', ')}.${due === null ? '' : ` ${due}.`}`,
  ];
}

/** Once a question is settled: the next deadline of the case, for one who weighs all of it. */
export function nextInCase(
  view: CaseView,
  at: Parameters<typeof dutyAt>[1],
  by: Pick<Actor, 'recipient'>,
  soonUntil: SoonUntil,
): string[] {
  const next = nextDeadline(view, soonUntil);
  const weighsAll = wayTo(by.recipient, 'read-return') === 'link';
  if (!weighsAll || next === null || dutyAt(view, at)?.state === 'open') return [];
  const when = next.urgency?.tag === 'Overdue' ? 'which was due on' : 'by';
  return [`The next deadline of this case: “${next.title}”, ${when} ${dayInWords(next.on)}.`];
}

/** What else the same person is asked by now: each by a letter of its own. */
export const askedBesides = ({ duties }: CaseView, by: Actor): string[] =>
  duties
    .filter(({ state, kind, awaited, addressees }) => {
      const isAsked = addressees.some((to) => to.person === by.person && awaited.includes(partOf(to)));
      return state === 'open' && kind === 'question' && isAsked;
    })
    .map(
      ({ title }) =>
        `You are asked something else as well: “${title}”. Please open the link in its own letter.`,
    );

/** Dates are worked out anew within this time of what changed them, in milliseconds. */
const redatedWithinMs = 60_000;

/** Which dates are others now by what was recorded: each with the one before, as the story has it. */
export function datesMoved(
  view: CaseView,
  { number, atMs, answer }: EntryOf<'answer'>,
  names: Names,
): string[] {
  const moved = view.story.filter(
    (entry) =>
      entry.kind === 'due' &&
      entry.redated !== undefined &&
      entry.number > number &&
      entry.atMs <= atMs + redatedWithinMs,
  );
  if (moved.length === 0 && typeof answer.facts['event'] === 'string')
    return ['What counts from that day is dated anew: the clocks of the case have it in a moment.'];
  return moved.map((entry) => sentenceOf(entry, view, names));
}

/** So many of what has no date are named. */
const namedAtMost = 3;

/** What the business unit has to do next on the case: what rings first, and what has no date; opening it may take a moment. */
export function nextForStaff({ duties }: CaseView): string {
  const open = duties.filter(
    ({ state, kind, rule, parts }) =>
      state === 'open' && kind === 'question' && rule !== 'standing' && parts.includes('business-unit'),
  );
  const quoted = (some: readonly DutyState[]): string => some.map(({ title }) => `“${title}”`).join(', ');
  const alarmOf = ({ dates }: DutyState): string | null => dates?.alarmOn ?? null;
  const [next] = open.filter((state) => alarmOf(state) !== null).toSorted(byAlarm);
  const undated = open.filter((state) => alarmOf(state) === null);
  const named = undated.slice(0, namedAtMost);
  const more = undated.length > named.length ? ' and more' : '';
  const owed = [
    ...(next === undefined ? [] : [`${quoted([next])}, by ${dayInWords(alarmOf(next) ?? '')}`]),
    ...(named.length === 0 ? [] : [`${quoted(named)}${more}, without a date`]),
  ];
  return owed.length === 0
    ? 'Nothing is open for the business unit on this case just now.'
    : `Open for the business unit: ${owed.join('; ')}.`;
}
