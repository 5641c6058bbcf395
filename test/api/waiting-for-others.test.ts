import type { AwaitedAnswer } from '../../domain/case-view';
import { sectionOf, wordsOf } from './support/page-words';
import { PagesUnderTest } from './support/pages-under-test';
import { caseView, duty, memo, reference } from './support/sample-case';

const partners = ['health-partner', 'police-partner'];
const threshold = (changed: Partial<AwaitedAnswer> = {}): AwaitedAnswer => ({
  duty: 'notification-threshold',
  instance: '-',
  round: 1,
  reminders: 0,
  sinceMs: Date.UTC(2026, 11, 11, 10),
  parts: partners,
  on: null,
  inDays: false,
  isOverdue: false,
  ...changed,
});

describe('what waits for others, on the first page', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });
  const home = async (role = 'business-unit'): Promise<string> =>
    (await pages.browser(`${role}-a`, [role]).get('/').expect(200)).text;
  const section = (page: string): string => sectionOf(page, 'Waiting for others');

  it('says of each question who owes the answer, since when, and how often they were reminded', async () => {
    pages.memos = [memo({ awaited: [threshold({ reminders: 2 })] })];
    const found = section(await home());
    expect(wordsOf(found)).toContain('Waiting for others 1 ');
    expect(found).toContain(`href="/cases/${reference}">${reference}</a>`);
    expect(wordsOf(found)).toContain(
      'Is the threshold for notification met? The health partner and the police partner since Friday 11 December, reminded twice',
    );
    pages.memos = [memo({ training: false, awaited: [threshold({ sinceMs: pages.nowMs })] })];
    expect(wordsOf(section(await home()))).toContain('police partner since today Remind');
    // The time of a case in training is its own: today is not known to be its day.
    pages.memos = [memo({ training: true, awaited: [threshold({ sinceMs: pages.nowMs })] })];
    expect(wordsOf(section(await home()))).toContain('since Monday 14 December Remind');
  });

  it('leads to the form that reminds, with the question chosen; who cannot remind is not led there', async () => {
    pages.memos = [memo({ awaited: [threshold()] })];
    const [, href = '', name] = /<a class="govuk-link" href="([^"]*)">(Remind.*?)<\/a>/u.exec(
      section(await home()),
    ) ?? [''];
    expect(wordsOf(name ?? '')).toBe(`Remind of: Is the threshold for notification met? in ${reference} `);
    const duties = [duty('reminder-now'), duty('notification-threshold')];
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
    const form = await pages.browser('business-unit-a', ['business-unit']).get(href).expect(200);
    expect(form.text).toMatch(/value="notification-threshold\/-\/1" checked>/u);
    expect(pages.sent).toEqual([]);
    expect(section(await home('administrator'))).not.toContain('Remind');
  });

  it('chooses nothing that the form does not offer', async () => {
    const view = caseView({ sealed: '' }, { duties: [duty('reminder-now'), duty('notification-threshold')] });
    pages.known.set(reference, { known: 'view', view });
    const browser = pages.browser('business-unit-a', ['business-unit']);
    for (const chosen of ['question=children-made-safe%2F-%2F1', 'question=x&question=y', 'question="><b>']) {
      const path = `/cases/${reference}/answer/reminder-now/-/1?${chosen}`;
      const { text } = await browser.get(path).expect(200);
      expect(text).not.toMatch(/ (selected|checked)|"><b>/u);
    }
  });

  it('is one line for what several agencies were asked, which names each and reminds each by itself', async () => {
    const asked = (agency: string) => ({
      duty: 'agency-information',
      instance: agency,
      parts: [`agency-lead:${agency}`],
    });
    pages.memos = [
      memo({
        awaited: [threshold({ ...asked('schools'), reminders: 1 }), threshold(asked('police'))],
      }),
    ];
    const found = section(await home());
    expect(wordsOf(found)).toContain('Waiting for others 1 ');
    expect(wordsOf(found)).toContain('What does each agency know');
    expect(found.match(/<tr>/gu)).toHaveLength(2);
    expect(wordsOf(found)).toMatch(
      /The safeguarding lead of Exampleshire schools since Friday 11 December, reminded once Remind of: What does Exampleshire schools know/u,
    );
    expect(found).toContain('question=agency-information%2Fpolice%2F1');
    const names = [...found.matchAll(/>(Remind.*?)<\/a>/gu)].map(([, name = '']) => name);
    expect(new Set(names).size).toBe(2);
  });

  it('has the oldest first, ten at most, and then leads to all cases that wait for others', async () => {
    pages.memos = Array.from({ length: 25 }, (_, index) =>
      memo({
        reference: `SI-2026-${String(index).padStart(4, '0')}`,
        awaited: [threshold({ sinceMs: Date.UTC(2026, 11, 10) - index * 60_000 })],
      }),
    );
    const found = section(await home());
    const references = found.match(/(?<=href="\/cases\/)SI-2026-\w{4}(?=")/gu) ?? [];
    expect(references).toHaveLength(10);
    expect(references.slice(0, 2)).toEqual(['SI-2026-0024', 'SI-2026-0023']);
    expect(found).toContain('href="/cases?awaits=others"');
  });

  it('leaves out what staff owe, and names of a question put to both the others alone', async () => {
    pages.memos = [
      memo({
        awaited: [
          threshold({ duty: 'rapid-review-meeting', parts: ['business-unit'], on: '2026-12-23' }),
          threshold({ parts: ['business-unit', 'police-partner'] }),
        ],
      }),
    ];
    const found = wordsOf(section(await home()));
    expect(found).toContain('Waiting for others 1 ');
    expect(found).toContain('Is the threshold for notification met? The police partner since');
  });

  it('counts nothing as all where a case waits for more than its row has room for', async () => {
    pages.memos = [memo({ awaited: [threshold()], moreAwaited: 3 })];
    expect(section(await home())).toContain('href="/cases?awaits=others"');
  });

  it('asks the server a few times, however many cases wait', async () => {
    pages.memos = Array.from({ length: 500 }, (_, index) =>
      memo({ reference: `SI-2026-${String(index).padStart(4, '0')}`, awaited: [threshold()] }),
    );
    const rows: number[] = [];
    const { cases } = pages.services;
    const own = cases.rows.bind(cases);
    cases.rows = async (filter, within, wanted) => {
      const found = await own(filter, within, wanted);
      if (filter.awaits === 'others') rows.push(found.length);
      return found;
    };
    expect(section(await home())).toContain('href="/cases?awaits=others"');
    expect(rows.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(60);
  });

  it('stands after what is due soon and before what is later, and not at all where nobody owes anything', async () => {
    pages.memos = [
      memo({ reference: 'SI-2026-SOON', awaited: [threshold()] }),
      memo({
        reference: 'SI-2026-FARR',
        next: { duty: 'd', title: 'Far', on: '2027-03-01' },
        waitingFor: [],
      }),
    ];
    const page = await home();
    const places = ['>Cases due within five', '>Waiting for others', '>Cases due later'].map((text) =>
      page.indexOf(text),
    );
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
    pages.memos = [memo({ waitingFor: ['business-unit'] })];
    expect(await home()).not.toContain('Waiting for others');
  });

  it('is a filter of the list of all cases', async () => {
    pages.memos = [
      memo({ reference: 'SI-2026-OURS', waitingFor: ['business-unit', 'administrator'] }),
      memo({ reference: 'SI-2026-THEM', waitingFor: ['agency-lead', 'business-unit'] }),
    ];
    const browser = pages.browser('business-unit-a', ['business-unit']);
    const { text } = await browser.get('/cases?awaits=others').expect(200);
    expect(text).toContain('SI-2026-THEM');
    expect(text).not.toContain('SI-2026-OURS');
    expect(text).toMatch(/<option value="others" selected>Anybody outside the business unit</u);
  });
});
