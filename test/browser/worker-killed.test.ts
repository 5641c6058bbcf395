import type { Page } from 'playwright-core';
import { londonDateOf } from '../../domain/calendar/london';
import { EmbeddedUnderTest } from '../support/embedded-under-test';
import { fill } from '../support/fill';
import { pause, type People } from '../support/people';
import { ServiceInBrowser } from '../support/service-in-browser';
import { openWithholdingRelay, relayHost, type WithholdingRelay } from '../support/withholding-relay';

jest.setTimeout(180_000);

const police = 'police-partner@police.exampleshire.example';
const director = 'director@council.exampleshire.example';

describe('while the worker is killed', () => {
  let service: EmbeddedUnderTest;
  let relay: WithholdingRelay;
  let running: ServiceInBrowser;
  let people: People;
  let officer: Page;
  let reference = '';

  beforeAll(async () => {
    service = await EmbeddedUnderTest.prepare();
    service.relayHost = relayHost;
    relay = await openWithholdingRelay(service.ports.SMTP_PORT);
    running = await ServiceInBrowser.begin(service);
    ({ people } = running);
    officer = await people.signedIn('Business unit officer A');
  });

  afterAll(async () => {
    await running.end();
    await relay.close();
  });

  const caseUrl = (part = ''): string => `${people.application}/cases/${reference}${part}`;

  /** Reports an incident of a child who is mentioned for the first time; resolves to the reference on the page that confirms it. */
  const report = async (childName: string): Promise<string> => {
    const on = londonDateOf(Date.now());
    await people.fillReport(officer, {
      incidentOn: on,
      awareOn: on,
      receivedOn: on,
      abuse: 'suspected',
      place: 'in-area',
      agencies: 'police',
      agency: 'schools',
      agencyName: '',
      reporterAddress: 'head@schools.exampleshire.example',
      'child-1-name': childName,
      'child-1-outcome': 'seriously-harmed',
      'child-1-lookedAfter': 'no',
      'child-1-unexpectedDeath': '',
    });
    await officer.getByRole('button', { name: 'Send the report' }).click();
    const panel = officer.locator('.govuk-panel--confirmation');
    return (await panel.getByText(/^SI-/).textContent()) ?? '';
  };

  /** Every letter of the case that the mailbox has taken. */
  const letters = async (): Promise<{ to: string; subject: string; messageId: string }[]> => {
    const query = new URLSearchParams({ about: reference });
    const answer = await fetch(
      `http://127.0.0.1:${service.ports.MAILBOX_PORT}/api/letters?${query.toString()}`,
    );
    return ((await answer.json()) as { letters: { to: string; subject: string; messageId: string }[] })
      .letters;
  };

  const untilShown = async (part: string, words: RegExp): Promise<void> => {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
      await officer.goto(caseUrl(part));
      if (words.test((await officer.locator('main').textContent()) ?? '')) return;
      await pause(300);
    }
    throw new Error(`${part} never shows ${words.source}`);
  };

  it('a report is received and confirmed, and its case forwards it once there is a worker', async () => {
    await service.withoutWorker(async () => {
      reference = await report('Adam Afterwards');
      expect(reference).toMatch(/^SI-\d{4}-\w{4}$/);
      await untilShown('', /Only the summary of this case can be shown just now/);
      expect(await letters()).toEqual([]);
    });
    const forwarded = await people.letter(director, reference);
    expect(forwarded.subject).toContain('Incident report forwarded');
    await people.letter(police, `${reference}] Incident reported`);
    await untilShown('/story', /forward/i);
  });

  it('a decision that is posted twice is received, and recorded once when there is a worker', async () => {
    const page = await people.openByLink(police, 'threshold');
    await fill(page, { choice: 'met', conflict: 'no' });
    await page.getByRole('button', { name: 'Continue' }).click();
    const held = await page.locator('main form', { hasText: 'Send' }).locator('input').all();
    const pairs = held.map(async (input): Promise<[string, string]> => [
      (await input.getAttribute('name')) ?? '',
      await input.inputValue(),
    ]);
    const typed = new URLSearchParams([...(await Promise.all(pairs)), ['step', 'send']]);
    const form = {
      data: typed.toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    };
    await service.withoutWorker(async () => {
      const question = page.url();
      await page.getByRole('button', { name: /^Send/ }).click();
      await page.waitForURL(/\/sent\//);
      expect(await page.locator('h1').textContent()).toBe('Received, not yet recorded');
      const again = await page.context().request.post(question, form);
      expect([again.url(), again.status()]).toEqual([page.url(), 202]);
    });
    const heading = async (): Promise<string | null> => {
      await page.reload();
      return page.locator('h1').textContent();
    };
    await service.until('it to be recorded', async () => (await heading()) === 'Recorded');
    await page.context().close();
    await officer.goto(caseUrl('/story'));
    const answered = officer.locator('.story__item', { hasText: 'The police partner answered' });
    expect(await answered.count()).toBe(1);
    expect(await officer.locator('.story__item', { hasText: 'An answer to' }).count()).toBe(0);
  });

  it('in the middle of a letter, the letter is repeated as the same letter, and nothing else is', async () => {
    const accepted = 'accepted by the mail server';
    const rows = officer.locator('table.papers tbody tr');
    const { worker = 0 } = service.parts();
    const taken = relay.withhold(`To: ${director}`);
    reference = await report('Bela Between');
    await taken;
    // Whatever was handed over just before its worker died would rightly be repeated too.
    await service.until('the other letters to be accepted', async () => {
      await officer.goto(caseUrl('/papers'));
      return (await rows.count()) > 5 && (await rows.filter({ hasNotText: accepted }).count()) === 1;
    });
    process.kill(worker, 'SIGKILL');
    await service.untilAnotherWorker(worker);
    expect(service.said).toContain('worker ended by SIGKILL; starting it again');
    await untilShown('/papers', /it may have arrived; it is being tried again/);

    await officer.goto(caseUrl());
    await officer.getByLabel('Days').fill('1');
    await officer.getByRole('button', { name: 'Move on' }).click();
    const twice = rows.filter({ hasText: 'possibly sent twice' });
    await service.until('the letter to be accepted', async () => {
      await officer.goto(caseUrl('/papers'));
      return (await twice.filter({ hasText: accepted }).count()) > 0;
    });
    expect(await twice.allTextContents()).toEqual([expect.stringMatching(/Forward the report[^]*director@/)]);

    const all = await letters();
    const copies = all.filter(({ to, subject }) => to === director && subject.includes('forwarded'));
    expect(copies).toHaveLength(2);
    expect(copies[0]?.messageId).toMatch(/^<\w+@/);
    expect(copies[1]?.messageId).toBe(copies[0]?.messageId);
    const others = all.filter((letter) => !copies.includes(letter)).map(({ messageId }) => messageId);
    expect(others.length).toBeGreaterThan(5);
    expect(new Set(others).size).toBe(others.length);
    await people.answerByLink(police, `${reference}] Decision`, { choice: 'met', conflict: 'no' });
  });
});
