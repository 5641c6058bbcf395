import { londonDateOf, londonTimeOf } from '../domain/calendar/london';
import type { DutyState } from '../domain/case-view';
import { capital, nearDayInWords } from '../domain/dates-in-words';
import { partOf, thePart, theParts, type AgencyTitles } from '../domain/parts-in-words';
import { asWhat, whatComesNext, type Waiting, type WaitingIn } from './if-nothing-comes';
import { waitEndsAt } from './next-alarm';
import { remindedInWords, sinceInWords, times } from './waiting-words';
import { lettersInWords, noticesOf, unfilledInWords } from './why-not-reached';

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

const since = ({ state, todayOn }: Waiting): string => sinceInWords(state.openedAtMs, todayOn);

/** Announced as overdue, and not dated anew since to a day that is still to come. */
const isAnnounced = ({ state, view }: Waiting): boolean =>
  state.breaches > 0 && (state.dates?.alarmEndsMs ?? 0) <= view.nowMs;

/** Each of those who owe it, or any one of them where the first answer settles it. What stays open awaits nobody by name. */
const owedBy = ({ state, agencies }: Waiting): string =>
  state.rule === 'all'
    ? theParts(state.awaited, agencies)
    : either.format(
        (state.rule === 'standing' ? state.parts : state.awaited).map((part) => thePart(part, agencies)),
      );

/** With whom it is in somebody's place: a question stays with a deputy whose days are over. Without an address, which only pages show. */
const deputiesInWords = ({ state, agencies }: Waiting): string[] =>
  state.addressees
    .filter((one) => one.deputyFor !== undefined && state.awaited.includes(partOf(one)))
    .map((one) => `it was put to a deputy of ${thePart(partOf(one), agencies)}`);

function answeredInWords({ state, agencies }: Waiting): string[] {
  if (state.answeredBy.length === 0) return [];
  const parts = [...new Set(state.answeredBy.map(({ by }) => partOf(by)))];
  return [`${theParts(parts, agencies)} ${parts.length === 1 ? 'has' : 'have'} answered`];
}

function rungInWords(waiting: Waiting): string[] {
  const { state, todayOn } = waiting;
  const reminded = remindedInWords(state.reminders);
  if (!isAnnounced(waiting)) return reminded;
  return [...reminded, `announced as ${asWhat(state, todayOn)} ${times(state.breaches)}`];
}

/** Made in the government's own system, of which this service sees the reference alone. */
const isToBeProven = ({ state, view }: Waiting): boolean =>
  state.duty === 'panel-notification' || view.duties.some(({ provenBy }) => provenBy === state.duty);

function questionWaits(waiting: Waiting): string {
  return [
    `Waiting for ${owedBy(waiting)} ${since(waiting)}`,
    ...(isToBeProven(waiting) ? ['not proven sent until the reference is entered'] : []),
    ...deputiesInWords(waiting),
    ...answeredInWords(waiting),
    ...rungInWords(waiting),
    ...unfilledInWords(waiting),
    ...lettersInWords(waiting),
  ].join('; ');
}

/** Its letters are copies only, accepted or not: what counts is a reference that is entered under another question. */
function notProven(waiting: Waiting): string {
  const { state, view, agencies } = waiting;
  const proof = view.duties.find(({ duty }) => duty === state.provenBy);
  const entered =
    proof === undefined
      ? []
      : [`${theParts(proof.parts, agencies)} is to enter the reference under “${proof.title}”`];
  return [`Not proven sent ${since(waiting)}`, ...entered, ...rungInWords(waiting)].join('; ');
}

function noticeWaits(waiting: Waiting): string {
  const { state, agencies } = waiting;
  if (state.provenBy !== undefined) return notProven(waiting);
  const isSent = noticesOf(waiting).length > 0;
  const open =
    state.addressees.length === 0
      ? `Nobody to send it to yet, ${since(waiting)}`
      : isSent
        ? `On its way to ${theParts(state.awaited, agencies)} ${since(waiting)}`
        : `Waiting ${since(waiting)} for the decision that it reports; it then goes to ${theParts(state.awaited, agencies)}`;
  return [
    open,
    ...rungInWords(waiting),
    ...unfilledInWords(waiting),
    ...(isSent ? lettersInWords(waiting) : []),
  ].join('; ');
}

function waitEnds({ state, view, todayOn }: Waiting): string {
  const endsAtMs = waitEndsAt(state);
  if (endsAtMs === null || !state.dates?.dueOn) return 'Waiting for a day that is not known yet.';
  const on = nearDayInWords(state.dates.dueOn, todayOn);
  if (londonTimeOf(endsAtMs) < '01:00') return `Waiting for the end of ${on}; nobody owes anything for it.`;
  if (state.duty !== 'threshold-silence' || view.duties.length === 0)
    return `Waiting for ${on} at 09:00; nobody owes anything for it.`;
  return `Waiting for the partners until ${on} at 09:00. Those who have not answered by then are waited for no longer: the authority is asked to decide alone.`;
}

/** The day of publication is asked anew after each answer, so that it can be moved: nothing is owed while one stands. */
export const isForChangesOnly = ({ duty, round }: Pick<DutyState, 'duty' | 'round'>): boolean =>
  duty === 'publication-date' && round > 1;

/**
 * Why an open duty waits, on whom, since when, and what happens next if nothing comes: one sentence for each half. Days of
 * this year are written without it.
 */
export function whyWaiting(state: DutyState, view: WaitingIn, agencies: AgencyTitles): string {
  if (view.stoppedAtMs !== undefined)
    return 'Still open when the case was stopped from outside: nothing reminds of it any more.';
  const waiting: Waiting = { state, view, agencies, todayOn: londonDateOf(view.nowMs) };
  if (state.kind === 'wait') return waitEnds(waiting);
  if (isForChangesOnly(state))
    return 'A day is proposed already. Another can be proposed here until the report is published: nothing is owed while the day stands.';
  const why = state.kind === 'question' ? questionWaits(waiting) : noticeWaits(waiting);
  return `${capital(why)}. ${whatComesNext(waiting)}`;
}
