import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { childName, rehearsedWords } from '../support/fill';
import type { People } from '../support/people';
import { ServiceInBrowser } from '../support/service-in-browser';

jest.setTimeout(240_000);

/** The pictures of docs/administrators.md are made by DOCS_IMAGES=docs/images and this test. */
const pictures = path.resolve(process.env['DOCS_IMAGES'] ?? 'test-artefacts');

describe('an administrator in the Temporal UI', () => {
  let running: ServiceInBrowser;
  let people: People;
  let page: Page;
  let reference = '';

  beforeAll(async () => {
    mkdirSync(pictures, { recursive: true });
    running = await ServiceInBrowser.begin();
    ({ people } = running);
    const officer = await people.signedIn('Business unit officer A');
    reference = await people.reportOne(officer);
    await people.answerByLink('police-partner@police.exampleshire.example', 'notification threshold', {
      choice: 'met',
      conflict: 'no',
    });
    page = await people.signedIn('Administrator');
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  afterAll(async () => {
    await running.end();
  });

  const saw = async (): Promise<string> => (await page.locator('body').textContent()) ?? '';
  const picture = (name: string): Promise<Buffer> =>
    page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });

  it('is led from an entry of the story to the signal that it came of, and reads it without its words', async () => {
    await page.goto(`${people.application}/cases/${reference}/story`);
    const entry = page.locator('.story__item', { hasText: 'The police partner answered' });
    await entry.getByRole('link', { name: 'In the Temporal UI' }).click();
    await page.waitForURL(/\/history\/events\/\d+/);
    await page.getByText('notification-threshold').first().waitFor();
    await page.getByText('police-partner').first().waitFor();
    await page.getByText('sealed').first().waitFor();
    await page.mouse.move(500, 700);
    await page.mouse.wheel(0, 330);
    await page.waitForTimeout(500);
    await picture('temporal-ui-sealed');
    const text = await saw();
    expect(text).toContain('met');
    for (const word of [rehearsedWords, ...childName.split(' ')]) expect(text).not.toContain(word);
  });

  it('reads the history with its summaries', async () => {
    await page.goto(
      `http://127.0.0.1:${String(running.service.ports.UI_PROXY_PORT)}/namespaces/safeguarding-reviews/workflows/${reference}`,
    );
    await page.getByText('Event History').first().waitFor();
    await page.getByText('reminder').first().waitFor();
    // Down to the timeline, where the summaries stand.
    await page.mouse.move(1_000, 600);
    await page.mouse.wheel(0, 640);
    await page.waitForTimeout(500);
    await picture('temporal-ui-history');
    for (const word of [rehearsedWords, ...childName.split(' ')]) expect(await saw()).not.toContain(word);
  });
});
