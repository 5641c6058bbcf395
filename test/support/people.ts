import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import { pageIds } from '../../api/report/fields';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeFaults } from './axe-faults';

type Letter = { id: string; to: string; subject: string };
type LetterRead = Letter & { text: string; links: { url: string }[] };

export const artefacts = path.join(__dirname, '..', '..', 'test-artefacts');

/** What is typed into a form: a field's name to its value; a date is `YYYY-MM-DD`, a date with time `YYYY-MM-DDTHH:MM`. */
export type Filling = Record<string, string>;

/** A child of no real family; the name is written wherever somebody can write, and looked for where it must not be. */
export const childName = 'Qwertine Canarybird';
export const rehearsedWords = `Words of a rehearsal about ${childName}`;

/** A file whose name and words name the child. */
const rehearsedFile = {
  name: `${childName}.txt`,
  mimeType: 'text/plain',
  buffer: Buffer.from(rehearsedWords),
};

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

/** Fills what is named, and everything else that must be there: where words are asked for, the child is named. */
export const fill = async (page: Page, filling: Filling): Promise<void> => {
  const folded = page.locator('main form details:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
  const controls = await page.locator('main form :is(input:not([type=hidden]), textarea, select)').all();
  const named = await Promise.all(controls.map((control) => control.getAttribute('name')));
  const names = new Set(named.filter((name) => name !== null));
  for (const name of names) {
    const whole = name.replace(/-(day|month|year|hour|minute|time)$/, '');
    const control = page.locator(`main form [name="${name}"]`);
    const type = await control.first().getAttribute('type');
    if (type === 'file') await control.setInputFiles(rehearsedFile);
    else if (type === 'radio' || type === 'checkbox')
      await tick(page, name, filling[name] ?? (type === 'radio' ? 'yes' : ''));
    else if (whole !== name)
      await control.fill(partOfDate(filling[whole] ?? '', name.slice(whole.length + 1)));
    else if ((await page.locator(`main form select[name="${name}"]`).count()) > 0) {
      if (filling[name] !== undefined) await control.selectOption(filling[name]);
    } else await control.fill(filling[name] ?? (type === 'email' ? '' : rehearsedWords));
  }
};

const tick = async (page: Page, name: string, values: string): Promise<void> => {
  for (const value of values.split(',').filter(Boolean)) {
    const option = page.locator(`main form [name="${name}"][value="${value}"]`);
    if ((await option.count()) > 0) await option.check();
  }
};

const partOfDate = (value: string, part: string): string => {
  const [date = '', time = ''] = value.split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  const [hour = '', minute = ''] = time.split(':');
  const parts: Record<string, string> = { year, month, day, hour, minute, time };
  return parts[part] ?? '';
};
