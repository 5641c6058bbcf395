import type { CaseFilter, Window } from '../../../api/services';
import type { CaseRow } from '../../../domain/case-view';
import { rolesByLetter } from '../../../domain/permissions';

const isPressing = ({ is, todayOn }: NonNullable<CaseFilter['pressing']>, row: CaseRow): boolean => {
  const overdue = row.breaches > 0 || (row.next !== null && row.next.on < todayOn);
  return (is === 'overdue') === overdue;
};

const isMeant = (role: string, awaits: CaseFilter['awaits']): boolean =>
  awaits === 'others' ? rolesByLetter.includes(role) : role === awaits;

/** The rows that visibility would find, in the order given; agencies are in no row. */
export const rowsLike = (rows: readonly CaseRow[], filter: CaseFilter, within: Window): CaseRow[] =>
  rows.filter(({ next, ...row }) => {
    const on = next?.on;
    const isWithin =
      within === 'undated'
        ? on === undefined
        : (within.fromOn === undefined || (on !== undefined && on >= within.fromOn)) &&
          (within.untilOn === undefined || (on !== undefined && on <= within.untilOn));
    return (
      isWithin &&
      (filter.stage === undefined || row.stage === filter.stage) &&
      (filter.awaits === undefined || row.waitingFor.some((role) => isMeant(role, filter.awaits))) &&
      (filter.references ?? ['']).some((begins) => row.reference.startsWith(begins)) &&
      (filter.pressing === undefined || isPressing(filter.pressing, { next, ...row }))
    );
  });
