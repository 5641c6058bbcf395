import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { folderStore } from '../../config/folder-store';
import { openReportIndex } from '../../config/report-index';

const folder = mkdtempSync(path.join(tmpdir(), 'index-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const index = openReportIndex(folderStore(folder));
// As marks are written: in base64 for addresses, which knows signs that no file may be called by.
const [born, named, other] = ['-_-_', 'AbAb', 'abab'].map((mark) => mark.padEnd(16, '0'));
const report = (reference: string, tokenHash: string, ...marks: (string | undefined)[]) => ({
  reference,
  openedAtMs: 1_000,
  tokenHash,
  marks: marks.map(String),
});
const sharing = async (...marks: (string | undefined)[]) =>
  (await index.sharing(marks.map(String))).map(({ reference }) => reference);

describe('the index of reports', () => {
  it('finds a report by any of its marks, once, and by no other', async () => {
    await index.add(report('SI-2026-TWOO', 'second form', named));
    await index.add(report('SI-2026-ONEE', 'first form', born, named));
    expect(await index.sharing([String(born), String(named)])).toEqual([
      report('SI-2026-ONEE', 'first form', born, named),
      report('SI-2026-TWOO', 'second form', named),
    ]);
    expect(await sharing(born)).toEqual(['SI-2026-ONEE']);
    expect(await sharing(other)).toEqual([]);
  });

  it('finds a form that was sent again, changed, by what it said first and last', async () => {
    await index.add({ ...report('SI-2026-ONEE', 'first form', other), openedAtMs: 2_000 });
    expect(await index.sharing([String(other)])).toEqual([
      report('SI-2026-ONEE', 'first form', born, named, other),
    ]);
    expect(await sharing(born)).toEqual(['SI-2026-ONEE']);
  });

  it('leaves the reference of another form alone', async () => {
    await index.add(report('SI-2026-TWOO', 'another form', other));
    expect(await sharing(other)).toEqual(['SI-2026-ONEE']);
  });

  it('forgets a report whose record is destroyed', async () => {
    await index.remove('SI-2026-ONEE');
    await index.remove('SI-2026-NONE');
    expect(await sharing(born, named, other)).toEqual(['SI-2026-TWOO']);
  });
});
