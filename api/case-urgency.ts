import type { CaseRow } from '../domain/case-view';
import { urgencyOf, type Urgency } from './deadline';

/** How pressing a case of a list is: overdue, once announced so, until it is mended. */
export const urgencyOfRow = (row: CaseRow, todayOn: string, soonUntil: string): Urgency =>
  row.breaches > 0 ? { tag: 'Overdue', colour: 'red' } : urgencyOf(row.next?.on ?? null, todayOn, soonUntil);
