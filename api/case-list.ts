import { londonDateOf } from '../domain/calendar/london';
import type { CaseRow } from '../domain/case-view';
import { urgencyOf, type SoonUntil } from './case-page';

type ListRow = CaseRow & { urgency: ReturnType<typeof urgencyOf> };
/** Open cases by how pressing their next deadline is. */
export type CaseList = { total: number; overdue: ListRow[]; soon: ListRow[]; later: ListRow[] };

/** Sorts the rows that visibility gave: what is overdue, due within five working days, later; filtered by stage. */
export function caseList(
  rows: readonly CaseRow[],
  nowMs: number,
  soonUntil: SoonUntil,
  stage: string,
): CaseList {
  const todayOn = londonDateOf(nowMs);
  const until = soonUntil(todayOn);
  const listed = rows
    .filter((row) => stage === '' || row.stage === stage)
    .map((row): ListRow => {
      const overdue = { tag: 'Overdue', colour: 'red' } as const;
      return {
        ...row,
        urgency: row.breaches > 0 ? overdue : urgencyOf(row.next?.on ?? null, todayOn, until),
      };
    })
    .toSorted((one, other) => (one.next?.on ?? '9999').localeCompare(other.next?.on ?? '9999'));
  return {
    total: listed.length,
    overdue: listed.filter((row) => row.urgency?.tag === 'Overdue'),
    soon: listed.filter((row) => row.urgency?.tag === 'Due soon'),
    later: listed.filter((row) => row.urgency === null),
  };
}
