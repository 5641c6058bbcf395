import { daysBetween } from '../domain/calendar/civil-date';
import { counted } from '../domain/calendar/span';
import type { CaseRow } from '../domain/case-view';
import { urgencyOf, type Urgency } from './deadline';

/** How pressing a case of a list is: overdue, once announced so, until it is mended. */
export const urgencyOfRow = (row: CaseRow, todayOn: string, soonUntil: string): Urgency =>
  row.breaches > 0 ? { tag: 'Overdue', colour: 'red' } : urgencyOf(row.next?.on ?? null, todayOn, soonUntil);

/** `today`, `in 4 days`, `4 days ago`: how far a day is, in days of the calendar. */
export function awayInWords(on: string, todayOn: string): string {
  const days = daysBetween(todayOn, on);
  if (days === 0) return 'today';
  return days > 0 ? `in ${counted(days, 'day')}` : `${counted(-days, 'day')} ago`;
}

/** A case as a list shows it. */
export const listedRow = (row: CaseRow, todayOn: string, soonUntil: string) => ({
  ...row,
  urgency: urgencyOfRow(row, todayOn, soonUntil),
  away: row.next === null ? null : awayInWords(row.next.on, todayOn),
});
