import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DocumentError, openDocuments } from '../../config/documents';
import { folderStore } from '../../config/folder-store';

const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const filesIn = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

describe('documents', () => {
  const documents = openDocuments(folderStore(folder));

  it('come back as they were put, from a file that its owner alone may read', async () => {
    const stored = await documents.put(Buffer.from('a report'));
    expect(stored).toMatchObject({ size: 8, sha512: expect.stringMatching(/^[0-9a-f]{128}$/) as string });
    expect((await documents.get(stored)).toString()).toBe('a report');
    const [file = ''] = filesIn();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    expect(filesIn()).toHaveLength(1);
  });

  it('are refused when they were changed, and when they are gone', async () => {
    const stored = await documents.put(Buffer.from('an original'));
    const file = filesIn().find((each) => each.endsWith(stored.reference)) ?? '';
    writeFileSync(file, 'an 0riginal');
    await expect(documents.get(stored)).rejects.toThrow(DocumentError);
    await documents.delete(stored);
    await documents.delete(stored);
    await expect(documents.get(stored)).rejects.toThrow('missing');
  });

  it.each(['../x', '/etc/x', 'a/../b', '', 'a//b', 'a.b'])('are never kept outside: %j', async (name) => {
    await expect(folderStore(folder).replace(name, Buffer.from('x'))).rejects.toThrow('no name');
  });
});

describe('a folder as a store', () => {
  const store = folderStore(folder);

  it('lets one of many create a name, and keeps what that one wrote', async () => {
    const writers = Array.from({ length: 20 }, (_, index) =>
      store.create('one/name', Buffer.from(`${index}`)),
    );
    const created = await Promise.all(writers);
    expect(created.filter(Boolean)).toHaveLength(1);
    expect((await store.read('one/name'))?.toString()).toBe(`${created.indexOf(true)}`);
  });

  it('replaces as a whole and leaves no drafts', async () => {
    await store.replace('two/name', Buffer.from('first'));
    await store.replace('two/name', Buffer.from('second'));
    expect(readFileSync(path.join(folder, 'two/name'), 'utf8')).toBe('second');
    expect(filesIn().filter((file) => file.endsWith('.draft'))).toEqual([]);
    expect(await store.read('two/none')).toBeNull();
  });
});
