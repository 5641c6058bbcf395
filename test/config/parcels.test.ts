import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openContentKeys } from '../../config/content-keys';
import { folderStore } from '../../config/folder-store';
import type { KeyRing } from '../../config/key-ring';
import { openParcels } from '../../config/parcels';

const folder = mkdtempSync(path.join(tmpdir(), 'parcels-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const store = folderStore(folder);
const masterKey = randomBytes(32);
const masterKeys: KeyRing = { active: 'm1', keys: new Map([['m1', masterKey]]) };
const keys = openContentKeys(store, masterKeys);
const parcels = openParcels(keys);
const content = { name: 'Person A', reasons: 'words' };

describe('a parcel', () => {
  it('opens for its case only, and shows nothing of its content', async () => {
    const parcel = await parcels.sealOpening('SI-2026-AAAA', content);
    expect(await parcels.open('SI-2026-AAAA', parcel)).toEqual(content);
    expect(Buffer.from(parcel.sealed, 'base64url').includes('Person')).toBe(false);
    await parcels.sealOpening('SI-2026-BBBB', content);
    await expect(parcels.open('SI-2026-BBBB', parcel)).rejects.toThrow('not authentic');
  });

  it('is refused when it was changed or is rubbish', async () => {
    const { sealed } = await parcels.sealOpening('SI-2026-AAAA', content);
    for (const changed of [`A${sealed.slice(1)}x`, sealed.slice(0, -4), '', 'rubbish']) {
      await expect(parcels.open('SI-2026-AAAA', { sealed: changed })).rejects.toThrow('not authentic');
    }
  });

  it('is sealed under one key by processes that begin at once', async () => {
    const sealed = await Promise.all(
      Array.from({ length: 10 }, () =>
        openParcels(openContentKeys(store, masterKeys)).sealOpening('SI-2026-CCCC', content),
      ),
    );
    for (const parcel of sealed) expect(await parcels.open('SI-2026-CCCC', parcel)).toEqual(content);
  });

  it('stays readable when a new master key comes first, but not without the old one', async () => {
    const parcel = await parcels.sealOpening('SI-2026-DDDD', content);
    const rotated: KeyRing = { active: 'm2', keys: new Map([['m2', randomBytes(32)], ...masterKeys.keys]) };
    const fresh: KeyRing = { active: 'm2', keys: new Map([['m2', randomBytes(32)]]) };
    expect(await openParcels(openContentKeys(store, rotated)).open('SI-2026-DDDD', parcel)).toEqual(content);
    await expect(openParcels(openContentKeys(store, fresh)).open('SI-2026-DDDD', parcel)).rejects.toThrow(
      'unknown-master-key',
    );
  });

  it('can never be opened again once the key of its case is destroyed, and nothing new is sealed', async () => {
    const parcel = await parcels.sealOpening('SI-2026-FFFF', content);
    await keys.destroy('SI-2026-FFFF', { by: 'administrator', atMs: Date.UTC(2061, 4, 6) });
    await expect(parcels.open('SI-2026-FFFF', parcel)).rejects.toThrow('destroyed');
    await expect(parcels.seal('SI-2026-FFFF', content)).rejects.toThrow('destroyed');
  });

  it('keeps in the place of a destroyed key by whom and when, as it was the first time', async () => {
    await parcels.sealOpening('SI-2026-KKKK', content);
    expect(await keys.destruction('SI-2026-KKKK')).toBeNull();
    const fact = { by: 'administrator', atMs: Date.UTC(2061, 4, 6) };
    await keys.destroy('SI-2026-KKKK', fact);
    await keys.destroy('SI-2026-KKKK', { by: 'somebody-else', atMs: Date.UTC(2062, 4, 6) });
    expect(await keys.destruction('SI-2026-KKKK')).toEqual(fact);
  });

  it('is never sealed under a key made anew where the case has none: its volume may be away for a minute', async () => {
    await expect(parcels.seal('SI-2026-LLLL', content)).rejects.toThrow('missing');
    await expect(keys.forSealing('SI-2026-LLLL')).rejects.toThrow('missing');
    await expect(parcels.open('SI-2026-LLLL', { sealed: '' })).rejects.toThrow('missing');
  });

  it('cannot be opened where no key was ever made', async () => {
    await expect(parcels.open('SI-2026-GGGG', { sealed: '' })).rejects.toThrow('missing');
  });

  it('leaves no key in the clear on the disk, and a key file is of no use to another case', async () => {
    await keys.create('SI-2026-HHHH');
    const key = await keys.forSealing('SI-2026-HHHH');
    const files = readdirSync(path.join(folder, 'content-keys')).map((name) =>
      readFileSync(path.join(folder, 'content-keys', name), 'utf8'),
    );
    for (const secret of [key, masterKey]) {
      expect(files.filter((text) => text.includes(secret.toString('base64')))).toEqual([]);
    }
    await store.replace('content-keys/SI-2026-JJJJ', (await store.read('content-keys/SI-2026-HHHH')) ?? key);
    await expect(keys.forOpening('SI-2026-JJJJ')).rejects.toThrow('not-authentic');
  });
});
