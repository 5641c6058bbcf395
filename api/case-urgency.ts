import type { AwaitedAnswer, CaseRow } from '../domain/case-view';
import { capital, dayInWords, nearDayInWords } from '../domain/dates-in-words';
import { leftInWords } from '../domain/day-of-clock';
import { countsWorkingDays } from '../domain/editions';
import { urgencyOf, type Urgency } from './deadline';

/** What is due on a day, in which days that counts, and whether it was announced as overdue and is not mended. */
type Due = { on: string | null; inWorkingDays: boolean; isOverdue: boolean };

/** As the edition's own reading of its clock counts, unless the day that rings counts days. */
export const inWorkingDays = (edition: string, duty: string, awaited: AwaitedAnswer | undefined): boolean =>
  countsWorkingDays(edition, duty) && awaited?.inDays !== true;

const dueOf = ({ edition, next, breaches, awaited }: CaseRow): Due => ({
  on: next?.on ?? null,
  inWorkingDays: inWorkingDays(
    edition,
    next?.duty ?? '',
    awaited.find(({ duty, on }) => duty === next?.duty && on === next.on),
  ),
  isOverdue: breaches > 0,
});

const urgencyOfDue = ({ on, isOverdue }: Due, todayOn: string, soonUntil: string): Urgency =>
  isOverdue ? { tag: 'Overdue', colour: 'red' } : urgencyOf(on, todayOn, soonUntil);

/** How pressing a case of a list is: overdue, once announced so, until it is mended. */
export const urgencyOfRow = (row: CaseRow, todayOn: string, soonUntil: string): Urgency =>
  urgencyOfDue(dueOf(row), todayOn, soonUntil);

/**
 * `Friday 18 December 2026, 4 working days left`, or `2 working days late, was due Thursday 10 December`. Of what is overdue
 * a day to come is not said to be so: in training a case's own time is ahead of the list's.
 */
function whenDue({ on, inWorkingDays: isCountOfWork, isOverdue }: Due, todayOn: string): string | null {
  if (on === null) return null;
  const count = leftInWords(on, todayOn, isCountOfWork);
  const counts = count === null ? [] : [count];
  if (on < todayOn) return capital([...counts, `was due ${nearDayInWords(on, todayOn)}`].join(', '));
  return isOverdue ? dayInWords(on) : [dayInWords(on), ...counts].join(', ');
}

/** No worker has begun it yet: nothing is asked of anybody, and no date is fixed. */
const isJustReported = ({ stage, next, waitingFor, breaches }: CaseRow): boolean =>
  stage === 'report' && next === null && waitingFor.length === 0 && breaches === 0;

/** What is due as a list shows it. */
export const listedDue = (due: Due, todayOn: string, soonUntil: string) => ({
  urgency: urgencyOfDue(due, todayOn, soonUntil),
  when: whenDue(due, todayOn),
});

/** A case as a list shows it. */
export const listedRow = (row: CaseRow, todayOn: string, soonUntil: string) => ({
  ...row,
  ...listedDue(dueOf(row), todayOn, soonUntil),
  justReported: isJustReported(row),
});
