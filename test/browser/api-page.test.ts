import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { PagesUnderTest } from '../api/support/pages-under-test';
import { axeFaults } from '../support/axe-faults';
import { openBrowser } from '../support/service-in-browser';

jest.setTimeout(120_000);

describe('the page about the interface for machines', () => {
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

  it.each([1280, 390])('can be read at a width of %d, by everybody', async (width) => {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${String(port)}/api`);
    for (const details of await page.locator('details').all()) await details.locator('summary').click();
    const isWider = await page.evaluate(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    );
    expect([width, isWider]).toEqual([width, false]);
    expect(await axeFaults(page)).toEqual([]);
    const folder = process.env['SCREENSHOTS'];
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/api-${String(width)}.png`, fullPage: true });
    await context.close();
  });
});
