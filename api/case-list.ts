import { addDays, daysBetween } from '../domain/calendar/civil-date';
import type { CaseRow } from '../domain/case-view';
import type { CaseFilter, Cases } from './services';

/** Where a page of a list begins: at a day of deadlines, or `undated`, past so many of its cases. */
export type Place = { fromOn: string; past: number };

/** The first rows of a list in the order of their deadlines, and where the next ones begin. */
export type CasePage = { rows: CaseRow[]; next: Place | null };

type Asks = Pick<Cases, 'count' | 'rows'>;
export type Days = { fromOn: string; untilOn: string };

/** So many rows are sorted in memory; more are asked for in smaller windows. */
const mostSorted = 200;
/** Open cases have no deadline further from today than this. */
const reachDays = 20 * 366;

export const everyDay = (todayOn: string): Days => ({
  fromOn: addDays(todayOn, -reachDays),
  untilOn: addDays(todayOn, reachDays),
});

const onOf = ({ next }: CaseRow): string => next?.on ?? '';

/**
 * The first cases by their deadlines. The server counts and filters, and cannot sort by our attributes: so a window with
 * many cases is halved, down to a day, whose cases come as the server has them, the latest opened first.
 */
async function inOrder(cases: Asks, filter: CaseFilter, days: Days, wanted: number): Promise<CaseRow[]> {
  if (wanted <= 0 || days.fromOn > days.untilOn) return [];
  const count = await cases.count(filter, days);
  if (count === 0) return [];
  const length = daysBetween(days.fromOn, days.untilOn) + 1;
  if (count <= mostSorted || length === 1) {
    const rows = await cases.rows(filter, days, length === 1 ? wanted : count);
    return rows.toSorted((one, other) => onOf(one).localeCompare(onOf(other)));
  }
  const middleOn = addDays(days.fromOn, Math.floor(length / 2) - 1);
  const first = await inOrder(cases, filter, { ...days, untilOn: middleOn }, wanted);
  const rest = { ...days, fromOn: addDays(middleOn, 1) };
  return [...first, ...(await inOrder(cases, filter, rest, wanted - first.length))];
}

/** The place after so many of these rows, which begin at `start`. */
function placeAfter(rows: readonly CaseRow[], size: number, start: Place): Place {
  const last = rows[start.past + size - 1];
  const fromOn = last === undefined ? start.fromOn : onOf(last);
  return { fromOn, past: rows.slice(0, start.past + size).filter((row) => onOf(row) === fromOn).length };
}

async function undatedPage(cases: Asks, filter: CaseFilter, past: number, size: number): Promise<CasePage> {
  const rows = await cases.rows(filter, 'undated', past + size + 1);
  return {
    rows: rows.slice(past, past + size),
    next: rows.length > past + size ? { fromOn: 'undated', past: past + size } : null,
  };
}

/** A page of open cases: by deadline, then those without one. */
export async function casePage(
  cases: Asks,
  filter: CaseFilter,
  days: Days,
  { start, size, undated }: { start: Place; size: number; undated: boolean },
): Promise<CasePage> {
  if (start.fromOn === 'undated') return undatedPage(cases, filter, start.past, size);
  const window = { ...days, fromOn: start.fromOn > days.fromOn ? start.fromOn : days.fromOn };
  const rows = await inOrder(cases, filter, window, start.past + size + 1);
  const page = rows.slice(start.past, start.past + size);
  if (rows.length > start.past + size) return { rows: page, next: placeAfter(rows, size, start) };
  if (!undated) return { rows: page, next: null };
  if (page.length === size) return { rows: page, next: { fromOn: 'undated', past: 0 } };
  const rest = await undatedPage(cases, filter, 0, size - page.length);
  return { rows: [...page, ...rest.rows], next: rest.next };
}
