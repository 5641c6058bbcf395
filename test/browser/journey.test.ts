import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import { addWorkingDays } from '../../domain/calendar/working-days';
import { OfficersDesk } from '../support/officers-desk';
import { childName, fill, rehearsedWords } from '../support/fill';
import type { People } from '../support/people';
import { ServiceInBrowser } from '../support/service-in-browser';

jest.setTimeout(480_000);

const partners = {
  'local authority': 'local-authority-partner@council.exampleshire.example',
  health: 'health-partner@health.exampleshire.example',
  police: 'police-partner@police.exampleshire.example',
};
const scrutineer = 'scrutineer@scrutiny.example';

describe('one serious incident in the browser', () => {
  let running: ServiceInBrowser;
  let people: People;
  let officer: Page;
  let desk: OfficersDesk;

  beforeAll(async () => {
    running = await ServiceInBrowser.begin();
    ({ people } = running);
    officer = await people.signedIn('Business unit officer A');
  });

  afterAll(async () => {
    await running.end();
  });

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
    desk = new OfficersDesk(people, officer, /SI-\d{4}-\w{4}/.exec(said)?.[0] ?? '');
    expect(said).not.toContain(childName);
    expect(desk.reference).not.toBe('');
  });

  it('is decided by the three partners by e-mail link, one of them on a telephone', async () => {
    await desk.record('Are the child and any other children safe?', {});
    const met = { choice: 'met', conflict: 'no' };
    await people.answerByLink(partners.police, 'notification threshold', met, 'threshold');
    await people.answerByLink(partners.health, 'notification threshold', met);
    await people.answerByLink(partners['local authority'], 'notification threshold', met);
    expect(await desk.stage()).toBe('Notification');
    await people.look(officer, 'case-now');
  });

  it('stays not proven sent until the reference of the government’s system is entered', async () => {
    const sent = await desk.now();
    await desk.record('Notify the national panel through the government’s system and enter its reference', {
      panelReference: 'EXAMPLE-1',
      sentAt: sent,
      childrenRule: 'one-per-incident',
    });
    await desk.record('When did the national panel acknowledge the notification?', { receivedAt: sent });
    expect(await desk.stage()).toBe('Rapid review');
    await desk.open('/clocks');
    await people.look(officer, 'case-clocks');
  });

  it('hears the agencies, holds its meeting, and is decided', async () => {
    for (const agency of ['police', 'health', 'schools'])
      await people.answerByLink(
        `safeguarding@${agency}.exampleshire.example`,
        'information from your agency',
        { choice: 'involved' },
      );
    await desk.moveTo(addWorkingDays(await desk.today(), 3));
    await desk.record('Hold the rapid review meeting and record it', {
      heldOn: await desk.today(),
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
    const moved = { 'test-severalAreas': 'yes', 'reason-severalAreas': 'The family had moved' };
    await fill(page, { ...decision, ...moved, 'reason-improvements': '' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await people.look(page, 'decision-mistake');
    await page.getByRole('link', { name: /improvements that are needed.*: give the reason/ }).click();
    await page.keyboard.type('The same was found two years ago');
    await page.getByRole('button', { name: 'Continue' }).click();
    await people.look(page, 'decision-mended');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/\/sent\//);
    await desk.record('Has the family been told of the decision and its reasons?', {
      choice: 'told',
      toldOn: await desk.today(),
    });
    await desk.record('What does the national panel answer?', {
      choice: 'no-national-review',
      receivedOn: await desk.today(),
    });
    expect(await desk.stage()).toBe('Review');
  });

  it('is published only after the copies went in time', async () => {
    await desk.record('Who carries out the review, and how?', {
      commissionedOn: await desk.today(),
      method: 'peer-review',
    });
    await desk.moveDays(60);
    const on = await desk.today();
    await desk.record('Record the report of the review and its sign-off', {
      receivedOn: on,
      signedOffOn: on,
    });
    for (const decider of [...Object.values(partners), scrutineer])
      await people.answerByLink(decider, 'form of publication', { choice: 'full', conflict: 'no' });
    const publishedOn = addWorkingDays(on, 8);
    await desk.record('On which day is the report to be published?', {
      proposedOn: publishedOn,
      reportChanged: 'no',
    });
    await desk.openOwed('Publish the report');
    await fill(officer, { publishedOn: on });
    await officer.getByRole('button', { name: 'Continue' }).click();
    await officer.getByRole('button', { name: 'Send' }).click();
    await people.look(officer, 'publication-too-early');
    expect(await officer.locator('main').textContent()).toContain('The date proposed is');
    expect(await officer.getByLabel('Where it stands').inputValue()).toBe(rehearsedWords);
    await desk.moveTo(publishedOn);
    await desk.record('Publish the report and record where it stands', { publishedOn });
    expect(await desk.stage()).toBe('Public');
    await desk.open('/story');
    await people.look(officer, 'case-story');
    await desk.open('/papers');
    await people.look(officer, 'case-papers');
    await officer.getByRole('link', { name: 'Read the report' }).click();
    await people.look(officer, 'case-report');
  });

  it('is closed a year later, and its record can still be read', async () => {
    await desk.moveDays(367);
    await desk.open('/story');
    await people.look(officer, 'case-closed');
    expect(await officer.locator('main').textContent()).toMatch(/closed/i);
    const decided = officer.locator('.story__item', {
      hasText: 'The police partner answered “What follows the rapid review?”',
    });
    await decided.getByRole('link', { name: 'Read it' }).click();
    await people.look(officer, 'decision-in-the-record');
    const test = officer.locator('main dl > div').first();
    expect((await test.textContent())?.replaceAll(/\s+/g, ' ')).toMatch(
      /improvements.* SI 2018\/789, reg 11 Yes ?Reason: The same was found two years ago/,
    );
    const answers = (await officer.locator('main dl').first().textContent())?.replaceAll(/\s+/g, ' ');
    expect(answers).toMatch(
      /Is more than one authority.* procedure Yes ?Reason: The family had moved May the case raise issues/,
    );
    expect(answers).toMatch(/otherwise than at school\? section 9\.2 of the procedure No National review/);
  });

  it('leaves the child’s name in no database file, log or letter', () => {
    const files = readdirSync(running.service.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(running.service.dataDir, path.join(entry.parentPath, entry.name)));
    const [, family = ''] = childName.split(' ');
    const holding = files.filter(
      (file) =>
        file.includes(family) || readFileSync(path.join(running.service.dataDir, file)).includes(family),
    );
    expect(files.length).toBeGreaterThan(50);
    expect(files).toEqual(expect.arrayContaining(['temporal.db', 'temporal.db-wal']));
    for (const part of ['application', 'worker'])
      expect(readFileSync(path.join(running.service.dataDir, 'logs', `${part}.log`), 'utf8')).toContain(
        '"level":30',
      );
    expect(holding).toEqual([]);
  });

  it('leaves it in no address that anybody’s browser asked for', () => {
    const asked = [...people.addresses, ...people.stoodAt].map((address) => decodeURIComponent(address));
    // The pages of staff, of those who decide by link, and of sign-in.
    for (const kind of [`/cases/${desk.reference}`, '/q/', '/choose/'])
      expect(asked.some((address) => address.includes(kind))).toBe(true);
    expect(asked.filter((address) => /Canarybird|Qwertine/i.test(address))).toEqual([]);
  });

  it('leaves no link of a letter in the address at which a browser stands', () => {
    const stood = people.stoodAt.map((address) => new URL(address).pathname);
    expect(stood.filter((at) => at.startsWith(`/q/${desk.reference}/`)).length).toBeGreaterThan(10);
    expect(stood.filter((at) => /^\/[qnw]\/[^/]*$/u.test(at))).toEqual([]);
  });
});
