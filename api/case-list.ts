import { londonDateOf } from '../domain/calendar/london';
import type { CaseMemo } from '../domain/case-view';
import { urgencyOf, type SoonUntil } from './case-page';

type ListRow = CaseMemo & { urgency: ReturnType<typeof urgencyOf> };
/** Open cases by how pressing their next deadline is. */
export type CaseList = { total: number; overdue: ListRow[]; soon: ListRow[]; later: ListRow[] };

/** Sorts the rows that visibility gave: what is overdue, due within five working days, later; filtered by stage. */
export function caseList(
  memos: readonly CaseMemo[],
  nowMs: number,
  soonUntil: SoonUntil,
  stage: string,
): CaseList {
  const todayOn = londonDateOf(nowMs);
  const until = soonUntil(todayOn);
  const rows = memos
    .filter((memo) => stage === '' || memo.stage === stage)
    .map((memo): ListRow => {
      const overdue = { tag: 'Overdue', colour: 'red' } as const;
      return {
        ...memo,
        urgency: memo.breaches > 0 ? overdue : urgencyOf(memo.next?.on ?? null, todayOn, until),
      };
    })
    .toSorted((one, other) => (one.next?.on ?? '9999').localeCompare(other.next?.on ?? '9999'));
  return {
    total: rows.length,
    overdue: rows.filter((row) => row.urgency?.tag === 'Overdue'),
    soon: rows.filter((row) => row.urgency?.tag === 'Due soon'),
    later: rows.filter((row) => row.urgency === null),
  };
}
