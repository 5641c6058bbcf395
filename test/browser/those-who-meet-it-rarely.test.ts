import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import { OfficersDesk } from '../support/officers-desk';
import { childName, fill, rehearsedWords } from '../support/fill';
import type { People } from '../support/people';
import { ServiceInBrowser } from '../support/service-in-browser';

jest.setTimeout(240_000);

const schools = 'safeguarding@schools.exampleshire.example';
const chair = 'rapid-review-chair@exampleshire.example';
const partners = [
  'police-partner@police.exampleshire.example',
  'health-partner@health.exampleshire.example',
  'local-authority-partner@council.exampleshire.example',
];

/** Each sees this service for the first time, has no manual, and gets through. */
describe('those who meet such a case once in two years', () => {
  let running: ServiceInBrowser;
  let people: People;
  let newcomer: Page;
  let desk: OfficersDesk;
  beforeAll(async () => {
    running = await ServiceInBrowser.begin();
    ({ people } = running);
    newcomer = await people.signedIn('Business unit officer B');
  });
  afterAll(() => running.end());

  const saw = async (page: Page): Promise<string> =>
    ((await page.locator('main').textContent()) ?? '').replaceAll(/\s+/gu, ' ');
  /** Looks until it sees something. */
  const until = async (look: () => Promise<string>, wanted: RegExp): Promise<string> => {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const seen = await look();
      if (wanted.test(seen) || Date.now() > deadline) return seen;
    }
  };
  const press = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name, exact: true }).click();

  it('a newcomer reports: a wrong date is explained, what was typed is kept, and the case says why it waits', async () => {
    await newcomer.goto(people.application);
    await people.look(newcomer, 'newcomer-nothing-open');
    expect(await saw(newcomer)).toContain('No open case');
    await newcomer.getByRole('link', { name: 'Report an incident' }).first().click();
    const on = londonDateOf(Date.now());
    const incident = {
      awareOn: on,
      receivedOn: on,
      abuse: 'suspected',
      place: 'in-area',
      agencies: 'schools',
    };
    await fill(newcomer, { ...incident, incidentOn: addDays(on, 400) });
    await press(newcomer, 'Continue');
    await people.look(newcomer, 'newcomer-wrong-date');
    const summary = newcomer.locator('.govuk-error-summary');
    expect(await summary.textContent()).toMatch(/future/u);
    await summary.getByRole('link').first().click();
    expect(await newcomer.evaluate('document.activeElement.id')).toMatch(/^incidentOn/u);
    await fill(newcomer, { ...incident, incidentOn: addDays(on, -1) });
    await press(newcomer, 'Save and come back later');
    await people.look(newcomer, 'newcomer-saved');
    await newcomer.goto(`${people.application}/report`);
    await people.look(newcomer, 'newcomer-goes-on');
    await newcomer.getByRole('link', { name: /^Go on with the report/u }).click();
    await press(newcomer, 'Back');
    expect(await newcomer.locator('[name="incidentOn-year"]').inputValue()).toBe(addDays(on, -1).slice(0, 4));
    await press(newcomer, 'Continue');
    await fill(newcomer, {
      'child-1-name': childName,
      'child-1-bornOn': '2021-02-28',
      'child-1-outcome': 'seriously-harmed',
      'child-1-lookedAfter': 'no',
      'child-1-unexpectedDeath': '',
    });
    await press(newcomer, 'Continue');
    await fill(newcomer, { safeNow: 'yes' });
    await press(newcomer, 'Continue');
    const head = { agency: 'schools', agencyName: '', reporterAddress: 'head@schools.exampleshire.example' };
    await fill(newcomer, head);
    await press(newcomer, 'Continue');
    await people.look(newcomer, 'newcomer-check');
    await press(newcomer, 'Send the report');
    await people.look(newcomer, 'newcomer-received');
    const reference = /SI-\d{4}-\w{4}/u.exec(await saw(newcomer))?.[0] ?? '';
    desk = new OfficersDesk(people, newcomer, reference);
    await newcomer.getByRole('link', { name: 'Open the case' }).click();
    await people.look(newcomer, 'newcomer-case');
    const told = await saw(newcomer);
    expect(told).not.toContain(childName);
    expect(told).toMatch(
      /Waiting for the local authority partner, the health partner and the police partner/u,
    );
    expect(told).toMatch(/If nothing comes, a reminder goes out/u);
    await newcomer.goto(people.application);
    await people.look(newcomer, 'newcomer-one-open');
    expect(await saw(newcomer)).toMatch(/1 open in all/u);
  });

  it('an agency’s lead answers from the letter alone, with a file, and sees later that it was received', async () => {
    await desk.record('Are the child and any other children safe?', {});
    const met = { choice: 'met', conflict: 'no' };
    for (const partner of partners) await people.answerByLink(partner, 'notification threshold', met);
    const page = await people.openByLink(schools, 'information from your agency', 'lead', 'desktop');
    await people.fillAndSend(page, { choice: 'involved' }, 'lead');
    expect(await saw(page)).toContain('You need not do anything else');
    await page.getByRole('link', { name: /^See this question/u }).click();
    await people.look(page, 'lead-answered');
    expect(await saw(page)).toMatch(/This was answered on .*Agency’s safeguarding lead/u);
    const { text, links } = await people.letter(schools, 'Your answer was recorded');
    expect(text).toMatch(/in the record, as entry \d+: /u);
    await page.goto(links[0]?.url ?? '');
    expect(await saw(page)).toContain('This was answered on');
    await page.context().close();
  });

  it('the chair decides on a telephone, from the letter to the answer in five pages, with what the agencies said', async () => {
    await desk.record('Hold the rapid review meeting and record it', {
      heldOn: await desk.today(),
      immediateActionNeeded: 'no',
    });
    const page = await people.openByLink(chair, 'recommendation of the rapid review', 'chair');
    let pages = 0;
    page.on('framenavigated', (frame) => (pages += frame === page.mainFrame() ? 1 : 0));
    const folded = page.locator('main details:not([open]) > summary');
    while ((await folded.count()) > 0) await folded.first().click();
    expect(await saw(page)).toContain(rehearsedWords);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: `${childName}.txt` })
        .first()
        .click(),
    ]);
    expect(download.suggestedFilename()).toBe(`${childName}.txt`);
    await people.fillAndSend(page, { choice: 'no-review', method: '' }, 'chair');
    // The check and the confirmation; before them stood who it is, the code and the question.
    expect(pages).toBe(2);
    expect(await saw(page)).toMatch(/recorded/iu);
    await page.context().close();
    await desk.open();
    await people.look(newcomer, 'newcomer-after-the-chair');
    expect(await saw(newcomer)).toMatch(/What follows the rapid review/u);
  });

  it('a partner of whom a sign-in is wanted is led to it and back, decides, and nobody else’s account opens the link', async () => {
    const file = path.join(running.service.dataDir, 'directory.json');
    const directory = JSON.parse(readFileSync(file, 'utf8')) as { partnership: object };
    const partnership = { ...directory.partnership, signInFor: ['rapid-review-decision'] };
    writeFileSync(file, JSON.stringify({ ...directory, partnership }));
    const health = partners[1] ?? '';
    const { links } = await people.letter(health, 'follows the rapid review');
    const page = await (await people.context('telephone')).newPage();
    const led = async (): Promise<string> => {
      await page.goto(links[0]?.url ?? '');
      return saw(page);
    };
    await expect(until(led, /Sign in to answer this/u)).resolves.not.toMatch(/Send me a code/u);
    await people.look(page, 'sign-in-wanted');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Police partner' }).click();
    await page.waitForURL(/\/q\/SI-/u);
    await people.look(page, 'sign-in-of-somebody-else');
    expect(await saw(page)).toMatch(/This question is for somebody else.*signed in as Police partner\./u);
    await page.goto(`${people.application}/sign-out`);
    await led();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Health partner' }).click();
    await page.waitForURL(/\/q\/SI-/u);
    await people.fillAndSend(page, { choice: 'no-review', conflict: 'no' }, 'sign-in-decides');
    expect(await saw(page)).toMatch(/recorded/iu);
    await page.context().close();
  });
});
