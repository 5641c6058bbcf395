import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { heldForMs, openCaseFiles, type CaseFiles, type HeldFile } from '../../config/case-files';
import { openContentKeys } from '../../config/content-keys';
import { openDocuments } from '../../config/documents';
import { folderStore } from '../../config/folder-store';
import type { MalwareScanner, ScanVerdict } from '../../config/malware-scanner';

const reference = 'SI-2026-7K3Q';
const other = 'SI-2026-AAAA';
const nowMs = Date.UTC(2026, 11, 14);
const given = { name: 'Canary name.pdf', type: 'application/pdf', bytes: Buffer.from('Canary content') };

describe('the files of cases', () => {
  let folder: string;
  let verdict: ScanVerdict;
  const scanner: MalwareScanner = {
    scan: () => Promise.resolve(verdict),
    answers: () => Promise.resolve(verdict !== 'unavailable'),
  };
  const open = (by: MalwareScanner | null = null): CaseFiles => {
    const store = folderStore(folder);
    const keys = openContentKeys(store, { active: 'm', keys: new Map([['m', Buffer.alloc(32, 1)]]) });
    return openCaseFiles({ store, documents: openDocuments(store), keys }, by);
  };
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'files-'));
    verdict = 'clean';
    const keys = openContentKeys(folderStore(folder), {
      active: 'm',
      keys: new Map([['m', Buffer.alloc(32, 1)]]),
    });
    await keys.create(reference);
    await keys.create(other);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const onDisk = (): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('content-keys'))
      .map((entry) => path.join(entry.parentPath, entry.name));
  const taken = async (files: CaseFiles, of = reference): Promise<HeldFile> => {
    const file = await files.take(of, given, nowMs);
    if (typeof file === 'string') throw new Error(file);
    return file;
  };

  it('come back as they were given, to their own case alone, and nothing of them stands on the disk in the clear', async () => {
    const files = open();
    const file = await taken(files);
    expect(await files.open(reference, file)).toEqual(given.bytes);
    expect(await files.look(reference, file.reference)).toEqual({ state: 'unscanned', name: given.name });
    expect(await files.open(other, file)).toBeNull();
    for (const one of onDisk()) expect(`${one} ${readFileSync(one, 'latin1')}`).not.toContain('Canary');
  });

  it('are held for a day, and deleted an hour after it where no answer has them', async () => {
    const files = open();
    const [unused, used] = [await taken(files), await taken(files)];
    await files.keep(reference, [used.reference]);
    expect(await files.held(reference, unused.reference, nowMs + heldForMs - 1)).toMatchObject({
      name: given.name,
    });
    expect(await files.held(reference, unused.reference, nowMs + heldForMs)).toBeNull();
    await files.forgetUnused(nowMs + heldForMs);
    expect(await files.state(reference, unused.reference)).toBe('unscanned');
    await files.forgetUnused(nowMs + heldForMs + 3_600_000);
    expect(await files.state(reference, unused.reference)).toBe('gone');
    await expect(files.original(reference, unused)).rejects.toThrow('is not kept');
    expect(await files.open(reference, used)).toEqual(given.bytes);
    await files.release(reference, [used.reference]);
    await files.forgetUnused(nowMs + heldForMs + 3_600_000);
    expect(onDisk()).toEqual([]);
  });

  it('belong to the first answer that has them, whatever becomes of a second', async () => {
    const files = open();
    const file = await taken(files);
    expect(await files.keep(reference, [file.reference])).toEqual([file.reference]);
    expect(await files.keep(reference, [file.reference])).toEqual([]);
  });

  it('are not taken without end for answers that nobody sends', async () => {
    const files = open();
    for (let count = 0; count < 40; count += 1) await taken(files);
    expect(await files.take(reference, given, nowMs)).toBe('too-many');
    expect(await files.take(other, given, nowMs)).toHaveProperty('name');
  });

  it('that hold malware never reach the disk', async () => {
    verdict = 'infected';
    expect(await open(scanner).take(reference, given, nowMs)).toBe('infected');
    expect(onDisk()).toEqual([]);
  });

  it('stay in quarantine while the scanner does not answer, and open when it has found them clean', async () => {
    verdict = 'unavailable';
    const files = open(scanner);
    const file = await taken(files);
    expect(file.state).toBe('waiting');
    expect(await files.open(reference, file)).toBeNull();
    await files.scanWaiting();
    expect(await files.state(reference, file.reference)).toBe('waiting');
    verdict = 'clean';
    await files.scanWaiting();
    expect(await files.state(reference, file.reference)).toBe('clean');
    expect(await files.open(reference, file)).toEqual(given.bytes);
    expect(onDisk().filter((name) => name.includes('files-to-scan'))).toEqual([]);
  });

  it('in quarantine are looked at again by whoever opens them', async () => {
    verdict = 'unavailable';
    const files = open(scanner);
    const file = await taken(files);
    verdict = 'clean';
    expect(await files.open(reference, file)).toEqual(given.bytes);
  });

  it('are deleted when malware is found in them later, and it is known why', async () => {
    verdict = 'unavailable';
    const files = open(scanner);
    const file = await taken(files);
    await files.keep(reference, [file.reference]);
    verdict = 'infected';
    await files.scanWaiting();
    expect(await files.look(reference, file.reference)).toEqual({ state: 'infected', name: given.name });
    expect(await files.open(reference, file)).toBeNull();
    expect(await files.original(reference, file)).toBeNull();
    expect(onDisk().some((name) => name.includes('/documents/'))).toBe(false);
  });

  it('from a time without a scanner are scanned once there is one', async () => {
    const file = await taken(open());
    const files = open(scanner);
    expect(await files.state(reference, file.reference)).toBe('waiting');
    await files.scanWaiting();
    expect(await files.state(reference, file.reference)).toBe('clean');
  });

  it('that cannot be read keep no other from being scanned', async () => {
    verdict = 'unavailable';
    const files = open(scanner);
    const all = [await taken(files), await taken(files), await taken(files)];
    const [broken] = onDisk().filter((name) => name.includes('/documents/'));
    rmSync(broken ?? '');
    verdict = 'clean';
    await expect(files.scanWaiting()).rejects.toThrow('is missing');
    const states = await Promise.all(all.map((file) => files.state(reference, file.reference)));
    expect(states.filter((state) => state === 'clean')).toHaveLength(2);
  });

  it('are destroyed with their case, and with no other', async () => {
    const files = open();
    await taken(files);
    await files.keep(reference, [(await taken(files)).reference]);
    const left = await taken(files, other);
    await files.destroy(reference);
    expect(await files.open(other, left)).toEqual(given.bytes);
    await files.destroy(other);
    expect(onDisk()).toEqual([]);
  });
});
