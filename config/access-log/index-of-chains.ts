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

/** Enters a chain in the index under the next number. Of processes that do so at one moment each gets a number of its own. */
export async function enterChain(
  store: Store,
  keys: KeyRing,
  begun: { chain: string; opening: string; at: string },
): Promise<number> {
  const left = await leftUnsigned(store, keys);
  for (;;) {
    const number = (await indexLength(store)) + 1;
    const before = number === 1 ? null : await store.read(indexName(number - 1));
    const previous = before === null ? '' : hashOfFile(before);
    const entry: IndexEntry = { kind: 'index', number, ...begun, previous, left };
    const bytes = Buffer.from(JSON.stringify(signWith(keys, entry)));
    if (await store.create(indexName(number), bytes)) return number;
  }
}

/**
 * Chains whose process did not end in order, or has not ended: how far they go now, so that nothing of them can be cut
 * later. What was said of one already, and has not grown since, is not said again.
 */
async function leftUnsigned(store: Store, keys: KeyRing): Promise<IndexEntry['left']> {
  const entries = await Promise.all(
    (await store.list(indexFolder)).map(async (name) => readIndexEntry(store, keys, name)),
  );
  const said = new Map(
    entries.flatMap((entry) => entry?.left ?? []).map(({ chain, bytes }) => [chain, bytes]),
  );
  const left = await Promise.all(
    entries.map(async (entry) => {
      if (entry === null || (await hasEnded(store, keys, entry.chain))) return [];
      const { chain } = entry;
      const bytes = await store.read(chainName(chain));
      return !bytes || said.get(chain) === bytes.length
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

const hasEnded = async (store: Store, keys: KeyRing, chain: string): Promise<boolean> => {
  const last = (await store.read(checkpointsName(chain)))?.toString().trim().split('\n').at(-1);
  const read = readSigned(keys, parsed(last ?? ''), checkpoint);
  return 'said' in read && read.said.ends;
};

/** How far a chain goes, as far as its lines are whole. */
export function headOf(bytes: Buffer): Head {
  const { lines } = readLines(bytes);
  const end = lines.findIndex((line) => line === null);
  const last = (end === -1 ? lines : lines.slice(0, end)).at(-1);
  return last ? { entries: last.entry.n, hash: last.hash } : beforeAll;
}
