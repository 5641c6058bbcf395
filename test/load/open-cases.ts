import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { chromium, type Browser } from 'playwright-core';
import type { Cases } from '../../api/services';
import { casesOn } from '../../api/temporal/cases';
import { asEmbedded, embeddedVariables } from '../../local/embedded-variables';
import { readEnvironment } from '../../config/environment';
import { openServices, type ConfiguredServices } from '../../config/services';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import type { Opening } from '../../domain/record';
import { EmbeddedUnderTest } from '../support/embedded-under-test';
import { People } from '../support/people';
import { look } from '../../watchdog/look';

const count = Number(process.env['CASES'] ?? '2000');
/** So many are opened side by side. */
const atOnce = 4;

jest.setTimeout(3 * 60 * 60_000);

/** Prints a line of the measurements. */
const say = (what: string, value: string): void => {
  process.stderr.write(`${what.padEnd(60)} ${value}\n`);
};

const timed = async <T>(what: string, work: () => Promise<T>): Promise<{ ms: number; value: T }> => {
  const startedAt = performance.now();
  const value = await work();
  const ms = performance.now() - startedAt;
  say(what, `${ms.toFixed(0)} ms`);
  return { ms, value };
};

const memoryMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

describe(`${count} open cases`, () => {
  let service: EmbeddedUnderTest;
  let browser: Browser;
  let connection: Connection;
  let client: Client;
  let configured: ConfiguredServices;
  let cases: Cases;
  let taskQueue: string;
  let cookie: string;
  const references: string[] = [];

  beforeAll(async () => {
    service = await EmbeddedUnderTest.prepare();
    await service.start();
    const { SMTP_PORT: smtp, ...ports } = service.ports;
    const given = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
    const environment = readEnvironment(
      embeddedVariables(
        asEmbedded({ ...given, DATA_DIR: service.dataDir, SMTP_URL: `smtp://127.0.0.1:${smtp}` }),
      ),
    );
    configured = openServices(environment, 'test');
    connection = await Connection.connect({ address: environment.temporal.address });
    taskQueue = environment.temporal.taskQueue;
    const { namespace } = environment.temporal;
    client = new Client({ connection, namespace, dataConverter: configured.dataConverter });
    cases = casesOn(client, taskQueue, configured);
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    const people = new People(
      browser,
      `http://127.0.0.1:${ports.PORT}`,
      `http://127.0.0.1:${ports.MAILBOX_PORT}`,
    );
    const page = await people.signedIn('Business unit officer A');
    cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  });

  afterAll(async () => {
    await browser.close();
    await connection.close();
    await service.close();
  });

  const openOne = async (): Promise<void> => {
    const token = randomBytes(16).toString('hex');
    const nowMs = Date.now();
    const today = londonDateOf(nowMs);
    const reference = configured.caseReference(token, Number(today.slice(0, 4)), 0);
    const opening: Opening = {
      reference,
      tokenHash: configured.tokenHash(token),
      contentHash: configured.tokenHash(`${token} content`),
      edition: 'working-together-2018',
      training: true,
      openedAtMs: nowMs,
      acceptance: 'accepted',
      likelyDuplicates: [],
      reportedBy: {
        source: 'business-unit',
        person: 'business-unit-a',
        address: 'unit@example.org',
        agency: 'schools',
      },
      incidentOn: addDays(today, -30),
      // From overdue to a fortnight ahead.
      authorityAwareOn: addDays(today, -(references.length % 15)),
      reportReceivedOn: today,
      children: [{ child: 1, outcome: 'seriously-harmed', unexpectedDeath: false, lookedAfter: false }],
      place: 'in-area',
      agencies: ['schools', 'police'],
      handler: 'business-unit-a',
      marks: [configured.tokenHash(`${token} mark`)],
      parcel: await configured.parcels.sealOpening(reference, { rows: [] }),
    };
    if ((await cases.open(opening)) === 'opened') references.push(reference);
  };

  const page = async (path: string): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${service.ports.PORT}${path}`, { headers: { cookie } });
    expect(answer.status).toBe(200);
    return answer.text();
  };

  const until = async (what: string, holds: () => Promise<boolean>): Promise<void> => {
    await timed(what, async () => {
      while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 1_000));
    });
  };

  const awaitingPartners = async (): Promise<number> =>
    (await client.workflow.count(`ExecutionStatus = 'Running' AND CaseAwaits = 'police-partner'`)).count;

  const sample = (): string[] => references.filter((_, index) => index % Math.ceil(count / 20) === 0);

  const measurePages = async (when: string): Promise<void> => {
    const some = sample();
    for (const path of [
      '/',
      '/',
      '/cases',
      '/cases?stage=threshold&awaits=police-partner',
      '/cases?overdue=yes',
    ]) {
      const { value } = await timed(`${when}: ${path}`, () => page(path));
      say(`${when}: size of ${path}`, `${(value.length / 1024).toFixed(0)} kB`);
    }
    const times: number[] = [];
    for (const reference of some) {
      const startedAt = performance.now();
      expect(await page(`/cases/${reference}`)).toContain('Is the threshold for notification met?');
      times.push(performance.now() - startedAt);
    }
    times.sort((one, other) => one - other);
    say(
      `${when}: a case's page, ${some.length} of them`,
      `median ${(times[Math.floor(times.length / 2)] ?? 0).toFixed(0)} ms, slowest ${(times.at(-1) ?? 0).toFixed(0)} ms`,
    );
    await timed(`${when}: a look of the watchdog`, () => look(client, taskQueue, Date.now()));
    for (const [name, pid] of Object.entries(service.parts()))
      say(`${when}: memory of ${name}`, `${memoryMb(pid).toFixed(0)} MB`);
  };

  it('are opened, each asks its partners, and none is lost', async () => {
    await timed(`${count} cases opened`, async () => {
      const open = async (): Promise<void> => {
        while (references.length < count) await openOne();
      };
      await Promise.all(Array.from({ length: atOnce }, open));
    });
    await until('all ask their partners', async () => (await awaitingPartners()) >= references.length);
    expect(await cases.count({}, {})).toBe(references.length);
  });

  it('are shown', async () => {
    await measurePages('with all open');
  });

  it('are shown to fifty people at once, who read a page for some seconds', async () => {
    const times: Record<'home' | 'case', number[]> = { home: [], case: [] };
    const until = Date.now() + 60_000;
    const person = async (_: unknown, index: number): Promise<void> => {
      for (let turn = index; Date.now() < until; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 2_000 + Math.random() * 6_000));
        const kind = turn % 2 === 0 ? 'home' : 'case';
        const startedAt = performance.now();
        await page(kind === 'home' ? '/' : `/cases/${references[(turn * 31) % references.length] ?? ''}`);
        times[kind].push(performance.now() - startedAt);
      }
    };
    await Promise.all(Array.from({ length: 50 }, person));
    for (const [kind, all] of Object.entries(times)) {
      const sorted = all.toSorted((one, other) => one - other);
      const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? Infinity;
      say(`fifty people, ${kind}: ${String(all.length)} pages`, `95 of 100 within ${p95.toFixed(0)} ms`);
      expect(p95).toBeLessThan(300);
    }
  });

  it('are there again when the worker was killed', async () => {
    process.kill(service.parts()['worker'] ?? 0, 'SIGKILL');
    // Until then a page shows what the memo knows, and says so.
    await until('every case of the sample answers in full', async () => {
      const found = await Promise.all(sample().map((reference) => cases.look(reference)));
      return found.every(({ known }) => known === 'view');
    });
    await measurePages('after the kill');
  });

  it('take an answer each, and none is lost', async () => {
    const answered = references.filter((_, index) => index % 10 === 0);
    await timed(`${answered.length} answers recorded, one after the other`, async () => {
      for (const reference of answered) {
        let known = await cases.look(reference);
        // The worker has only just come back, and has letters to send again.
        while (known.known === 'memo') known = await cases.look(reference);
        const safe =
          known.known === 'view' && known.view.duties.find(({ duty }) => duty === 'children-made-safe');
        if (!safe) throw new Error(`${reference} does not ask whether the children are safe`);
        const { instance, round } = safe;
        const submission = configured.newSubmission({ case: reference, duty: safe.duty, instance, round });
        const by = { recipient: 'business-unit', person: 'business-unit-a' } as const;
        const facts = { childrenSafe: true, othersConsidered: true, referralMade: true };
        await cases.submit(reference, safe.duty, {
          instance,
          round,
          by,
          submission,
          answer: { facts },
        });
        while ((await cases.outcome(reference, submission)) === null);
        expect(await cases.outcome(reference, submission)).toMatchObject({ outcome: 'recorded' });
      }
    });
  });
});
