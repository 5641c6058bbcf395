import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rowOf } from '../../config/case-row';
import { keyRingText } from '../../config/key-ring';
import { addYears } from '../../domain/calendar/civil-date';
import type { ClosedView } from '../../domain/closed-case';
import { openDataFolder } from '../../local/data-folder';
import { casesUnderTest, type CasesUnderTest, type CaseUnderTest } from '../support/case-under-test';
import { toEnd } from '../support/stages';

jest.setTimeout(120_000);
const folder = mkdtempSync(path.join(os.tmpdir(), 'records-'));
const documents = path.join(folder, 'documents');
// Suites share one server: what another key has encrypted is passed over where its id is the same.
const keys = {
  ...openDataFolder(folder, () => undefined),
  ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}`,
};
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest(undefined, {
    keys: keys.ENCRYPTION_KEYS,
    kept: { folder: documents, masterKeys: keyRingText.parse(keys.MASTER_KEYS) },
  });
});
afterAll(async () => {
  await cases.close();
  rmSync(folder, { recursive: true });
});

/** Runs the built command with the worker's environment. */
const records = (...typed: string[]) => sg('records', ...typed);

const sg = (...typed: string[]): Promise<{ code: number; out: string; err: string }> => {
  const env = {
    PATH: process.env['PATH'],
    ...keys,
    EMBEDDED: 'true',
    DATA_DIR: folder,
    TEMPORAL_ADDRESS: process.env['TEST_TEMPORAL_ADDRESS'],
    TEMPORAL_NAMESPACE: 'default',
    TASK_QUEUE: cases.taskQueue,
    SMTP_URL: 'smtp://127.0.0.1:9',
    LOG_LEVEL: 'error',
  };
  return new Promise((resolve) => {
    execFile(process.execPath, ['dist/cli/sg.js', ...typed], { env }, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err });
    });
  });
};

const lineOf = (out: string, reference: string): string =>
  out.split('\n').find((line) => line.startsWith(`${reference} `)) ?? '';

const closedCase = async (): Promise<{ incident: CaseUnderTest; reference: string; untilOn: string }> => {
  const incident = await cases.start();
  await toEnd(incident);
  const { keptUntilOn } = await incident.untilClosed();
  return { incident, reference: incident.reference, untilOn: keptUntilOn ?? '' };
};

const viewOf = (incident: CaseUnderTest) => incident.handle.query<ClosedView>('view');

/** Waits until the server's lists show what runs. */
const untilListed = async (reference: string, words: string): Promise<string> => {
  for (let tries = 0; tries < 10; tries += 1) {
    const line = lineOf((await records('list')).out, reference);
    if (line.includes(words)) return line;
  }
  throw new Error(`${reference} is never listed as ${words}`);
};

const keep = ['--by', 'business-unit-a', '--reason', 'The inquiry into Canarybird asked for it.'];
const destroy = ['--by', 'business-unit-a', '--reason', 'Nobody asked for longer.', '--yes'];

describe('sg records', () => {
  it('lists each closed case, keeps one for longer, and finds it again by its bags after its workflow is lost', async () => {
    const { incident, reference, untilOn } = await closedCase();
    expect(await untilListed(reference, untilOn)).toMatch(/ 1 +\d{4}-\d\d-\d\d +kept$/);
    const later = addYears(untilOn, 2);
    expect(await records('keep', reference, '--until', later, ...keep)).toMatchObject({ code: 0, err: '' });
    await incident.handle.signal('correction', 'a late one');
    expect(await untilListed(reference, ' 3 ')).toContain(later);

    await incident.handle.terminate('lost');
    expect(await untilListed(reference, 'no workflow')).toContain('rebuild');
    const dry = await records('rebuild', '--dry-run');
    expect(lineOf(dry.out, reference)).toMatch(/would be started +kept until \d{4}/);
    expect((await incident.handle.describe()).status.name).toBe('TERMINATED');
    const bag = readFileSync(path.join(documents, 'records', reference, '0000'));

    expect(lineOf((await records('rebuild')).out, reference)).toContain(`started  kept until ${later}`);
    expect(await untilListed(reference, 'kept')).toContain(later);
    expect(await viewOf(incident)).toMatchObject({ keptUntilOn: later, bags: 3, over: false });
    expect(rowOf(await incident.handle.describe())).toMatchObject({ reference, stage: 'closed' });
    expect(readFileSync(path.join(documents, 'records', reference, '0000'))).toEqual(bag);
    expect(lineOf((await records('rebuild')).out, reference)).toBe('');
    await incident.handle.signal('correction', 'a later one');
    expect(await untilListed(reference, ' 4 ')).toContain(later);
    expect(lineOf((await records('verify')).out, reference)).toMatch(/well +4 bags$/);
  });

  it('destroys one only when its time is up, and then it is neither read nor found again', async () => {
    const { incident, reference, untilOn } = await closedCase();
    const early = await records('destroy', reference, ...destroy);
    expect(early).toMatchObject({ code: 1, out: '' });
    expect(early.err).toMatch(
      /^The record is kept until .+, and cannot be destroyed before that day is over\.\n$/,
    );
    await incident.moveTo(untilOn);
    await incident.moveDays(1);
    expect(await untilListed(reference, 'its time is up')).toContain(untilOn);
    expect(await records('destroy', reference, ...destroy)).toMatchObject({ code: 0, err: '' });
    expect(await untilListed(reference, 'destroyed on')).toContain('by business-unit-a');
    expect(lineOf((await records('rebuild')).out, reference)).toBe('');
    expect(lineOf((await records('verify')).out, reference)).toContain('It was destroyed');
    const again = await records('destroy', reference, ...destroy);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toMatch(/was destroyed on .+ by business-unit-a\.\n$/);
    const log = await sg('audit', 'list', '--case', reference);
    const done = log.out.split('\n').filter((line) => line.includes('destroy-record'));
    expect(done.map((line) => line.replaceAll(/ {2,}/g, ' | ').split(' | ').slice(1))).toEqual([
      ['business-unit-a', 'business-unit', 'destroy-record', reference, 'refused'],
      ['business-unit-a', 'business-unit', 'destroy-record', reference, 'done'],
    ]);
    expect(await sg('audit', 'verify')).toMatchObject({ code: 0, err: '' });
  });

  it('says of a bag that is not as it was kept, or is missing, that it is so', async () => {
    const changed = await closedCase();
    const file = path.join(documents, 'records', changed.reference, '0000');
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.from([(bytes.at(-1) ?? 0) ^ 1])]));
    const { code, out, err } = await records('verify', changed.reference);
    expect({ code, err }).toEqual({ code: 1, err: 'One record is not as it was kept.\n' });
    expect(out).toMatch(/FAULT +The record of .+ is not what was kept\.\n$/);
    await changed.incident.handle.terminate();
    expect(await records('rebuild')).toMatchObject({ code: 1, err: 'One record cannot be found again.\n' });
    writeFileSync(file, bytes);
    writeFileSync(path.join(path.dirname(file), '0002'), bytes);
    expect((await records('verify', changed.reference)).out).toContain('Bag 1 is missing.');
    rmSync(path.join(path.dirname(file), '0002'));
  });

  it('refuses, in one sentence, whom the directory does not know and what is no closed case', async () => {
    const { reference, untilOn } = await closedCase();
    const open = await cases.start();
    const until = ['--until', addYears(untilOn, 1)];
    const refusals = await Promise.all([
      records('keep', reference, ...until, '--by', 'nobody', '--reason', 'x'),
      records('keep', reference, ...until, '--by', 'administrator', '--reason', 'x'),
      records('keep', open.reference, ...until, ...keep),
      records('keep', 'SI-2026-ZZZZ', ...until, ...keep),
      records('keep', reference, '--until', untilOn, ...keep),
      records('keep', reference, '--until', addYears(untilOn, 101), ...keep),
      records('verify', 'SI-2026-ZZZZ'),
    ]);
    for (const { code, out, err } of refusals) {
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^[^\n]+\.\n$/);
    }
    expect(refusals[1].err).toMatch(/"administrator" holds none today\.$/m);
    expect(refusals.map(({ err }) => err).join('')).not.toContain('Canarybird');
  });
});
