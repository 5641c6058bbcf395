import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { londonInstant } from '../../domain/calendar/london';
import type { CaseView, DutyState } from '../../domain/case-view';
import { fixDates, type EventDates } from '../../domain/clock';
import type { Duty, IncidentDuty, Stage } from '../../domain/duty';
import { editions } from '../../domain/editions';
import { PagesUnderTest } from '../api/support/pages-under-test';
import { addressee, caseView, duty, reference } from '../api/support/sample-case';
import { axeFaults } from '../support/axe-faults';
import { openBrowser } from '../support/service-in-browser';

jest.setTimeout(120_000);

const events: EventDates = {
  incident: '2026-12-10',
  'authority-aware': '2026-12-11',
  'report-received': '2026-12-11',
  'threshold-decision': '2026-12-14',
  'panel-notification': '2026-12-14',
  'panel-acknowledgement': '2026-12-15',
  'agency-asked': '2026-12-14',
  'rapid-review-recommendation': '2027-01-04',
  'review-decision': '2027-01-05',
};

/** A duty of the later edition, by what a case knows. */
const dated = (id: IncidentDuty, known: EventDates, changed: Partial<DutyState> = {}): DutyState => {
  const { clock }: Duty = editions['working-together-2023'].duties[id];
  const dates = clock === undefined ? null : fixDates({ clock, events: { ...events, ...known } });
  return duty(id, { dates, watchers: [addressee('business-unit')], ...changed });
};

const stages = (...began: [Stage, string][]) =>
  began.map(
    ([stage, on], index) =>
      ({ number: index + 1, atMs: londonInstant(on, '10:00'), kind: 'stage', stage }) as const,
  );

const done = { state: 'answered' } as const;
const early = (
  [
    'children-made-safe',
    'report-forwarded-to-director',
    'incident-reported-to-partners',
    'notification-threshold',
    'threshold-outcome-to-referrer',
    'panel-notification',
  ] as const
).map((id) => dated(id, {}, done));
const soFar = [
  ['report', '2026-12-11'],
  ['threshold', '2026-12-11'],
  ['notification', '2026-12-14'],
  ['rapid-review', '2026-12-14'],
] as const satisfies [Stage, string][];

const rapidReview = caseView(
  { sealed: '' },
  {
    stage: 'rapid-review',
    nowMs: londonInstant('2026-12-18', '10:00'),
    duties: [
      ...early,
      ...['schools', 'police'].map((agency) =>
        dated(
          'agency-information',
          {},
          { instance: agency, addressees: [{ ...addressee('agency-lead'), agency }] },
        ),
      ),
      dated('rapid-review-meeting', {}),
      dated('rapid-review-outcome-to-panel', {}, { addressees: [addressee('national-panel')] }),
      duty('correction'),
    ],
    story: [...stages(...soFar), ...caseView({ sealed: '' }).story.slice(4)],
  },
);
const overAYear = caseView(
  { sealed: '' },
  {
    stage: 'public',
    nowMs: londonInstant('2027-08-20', '10:00'),
    duties: [
      ...early,
      ...(['rapid-review-meeting', 'rapid-review-decision', 'family-told', 'publication'] as const).map(
        (id) => dated(id, {}, done),
      ),
      dated('report-to-panel-and-department', { 'publication-date': '2027-06-30' }, done),
      dated('kept-public', { publication: '2027-06-30' }),
    ],
    story: stages(
      ...soFar,
      ['decision', '2027-01-04'],
      ['review', '2027-01-05'],
      ['publication', '2027-05-20'],
      ['public', '2027-06-30'],
    ),
  },
);
const late = caseView(
  { sealed: '' },
  { nowMs: londonInstant('2026-12-28', '10:00'), duties: [dated('panel-notification', {}, { breaches: 2 })] },
);
const cases = { rapidReview, overAYear, late };

describe('the page of a case in a browser', () => {
  const pages = new PagesUnderTest();
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    server = pages.app.listen(0, '127.0.0.1');
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    pages.close();
  });

  const open = async (view: CaseView, part: string, options: BrowserContextOptions = {}): Promise<Page> => {
    pages.known.set(reference, { known: 'view', view });
    const signedIn = JSON.stringify({ person: 'business-unit-a', roles: ['business-unit'] });
    const context = await browser.newContext({ ...options, extraHTTPHeaders: { 'x-signed-in': signedIn } });
    const page = await context.newPage();
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${String(port)}/cases/${reference}${part}`);
    return page;
  };

  it.each(
    Object.entries(cases).flatMap(([name, view]) =>
      [1280, 390, 320].map((width) => [name, width, view] as const),
    ),
  )('can be used by everybody and is never wider than the screen: %s at %i', async (_name, width, view) => {
    const page = await open(view, '', { viewport: { width, height: 800 } });
    await page.getByText('The same as a table').click();
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.context().close();
  });

  it.each(Object.entries(cases))('draws its stages with words that cover none: %s', async (_name, view) => {
    const page = await open(view, '');
    // Two units of a line's height are neither letter's.
    const boxes = await page.evaluate<Record<'left' | 'right' | 'top' | 'bottom', number>[]>(`
      [...document.querySelectorAll('.line__drawing text')].map((text) => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return { left, right, top: top + 2, bottom: bottom - 2 };
      })`);
    const drawing = await page.locator('.line__drawing').boundingBox();
    expect(boxes.length).toBeGreaterThan(4);
    for (const [index, one] of boxes.entries()) {
      expect(one.right).toBeLessThanOrEqual((drawing?.x ?? 0) + (drawing?.width ?? 0));
      for (const other of boxes.slice(index + 1)) {
        const covers =
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom &&
          other.top < one.bottom;
        expect(covers).toBe(false);
      }
    }
    await page.context().close();
  });

  it.each(['', '/clocks', '/story', '/story/5'])(
    'is on paper what it says, and nothing that can only be pressed: %s',
    async (part) => {
      const page = await open(rapidReview, part);
      await page.emulateMedia({ media: 'print' });
      for (const pressed of await page.locator('nav, form, button, .govuk-button, footer, main a').all())
        expect(await pressed.isVisible()).toBe(false);
      const said = await page.locator('main').innerText();
      expect(said).toContain(reference);
      expect(said).toContain('As the case stood on 18 December 2026 at 10:00');
      const broken = await page.evaluate(`
        [...document.querySelectorAll('.owed__item, .story__item, .clock tr, .govuk-summary-list__row')]
          .filter((row) => getComputedStyle(row).breakInside !== 'avoid').length`);
      expect(broken).toBe(0);
      await page.context().close();
    },
  );

  it('keeps its drawing in the colours that somebody has chosen', async () => {
    const page = await open(late, '', { forcedColors: 'active' });
    const colourOf = (selector: string, name: 'color' | 'fill' | 'stroke') =>
      page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${name}`);
    const text = await colourOf('body', 'color');
    expect(await colourOf('.line__stage', 'stroke')).toBe(text);
    expect(await colourOf('.line__words', 'fill')).toBe(text);
    expect(await axeFaults(page)).toEqual([]);
    await page.context().close();
  });
});
