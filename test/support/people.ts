import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import { pageIds } from '../../api/report/fields';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeFaults } from './axe-faults';
import { childName, fill, type Filling } from './fill';

type Letter = { id: string; to: string; subject: string };
type LetterRead = Letter & { text: string; links: { url: string }[] };

export const artefacts = path.join(__dirname, '..', '..', 'test-artefacts');

/** People at their browsers, with their letters. */
export class People {
  /** Every address that any of their browsers has asked for, and those at which one has stood. */
  readonly addresses: string[] = [];
  readonly stoodAt: string[] = [];
  #shots = 0;

  constructor(
    private readonly browser: Browser,
    readonly application: string,
    private readonly mailbox: string,
  ) {}

  /** A browser of their own, signed in as a persona. */
  async signedIn(persona: string): Promise<Page> {
    const page = await (await this.context('desktop')).newPage();
    await page.goto(`${this.application}/sign-in`);
    await page.getByRole('button', { name: persona }).click();
    await page.waitForURL(`${this.application}/**`);
    return page;
  }

  async context(kind: 'desktop' | 'telephone'): Promise<BrowserContext> {
    const viewport = kind === 'desktop' ? { width: 1280, height: 900 } : { width: 375, height: 740 };
    const context = await this.browser.newContext({ viewport });
    context.setDefaultTimeout(15_000);
    context.on('request', (request) => this.addresses.push(request.url()));
    context.on('page', (page) => page.on('framenavigated', (frame) => this.stoodAt.push(frame.url())));
    return context;
  }

  /** The newest letter to an address that came after another and whose subject says something. */
  async letter(to: string, about: string, after = '0'): Promise<LetterRead> {
    const query = new URLSearchParams({ to, about, after });
    const deadline = Date.now() + 20_000;
    for (;;) {
      const { letters } = (await (await fetch(`${this.mailbox}/api/letters?${query.toString()}`)).json()) as {
        letters: Letter[];
      };
      const last = letters.at(-1);
      if (last) return (await (await fetch(`${this.mailbox}/api/letters/${last.id}`)).json()) as LetterRead;
      await pause(100);
      if (Date.now() > deadline) throw new Error(`no letter to ${to} about ${about}`);
    }
  }

  /** Opens the link of a letter, and proves by a code that it is the right person: on a telephone where pictures are taken. */
  async openByLink(
    to: string,
    about: string,
    shot?: string,
    on: 'desktop' | 'telephone' = shot ? 'telephone' : 'desktop',
  ): Promise<Page> {
    const page = await (await this.context(on)).newPage();
    const { links } = await this.letter(to, about);
    await page.goto(links[0]?.url ?? '');
    if (shot) await this.look(page, `${shot}-who`);
    const before = String(Date.now());
    await page.getByRole('button', { name: 'Send me a code' }).click();
    const { text } = await this.letter(to, 'code', before);
    await page.getByLabel('Security code').fill(/\b\d{6}\b/.exec(text)?.[0] ?? '');
    await page.getByRole('button', { name: 'Continue' }).click();
    if (shot) await this.look(page, `${shot}-question`);
    return page;
  }

  /** Opens the link of a letter, answers, and sees that it was recorded. */
  async answerByLink(to: string, about: string, filling: Filling, shot?: string): Promise<void> {
    const page = await this.openByLink(to, about, shot);
    await this.fillAndSend(page, filling, shot);
    await page.context().close();
  }

  /** Fills the pages of a new report, up to the check. */
  async fillReport(page: Page, filling: Filling, shot?: string): Promise<void> {
    await page.goto(`${this.application}/report?new=yes`);
    for (const id of pageIds) {
      await fill(page, filling);
      if (shot) await this.look(page, `${shot}-${id}`);
      await page.locator('main form button[value=next]:not([tabindex="-1"])').click();
      await page.waitForURL((url) => url.pathname.startsWith('/report/') && !url.pathname.endsWith(`/${id}`));
    }
  }

  /** Reports an incident of one child, as the business unit does; resolves to its reference. */
  async reportOne(officer: Page): Promise<string> {
    const on = londonDateOf(Date.now());
    await this.fillReport(officer, {
      incidentOn: addDays(on, -1),
      awareOn: on,
      receivedOn: on,
      abuse: 'suspected',
      place: 'in-area',
      agencies: 'police',
      agency: 'schools',
      agencyName: '',
      reporterAddress: 'head@schools.exampleshire.example',
      'child-1-name': childName,
      'child-1-bornOn': '2021-02-28',
      'child-1-outcome': 'seriously-harmed',
      'child-1-lookedAfter': 'no',
      'child-1-unexpectedDeath': '',
    });
    await officer.getByRole('button', { name: 'Send the report' }).click();
    return /SI-\d{4}-\w{4}/.exec((await officer.locator('main').textContent()) ?? '')?.[0] ?? '';
  }

  /** Fills the form that is open, goes on to the check page, sends, and waits to be told that it was recorded. */
  async fillAndSend(page: Page, filling: Filling, shot?: string): Promise<void> {
    await fill(page, filling);
    await page.locator('main form button[type=submit]:not([tabindex="-1"])').first().click();
    if (shot) await this.look(page, `${shot}-check`);
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.waitForURL(/\/sent\//);
    if (shot) await this.look(page, `${shot}-sent`);
  }

  /** Takes a picture of a page. @throws Error when it is wider than its window, or axe finds that somebody could not use it. */
  async look(page: Page, name: string): Promise<void> {
    mkdirSync(artefacts, { recursive: true });
    this.#shots += 1;
    const file = `${String(this.#shots).padStart(2, '0')}-${name}.png`;
    await page.screenshot({ path: path.join(artefacts, file), fullPage: true });
    const faults = await axeFaults(page);
    if (await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth'))
      faults.push('it scrolls sideways');
    if (faults.length > 0) throw new Error(`${name} cannot be used by everybody: ${faults.join('; ')}`);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
