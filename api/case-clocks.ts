import { calendarInWords } from '../domain/calendar/bank-holidays';
import { daysBetween } from '../domain/calendar/civil-date';
import { londonDateOf } from '../domain/calendar/london';
import { counted } from '../domain/calendar/span';
import type { CaseView, DutyState } from '../domain/case-view';
import type { OpenedReading } from '../domain/opened-duty';
import { dayInWords, theRecipient } from '../domain/dates-in-words';
import { reachedParts } from '../domain/papers/case-days';
import { dayOfClock } from '../domain/day-of-clock';
import { byAlarm, deadlineOf, urgencyOf, type SoonUntil } from './deadline';

/** The state of a duty, in a word. */
export const settledWords: Readonly<Record<DutyState['state'], string>> = {
  open: 'open',
  answered: 'answered',
  met: 'met',
  superseded: 'replaced',
  withdrawn: 'withdrawn',
  over: 'over',
};

const asksPastDay = ({ form }: DutyState, name: string): boolean =>
  form?.fields?.some(
    (field) => field.name === name && field.when === 'past' && field.type.startsWith('date'),
  ) ?? false;

/** The first past day that was recorded as the answer to a question; null where none was. */
function recordedOn({ story }: CaseView, state: DutyState): string | null {
  const answer = story.findLast(
    (entry) =>
      entry.kind === 'answer' &&
      entry.duty === state.duty &&
      entry.instance === state.instance &&
      entry.round === state.round,
  );
  const facts = answer?.kind === 'answer' ? Object.entries(answer.answer.facts) : [];
  const day = facts.find(([name, value]) => typeof value === 'string' && asksPastDay(state, name))?.[1];
  return typeof day === 'string' ? day.slice(0, 10) : null;
}

/** The day on which the last of those who are told was reached, by mail or otherwise; null where it is not known of all. */
function reachedAllOn(view: CaseView, state: DutyState): string | null {
  const days = reachedParts(view, state, 'notice').map(({ on }) => on);
  return days.includes(null) ? null : (days.toSorted().at(-1) ?? null);
}

/** The question whose answer meets a duty: its own, or the one that proves that a notice was given. */
const answeredBy = ({ duties }: CaseView, state: DutyState): DutyState =>
  duties.findLast(({ duty, instance }) => duty === state.provenBy && instance === state.instance) ?? state;

/** The day on which a duty was met: the one that was recorded for it, or that of the recording where no earlier one was. Null where nothing was met. */
export function metOn(view: CaseView, state: DutyState): string | null {
  const { settledAtMs } = state;
  if (settledAtMs === undefined || state.kind === 'wait') return null;
  if (state.state !== 'met' && state.state !== 'answered') return null;
  const settledOn = londonDateOf(settledAtMs);
  const recorded = recordedOn(view, answeredBy(view, state));
  if (recorded !== null) return recorded;
  if (state.kind !== 'notice' || state.provenBy !== undefined) return settledOn;
  const reachedOn = reachedAllOn(view, state);
  return reachedOn !== null && reachedOn < settledOn ? reachedOn : settledOn;
}

/** `Recorded as sent otherwise: to Ofsted on Friday 18 December 2026.`; null where no letter of the duty was. */
function otherwiseInWords({ letters }: CaseView, state: DutyState): string | null {
  const sent = letters.flatMap(({ duty, instance, round, kind, to, sentOtherwiseOn: on }) =>
    kind === 'notice' &&
    duty === state.duty &&
    instance === state.instance &&
    round === state.round &&
    on !== undefined
      ? [`to ${theRecipient(to.recipient)} on ${dayInWords(on)}`]
      : [],
  );
  return sent.length === 0 ? null : `Recorded as sent otherwise: ${sent.join(', ')}.`;
}

/** How many days after the edition's own day a duty was met; none where that has no day. */
const daysLate = ({ dates }: DutyState, metOn: string): number =>
  dates === null || dates.dueOn === null ? 0 : daysBetween(dates.dueOn, metOn);

/** Whether a duty that was met on a day was met after the edition's own. */
export const isLate = (state: DutyState, on: string): boolean => daysLate(state, on) > 0;

/** `met`, or `met late`. */
function stateInWords(view: CaseView, state: DutyState): string {
  const on = metOn(view, state);
  return `${settledWords[state.state]}${on !== null && isLate(state, on) ? ' late' : ''}`;
}

/** `Met on Friday 18 December 2026, 2 days late`, by the edition's own reading; null where nothing was met. */
function settledInWords(view: CaseView, state: DutyState): string | null {
  const on = metOn(view, state);
  if (on === null) return null;
  const dueOn = state.dates?.dueOn ?? null;
  const late = daysLate(state, on);
  const howLate = late > 0 ? `, ${counted(late, 'day')} late` : '';
  const inTime = late <= 0 && dueOn !== null ? ', in time' : '';
  return `${state.state === 'met' ? 'Met' : 'Answered'} on ${dayInWords(on)}${howLate}${inTime}.`;
}

/** What is open comes first. */
const byState = (one: DutyState, other: DutyState): number =>
  Number(one.state !== 'open') - Number(other.state !== 'open');

/** How the days are counted: once where all readings count alike, else with the spans that each is of. */
function conventionsOf(readings: readonly OpenedReading[]): string[] {
  const conventions = [...new Set(readings.flatMap(({ convention }) => convention ?? []))];
  if (conventions.length < 2) return conventions;
  return conventions.map((how) => {
    const spans = new Set(readings.flatMap(({ convention, within }) => (convention === how ? [within] : [])));
    return `${[...spans].join(', ')}: ${how}`;
  });
}

/** Every duty that has a clock, what is open first. */
export const clockedDuties = ({ duties }: CaseView): DutyState[] =>
  duties
    .filter((state) => state.dates !== null && state.state !== 'superseded')
    .toSorted((one, other) => byState(one, other) || byAlarm(one, other));

/** Every duty that has a clock, with its readings, their sources and the day of the alarm. */
export function clocksPart(view: CaseView, soonUntil: SoonUntil) {
  const todayOn = londonDateOf(view.nowMs);
  return clockedDuties(view).map((state) => ({
    title: state.title,
    about: state.instance === '-' ? null : state.instance,
    state: stateInWords(view, state),
    settled: settledInWords(view, state),
    otherwise: otherwiseInWords(view, state),
    open: state.state === 'open',
    deadline: state.state === 'open' ? deadlineOf(state, todayOn) : null,
    urgency:
      state.state === 'open' ? urgencyOf(state.dates?.alarmOn ?? null, todayOn, soonUntil(todayOn)) : null,
    dates: state.dates,
    readings: (state.dates?.readings ?? []).map((reading, place) => ({
      ...reading,
      lifted: place === 0 && state.dates?.relaxation?.lifts === true,
      day: state.state === 'open' ? dayOfClock(reading, todayOn) : null,
    })),
    conventions: conventionsOf(state.dates?.readings ?? []),
    calendar: calendarInWords(state.dates?.calendar ?? ''),
    next: state.nextAlarm ?? null,
  }));
}
