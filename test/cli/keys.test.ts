import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import supertest from 'supertest';
import { createCodecServer } from '../../api/codec-server';
import { listKeys, rewrapAll, rotate } from '../../cli/keys/work';
import { openContentKeys } from '../../config/content-keys';
import { caseCodec } from '../../config/encryption/case-codec';
import { folderStore, type Store } from '../../config/folder-store';
import { keyRingText, type KeyRing } from '../../config/key-ring';
import { openLog } from '../../config/log';
import { openParcels } from '../../config/parcels';
import { FolderLock } from '../../local/folder-lock';
import { openDataFolder, readKeys, type LocalKeys, type Ring } from '../../local/data-folder';

const reference = 'SI-2026-7K3Q';
const namespace = 'test';

describe('sg keys', () => {
  let folder: string;
  let out: string;
  let err: string;
  let first: LocalKeys;
  const before = process.env;
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
  };
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'keys-'));
    [out, err] = ['', ''];
    first = openDataFolder(folder, () => undefined);
    process.env = { ...before, DATA_DIR: folder };
  });
  afterEach(() => {
    process.env = before;
    rmSync(folder, { recursive: true });
  });

  const kept = (): LocalKeys => readKeys(path.join(folder, 'keys.json'));
  const ring = (text: string): KeyRing => keyRingText.parse(text);
  const store = (): Store => folderStore(path.join(folder, 'documents'));
  /** What the commands do, without the program around them. */
  const sg = async (what = 'list', which: Ring = 'master'): Promise<number> => {
    [out, err] = ['', ''];
    try {
      if (what === 'rotate') rotate(which, terminal);
      else await (what === 'rewrap' ? rewrapAll : listKeys)(terminal);
      return 0;
    } catch (error) {
      err = String(error);
      return 1;
    }
  };

  it('shows each ring by its fingerprints, and no key', async () => {
    await openContentKeys(store(), ring(kept().MASTER_KEYS)).create(reference);
    expect(await sg('rotate', 'master')).toBe(0);
    expect(await sg()).toBe(0);
    const [id = ''] = first.MASTER_KEYS.split(':');
    expect(out).toMatch(new RegExp(`master +older +${id.slice(-8)} +${id} +wraps the keys of 1 cases`, 'u'));
    expect(out).toMatch(/master +active .* wraps the keys of 0 cases/u);
    expect(out).toMatch(/encryption +active[^]*audit +active/u);
    for (const text of Object.values(kept()).flatMap((one) => one.split(',')))
      expect(out).not.toContain(text.split(':').at(-1));
  });

  it('wraps nothing by a key that the running service does not know yet', async () => {
    await openContentKeys(store(), ring(kept().MASTER_KEYS)).create(reference);
    const service = new FolderLock(folder);
    service.take();
    await delay(20);
    await sg('rotate', 'master');
    expect(await sg('rewrap')).toBe(1);
    expect(err).toContain('start it anew');
    service.release();
    await delay(20);
    // Started anew.
    service.take();
    expect(await sg('rewrap')).toBe(0);
    service.release();
  });

  it.each([
    ['encryption', 'ENCRYPTION_KEYS'],
    ['master', 'MASTER_KEYS'],
    ['audit', 'AUDIT_KEYS'],
  ] as const)('puts a new key in front of the others: %s', async (name, variable) => {
    expect(await sg('rotate', name)).toBe(0);
    const now = kept();
    expect(now[variable].endsWith(`,${first[variable]}`)).toBe(true);
    expect(ring(now[variable]).active).not.toBe(ring(first[variable]).active);
    expect({ ...now, [variable]: first[variable] }).toEqual(first);
    expect(statSync(path.join(folder, 'keys.json')).mode & 0o077).toBe(0);
    expect(out).toContain('start it anew');
  });

  it('tells whoever keeps an environment of their own what to put where, and changes no file', async () => {
    process.env = { ...process.env, ENCRYPTION_KEYS: first.ENCRYPTION_KEYS };
    expect(await sg('rotate', 'encryption')).toBe(0);
    const made = ring(out.split('\n')[0] ?? '');
    expect(made.keys.size).toBe(1);
    expect(out).toContain('at the END of ENCRYPTION_KEYS');
    expect(kept()).toEqual(first);
  });

  it('leaves what was written before to be read: in the codec server, and sealed words', async () => {
    const mark = Buffer.alloc(32, 1);
    const context = { type: 'workflow' as const, namespace, workflowId: reference };
    const [payload = {}] = await caseCodec(ring(first.ENCRYPTION_KEYS), namespace, mark).encode(
      [defaultPayloadConverter.toPayload('Canary')],
      context,
    );
    const parcel = await openParcels(openContentKeys(store(), ring(first.MASTER_KEYS))).sealOpening(
      reference,
      { words: 'Canary' },
    );
    await sg('rotate', 'encryption');
    await sg('rotate', 'master');
    const { ENCRYPTION_KEYS, MASTER_KEYS } = kept();
    expect(await decodedBy(ring(ENCRYPTION_KEYS), payload)).toBe('Canary');
    const [active = ''] = ENCRYPTION_KEYS.split(',');
    const [id = ''] = first.ENCRYPTION_KEYS.split(':');
    const missing = await decodedBy(ring(active), payload);
    expect(missing).toMatchObject({ unreadable: 'missing-key', key: id });
    expect(JSON.stringify(missing)).toContain('Nothing is lost');
    expect(await decodedBy(ring(ENCRYPTION_KEYS), payload)).toBe('Canary');
    const words = openParcels(openContentKeys(store(), ring(MASTER_KEYS)));
    expect(await words.open(reference, parcel)).toEqual({ words: 'Canary' });
  });

  const decodedBy = async (keys: KeyRing, payload: Payload): Promise<unknown> => {
    const origin = 'http://127.0.0.1:9';
    const server = createCodecServer({
      codec: caseCodec(keys, namespace, Buffer.alloc(32, 1)),
      namespace,
      allowOrigin: origin,
      authorise: () => Promise.resolve({ person: 'administrator' }),
      access: { record: () => Promise.resolve() },
      log: openLog('silent'),
    });
    const asText = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');
    const metadata = Object.fromEntries(
      Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, asText(value)]),
    );
    const answer = await supertest(server)
      .post('/decode')
      .set({ Origin: origin, 'X-Namespace': namespace })
      .send({ payloads: [{ metadata, data: asText(payload.data) }] })
      .expect(200);
    const { payloads } = answer.body as { payloads: { data: string }[] };
    return JSON.parse(Buffer.from(payloads[0]?.data ?? '', 'base64').toString('utf8')) as unknown;
  };

  it('wraps every content key anew, so that the old master key can go', async () => {
    const parcel = await openParcels(openContentKeys(store(), ring(first.MASTER_KEYS))).sealOpening(
      reference,
      { words: 'Canary' },
    );
    await sg('rotate', 'master');
    const [active = ''] = kept().MASTER_KEYS.split(',');
    const alone = openParcels(openContentKeys(store(), ring(active)));
    await expect(alone.open(reference, parcel)).rejects.toThrow('unknown-master-key');
    expect(await sg('rewrap')).toBe(0);
    expect(out).toContain('The keys of 1 cases were wrapped anew');
    expect(await alone.open(reference, parcel)).toEqual({ words: 'Canary' });
  });

  it('says which master key is missing, and wraps what it can', async () => {
    await openContentKeys(store(), ring(`lost:${Buffer.alloc(32, 9).toString('base64')}`)).create(
      'SI-2026-AAAA',
    );
    await openContentKeys(store(), ring(first.MASTER_KEYS)).create(reference);
    await sg('rotate', 'master');
    expect(await sg()).toBe(0);
    expect(out).toMatch(/master +MISSING +lost +wraps the keys of 1 cases/u);
    expect(await sg('rewrap')).toBe(1);
    expect(out).toContain('The keys of 1 cases');
    expect(err).toContain('put the missing master key back');
  });

  it('puts no key back that is destroyed while it is wrapped anew', async () => {
    const old = openContentKeys(store(), ring(first.MASTER_KEYS));
    await old.create(reference);
    await sg('rotate', 'master');
    const there = store();
    const slow: Store = {
      ...there,
      async replace(name, bytes) {
        await old.destroy(reference, { by: 'director', atMs: 0 });
        await there.replace(name, bytes);
      },
    };
    expect(await openContentKeys(slow, ring(kept().MASTER_KEYS)).rewrap(reference)).toBe('destroyed');
    await expect(old.forOpening(reference)).rejects.toThrow('destroyed');
    expect(readFileSync(path.join(folder, 'documents', 'content-keys', reference), 'utf8')).not.toContain(
      'wrapped',
    );
  });
});
