import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import { addWorkingDays } from '../../domain/calendar/working-days';
import { EmbeddedUnderTest } from '../support/embedded-under-test';
import { People, childName, fill, rehearsedWords } from '../support/people';

jest.setTimeout(480_000);

const partners = {
  'local authority': 'local-authority-partner@council.exampleshire.example',
  health: 'health-partner@health.exampleshire.example',
  police: 'police-partner@police.exampleshire.example',
};
const scrutineer = 'scrutineer@scrutiny.example';

describe('one serious incident in the browser', () => {
  let service: EmbeddedUnderTest;
  let browser: Browser;
  let people: People;
  let officer: Page;
  let reference = '';

  beforeAll(async () => {
    service = await EmbeddedUnderTest.prepare();
    await service.start();
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-background-networking', '--disable-sync', '--no-first-run'],
    });
    const at = (port: number): string => `http://127.0.0.1:${port}`;
    people = new People(browser, at(service.ports.PORT), at(service.ports.MAILBOX_PORT));
    officer = await people.signedIn('Business unit officer A');
  });

  afterAll(async () => {
    await browser.close();
    await service.end('SIGTERM');
  });

  const caseUrl = (part = ''): string => `${people.application}/cases/${reference}${part}`;

  /** The case's own today, from the head of its page. */
  const today = async (): Promise<string> => {
    await officer.goto(caseUrl());
    const head = (await officer.locator('.case-head').textContent()) ?? '';
    const day = /As the case stood on (\d+ \w+ \d{4})/.exec(head)?.[1] ?? '';
    return new Date(`${day} UTC`).toISOString().slice(0, 10);
  };

  const owed = (title: string) => officer.locator('.owed__item', { hasText: title });

  /** Opens the form of what is owed; a duty is opened a moment after what led to it, and the page does not turn by itself. */
  const openOwed = async (title: string): Promise<void> => {
    const link = owed(title).getByRole('link');
    for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
      await officer.goto(caseUrl());
      if ((await link.count()) > 0) break;
    }
    await link.click();
  };

  /** Records a fact on the page of the case. */
  const record = async (title: string, filling: Record<string, string>): Promise<void> => {
    await openOwed(title);
    await people.fillAndSend(officer, filling);
    expect(await officer.locator('h1').textContent()).toMatch(/recorded/i);
  };

  const moveDays = async (days: number): Promise<void> => {
    await officer.goto(caseUrl());
    await officer.getByLabel('Days').fill(String(days));
    await officer.getByRole('button', { name: 'Move on' }).click();
    await officer.waitForLoadState();
  };

  const moveTo = async (date: string): Promise<void> => {
    const from = await today();
    await moveDays(Math.round((Date.parse(date) - Date.parse(from)) / 86_400_000));
  };

  const stage = async (): Promise<string> => {
    await officer.goto(caseUrl());
    return (await officer.locator('.case-head p').first().textContent())?.split(' · ')[0] ?? '';
  };

  it('is reported on the small form, checked, and confirmed with dates and without a name', async () => {
    const on = londonDateOf(Date.now());
    const report = {
      incidentOn: addDays(on, -1),
      awareOn: on,
      receivedOn: on,
      abuse: 'suspected',
      place: 'in-area',
      agencies: 'police,health-trust,schools',
      agency: 'schools',
      agencyName: '',
      reporterAddress: 'head@schools.exampleshire.example',
      'child-1-name': childName,
      'child-1-bornOn': '2021-02-28',
      'child-1-outcome': 'seriously-harmed',
      'child-1-lookedAfter': 'no',
      'child-1-unexpectedDeath': '',
    };
    await people.fillReport(officer, report, 'report');
    await people.look(officer, 'report-check');
    await officer.getByRole('button', { name: 'Send the report' }).click();
    await people.look(officer, 'report-received');
    const said = (await officer.locator('main').textContent()) ?? '';
    reference = /SI-\d{4}-\w{4}/.exec(said)?.[0] ?? '';
    expect(said).not.toContain(childName);
    expect(reference).not.toBe('');
  });

  it('is decided by the three partners by e-mail link, one of them on a telephone', async () => {
    await record('Are the child and any other children safe?', {});
    const met = { choice: 'met', conflict: 'no' };
    await people.answerByLink(partners.police, 'notification threshold', met, 'threshold');
    await people.answerByLink(partners.health, 'notification threshold', met);
    await people.answerByLink(partners['local authority'], 'notification threshold', met);
    expect(await stage()).toBe('Notification');
    await people.look(officer, 'case-now');
  });

  it('stays not proven sent until the reference of the government’s system is entered', async () => {
    const sent = `${await today()}T00:05`;
    await record('Notify the national panel through the government’s system and enter its reference', {
      panelReference: 'EXAMPLE-1',
      sentAt: sent,
      childrenRule: 'one-per-incident',
    });
    await record('When did the national panel acknowledge the notification?', { receivedAt: sent });
    expect(await stage()).toBe('Rapid review');
    await officer.goto(caseUrl('/clocks'));
    await people.look(officer, 'case-clocks');
  });

  it('hears the agencies, holds its meeting, and is decided', async () => {
    for (const agency of ['police', 'health', 'schools'])
      await people.answerByLink(
        `safeguarding@${agency}.exampleshire.example`,
        'information from your agency',
        { choice: 'involved' },
      );
    await moveTo(addWorkingDays(await today(), 3));
    await record('Hold the rapid review meeting and record it', {
      heldOn: await today(),
      immediateActionNeeded: 'no',
    });
    await people.answerByLink(
      'rapid-review-chair@exampleshire.example',
      'recommendation of the rapid review',
      {
        choice: 'local-review',
        method: '',
      },
    );
    const decision = { choice: 'local-review', conflict: 'no' };
    const question = 'what follows the rapid review';
    await people.answerByLink(scrutineer, question, decision, 'decision');
    await people.answerByLink(partners.health, question, decision);
    await people.answerByLink(partners['local authority'], question, decision);
    const page = await people.openByLink(partners.police, question);
    await fill(page, { ...decision, 'reason-improvements': '' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await people.look(page, 'decision-mistake');
    await page.getByRole('link', { name: /improvements that are needed.*: give the reason/ }).click();
    await page.keyboard.type('The same was found two years ago');
    await page.getByRole('button', { name: 'Continue' }).click();
    await people.look(page, 'decision-mended');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/\/sent\//);
    await record('Has the family been told of the decision and its reasons?', {
      choice: 'told',
      toldOn: await today(),
    });
    await record('What does the national panel answer?', {
      choice: 'no-national-review',
      receivedOn: await today(),
    });
    expect(await stage()).toBe('Review');
  });

  it('is published only after the copies went in time', async () => {
    await record('Who carries out the review, and how?', {
      commissionedOn: await today(),
      method: 'peer-review',
    });
    await moveDays(60);
    const on = await today();
    await record('Record the report of the review and its sign-off', { receivedOn: on, signedOffOn: on });
    for (const decider of [...Object.values(partners), scrutineer])
      await people.answerByLink(decider, 'form of publication', { choice: 'full', conflict: 'no' });
    const publishedOn = addWorkingDays(on, 8);
    await record('On which day is the report to be published?', {
      proposedOn: publishedOn,
      reportChanged: 'no',
    });
    await openOwed('Publish the report');
    await fill(officer, { publishedOn: on });
    await officer.getByRole('button', { name: 'Continue' }).click();
    await officer.getByRole('button', { name: 'Send' }).click();
    await people.look(officer, 'publication-too-early');
    expect(await officer.locator('main').textContent()).toContain('The date proposed is');
    expect(await officer.getByLabel('Where it stands').inputValue()).toBe(rehearsedWords);
    await moveTo(publishedOn);
    await record('Publish the report and record where it stands', { publishedOn });
    expect(await stage()).toBe('Public');
    await officer.goto(caseUrl('/story'));
    await people.look(officer, 'case-story');
    await officer.goto(caseUrl('/papers'));
    await people.look(officer, 'case-papers');
    await officer.getByRole('link', { name: 'Read the report' }).click();
    await people.look(officer, 'case-report');
  });

  it('is closed a year later, and its record can still be read', async () => {
    await moveDays(367);
    await officer.goto(caseUrl('/story'));
    await people.look(officer, 'case-closed');
    expect(await officer.locator('main').textContent()).toMatch(/closed/i);
    const decided = officer.locator('.story__item', {
      hasText: 'The police partner answered “What follows the rapid review?”',
    });
    await decided.getByRole('link', { name: 'Read it' }).click();
    await people.look(officer, 'decision-in-the-record');
    const test = officer.locator('main dl > div').first();
    expect((await test.textContent())?.replaceAll(/\s+/g, ' ')).toMatch(
      /improvements.* SI 2018\/789 reg 11 Yes ?Reason: The same was found two years ago/,
    );
  });

  it('leaves the child’s name in no database file, log or letter', () => {
    const files = readdirSync(service.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(service.dataDir, path.join(entry.parentPath, entry.name)));
    const [, family = ''] = childName.split(' ');
    const holding = files.filter(
      (file) => file.includes(family) || readFileSync(path.join(service.dataDir, file)).includes(family),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(files).toEqual(expect.arrayContaining(['temporal.db', 'temporal.db-wal']));
    for (const part of ['application', 'worker'])
      expect(readFileSync(path.join(service.dataDir, 'logs', `${part}.log`), 'utf8')).toContain('"level":30');
    expect(holding).toEqual([]);
  });

  it('leaves it in no address that anybody’s browser asked for', () => {
    const asked = people.addresses.map((address) => decodeURIComponent(address));
    // The pages of staff, of those who decide by link, and of sign-in.
    for (const kind of [`/cases/${reference}`, '/q/', '/choose/'])
      expect(asked.some((address) => address.includes(kind))).toBe(true);
    expect(asked.filter((address) => /Canarybird|Qwertine/i.test(address))).toEqual([]);
  });
});
