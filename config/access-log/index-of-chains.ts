import { createHash } from 'node:crypto';
import type { Store } from '../folder-store';
import type { KeyRing } from '../key-ring';
import {
  chainName,
  checkpoint,
  checkpointsName,
  indexEntry,
  indexFolder,
  indexName,
  type IndexEntry,
} from './kept';
import { beforeAll, readLines, type Head } from './lines';
import { parsed, readSigned, signWith } from './signing';

export const hashOfFile = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** How many chains the index names. */
export const indexLength = async (store: Store): Promise<number> =>
  Number((await store.list(indexFolder)).at(-1) ?? 0);

/**
 * Enters a chain in the index under the next number. Of processes that do so at one moment each gets a number of its own.
 * @param known how long the index has been already: where it was taken away, the numbers that are missing show.
 */
export async function enterChain(
  store: Store,
  keys: KeyRing,
  begun: { chain: string; opening: string; at: string },
  known: number,
): Promise<number> {
  const left = await howFar(store, keys);
  for (;;) {
    const number = Math.max(await indexLength(store), known) + 1;
    const before = number === 1 ? null : await store.read(indexName(number - 1));
    const previous = before === null ? '' : hashOfFile(before);
    const entry: IndexEntry = { kind: 'index', number, ...begun, previous, left };
    const bytes = Buffer.from(JSON.stringify(signWith(keys, entry)));
    if (await store.create(indexName(number), bytes)) return number;
  }
}

/**
 * How far the chains go now of which that was not said yet, so that nothing of them can be cut later, even together with
 * their checkpoints. What was said of one already, and has not grown since, is not said again.
 */
async function howFar(store: Store, keys: KeyRing): Promise<IndexEntry['left']> {
  const entries = await Promise.all(
    (await store.list(indexFolder)).map(async (name) => readIndexEntry(store, keys, name)),
  );
  const said = new Map(entries.flatMap((entry) => entry?.left ?? []).map((one) => [one.chain, one]));
  const left = await Promise.all(
    entries.map(async (entry) => {
      if (entry === null) return [];
      const { chain } = entry;
      const before = said.get(chain);
      // What has ended grows no more: its file need not be read again.
      if (before !== undefined && before.entries === (await entriesAtEnd(store, keys, chain))) return [];
      const bytes = await store.read(chainName(chain));
      return !bytes || before?.bytes === bytes.length
        ? []
        : [{ chain, ...headOf(bytes), bytes: bytes.length }];
    }),
  );
  return left.flat();
}

async function readIndexEntry(store: Store, keys: KeyRing, name: string): Promise<IndexEntry | null> {
  const bytes = await store.read(`${indexFolder}/${name}`);
  const read = readSigned(keys, parsed(bytes?.toString() ?? ''), indexEntry);
  return 'said' in read ? read.said : null;
}

/** How many entries a chain has whose process ended in order; null of any other. */
const entriesAtEnd = async (store: Store, keys: KeyRing, chain: string): Promise<number | null> => {
  const last = (await store.read(checkpointsName(chain)))?.toString().trim().split('\n').at(-1);
  const read = readSigned(keys, parsed(last ?? ''), checkpoint);
  return 'said' in read && read.said.ends ? read.said.entries : null;
};

/** How far a chain goes, as far as its lines are whole. */
export function headOf(bytes: Buffer): Head {
  const { lines } = readLines(bytes);
  const end = lines.findIndex((line) => line === null);
  const last = (end === -1 ? lines : lines.slice(0, end)).at(-1);
  return last ? { entries: last.entry.n, hash: last.hash } : beforeAll;
}
