import { daysBetween } from '../domain/calendar/civil-date';
import { counted } from '../domain/calendar/span';
import type { CaseRow } from '../domain/case-view';
import { urgencyOf, type Urgency } from './deadline';

/** How pressing a case of a list is: overdue, once announced so, until it is mended. */
export const urgencyOfRow = (row: CaseRow, todayOn: string, soonUntil: string): Urgency =>
  row.breaches > 0 ? { tag: 'Overdue', colour: 'red' } : urgencyOf(row.next?.on ?? null, todayOn, soonUntil);

/** `today`, `in 4 days`, `4 days ago`: how far a day is, in days of the calendar. */
function awayInWords(on: string, todayOn: string): string {
  const days = daysBetween(todayOn, on);
  if (days === 0) return 'today';
  return days > 0 ? `in ${counted(days, 'day')}` : `${counted(-days, 'day')} ago`;
}

/** Of a case that is overdue a day to come is not said to be so: in training its own time is ahead of the list's. */
const awayOfRow = ({ next, breaches }: CaseRow, todayOn: string): string | null =>
  next === null || (breaches > 0 && next.on >= todayOn) ? null : awayInWords(next.on, todayOn);

/** A case as a list shows it. */
export const listedRow = (row: CaseRow, todayOn: string, soonUntil: string) => ({
  ...row,
  urgency: urgencyOfRow(row, todayOn, soonUntil),
  away: awayOfRow(row, todayOn),
});
