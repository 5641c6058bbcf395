import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { folderStore } from '../../config/folder-store';
import { openOpenedCases } from '../../config/opened-cases';

const folder = mkdtempSync(path.join(tmpdir(), 'opened-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const store = folderStore(folder);

describe('the names in a store', () => {
  it('are listed by the folder they are in, without drafts', async () => {
    expect(await store.list('listed')).toEqual([]);
    await store.create('listed/b', Buffer.from('x'));
    await store.create('listed/a', Buffer.from('x'));
    await store.create('listed/deep/c', Buffer.from('x'));
    await store.create('listed-not/d', Buffer.from('x'));
    writeFileSync(path.join(folder, 'listed', 'a.1234.draft'), 'half');
    mkdirSync(path.join(folder, 'listed', 'empty'));
    expect(await store.list('listed')).toEqual(['a', 'b', 'deep', 'empty']);
    await expect(store.list('../listed')).rejects.toThrow('no name');
  });
});

describe('the mark of a case that was opened', () => {
  const opened = openOpenedCases(store);

  it('is made once and keeps the time, and nothing else', async () => {
    await opened.mark('SI-2026-AAAA', 1_000);
    await opened.mark('SI-2026-AAAA', 2_000);
    await opened.mark('SI-2026-BBBB', 3_000);
    expect(await opened.references()).toEqual(['SI-2026-AAAA', 'SI-2026-BBBB']);
    expect(await opened.openedAtMs('SI-2026-AAAA')).toBe(1_000);
    expect((await store.read('opened/SI-2026-AAAA'))?.toString()).toBe('1970-01-01T00:00:01.000Z');
  });

  it('that cannot be read counts as made long ago, so that its case is missed', async () => {
    await store.create('opened/SI-2026-CCCC', Buffer.from('rubbish'));
    expect(await opened.openedAtMs('SI-2026-CCCC')).toBe(0);
  });
});
