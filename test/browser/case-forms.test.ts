import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Answer, Entry } from '../../domain/record';
import { PagesUnderTest } from '../api/support/pages-under-test';
import { addressee, caseView, duty, nowMs, reference } from '../api/support/sample-case';
import { axeFaults } from '../support/axe-faults';
import { artefacts } from '../support/people';
import { openBrowser } from '../support/service-in-browser';

jest.setTimeout(120_000);

const hourMs = 3_600_000;
const by = { recipient: 'business-unit', person: 'business-unit-b' } as const;
const answered = (number: number, id: 'deputy' | 'children-made-safe', answer: Answer): Entry => ({
  ...{ number, atMs: nowMs - 60_000, kind: 'answer', by, answer },
  ...{ duty: id, instance: '-', round: 1, title: duty(id).title },
});
const terms = (role: string, from: string) => ({
  facts: { role, from, until: '2026-12-24', address: 'stand-in@police.exampleshire.example' },
});

describe('what staff read and record of a case, in a browser', () => {
  const pages = new PagesUnderTest();
  let server: Server;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    server = pages.app.listen(0, '127.0.0.1');
    browser = await openBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    pages.close();
  });

  const know = async (...since: Entry[]): Promise<void> => {
    const rows = [
      { label: 'What happened', value: 'A made-up account of an incident. '.repeat(8) },
      { label: 'Child 1: name', value: 'Somebody Invented' },
    ];
    const view = caseView(await pages.words.seal(reference, { rows }));
    const isDone = since.some((entry) => entry.kind === 'answer' && entry.duty === 'children-made-safe');
    const duties = [
      ...view.duties.filter((state) => state.duty !== 'children-made-safe'),
      duty('children-made-safe', isDone ? { state: 'answered', settledAtMs: nowMs } : {}),
      duty('panel-notification', { addressees: [addressee('business-unit')] }),
      duty('deputy'),
    ];
    const known = { ...view, duties, story: [...view.story, ...since] };
    pages.known.set(reference, { known: 'view', view: known });
  };

  const open = async (part: string, width: number, hoursAgo = 1): Promise<void> => {
    const signedIn = {
      person: 'business-unit-a',
      roles: ['business-unit'],
      startedAtMs: nowMs - hoursAgo * hourMs,
    };
    await page.setViewportSize({ width, height: 800 });
    await page.setExtraHTTPHeaders({ 'x-signed-in': JSON.stringify(signedIn) });
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${String(port)}/cases/${reference}${part}`);
  };

  const canBeUsed = async (width: number): Promise<void> => {
    expect(await axeFaults(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    mkdirSync(artefacts, { recursive: true });
    const name = (await page.title()).replace(' – Safeguarding Reviews', '').replaceAll(/\W+/gu, '-');
    await page.screenshot({ path: path.join(artefacts, `${name}-${String(width)}.png`), fullPage: true });
  };

  const sizes = [1280, 390, 320];
  const parts = ['/papers', '/report', '/forms/learning-referral', '/forms/quality-checks', '/clocks'];
  it.each([...parts, '/answer/deputy/-/1'].flatMap((part) => sizes.map((width) => [part, width] as const)))(
    'can be used by everybody: %s at %i',
    async (part, width) => {
      await know();
      await open(part, width);
      await canBeUsed(width);
    },
  );

  it.each(sizes)('says who stands in, and that a session is nearly over, at %i', async (width) => {
    await know(
      answered(7, 'deputy', terms('police-partner', '2026-12-10')),
      answered(8, 'deputy', terms('agency-lead:schools', '2026-12-20')),
    );
    await open('', width, 7.75);
    expect(await page.locator('main').innerText()).toContain('The police partner has a deputy');
    expect(await page.locator('main').innerText()).toContain('Your session ends at 09:27');
    await canBeUsed(width);
  });

  it.each(sizes)('shows both versions of what two have recorded, at %i', async (width) => {
    await know();
    await open('/answer/children-made-safe/-/1', width);
    for (const name of ['childrenSafe', 'othersConsidered', 'referralMade'])
      await page.locator(`input[name=${name}][value=yes]`).check();
    await page
      .getByLabel('What was done, and by whom')
      .fill('My own account of it, which is not short. '.repeat(5));
    const parcel = await pages.words.seal(reference, { actions: 'What a colleague wrote about it.' });
    const facts = { childrenSafe: false, othersConsidered: true, referralMade: true };
    await know(answered(7, 'children-made-safe', { facts, parcel }));
    await page.getByRole('button', { name: 'Continue' }).click();
    const said = await page.locator('main').innerText();
    expect(said).toContain('Somebody else recorded this meanwhile');
    expect(said).toContain('What a colleague wrote about it.');
    expect(said).toContain('My own account of it');
    await canBeUsed(width);
  });

  it.each(['/papers', '/report', '/clocks'])(
    'is on paper without what can only be pressed: %s',
    async (part) => {
      await know();
      await open(part, 1280);
      await page.emulateMedia({ media: 'print' });
      for (const pressed of await page.locator('nav, form, button, .govuk-button, footer, main a').all())
        expect(await pressed.isVisible()).toBe(false);
      await page.emulateMedia({ media: null });
    },
  );
});
