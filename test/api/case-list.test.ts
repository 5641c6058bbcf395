import { casePage, everyDay, type Place } from '../../api/case-list';
import { asCsv } from '../../api/csv';
import type { CaseFilter, Window } from '../../api/services';
import { addDays } from '../../domain/calendar/civil-date';
import type { CaseRow } from '../../domain/case-view';
import { PagesUnderTest } from './support/pages-under-test';
import { rowsLike } from './support/rows-like';
import { memo } from './support/sample-case';

const todayOn = '2026-12-14';
const due = (on: string) => ({ duty: 'd', title: `Due ${on}`, on });

describe('a list of cases in the order of their deadlines', () => {
  const many = Array.from({ length: 900 }, (_, index) =>
    memo({
      reference: `SI-2026-${String(index).padStart(4, '0')}`,
      // Three hundred on one day, the rest spread over two years, and some without.
      next: index % 10 === 0 ? null : due(index < 400 ? '2027-01-04' : addDays(todayOn, (index * 37) % 700)),
    }),
  );
  const asked: number[] = [];
  let counted = 0;
  const cases = (rows: readonly CaseRow[]) => ({
    count: (filter: CaseFilter, within: Window): Promise<number> => {
      counted += 1;
      return Promise.resolve(rowsLike(rows, filter, within).length);
    },
    rows: (filter: CaseFilter, within: Window, wanted: number): Promise<CaseRow[]> => {
      const found = rowsLike(rows, filter, within).slice(0, wanted);
      asked.push(found.length);
      return Promise.resolve(found);
    },
  });

  it('comes in pages that hold every case once, the nearest first, and those without a deadline last', async () => {
    const days = everyDay(todayOn);
    const seen: CaseRow[] = [];
    let start: Place | null = { fromOn: days.fromOn, past: 0 };
    while (start !== null) {
      const page = await casePage(cases(many), {}, days, { start, size: 50, undated: true });
      expect(page.rows.length).toBeLessThanOrEqual(50);
      seen.push(...page.rows);
      start = page.next;
    }
    expect(new Set(seen.map(({ reference }) => reference)).size).toBe(900);
    expect(seen).toHaveLength(900);
    const order = seen.map(({ next }) => next?.on ?? '9999');
    expect(order).toEqual(order.toSorted());
  });

  it('offers no further page where a full one holds the last of them', async () => {
    const days = everyDay(todayOn);
    const page = { start: { fromOn: days.fromOn, past: 0 }, size: 1, undated: true };
    const one = memo({ next: due('2026-12-18') });
    expect(await casePage(cases([one]), {}, days, page)).toEqual({ rows: [one], next: null });
    const { next } = await casePage(cases([one, memo({ next: null })]), {}, days, page);
    expect(next).toEqual({ fromOn: 'undated', past: 0 });
  });

  it('asks the server a few times, and for no more rows than it sorts', async () => {
    asked.length = 0;
    counted = 0;
    const days = everyDay(todayOn);
    const start = { fromOn: days.fromOn, past: 0 };
    await casePage(cases(many), {}, days, { start, size: 50, undated: true });
    expect(asked.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(111);
    expect(counted).toBeLessThan(15);
  });

  it('fills a page that the dated cases do not with some of the others', async () => {
    const few = [
      memo({ reference: 'SI-2026-NONE', next: null }),
      memo({ reference: 'SI-2026-SOME', next: due(todayOn) }),
    ];
    const days = everyDay(todayOn);
    const page = await casePage(cases(few), {}, days, {
      start: { fromOn: days.fromOn, past: 0 },
      size: 50,
      undated: true,
    });
    expect(page.rows.map(({ reference }) => reference)).toEqual(['SI-2026-SOME', 'SI-2026-NONE']);
    expect(page.next).toBeNull();
  });
});
describe('what needs the business unit', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
    pages.memos = [
      memo({ reference: 'SI-2026-LATE', next: { duty: 'd', title: 'Late duty', on: '2026-12-11' } }),
      memo({ reference: 'SI-2026-SOON', next: { duty: 'd', title: 'Soon duty', on: '2026-12-21' } }),
      memo({
        reference: 'SI-2026-FARR',
        stage: 'review',
        next: { duty: 'd', title: 'Far duty', on: '2026-12-22' },
      }),
    ];
  });
  afterEach(() => {
    pages.close();
  });
  const home = async () =>
    (await pages.browser('business-unit-a', ['business-unit']).get('/').expect(200)).text;

  it('puts what is overdue first, then the next five working days, then the rest', async () => {
    const page = await home();
    const places = [
      '>Overdue cases',
      'SI-2026-LATE',
      '>Cases due within five working days',
      'SI-2026-SOON',
      '>Cases due later',
      'SI-2026-FARR',
    ];
    const found = places.map((text) => page.indexOf(text));
    expect(found).toEqual([...found].sort((one, other) => one - other));
    expect(found).not.toContain(-1);
  });

  it('says what is kept public, and that nothing else falls due where no deadline is known', async () => {
    pages.memos = [
      memo({ reference: 'SI-2026-PUBL', stage: 'public', next: null }),
      memo({ reference: 'SI-2026-NONE', stage: 'review', next: null }),
    ];
    const page = await home();
    expect(page).toContain('No deadline: what was published is kept public');
    expect(page).toMatch(/class="govuk-table__cell">No deadline</u);
  });

  it('counts what is overdue, what waits for the business unit and what is open, and leads there', async () => {
    pages.memos = [
      memo({ reference: 'SI-2026-LATE', breaches: 1, waitingFor: ['business-unit'] }),
      memo({ reference: 'SI-2026-SOON' }),
    ];
    const page = await home();
    expect(page).toMatch(/href="\/cases\?overdue=yes">1 overdue</u);
    expect(page).toMatch(/href="\/cases\?awaits=business-unit">1 waiting for the business unit</u);
    expect(page).toMatch(/href="\/cases">2 open</u);
  });

  it('marks a case whose child is not safe', async () => {
    expect(await home()).not.toContain('A child is not safe');
    pages.memos = [memo({ notSafe: true })];
    expect(await home()).toContain('A child is not safe');
  });

  it('is not titled with the service’s name twice', async () => {
    expect((await pages.browser().get('/')).text).not.toContain(
      'Safeguarding Reviews – Safeguarding Reviews',
    );
  });

  it('shows nothing to who is not staff, but the way to report', async () => {
    const page = (await pages.browser().get('/').expect(200)).text;
    expect(page).not.toContain('SI-2026');
    expect(page).toContain('/report');
  });
});

describe('all cases', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
    pages.memos = Array.from({ length: 60 }, (_, index) =>
      memo({
        reference: `SI-2026-${String(index).padStart(4, '0')}`,
        stage: index === 7 ? 'review' : 'threshold',
        waitingFor: index === 8 ? ['scrutineer'] : [],
        breaches: index === 9 ? 1 : 0,
        next: due(addDays(todayOn, index)),
      }),
    );
  });
  afterEach(() => {
    pages.close();
  });
  const get = (path: string) => pages.browser('business-unit-a', ['business-unit']).get(path);
  const list = async (query = '') => (await get(`/cases${query}`).expect(200)).text;
  const referencesIn = (page: string): string[] => page.match(/(?<=href="\/cases\/)SI-2026-\w{4}/gu) ?? [];

  it('come fifty to a page, whose address says where it begins', async () => {
    const first = await list();
    expect(first).toContain('60 cases, by the next deadline');
    const next = /rel="next" href="([^"]*)"/u.exec(first)?.[1] ?? '';
    expect(next).toBe('/cases?from=2027-02-01.1');
    const second = (await get(next).expect(200)).text;
    expect([...referencesIn(first), ...referencesIn(second)]).toEqual(
      pages.memos.map(({ reference }) => reference),
    );
    expect(second).toMatch(/href="\/cases">First page</u);
    expect(second).not.toContain('rel="next"');
  });

  it.each([
    ['stage=review', ['SI-2026-0007']],
    ['awaits=scrutineer', ['SI-2026-0008']],
    ['overdue=yes', ['SI-2026-0009']],
    ['reference=si-2026-0010', ['SI-2026-0010']],
    ['reference=0010', ['SI-2026-0010']],
    ['stage=review&awaits=scrutineer', []],
  ])('are filtered by %s', async (query, found) => {
    expect(referencesIn(await list(`?${query}`))).toEqual(found);
  });

  it.each([
    "stage=review'--",
    'awaits=nobody',
    'agency=',
    'from=yesterday.1',
    'from=2026-02-31.1',
    'stage=a&stage=b',
  ])('leave out of their address what is none: %s', async (query) => {
    expect(referencesIn(await list(`?${query}`))).toHaveLength(50);
  });

  it('carry their filter from page to page, and into the form', async () => {
    const page = await list('?stage=threshold');
    expect(page).toContain('href="/cases?stage=threshold&amp;from=');
    expect(page).toContain('<option value="threshold" selected>');
    expect(page).toContain('href="/cases.csv?stage=threshold"');
  });

  it('that are closed stand under that stage, the latest first, where nothing falls due any more', async () => {
    const ended = { stage: 'closed' as const, next: null, waitingFor: [] };
    pages.closed = [
      memo({ reference: 'SI-2026-NEWR', ...ended }),
      memo({ reference: 'SI-2025-OLDR', ...ended }),
    ];
    const page = await list('?stage=closed');
    expect(page.indexOf('SI-2025-OLDR')).toBeGreaterThan(page.indexOf('SI-2026-NEWR'));
    expect(page).toContain('Nothing falls due any more');
    expect(page).not.toContain('SI-2026-0001');
  });

  it('that are closed are filtered by their reference alone, and the page does not say otherwise', async () => {
    pages.closed = [memo({ reference: 'SI-2026-NEWR', stage: 'closed', next: null })];
    const page = await list('?stage=closed&awaits=scrutineer&overdue=yes&reference=SI-2026');
    expect(page).toContain('<option value="closed" selected>');
    expect(page).not.toContain('<option value="scrutineer" selected>');
    expect(page).not.toMatch(/name="overdue"[^>]* checked/u);
    expect(page).toContain('href="/cases.csv?reference=SI-2026&amp;stage=closed"');
  });

  it('come in the order in which they were opened, where that is asked for', async () => {
    const first = await list('?sort=opened');
    expect(first).toContain('60 cases, the latest opened first');
    expect(first).toContain('<option value="opened" selected>');
    const next = /rel="next" href="([^"]*)"/u.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toBe('/cases?sort=opened&from=undated.50');
    const second = (await get(next).expect(200)).text;
    expect([...referencesIn(first), ...referencesIn(second)]).toEqual(
      pages.memos.map(({ reference }) => reference),
    );
  });

  it('can be taken away as a table of values, all of them', async () => {
    const { text, headers } = await get('/cases.csv?stage=threshold').expect(200);
    const lines = text.trimEnd().split('\r\n');
    expect(headers['content-type']).toContain('text/csv');
    expect(headers['content-disposition']).toContain('cases-2026-12-14.csv');
    expect(lines[0]).toMatch(/^Reference,Stage,Next deadline,/u);
    expect(lines).toHaveLength(60);
    expect(lines[1]).toContain('SI-2026-0000,Threshold,2026-12-14,Due 2026-12-14,');
    // A name, and the time on the clocks of London: in December that of Greenwich.
    expect(lines[1]).toMatch(/,Business unit officer A,2026-12-11 10:40$/u);
  });

  it('say of a case that cannot be read which it is, and when it is due, beside the others', async () => {
    pages.memos = [memo({ reference: 'SI-2026-LOST', wantsKey: 'old' }), memo({ reference: 'SI-2026-READ' })];
    for (const path of ['/', '/cases']) {
      const page = (await get(path).expect(200)).text;
      expect(page.split('Cannot be read: a key is missing')).toHaveLength(2);
      expect(page).toMatch(/SI-2026-LOST<\/a><br><strong[^>]*>Cannot be read/u);
      expect(page).toContain('SI-2026-READ');
    }
  });

  it.each([
    [-3, '1 working day late, was due Friday 11 December<', 'panel-notification'],
    [-4, '2 working days late, was due Thursday 10 December<', 'panel-notification'],
    [-360, '248 working days late, was due Friday 19 December 2025<', 'panel-notification'],
    [-4, '4 days late, was due Thursday 10 December<'],
    [0, 'Monday 14 December 2026, due today'],
    [1, 'Tuesday 15 December 2026, 1 day left'],
    [9, 'Wednesday 23 December 2026, 9 days left'],
    [1, 'Tuesday 15 December 2026, 1 working day left', 'panel-notification'],
    [23, 'Wednesday 6 January 2027, 14 working days left', 'panel-notification'],
    [23, 'Wednesday 6 January 2027, 23 days left', 'publication'],
  ])('say how far a deadline is, as its clock counts: %d', async (days, words, duty = 'd') => {
    pages.memos = [memo({ reference: 'SI-2026-SOME', next: { ...due(addDays(todayOn, days)), duty } })];
    for (const path of ['/', '/cases']) expect((await get(path).expect(200)).text).toContain(words);
  });

  it('never say of an overdue case that its day is to come: its own time may be ahead, in training', async () => {
    pages.memos = [
      memo({ reference: 'SI-2026-TOLD', breaches: 1, next: due(addDays(todayOn, 9)) }),
      memo({ reference: 'SI-2026-LATE', breaches: 1, next: due(addDays(todayOn, -3)) }),
    ];
    for (const path of ['/', '/cases']) {
      const { text } = await get(path).expect(200);
      expect(text).toContain('Wednesday 23 December 2026<');
      expect(text).not.toContain('left');
      expect(text).toContain('3 days late, was due Friday 11 December<');
    }
  });

  it('say on a day off how many days late it is, where no working day has passed since', async () => {
    pages.nowMs = Date.UTC(2026, 11, 13, 9);
    pages.memos = [memo({ reference: 'SI-2026-LATE', next: due('2026-12-11') })];
    for (const path of ['/', '/cases'])
      expect((await get(path).expect(200)).text).toContain('2 days late, was due Friday 11 December<');
  });

  it('say in that table what the page says of them: a case whose day is over is overdue, announced or not', async () => {
    pages.memos = [
      memo({ reference: 'SI-2026-LATE', breaches: 0, next: due(addDays(todayOn, -3)) }),
      memo({ reference: 'SI-2026-TOLD', breaches: 2, next: due(addDays(todayOn, 3)) }),
      memo({ reference: 'SI-2026-SOON', breaches: 0, next: due(todayOn) }),
    ];
    const { text } = await get('/cases.csv').expect(200);
    const [heads, ...rows] = text
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const at = heads?.indexOf('Overdue') ?? -1;
    expect(Object.fromEntries(rows.map((row) => [row[0], row[at]]))).toEqual({
      'SI-2026-LATE': 'yes',
      'SI-2026-TOLD': 'yes',
      'SI-2026-SOON': 'no',
    });
  });

  it('are not looked for anew where there are none and nothing was asked for', async () => {
    pages.memos = [];
    expect(await list()).toContain('No open case.');
    expect(await list('?stage=review')).toContain('No case is like this.');
  });

  it('that were stopped from outside are found by their reference, apart from the open ones', async () => {
    pages.memos = [];
    pages.stopped = [memo({ reference: 'SI-2026-HALT' }), memo({ reference: 'SI-2026-ELSE' })];
    for (const typed of ['SI-2026-HALT', 'halt']) {
      const text = await list(`?reference=${typed}`);
      expect(text).toMatch(/Stopped from outside <span class="count">1<[\s\S]*SI-2026-HALT/u);
      expect(text).toContain('No open case is like this.');
      expect(text).not.toContain('SI-2026-ELSE');
    }
    for (const query of ['', '?stage=closed&reference=halt', '?reference=none'])
      expect(await list(query)).not.toContain('Stopped from outside');
  });

  it('are open to staff alone', async () => {
    for (const path of ['/cases', '/cases.csv']) {
      await pages.browser('police-partner', ['police-partner']).get(path).expect(403);
      await pages.browser().get(path).expect(303);
    }
  });
});

describe('a table of comma-separated values', () => {
  it.each([
    ['plain', 'plain'],
    ['a, b', '"a, b"'],
    ['says "no"', '"says ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+44 1632', "'+44 1632"],
    ['@name', "'@name"],
    ['-1,2', '"\'-1,2"'],
  ])('writes %j as %j', (value, written) => {
    expect(asCsv([[value]])).toBe(`${written}\r\n`);
  });

  it('leaves numbers as they are', () => {
    expect(asCsv([[-1, 2]])).toBe('-1,2\r\n');
  });
});
