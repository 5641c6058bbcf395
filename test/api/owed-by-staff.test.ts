import type { AwaitedAnswer, CaseRow } from '../../domain/case-view';
import { sectionOf, wordsOf } from './support/page-words';
import { PagesUnderTest } from './support/pages-under-test';
import { caseView, duty, memo, reference } from './support/sample-case';

const meeting = (changed: Partial<AwaitedAnswer> = {}): AwaitedAnswer => ({
  duty: 'rapid-review-meeting',
  instance: '-',
  round: 1,
  reminders: 0,
  sinceMs: Date.UTC(2026, 11, 11, 10),
  parts: ['business-unit'],
  on: '2026-12-23',
  inDays: false,
  isOverdue: false,
  ...changed,
});
const row = (awaited: readonly AwaitedAnswer[], changed: Partial<CaseRow> = {}): CaseRow =>
  memo({ training: false, waitingFor: ['business-unit', 'administrator'], awaited, ...changed });

describe('what staff have to record, on the first page', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });
  const home = async (role = 'business-unit'): Promise<string> =>
    (await pages.browser(`${role}-a`, [role]).get('/').expect(200)).text;
  const section = (page: string): string => sectionOf(page, 'Yours to record');

  it('is said before any list of cases: what, in which case, and by when', async () => {
    pages.memos = [row([meeting()])];
    const page = await home();
    expect(page.indexOf('>Yours to record')).toBeLessThan(page.indexOf('>Cases due'));
    expect(wordsOf(section(page))).toContain(
      `Yours to record 1 Reference What to record Due ${reference} Hold the rapid review meeting and record it in ${reference} Wednesday 23 December 2026, 7 working days left`,
    );
  });

  it('leads to the form of what is to be recorded', async () => {
    const instance = 'notification-threshold/-/1/question/0/police-partner';
    const undelivered = meeting({ duty: 'letter-undelivered', instance, on: null });
    pages.memos = [row([undelivered])];
    const found = section(await home());
    expect(wordsOf(found)).toContain(
      '(“Is the threshold for notification met?”, the police partner) As soon as you can: others wait for it',
    );
    const href = /href="(\/cases\/[^"]*\/answer\/[^"]*)"/u.exec(found)?.[1] ?? '';
    const view = caseView({ sealed: '' }, { duties: [duty('letter-undelivered', { instance })] });
    pages.known.set(reference, { known: 'view', view });
    const form = await pages.browser('business-unit-a', ['business-unit']).get(href).expect(200);
    expect(form.text).toContain('<form method="post"');
  });

  it('has what is overdue first, then what cannot wait, and what has no day last; each is marked', async () => {
    pages.memos = [
      row([
        meeting({ duty: 'panel-answer', on: null }),
        meeting({ duty: 'role-unfilled', on: null }),
        meeting({ on: '2026-12-15' }),
      ]),
      row([meeting({ duty: 'panel-notification', on: '2026-12-11' })], { reference: 'SI-2026-LATE' }),
      row([meeting({ duty: 'panel-acknowledgement', on: '2026-12-30', isOverdue: true })]),
    ];
    const words = wordsOf(section(await home()));
    const places = [
      /SI-2026-LATE Notify .*?Overdue 1 working day late, was due Friday 11 December/u,
      /Nobody holds a role .*?As soon as you can/u,
      /Hold the rapid review meeting .*?Due soon Tuesday 15 December 2026, 1 working day left/u,
      /acknowledge .*?Overdue Wednesday 30 December 2026/u,
      /No time limit/u,
    ].map((said) => words.search(said));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  it('counts as the reading that rings counts, here and in the list of cases', async () => {
    const notify = meeting({ duty: 'panel-notification', on: '2026-12-18' });
    const next = { duty: 'panel-notification', title: 'Notify', on: '2026-12-18' };
    pages.memos = [row([notify], { next })];
    expect(wordsOf(await home()).match(/18 December 2026, 4 working days left/gu)).toHaveLength(2);
    pages.memos = [row([{ ...notify, inDays: true }], { next })];
    expect(wordsOf(await home()).match(/18 December 2026, 4 days left/gu)).toHaveLength(2);
    pages.memos = [
      row([{ ...notify, inDays: true, on: '2026-12-05' }], { next: { ...next, on: '2026-12-05' } }),
    ];
    expect(wordsOf(await home()).match(/9 days late, was due Saturday 5 December/gu)).toHaveLength(2);
  });

  it('leaves out what can be changed, and is not owed', async () => {
    const day = meeting({ duty: 'publication-date', on: null });
    pages.memos = [row([day, { ...day, round: 2 }])];
    expect(section(await home()).match(/On which day is the report to be published/gu)).toHaveLength(1);
    pages.memos = [row([{ ...day, round: 2 }])];
    expect(await home()).not.toContain('Yours to record');
  });

  it('is for the reader’s own role, and not there where nobody of it owes anything', async () => {
    pages.memos = [row([meeting({ parts: ['administrator'] }), meeting({ parts: ['police-partner'] })])];
    expect(await home()).not.toContain('Yours to record');
    expect(section(await home('administrator'))).toContain('Hold the rapid review meeting');
    expect(wordsOf(section(await home('administrator')))).toContain('Yours to record 1 ');
  });

  it('is twenty at most, and then leads to the cases that wait for staff', async () => {
    pages.memos = Array.from({ length: 25 }, (_, index) =>
      row([meeting()], { reference: `SI-2026-${String(index).padStart(4, '0')}` }),
    );
    const found = section(await home());
    expect(found.match(/href="\/cases\/SI-2026-\w{4}"/gu)).toHaveLength(20);
    expect(found).toContain('20 are shown, the earliest first');
    expect(found).toContain('href="/cases?awaits=business-unit"');
    pages.memos = [row([meeting()], { moreAwaited: 2 })];
    expect(section(await home())).toContain('href="/cases?awaits=business-unit"');
  });
});
