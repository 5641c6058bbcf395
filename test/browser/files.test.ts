import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { fileNameKey } from '../../domain/attached-file';
import type { CaseView } from '../../domain/case-view';
import { PagesUnderTest } from '../api/support/pages-under-test';
import { addressee, caseView, duty, reference } from '../api/support/sample-case';
import { axeFaults } from '../support/axe-faults';
import { docm, pdf, png } from '../support/sample-files';
import { openBrowser } from '../support/service-in-browser';

jest.setTimeout(120_000);

const artefacts = path.join(__dirname, '../../test-artefacts/files');

/** An agency answers on a telephone, by link and without any script; a member of the business unit opens what came. */
describe.each([
  [390, 844],
  [1280, 900],
])('files in a browser %i pixels wide', (width, height) => {
  const pages = new PagesUnderTest();
  const folder = mkdtempSync(path.join(tmpdir(), 'upload-'));
  let server: Server;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(artefacts, { recursive: true });
    server = pages.app.listen(0, '127.0.0.1');
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    server.close();
    pages.close();
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, bytes: Buffer): string => {
    const at = path.join(folder, name);
    writeFileSync(at, bytes);
    return at;
  };
  const open = async (person: string, roles: readonly string[], at: string): Promise<Page> => {
    const signedIn = JSON.stringify({ person, roles });
    const context = await browser.newContext({
      viewport: { width, height },
      javaScriptEnabled: false,
      extraHTTPHeaders: { 'x-signed-in': signedIn },
    });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}${at}`);
    return page;
  };
  const shown = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: path.join(artefacts, `${name}-${String(width)}.png`), fullPage: true });
    const context = page.context();
    // The check of access itself needs scripts: it looks at the same page in a browser that runs them.
    const other = await browser.newContext({ viewport: { width, height } });
    const copy = await other.newPage();
    await copy.route('**/copy', (route) => route.abort());
    await copy.goto(page.url().split('/').slice(0, 3).join('/'));
    await copy.setContent(await page.content(), { waitUntil: 'load' });
    expect(await axeFaults(copy)).toEqual([]);
    expect(await copy.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await other.close();
    expect(context.pages()).toHaveLength(1);
  };

  const view = async (changed: Partial<CaseView> = {}): Promise<void> => {
    const parcel = await pages.words.seal(reference, { rows: [] });
    const to = { ...addressee('agency-lead'), agency: 'schools' };
    const asked = duty('agency-information', { instance: 'schools', addressees: [to] });
    pages.known.set(reference, { known: 'view', view: caseView(parcel, { duties: [asked], ...changed }) });
  };

  it('go with an answer: a refusal loses nothing, the rest goes on to the check and opens for the business unit', async () => {
    await view();
    const claims = { case: reference, duty: 'agency-information', instance: 'schools', round: 1 };
    const link = `/q/${pages.links.signLink({ ...claims, person: 'agency-lead' })}`;
    const page = await open('agency-lead', [], link);
    await page.getByLabel('No, it holds nothing about them').check();
    await page.getByLabel('Child or children about whom you answer').fill('All');
    await page.getByLabel('Name and role of the person completing this form').fill('A lead');
    await page
      .getByLabel('Files that go with it')
      .setInputFiles([
        file('A chronology with quite a long name, as people give it.pdf', pdf()),
        file('Letter.docx', await docm()),
      ]);
    await shown(page, 'question');
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.locator('.govuk-error-summary').innerText()).toContain(
      '“Letter.docx” may carry macros',
    );
    expect(await page.getByLabel('Child or children about whom you answer').inputValue()).toBe('All');
    const kept = page.getByLabel('A chronology with quite a long name, as people give it.pdf');
    expect(await kept.isChecked()).toBe(true);
    await shown(page, 'refused');
    await page.getByLabel('Further files').setInputFiles([file('Photograph.png', png())]);
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await page.locator('main').innerText()).toMatch(/File 2\s+Photograph\.png \(PNG/u);
    await shown(page, 'check');
    await page.getByRole('button', { name: 'Send' }).click();
    const { answer } = pages.sent.at(-1)?.submission ?? {};
    expect(answer?.files).toHaveLength(2);
    const words = await pages.parcels.open(reference, answer?.parcel ?? { sealed: '' });
    expect(words).toHaveProperty(fileNameKey(answer?.files?.[1] ?? { reference: '' }), 'Photograph.png');
    await page.context().close();

    const by = { recipient: 'agency-lead', person: 'agency-lead', agency: 'schools' } as const;
    const title = 'What does your agency know about the child and the family?';
    const at = { number: 7, atMs: pages.nowMs, kind: 'answer', duty: 'agency-information' } as const;
    const entry = { ...at, instance: 'schools', round: 1, title, by, answer: answer ?? { facts: {} } };
    await view({ story: [entry] });
    const papers = await open('business-unit-a', ['business-unit'], `/cases/${reference}/papers`);
    await shown(papers, 'papers');
    await papers.locator('.papers').getByRole('link').first().click();
    await shown(papers, 'entry');
    const [download] = await Promise.all([
      papers.waitForEvent('download'),
      papers.getByRole('link', { name: 'Photograph.png' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Photograph.png');
    await papers.context().close();
  });
});
