import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { z } from 'zod';
import { readEnvironment } from '../../config/environment';
import { openServices } from '../../config/services';
import { reasonName } from '../../domain/duty';
import { openDataFolder } from '../../local/data-folder';
import { pagesOf } from '../support/pdf-text';
import { temporalCli } from '../support/temporal-cli';

jest.setTimeout(240_000);

const line = z.looseObject({ at: z.iso.datetime(), on: z.iso.date(), kind: z.string() });
const record = z.object({
  story: z.array(
    z.looseObject({
      kind: z.string(),
      duty: z.string().optional(),
      answer: z
        .object({
          tests: z.record(z.string(), z.boolean()).optional(),
          parcel: z.object({ opened: z.record(z.string(), z.string()) }).optional(),
        })
        .optional(),
    }),
  ),
});
const canary = 'Canarybird';

/** Runs the built command; resolves to what it told, line by line, and the folder where it kept everything. */
const drill = (scenario: string): { told: z.infer<typeof line>[]; folder: string; seconds: number } => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drill-'));
  const startedAt = performance.now();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      'dist/cli/sg.js',
      'drill',
      '--scenario',
      scenario,
      '--json',
      '--child-name',
      `Qwertine ${canary}`,
      '--data',
      folder,
    ],
    { encoding: 'utf8', env: { ...process.env, TEMPORAL_CLI: temporalCli() } },
  );
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringMatching(
      /^Rehearsed to its closed record: \d+ steps, \d+ letters, \d+ answers\. The child’s name was looked for in all \d+ files of the data folder and found in none\.\n$/,
    ) as string,
  });
  const told = stdout
    .trim()
    .split('\n')
    .map((text) => line.parse(JSON.parse(text)));
  return { told, folder, seconds: (performance.now() - startedAt) / 1000 };
};

/** Every letter in the mailbox of a rehearsal, taken apart. */
const lettersIn = (folder: string): Promise<Email[]> => {
  const mailbox = path.join(folder, 'mailbox');
  const names = readdirSync(mailbox).filter((name) => name.endsWith('.eml'));
  return Promise.all(
    names.map((name) =>
      PostalMime.parse(readFileSync(path.join(mailbox, name)), { attachmentEncoding: 'arraybuffer' }),
    ),
  );
};

const stagesIn = (told: z.infer<typeof line>[]): unknown[] =>
  told.filter(({ kind }) => kind === 'stage').map(({ stage }) => stage);

describe('a rehearsed local review', () => {
  let run: ReturnType<typeof drill>;
  beforeAll(() => {
    run = drill('local-review');
  });

  it('goes through every stage in order, to the closed record', () => {
    expect(stagesIn(run.told)).toEqual([
      'report',
      'threshold',
      'notification',
      'rapid-review',
      'decision',
      'review',
      'publication',
      'public',
      'closed',
    ]);
  });

  it('tells each thing once, in the order of the case’s own time', () => {
    const times = run.told.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect(new Set(run.told.map((each) => JSON.stringify(each))).size).toBe(run.told.length);
  });

  it('refuses publication before the copies have had their seven working days', () => {
    const refused = run.told.findIndex(({ kind, duty }) => kind === 'refused' && duty === 'publication');
    const published = run.told.findIndex(({ kind, duty }) => kind === 'answer' && duty === 'publication');
    expect(run.told[refused]).toMatchObject({ by: 'business-unit', because: 'not-allowed' });
    expect(published).toBeGreaterThan(refused);
    for (const to of ['national-panel', 'dfe'])
      expect(run.told.slice(0, published)).toContainEqual(
        expect.objectContaining({
          kind: 'letter',
          notice: 'report-to-panel-and-department',
          to,
          state: 'accepted',
        }),
      );
  });

  it('keeps the answers to the law’s tests in the open, and with each of them why', async () => {
    const services = openServices(
      readEnvironment({
        ...openDataFolder(run.folder, () => undefined),
        EMBEDDED: 'true',
        TRAINING: 'true',
        DATA_DIR: run.folder,
        SMTP_URL: 'smtp://127.0.0.1:1',
      }),
    );
    const [reference = ''] = readdirSync(path.join(run.folder, 'documents', 'records'));
    const files = await services.records.read(reference, 0);
    const { story } = record.parse(JSON.parse(files?.['record.json']?.toString() ?? ''));
    const decisions = story.filter(({ kind, duty }) => kind === 'answer' && duty === 'rapid-review-decision');
    expect(decisions).toHaveLength(4);
    for (const { answer } of decisions) {
      const tests = Object.keys(answer?.tests ?? {});
      expect(tests).toHaveLength(15);
      expect(Object.keys(answer?.parcel?.opened ?? {})).toEqual(
        expect.arrayContaining(tests.map((name) => reasonName({ name }))),
      );
    }
  });

  it('leaves the child’s name in no database file, log, letter, address or workflow id', () => {
    const files = readdirSync(run.folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const holding = files
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => {
        const bytes = readFileSync(file);
        return [canary, Buffer.from(canary).toString('base64').slice(0, 12)].some((text) =>
          bytes.includes(text),
        );
      });
    expect(files.map(({ name }) => name)).toContain('temporal.db');
    expect(files.filter(({ name }) => name.endsWith('.eml')).length).toBeGreaterThan(40);
    expect(holding).toEqual([]);
    expect(JSON.stringify(run.told)).not.toContain(canary);
  });

  it('names the child inside the file that goes with the department’s copy, and in no other part of any letter', async () => {
    const letters = await lettersIn(run.folder);
    const files = letters.flatMap(({ attachments }) => attachments);
    // Decoded: what is written as base64 or in quoted characters would not be found in the letters as they lie there.
    const besides = letters.map(({ attachments, ...parts }) => ({
      ...parts,
      files: attachments.map(({ content, ...about }) => ({ ...about, isText: typeof content === 'string' })),
    }));
    expect(JSON.stringify(besides)).not.toMatch(new RegExp(`${canary}|qwertine`, 'iu'));

    const naming = files.filter(({ content }) =>
      pagesOf(Buffer.from(content as ArrayBuffer))
        .join(' ')
        .includes(canary),
    );
    expect(naming.map(({ filename }) => filename)).toEqual([
      expect.stringMatching(/^SI-\d{4}-\w{4}-copy-of-notification\.pdf$/),
    ]);
    expect(files.map(({ filename }) => filename?.slice('SI-2026-7K3Q-'.length)).toSorted()).toEqual([
      'copy-of-notification.pdf',
      'publication.pdf',
      'report-before-publication.pdf',
    ]);
    const withFile = letters.filter(({ attachments }) => attachments.length > 0);
    expect(new Set(withFile.flatMap(({ to }) => to?.map(({ address }) => address)))).toEqual(
      new Set(['reports@dfe.example']),
    );
    for (const { text } of withFile) expect(text).toMatch(/in the file attached to this letter/);
  });
});

describe('a rehearsed death of a looked-after child', () => {
  it('tells department and Ofsted before the threshold is decided, and closes after the child death review began', () => {
    const { told } = drill('looked-after-death');
    const decided = told.findIndex(({ kind, event }) => kind === 'entry' && event === 'decided');
    for (const to of ['dfe', 'ofsted'])
      expect(told.slice(0, decided)).toContainEqual(
        expect.objectContaining({ notice: 'looked-after-death', to, state: 'accepted' }),
      );
    expect(stagesIn(told).slice(-2)).toEqual(['below-threshold', 'closed']);
  });
});

describe('partners who disagree', () => {
  it('leave the decision to the authority, and their dissent and silence in the record', () => {
    const { told } = drill('partners-disagree');
    const events = told.filter(({ kind }) => kind === 'entry').map(({ event }) => event);
    expect(events).toEqual(expect.arrayContaining(['silence', 'dissent', 'decided']));
    expect(told).toContainEqual(
      expect.objectContaining({
        kind: 'answer',
        duty: 'threshold-by-authority',
        by: 'local-authority-partner',
        choice: 'met',
      }),
    );
  });
});
