import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { addDays } from '../../domain/calendar/civil-date';
import type { CodeStanding } from '../../api/services';
import { PagesUnderTest } from '../api/support/pages-under-test';
import { addressee, caseView, duty, memo, reference } from '../api/support/sample-case';
import { typed } from '../api/support/typed-report';
import { axeFaults } from '../support/axe-faults';
import { openBrowser } from '../support/service-in-browser';
import { casesToLookAt, longWord, whereOthersOwe } from './support/cases-to-look-at';

jest.setTimeout(240_000);

/** A folder for a picture of each at two widths, for those who want to look at them all. */
const pictures = process.env['SCREENSHOTS'];
const unit = ['business-unit-a', 'business-unit'] as const;

describe('every page and state, for everybody', () => {
  const pages = new PagesUnderTest();
  let server: Server;
  let browser: Browser;
  let application: string;

  beforeAll(async () => {
    server = pages.app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    application = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    browser = await openBrowser();
    const report = await pages.words.seal(reference, {
      rows: [
        { label: 'What happened?', value: `Made up. ${longWord}` },
        { label: 'Child 1: Name', value: 'Person A' },
      ],
    });
    const watched = duty('panel-notification', { watchers: [addressee('director')] });
    const told = duty('report-received', { addressees: [addressee('referrer')] });
    const asked = duty('agency-information', { instance: 'schools' });
    const view = caseView(report, { duties: [...caseView(report).duties, watched, told, asked] });
    pages.known.set(reference, { known: 'view', view });
    pages.known.set('SI-2026-MEMO', { known: 'memo', memo: memo({ reference: 'SI-2026-MEMO' }) });
    for (const [end, state] of Object.entries(casesToLookAt(report)))
      pages.known.set(`SI-2026-${end}`, { known: 'view', view: { ...state, reference: `SI-2026-${end}` } });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    pages.close();
  });

  const signedInAs = ([person, ...roles]: readonly string[]) => ({
    'x-signed-in': JSON.stringify({ person, roles }),
  });

  /** A browser in which somebody is signed in, or nobody. */
  const somebody = async (
    [person, ...roles]: readonly string[],
    options: BrowserContextOptions = {},
  ): Promise<Page> => {
    const header = person === undefined ? {} : signedInAs([person, ...roles]);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    await page.setExtraHTTPHeaders(header);
    return page;
  };

  /** One browser for all that the same person looks at: a new one for each page takes longer than the look. */
  const known = new Map<string, Promise<Page>>();
  const sameBrowser = async (who: readonly string[]): Promise<Page> => {
    const key = who.join(' ');
    const opened = known.get(key) ?? somebody(who);
    known.set(key, opened);
    const page = await opened;
    await page.setViewportSize({ width: 1280, height: 900 });
    return page;
  };

  const link = (kind: 'q' | 'n' | 'w', duty: string, person: string, of = reference): string =>
    `/${kind}/${pages.links.signLink({ case: of, duty, instance: '-', round: 1, person })}`;

  const go = (to: string) => (page: Page) => page.goto(`${application}${to}`);
  const submit = (page: Page) => page.locator('main form button:not([tabindex="-1"])').first().click();
  const withMistakes = (to: string) => async (page: Page) => {
    await go(to)(page);
    await submit(page);
  };
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      memo({
        reference: `SI-2026-${String(index).padStart(4, '0')}`,
        next: { duty: 'd', title: longWord, on: addDays('2026-12-10', index % 40) },
        breaches: index % 3 === 0 ? 1 : 0,
        notSafe: index % 7 === 0,
      }),
    );
  const listed = (count: number, to: string) => async (page: Page) => {
    pages.memos = rows(count);
    await go(to)(page);
    pages.memos = [];
  };
  const code =
    (state: CodeStanding, enter = false) =>
    async (page: Page) => {
      pages.standing = state;
      await go(link('q', 'notification-threshold', 'police-partner'))(page);
      await page.getByRole('button', { name: 'Send me a code' }).click();
      if (enter) {
        pages.verdict = 'wrong';
        await page.getByLabel('Security code').fill('000000');
        await page.getByRole('button', { name: 'Continue' }).click();
        pages.verdict = 'right';
      }
      pages.standing = 'mailed';
    };
  const wantingSignIn = (to: string) => async (page: Page) => {
    const { directory } = pages;
    const partnership = { ...directory.partnership, signInFor: ['notification-threshold'] };
    pages.directory = { ...directory, partnership };
    await go(to)(page);
    pages.directory = directory;
  };
  const setAs = async (page: Page, values: object): Promise<void> => {
    for (const [name, value] of Object.entries(values) as [string, string][]) {
      const control = page.locator(`main form [name="${name}"]`);
      if ((await control.count()) === 0) continue;
      const type = await control.first().getAttribute('type');
      if (type === 'radio' || type === 'checkbox')
        await page.locator(`main form [name="${name}"][value="${value}"]`).check();
      else if ((await page.locator(`main form select[name="${name}"]`).count()) > 0)
        await control.selectOption(value);
      else await control.fill(value);
    }
  };
  /** So many pages of a report filled in, by whom it is. */
  const reportUpTo = (count: number, last?: (page: Page) => Promise<unknown>) => async (page: Page) => {
    await go('/report?new=yes')(page);
    for (let index = 0; index < count; index += 1) {
      await setAs(page, typed);
      await page.locator('main form button[value=next]:not([tabindex="-1"])').click();
    }
    await last?.(page);
  };
  const sends = (page: Page) => page.getByRole('button', { name: 'Send the report' }).click();
  const byTheUnit = (id: string) => `/cases/${reference}/answer/${id}/-/1`;
  const recorded = (id: string) => async (page: Page) => {
    const submission = pages.submissions.newSubmission({
      case: reference,
      duty: id,
      instance: '-',
      round: 1,
    });
    pages.outcomes.set(submission, { outcome: 'recorded', entry: 5 });
    await go(`${byTheUnit(id)}/sent/${submission}`)(page);
  };
  /** A form that is sent when the session of whoever filled it in has ended. */
  const sessionEnded = async (page: Page): Promise<void> => {
    await go(byTheUnit('hand-over'))(page);
    await setAs(page, { person: 'business-unit-b', reasons: longWord });
    await page.setExtraHTTPHeaders({});
    await submit(page);
    await page.setExtraHTTPHeaders(signedInAs(unit));
  };
  const asPartner = ['police-partner', 'police-partner'];
  const decision = link('q', 'rapid-review-decision', 'police-partner', 'SI-2026-DECI');

  const states: Record<string, [readonly string[], (page: Page) => Promise<unknown>]> = {
    'home for nobody': [[], go('/')],
    'home without a case': [unit, go('/')],
    'home with sixty cases': [unit, listed(60, '/')],
    'home where others are waited for': [
      unit,
      async (page) => {
        pages.memos = whereOthersOwe();
        await go('/')(page);
        pages.memos = [];
      },
    ],
    'all cases': [unit, listed(60, '/cases')],
    'a case that cannot be read': [
      unit,
      async (page) => {
        pages.memos = [memo({ wantsKey: 'old-1' }), ...rows(3)];
        await go('/cases')(page);
        pages.memos = [];
      },
    ],
    'no case found': [unit, go('/cases?stage=review')],
    directory: [unit, go('/directory')],
    library: [[], go('/library')],
    'accessibility statement': [[], go('/accessibility')],
    'interface for machines': [
      [],
      async (page) => {
        await go('/api')(page);
        for (const one of await page.locator('details').all()) await one.locator('summary').click();
      },
    ],
    cookies: [[], go('/cookies')],
    'privacy notice': [[], go('/privacy')],
    calendar: [unit, go('/calendar')],
    'calendar with an address': [unit, withMistakes('/calendar')],
    'report: who reports': [[], go('/report')],
    'report: no address': [[], withMistakes('/report')],
    'report: the incident': [unit, reportUpTo(0)],
    'report: with mistakes': [unit, withMistakes('/report?new=yes')],
    'report: the children': [unit, reportUpTo(1)],
    'report: two children': [
      unit,
      reportUpTo(1, (page) => page.getByRole('button', { name: 'Add another child' }).click()),
    ],
    'report: safety': [unit, reportUpTo(2)],
    'report: who reported': [unit, reportUpTo(3)],
    'report: check': [unit, reportUpTo(4)],
    'report: what is missing': [
      unit,
      reportUpTo(1, (page) => page.goto(page.url().replace('/children', '/check'))),
    ],
    'report: received': [unit, reportUpTo(4, sends)],
    'report: kept for later': [unit, go('/report')],
    'a link: who it is': [[], go(link('q', 'notification-threshold', 'police-partner'))],
    'a link: sign in to answer': [[], wantingSignIn(link('q', 'notification-threshold', 'police-partner'))],
    'a link: the code': [[], code('mailed')],
    'a link: the code on its way': [[], code('deferred')],
    'a link: a wrong code': [[], code('mailed', true)],
    'a link: locked after five tries': [
      [],
      async (page) => {
        await code('mailed')(page);
        pages.standing = 'locked';
        await page.reload();
        pages.standing = 'mailed';
      },
    ],
    'a link: of somebody else who is to sign in': [
      ['health-partner', 'health-partner'],
      wantingSignIn(link('q', 'notification-threshold', 'police-partner')),
    ],
    'a link: a page without it': [[], go('/q/SI-2026-7K3Q/abcdefghijkl')],
    'a link that is none': [[], go('/q/rubbish')],
    'a question': [asPartner, go(link('q', 'notification-threshold', 'police-partner'))],
    'a question with mistakes': [
      asPartner,
      withMistakes(link('q', 'notification-threshold', 'police-partner')),
    ],
    'a question with lists': [asPartner, go(decision)],
    'a question with lists: ticked, and with mistakes': [
      asPartner,
      async (page) => {
        await withMistakes(decision)(page);
        await setAs(page, {
          'test-institution': 'yes',
          'reason-institution': longWord,
          'test-nationalLaw': 'yes',
        });
        await submit(page);
      },
    ],
    'a question: saved': [
      asPartner,
      async (page) => {
        await go(link('q', 'notification-threshold', 'police-partner'))(page);
        await page.getByRole('button', { name: 'Save and come back later' }).click();
      },
    ],
    'a question gone on with': [asPartner, go(link('q', 'notification-threshold', 'police-partner'))],
    'a question that was answered, and is decided elsewhere': [
      asPartner,
      go(link('q', 'notification-threshold', 'police-partner', 'SI-2026-DIFF')),
    ],
    'a question: answered, and what comes next': [
      asPartner,
      async (page) => {
        const at = { case: 'SI-2026-NEXT', duty: 'notification-threshold', instance: '-', round: 1 };
        const submission = pages.submissions.newSubmission(at);
        pages.outcomes.set(submission, { outcome: 'recorded', entry: 5 });
        await go(link('q', at.duty, 'police-partner', at.case))(page);
        await page.goto(`${page.url()}/sent/${submission}`);
        await page.getByText('The next deadline of this case').waitFor();
      },
    ],
    'a question: received, not yet recorded': [
      asPartner,
      async (page) => {
        const at = { case: reference, duty: 'notification-threshold', instance: '-', round: 1 };
        await go(link('q', at.duty, 'police-partner'))(page);
        await page.goto(`${page.url()}/sent/${pages.submissions.newSubmission(at)}`);
        await page.getByText('A letter tells you').waitFor();
      },
    ],
    'a duty that was watched, and is done': [
      ['director', 'director'],
      go(link('w', 'panel-notification', 'director', 'SI-2026-WDON')),
    ],
    'a case: a moved limit that was met': [unit, go('/cases/SI-2026-MOVD/clocks')],
    'a notice': [['director', 'director'], go(link('n', 'report-forwarded-to-director', 'director'))],
    'a notice to who reported': [['referrer'], go(link('n', 'report-received', 'referrer'))],
    'a duty that is watched': [['director', 'director'], go(link('w', 'panel-notification', 'director'))],
    'a case: now': [unit, go(`/cases/${reference}`)],
    'a case: clocks': [unit, go(`/cases/${reference}/clocks`)],
    'a case: story': [unit, go(`/cases/${reference}/story`)],
    'a case: an entry': [unit, go(`/cases/${reference}/story/5`)],
    'a case: papers': [unit, go(`/cases/${reference}/papers`)],
    'a crowded case: now': [unit, go('/cases/SI-2026-CROW')],
    'a crowded case: clocks': [unit, go('/cases/SI-2026-CROW/clocks')],
    'a crowded case: story': [unit, go('/cases/SI-2026-CROW/story')],
    'a case without a worker': [unit, go('/cases/SI-2026-MEMO')],
    'a case that was stopped': [unit, go('/cases/SI-2026-STOP')],
    'a case that was set back': [unit, go('/cases/SI-2026-BACK')],
    'a case with a long story': [unit, go('/cases/SI-2026-LONG/story')],
    'a case whose publication is too early': [unit, go('/cases/SI-2026-SOON')],
    'a case whose limit is lifted: now': [unit, go('/cases/SI-2026-LIFT')],
    'a case whose limit is lifted: clocks': [unit, go('/cases/SI-2026-LIFT/clocks')],
    'a case with deputies': [unit, go('/cases/SI-2026-DEPU')],
    'a deputy is replaced': [
      unit,
      async (page) => {
        await go('/cases/SI-2026-DEPU/answer/deputy/-/1')(page);
        await setAs(page, {
          ...{ role: 'police-partner', deputy: 'Made up', address: 'x@elsewhere.example', why: 'Made up' },
          ...{ 'from-day': '15', 'from-month': '12', 'from-year': '2026' },
          ...{ 'until-day': '20', 'until-month': '12', 'until-year': '2026' },
        });
        await submit(page);
      },
    ],
    'a deputy is called off': [unit, go('/cases/SI-2026-DEPU/answer/deputy-ended/-/1')],
    'a closed case': [unit, go('/cases/SI-2026-DONE')],
    'a withdrawn case': [unit, go('/cases/SI-2026-GONE')],
    'no such case': [unit, go('/cases/SI-2026-NONE')],
    'a form of the unit': [unit, go(byTheUnit('children-made-safe'))],
    'a form with mistakes': [unit, withMistakes(byTheUnit('children-made-safe'))],
    'a form: check': [
      unit,
      async (page) => {
        await go(byTheUnit('hand-over'))(page);
        await setAs(page, { person: 'business-unit-b', reasons: `Made up. ${longWord}` });
        await submit(page);
      },
    ],
    'a form: recorded': [unit, recorded('hand-over')],
    'a correction with half a date': [
      unit,
      async (page) => {
        await go(byTheUnit('correction'))(page);
        await setAs(page, { entry: '000005', wrong: 'Made up', right: 'Made up', event: 'incident' });
        await submit(page);
      },
    ],
    'a form: the session has ended': [unit, sessionEnded],
    'a correction': [unit, go(byTheUnit('correction'))],
    'not open to you': [asPartner, go('/cases')],
    'not found': [[], go('/nowhere')],
  };

  /** Of a state that takes more than an address to reach: what says that it was reached. */
  const headings: Record<string, string> = {
    'a link: sign in to answer': 'Sign in to answer this',
    'a question: saved': 'Saved, and not sent yet',
    'a deputy is replaced': 'Check your answer',
    'a link: locked after five tries': 'Too many wrong codes',
    'a form: the session has ended': 'Your session has ended',
  };

  it.each(Object.entries(states))(
    'can be used by everybody, and enlarged to 400 % without moving sideways: %s',
    async (name, [who, open]) => {
      const page = await sameBrowser(who);
      await open(page);
      expect(await page.locator('h1').count()).toBe(1);
      const wanted = headings[name];
      if (wanted !== undefined) expect(await page.locator('h1').textContent()).toBe(wanted);
      if (/mistake|wrong|no address|missing/u.test(name)) expect(await page.title()).toMatch(/^Error: /u);
      expect(Buffer.byteLength(await page.content())).toBeLessThan(150_000);
      expect(await axeFaults(page)).toEqual([]);
      // 1280 px at 400 % are as wide as 320 px.
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      for (const width of pictures === undefined ? [] : [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        const path = `${String(pictures)}/${name.replaceAll(/\W+/gu, '-')}-${String(width)}.png`;
        await page.screenshot({ path, fullPage: true });
      }
    },
  );

  it('keeps to chosen colours, moves nothing where that is asked for, and needs no script', async () => {
    const page = await somebody(unit, {
      forcedColors: 'active',
      reducedMotion: 'reduce',
      javaScriptEnabled: true,
    });
    for (const path of [`/cases/${reference}`, '/report', byTheUnit('children-made-safe')]) {
      await go(path)(page);
      expect(await axeFaults(page)).toEqual([]);
      const moving = await page.evaluate(`
        [...document.querySelectorAll('*')].filter((one) => {
          const { transitionDuration, animationName } = getComputedStyle(one);
          return animationName !== 'none' || transitionDuration.split(', ').some((time) => time !== '0s');
        }).length`);
      expect(moving).toBe(0);
    }
    await page.context().close();
    const without = await somebody(unit, { javaScriptEnabled: false });
    const before = pages.opened.length;
    await reportUpTo(4, sends)(without);
    expect(await without.locator('h1').textContent()).toBe('The report has been received');
    expect(pages.opened).toHaveLength(before + 1);
    await without.context().close();
  });

  it('asks the reason for what is ticked in a list, without a script, and hides no words', async () => {
    const page = await somebody(asPartner, { javaScriptEnabled: false });
    await go(decision)(page);
    const box = page.getByLabel('No agency was involved, and that is a cause for concern', { exact: true });
    const reason = page.getByLabel('Why?: No agency was involved');
    expect(await page.locator('[name^="reason-"]:visible').count()).toBe(4);
    await box.check();
    await reason.fill('Made up');
    await box.uncheck();
    expect(await reason.isVisible()).toBe(true);
    await reason.fill('');
    expect(await reason.isVisible()).toBe(true);
    await box.focus();
    expect(await reason.isVisible()).toBe(false);
    await submit(page);
    await page.getByRole('link', { name: /circumstances apply to the case.: choose what applies/u }).click();
    expect(await page.locator(':focus').getAttribute('name')).toBe('test-singleAgency');
    await page.context().close();
  });

  type Focused = { tag: string; type: string; name: string; value: string; text: string; seen: boolean };
  /** What has the focus, and whether one can see that it has. */
  const focused = (page: Page): Promise<Focused> =>
    page.evaluate(`(() => {
      const one = document.activeElement;
      const beside = one.labels?.[0];
      const marks = [getComputedStyle(one), ...(beside ? [getComputedStyle(beside, '::before')] : [])];
      return {
        tag: one.tagName,
        type: one.type ?? '',
        name: one.name ?? '',
        value: one.value ?? '',
        text: one.textContent.trim(),
        seen: marks.some(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none'),
      };
    })()`);

  /** Goes through a page by Tab, answers what is known, and presses what is named. */
  const byKeyboard = async (
    page: Page,
    press: RegExp,
    values: Record<string, string> = {},
  ): Promise<void> => {
    for (let step = 0; step < 120; step += 1) {
      // A page may open with its one field in focus already.
      if (step > 0 || (await focused(page)).tag !== 'INPUT') await page.keyboard.press('Tab');
      const at = await focused(page);
      expect(at).toMatchObject({ seen: true });
      const wanted = values[at.name];
      if ((at.tag === 'BUTTON' || at.tag === 'A') && press.test(at.text)) {
        await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
        return;
      }
      if (at.tag === 'SUMMARY') await page.keyboard.press('Enter');
      if (wanted === undefined) continue;
      if (at.type === 'checkbox') {
        if (at.value === wanted) await page.keyboard.press('Space');
      } else if (at.type === 'radio') {
        if (at.value === wanted) await page.keyboard.press('Space');
        for (let turn = 0; turn < 12 && (await focused(page)).value !== wanted; turn += 1)
          await page.keyboard.press('ArrowDown');
      } else if (at.type === 'select-one') {
        for (let turn = 0; turn < 30 && (await focused(page)).value !== wanted; turn += 1)
          await page.keyboard.press('ArrowDown');
      } else await page.keyboard.type(wanted);
    }
    throw new Error(`${press.source} was not reached by the keyboard`);
  };

  it('lets somebody report by the keyboard alone', async () => {
    const page = await somebody(unit);
    await go('/')(page);
    await byKeyboard(page, /^Report an incident$/u);
    if (await page.getByText('Begin another report').isVisible()) await byKeyboard(page, /^Begin another/u);
    const before = pages.opened.length;
    for (let count = 0; count < 4; count += 1) await byKeyboard(page, /^Continue$/u, typed);
    await byKeyboard(page, /^Send the report$/u);
    expect(await page.locator('h1').textContent()).toBe('The report has been received');
    expect(pages.opened).toHaveLength(before + 1);
    await page.context().close();
  });

  it('lets somebody decide by the keyboard alone, from the link to the record', async () => {
    const page = await somebody([]);
    await go(link('q', 'notification-threshold', 'police-partner'))(page);
    await byKeyboard(page, /^Send me a code$/u);
    await page.locator('#code:focus').waitFor();
    await byKeyboard(page, /^Continue$/u, { code: '123456' });
    const names = await page.evaluate<string[]>(
      `[...document.querySelectorAll('main form :is([name^="test-"], [name^="reason-"])')].map(({ name }) => name)`,
    );
    expect(names.length).toBeGreaterThan(4);
    const tests = Object.fromEntries(
      names.map((name) => [name, name.startsWith('test-') ? 'yes' : 'Made up']),
    );
    const values = { ...tests, choice: 'met', conflict: 'no', reasons: 'Made up reasons' };
    await byKeyboard(page, /^Continue$/u, values);
    expect(await page.locator('h1').textContent()).toMatch(/^Check/u);
    await byKeyboard(page, /^Send/u);
    expect(pages.sent).toMatchObject([
      { duty: 'notification-threshold', submission: { answer: { choice: 'met' } } },
    ]);
    await page.context().close();
  });
});
