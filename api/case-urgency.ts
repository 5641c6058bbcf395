import type { CaseRow } from '../domain/case-view';
import { dayInWords, nearDayInWords } from '../domain/dates-in-words';
import { lateInWords, leftInWords } from '../domain/day-of-clock';
import { countsWorkingDays } from '../domain/editions';
import { urgencyOf, type Urgency } from './deadline';

/** How pressing a case of a list is: overdue, once announced so, until it is mended. */
export const urgencyOfRow = (row: CaseRow, todayOn: string, soonUntil: string): Urgency =>
  row.breaches > 0 ? { tag: 'Overdue', colour: 'red' } : urgencyOf(row.next?.on ?? null, todayOn, soonUntil);

/**
 * `Friday 18 December 2026, 4 working days left`, or `2 working days late, was due Thursday 10 December`. Of a case that is
 * overdue a day to come is not said to be so: in training its own time is ahead of the list's.
 */
function whenOfRow({ edition, next, breaches }: CaseRow, todayOn: string): string | null {
  if (next === null) return null;
  const { duty, on } = next;
  if (on < todayOn) return `${lateInWords(on, todayOn)}, was due ${nearDayInWords(on, todayOn)}`;
  if (breaches > 0) return dayInWords(on);
  const left = leftInWords(on, todayOn, countsWorkingDays(edition, duty));
  return [dayInWords(on), ...(left === null ? [] : [left])].join(', ');
}

/** No worker has begun it yet: nothing is asked of anybody, and no date is fixed. */
const isJustReported = ({ stage, next, waitingFor, breaches }: CaseRow): boolean =>
  stage === 'report' && next === null && waitingFor.length === 0 && breaches === 0;

/** A case as a list shows it. */
export const listedRow = (row: CaseRow, todayOn: string, soonUntil: string) => ({
  ...row,
  urgency: urgencyOfRow(row, todayOn, soonUntil),
  when: whenOfRow(row, todayOn),
  justReported: isJustReported(row),
});
