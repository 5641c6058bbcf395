import { londonDateOf } from '../domain/calendar/london';
import { casePage, everyDay, type CasePage } from './case-list';
import { filterOf, type ListAddress } from './list-address';
import type { Services } from './services';

/** A page of the list that an address asks for: open cases by their deadlines, or closed ones, the latest first. */
export async function listPage(
  { cases, clock }: Pick<Services, 'cases' | 'clock'>,
  address: ListAddress,
  size: number,
): Promise<CasePage> {
  if (address.stage === 'closed') {
    const rows = await cases.closed();
    const kept = rows.filter(({ reference }) => reference.startsWith(address.reference));
    const past = address.start?.past ?? 0;
    const next = kept.length > past + size ? { fromOn: 'undated', past: past + size } : null;
    return { rows: kept.slice(past, past + size), next };
  }
  const todayOn = londonDateOf(clock());
  const days = everyDay(todayOn);
  const start = address.start ?? { fromOn: days.fromOn, past: 0 };
  return casePage(cases, filterOf(address, todayOn), days, { start, size, undated: true });
}
