import { londonDateOf } from '../domain/calendar/london';
import type { CaseRow } from '../domain/case-view';
import { casePage, everyDay, type CasePage } from './case-list';
import { filterOf, isMeant, type ListAddress } from './list-address';
import type { Services } from './services';

/** A page of rows that come in their order already. */
const pastRows = (rows: readonly CaseRow[], { start }: ListAddress, size: number): CasePage => {
  const past = start?.past ?? 0;
  const next = rows.length > past + size ? { fromOn: 'undated', past: past + size } : null;
  return { rows: rows.slice(past, past + size), next };
};

/** A page of the list that an address asks for: open cases by their deadlines, or closed ones, the latest first. */
export async function listPage(
  { cases, clock }: Pick<Services, 'cases' | 'clock'>,
  address: ListAddress,
  size: number,
): Promise<CasePage> {
  if (address.stage === 'closed') {
    const kept = await cases.closed();
    return pastRows(
      kept.filter(({ reference }) => isMeant(reference, address.reference)),
      address,
      size,
    );
  }
  const todayOn = londonDateOf(clock());
  if (address.sort === 'opened') {
    const wanted = (address.start?.past ?? 0) + size + 1;
    return pastRows(await cases.rows(filterOf(address, todayOn), {}, wanted), address, size);
  }
  const days = everyDay(todayOn);
  const start = address.start ?? { fromOn: days.fromOn, past: 0 };
  return casePage(cases, filterOf(address, todayOn), days, { start, size, undated: true });
}
