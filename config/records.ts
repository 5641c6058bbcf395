import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import yauzl from 'yauzl';
import yazl from 'yazl';
import type { ContentKeys } from './content-keys';
import { seal, unseal } from './encryption/seal';
import type { Store } from './folder-store';
import { OwnError } from './own-error';

/** The files of a record, by path within its bag. */
export type RecordFiles = Readonly<Record<string, Buffer>>;

/** Where a record is kept: the case's reference and the number of the bag, 0 for the record itself, then its appendices. */
export type KeptBag = { reference: string; bag: number; sha512: string; size: number };

export class RecordError extends OwnError {}

/** Records of closed cases: bags (BagIt 1.0 in a zip), sealed with the case's content key, so that destroying the key erases them. */
export type Records = {
  /** Keeps a bag under its number; kept already, it stays as it is. @throws ContentKeyError */
  keep: (reference: string, bag: number, files: RecordFiles) => Promise<KeptBag>;
  /** @returns null when there is no such bag. @throws RecordError when it is not what was kept, ContentKeyError. */
  read: (reference: string, bag: number) => Promise<RecordFiles | null>;
  /** Each reference of which anything is kept, with the numbers of its bags. */
  list: () => Promise<KeptRecords[]>;
  /** The numbers of the bags of one reference. */
  bagsOf: (reference: string) => Promise<number[]>;
};

export type KeptRecords = { reference: string; bags: number[] };

export const openRecords = (store: Store, keys: ContentKeys): Records => ({
  bagsOf: (reference) => bagsOf(store, reference),
  async list() {
    const references = await store.list('records');
    return Promise.all(
      references.map(async (reference) => ({ reference, bags: await bagsOf(store, reference) })),
    );
  },
  async keep(reference, bag, files) {
    const key = await keys.forSealing(reference);
    const bytes = seal(key, await pack(files), boundTo(reference, bag));
    const name = nameOf(reference, bag);
    if (await store.create(name, bytes)) return { reference, bag, sha512: hash(bytes), size: bytes.length };
    const kept = (await store.read(name)) ?? bytes;
    return { reference, bag, sha512: hash(kept), size: kept.length };
  },
  async read(reference, bag) {
    const bytes = await store.read(nameOf(reference, bag));
    if (bytes === null) return null;
    const content = unseal(await keys.forOpening(reference), bytes, boundTo(reference, bag));
    if (content === null) throw new RecordError(`The record of ${reference} is not what was kept.`);
    return verified(reference, await unpack(content));
  },
});

const bagsOf = async (store: Store, reference: string): Promise<number[]> =>
  (await store.list(`records/${reference}`)).filter((name) => /^\d{4,}$/.test(name)).map(Number);

const nameOf = (reference: string, bag: number): string =>
  `records/${reference}/${String(bag).padStart(4, '0')}`;

const boundTo = (reference: string, bag: number): string => JSON.stringify(['record', reference, bag]);

const hash = (bytes: Uint8Array): string => createHash('sha512').update(bytes).digest('hex');

const manifest = 'manifest-sha512.txt';

/** Bytes for the same files are the same: no file carries the time of packing. */
const pack = (files: RecordFiles): Promise<Buffer> => {
  const zip = new yazl.ZipFile();
  const add = (name: string, bytes: Buffer): void => {
    zip.addBuffer(bytes, name, { mtime: new Date(Date.UTC(2000, 0, 1)) });
  };
  add('bagit.txt', Buffer.from('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'));
  const lines = Object.entries(files).map(([name, bytes]) => `${hash(bytes)}  data/${name}\n`);
  add(manifest, Buffer.from(lines.join('')));
  for (const [name, bytes] of Object.entries(files)) add(`data/${name}`, bytes);
  zip.end();
  return buffer(zip.outputStream);
};

const unpack = async (content: Buffer): Promise<Map<string, Buffer>> => {
  const files = new Map<string, Buffer>();
  const zip = await yauzl.fromBufferPromise(content);
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
};

const verified = (reference: string, files: Map<string, Buffer>): RecordFiles => {
  const lines = (files.get(manifest)?.toString('utf8') ?? '').split('\n').filter(Boolean);
  // Nothing would be found missing by an empty list.
  if (lines.length === 0) throw new RecordError(`The record of ${reference} lacks its manifest.`);
  return Object.fromEntries(
    lines.map((line) => {
      const [sum = '', name = ''] = line.split('  ');
      const bytes = files.get(name);
      if (!bytes || hash(bytes) !== sum) throw new RecordError(`The record of ${reference} lacks ${name}.`);
      return [name.replace(/^data\//, ''), bytes];
    }),
  );
};
