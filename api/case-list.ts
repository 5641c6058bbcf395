import { addDays, daysBetween } from '../domain/calendar/civil-date';
import type { CaseRow } from '../domain/case-view';
import type { CaseFilter, Cases } from './services';

/** Where a page of a list begins: at a day of deadlines, or `undated`, past so many of its cases. */
export type Place = { fromOn: string; past: number };

/** The first rows of a list in the order of their deadlines, and where the next ones begin. */
export type CasePage = { rows: CaseRow[]; next: Place | null };

type Asks = Pick<Cases, 'count' | 'rows'>;
/** Both ends included. */
export type Days = { fromOn: string; untilOn: string; todayOn: string };

/** So many rows are asked for and sorted at once; of more, as many as are wanted. */
const fewRows = 60;
/** Open cases have no deadline further from today than this. */
const reachDays = 20 * 366;
/** Days after today at which a window is cut first: most deadlines lie close to today. */
const firstCuts = [-366, -28, 0, 7, 28, 91, 366];

export const everyDay = (todayOn: string): Days => ({
  fromOn: addDays(todayOn, -reachDays),
  untilOn: addDays(todayOn, reachDays),
  todayOn,
});

const onOf = ({ next }: CaseRow): string => next?.on ?? '';

/** Windows that together are this one, which is longer than a day. */
function cutUp({ fromOn, untilOn, todayOn }: Days): Days[] {
  const near = firstCuts.map((days) => addDays(todayOn, days)).filter((on) => on > fromOn && on <= untilOn);
  const middleOn = addDays(fromOn, Math.ceil(daysBetween(fromOn, untilOn) / 2));
  const starts = [fromOn, ...(near.length > 0 ? near : [middleOn])];
  return starts.map((on, index) => {
    const following = starts[index + 1];
    return { fromOn: on, untilOn: following === undefined ? untilOn : addDays(following, -1), todayOn };
  });
}

/**
 * The first cases by their deadlines. The server counts and filters, and cannot sort by our attributes: so a window with
 * many cases is cut up, down to a day, whose cases come as the server has them, the latest opened first.
 * @param count how many cases lie in the window
 */
async function inOrder(
  asking: { cases: Asks; filter: CaseFilter },
  days: Days,
  wanted: number,
  count: number,
): Promise<CaseRow[]> {
  if (wanted <= 0 || count <= 0) return [];
  const { cases, filter } = asking;
  const isOneDay = days.fromOn === days.untilOn;
  if (isOneDay || count <= Math.max(fewRows, wanted)) {
    const rows = await cases.rows(filter, days, isOneDay ? wanted : count);
    return rows.toSorted((one, other) => onOf(one).localeCompare(onOf(other)));
  }
  const found: CaseRow[] = [];
  let uncounted = count;
  const parts = cutUp(days);
  for (const [index, part] of parts.entries()) {
    if (found.length >= wanted || uncounted <= 0) break;
    const inPart = index === parts.length - 1 ? uncounted : await cases.count(filter, part);
    uncounted -= inPart;
    found.push(...(await inOrder(asking, part, wanted - found.length, inPart)));
  }
  return found;
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
  const count = window.fromOn > window.untilOn ? 0 : await cases.count(filter, window);
  const rows = await inOrder({ cases, filter }, window, start.past + size + 1, count);
  const page = rows.slice(start.past, start.past + size);
  if (rows.length > start.past + size) return { rows: page, next: placeAfter(rows, size, start) };
  if (!undated) return { rows: page, next: null };
  if (page.length === size) {
    const more = await cases.count(filter, 'undated');
    return { rows: page, next: more > 0 ? { fromOn: 'undated', past: 0 } : null };
  }
  const rest = await undatedPage(cases, filter, 0, size - page.length);
  return { rows: [...page, ...rest.rows], next: rest.next };
}
