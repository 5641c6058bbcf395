import { daysBetween } from '../domain/calendar/civil-date';
import { counted } from '../domain/calendar/span';
import type { CaseRow } from '../domain/case-view';
import { dayInWords, nearDayInWords } from '../domain/dates-in-words';
import { lateInWords } from '../domain/day-of-clock';
import { urgencyOf, type Urgency } from './deadline';

/** How pressing a case of a list is: overdue, once announced so, until it is mended. */
export const urgencyOfRow = (row: CaseRow, todayOn: string, soonUntil: string): Urgency =>
  row.breaches > 0 ? { tag: 'Overdue', colour: 'red' } : urgencyOf(row.next?.on ?? null, todayOn, soonUntil);

/**
 * `Friday 18 December 2026, in 4 days`, in days of the calendar, or `2 working days late, was due Thursday 10 December`. Of
 * a case that is overdue a day to come is not said to be so: in training its own time is ahead of the list's.
 */
function whenOfRow({ next, breaches }: CaseRow, todayOn: string): string | null {
  if (next === null) return null;
  const { on } = next;
  if (on < todayOn) return `${lateInWords(on, todayOn)}, was due ${nearDayInWords(on, todayOn)}`;
  if (breaches > 0) return dayInWords(on);
  return `${dayInWords(on)}, ${on === todayOn ? 'today' : `in ${counted(daysBetween(todayOn, on), 'day')}`}`;
}

/** A case as a list shows it. */
export const listedRow = (row: CaseRow, todayOn: string, soonUntil: string) => ({
  ...row,
  urgency: urgencyOfRow(row, todayOn, soonUntil),
  when: whenOfRow(row, todayOn),
});
