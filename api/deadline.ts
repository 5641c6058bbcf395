import { londonDateOf } from '../domain/calendar/london';
import type { CaseView, DutyState } from '../domain/case-view';
import { dayInWords, otherReadingInWords } from '../domain/dates-in-words';
import { dayOfClock, governingReading, timeLeft } from '../domain/day-of-clock';
import type { OpenedReading } from '../domain/opened-duty';

/** `overdue` is red and `due soon` amber; each is also a word. */
export type Urgency = { tag: 'Overdue' | 'Due soon'; colour: 'red' | 'yellow' } | null;

/** How pressing a date is on a given day: `soonUntil` is the last day that counts as soon. */
export function urgencyOf(on: string | null, todayOn: string, soonUntil: string): Urgency {
  if (on === null) return null;
  if (on < todayOn) return { tag: 'Overdue', colour: 'red' };
  return on <= soonUntil ? { tag: 'Due soon', colour: 'yellow' } : null;
}

export type SoonUntil = (todayOn: string) => string;

export const isOwed = (state: DutyState): boolean => state.state === 'open' && state.kind !== 'wait';

/**
 * What can be said at any time, and is no debt: unless it was called to mind, as a delay is that nobody has explained, and
 * nothing was said since.
 */
export const isAtWill = ({ rule, reminders, breaches, answeredBy }: DutyState): boolean =>
  rule === 'standing' && (reminders + breaches === 0 || answeredBy.length > 0);

/** What rings first comes first. */
export const byAlarm = (one: DutyState, other: DutyState): number =>
  (one.dates?.alarmOn ?? '9999').localeCompare(other.dates?.alarmOn ?? '9999');

/** `3 working days left, day 2 of 5`, as the reading itself counts; empty where nothing can be counted. */
export const countInWords = (reading: OpenedReading | null, todayOn: string): string =>
  reading === null
    ? ''
    : [timeLeft(reading, todayOn), dayOfClock(reading, todayOn)].filter((words) => words !== null).join(', ');

const bracketed = (words: string): string => (words === '' ? '' : ` (${words})`);

/** A duty's date, where it has one: the day by which the alarm goes with how far its count has come, and the edition's own where that is later. */
export function deadlineOf({ dates }: Pick<DutyState, 'dates'>, todayOn: string): string {
  if (dates === null) return 'No time limit';
  if (dates.relaxation?.lifts) return 'No time limit: lifted by a relaxation';
  const { dueOn, alarmOn } = dates;
  const count = bracketed(countInWords(governingReading(dates), todayOn));
  if (dueOn === null && alarmOn === null) return 'No date yet';
  if (dueOn === alarmOn || alarmOn === null) return `Due ${dayInWords(dueOn ?? '')}${count}`;
  const other = dueOn === null ? 'no date yet by the main reading' : otherReadingInWords(dueOn);
  return `Due ${dayInWords(alarmOn)}${count}; ${other}`;
}

/** What rings first of all that is owed on a case; null where nothing has a date, or nothing is recorded any more. */
export function nextDeadline(view: CaseView, soonUntil: SoonUntil) {
  if (view.closed || view.stoppedAtMs !== undefined) return null;
  const todayOn = londonDateOf(view.nowMs);
  const [next] = view.duties
    .filter((state) => isOwed(state) && state.rule !== 'standing')
    .filter(({ dates }) => dates !== null && dates.alarmOn !== null)
    .toSorted(byAlarm);
  if (next?.dates?.alarmOn === undefined || next.dates.alarmOn === null) return null;
  const on = next.dates.alarmOn;
  return {
    title: next.title,
    on,
    count: countInWords(governingReading(next.dates), todayOn),
    urgency: urgencyOf(on, todayOn, soonUntil(todayOn)),
  };
}
