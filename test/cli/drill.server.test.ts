import { readFileSync } from 'node:fs';
import path from 'node:path';
import { reasonName } from '../../domain/form';
import { readAccessLog } from '../../config/access-log/read';
import { verifyAccessLog } from '../../config/access-log/verify';
import { folderStore } from '../../config/folder-store';
import { keyRingText } from '../../config/key-ring';
import { readKeys } from '../../local/data-folder';
import { canary, Drilled } from '../support/drilled';
import { expectedOf } from '../support/expected-outlines';
import { placesWithout } from '../support/placed-words';
import { pagesOf } from '../support/pdf-text';

jest.setTimeout(300_000);

describe('a rehearsed local review', () => {
  let run: Drilled;
  beforeAll(async () => {
    run = await Drilled.play('local-review');
  });
  afterAll(() => {
    run.remove();
  });

  // Twenty seconds of a machine of its own. What other work takes of the machine stretches them in proportion: a half
  // taken gives forty. The work itself is judged on any machine: it takes ten seconds of processors, or fourteen where
  // they are contended for, and would not be let pass were it twice as much.
  it('is played in less than twenty seconds, as far as other work leaves it the machine', () => {
    const { seconds, cpuSeconds, othersShare } = run.cost;
    expect(cpuSeconds).toBeGreaterThan(1);
    expect(cpuSeconds).toBeLessThan(18);
    expect(seconds * (1 - othersShare)).toBeLessThan(20);
  });

  it('goes as it should', () => {
    expect(run.outline()).toEqual(expectedOf['local-review']);
  });

  it('has the name of the child in all that people wrote', async () => {
    expect(placesWithout(canary, await run.record())).toEqual([]);
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
    const { story } = await run.record();
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
    const files = run.files();
    const traces = [canary, Buffer.from(canary).toString('base64').slice(0, 12)];
    const holding = files.filter((file) => {
      const bytes = readFileSync(path.join(run.folder, file));
      return traces.some((text) => file.includes(text) || bytes.includes(text));
    });
    expect(files).toEqual(
      expect.arrayContaining(['temporal.db', 'temporal.db-wal', 'logs/temporal.log', 'logs/worker.log']),
    );
    expect(files.filter((file) => file.endsWith('.eml')).length).toBeGreaterThan(40);
    expect(holding).toEqual([]);
    expect(JSON.stringify(run.told)).not.toContain(canary);
  });

  it('records what was opened, by whose duty and for whom, in a log that is whole', async () => {
    const store = folderStore(path.join(run.folder, 'documents'));
    expect(await readAccessLog(store)).toContainEqual(
      expect.objectContaining({ action: 'read-report', what: 'publication', person: 'dfe', role: 'dfe' }),
    );
    const { AUDIT_KEYS } = readKeys(path.join(run.folder, 'keys.json'));
    const found = await verifyAccessLog(store, keyRingText.parse(AUDIT_KEYS), Date.now());
    expect(found).toMatchObject({ chains: 1, faults: [], remarks: [] });
  });

  it('names the child inside the files that go to the department, and in no other part of any letter', async () => {
    const letters = await run.letters();
    const files = letters.flatMap(({ attachments }) => attachments);
    // Decoded: what is written as base64 or in quoted characters would not be found in the letters as they lie there.
    const besides = letters.map(({ attachments, ...parts }) => ({
      ...parts,
      files: attachments.map(({ content, ...about }) => ({ ...about, isText: typeof content === 'string' })),
    }));
    const open = besides.filter((letter) => /canarybird|qwertine/iu.test(JSON.stringify(letter)));
    expect(open.map(({ subject }) => subject)).toEqual([]);

    const naming = files.filter(({ content }) =>
      pagesOf(Buffer.from(content as ArrayBuffer))
        .join(' ')
        .includes(canary),
    );
    const kindsOf = (of: typeof files) =>
      of.map(({ filename }) => filename?.slice('SI-2026-7K3Q-'.length)).toSorted();
    expect(kindsOf(naming)).toEqual(kindsOf(files));
    expect(kindsOf(files)).toEqual([
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
