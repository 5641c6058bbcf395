import { contentKeysFolder } from '../content-keys';
import type { Store } from '../folder-store';
import type { KeyRing } from '../key-ring';
import { hashOfFile, indexLength } from './index-of-chains';
import {
  chainName,
  chainsFolder,
  checkpoint,
  checkpointEveryMs,
  checkpointsName,
  indexEntry,
  indexName,
  opening,
  type Checkpoint,
  type IndexEntry,
} from './kept';
import { readLines, type Head, type Line } from './lines';
import { parsed, readSigned, type Unsigned } from './signing';

/** What was found. A fault is what cannot come about by itself; a remark is what one should know. */
export type Verified = { chains: number; entries: number; faults: string[]; remarks: string[] };

const unsignedWords: Record<Unsigned, string> = {
  'no-signature': 'is not what was written there',
  'unknown-key': 'is signed by a key that is not among AUDIT_KEYS',
  'wrong-signature': 'was changed: its signature is not right',
};

/** Twice, for a busy machine. */
const toleratedMs = 2 * checkpointEveryMs;

/** Looks through the whole log. Reads only; it may be written meanwhile. */
export async function verifyAccessLog(store: Store, keys: KeyRing, nowMs: number): Promise<Verified> {
  const found: Verified = { chains: 0, entries: 0, faults: [], remarks: [] };
  // Files first and the index after them: a chain that begins meanwhile is not taken for one that no index names.
  const files = await store.list(chainsFolder);
  const index = await verifyIndex(store, keys, found);
  const left = index.flatMap((entry) => entry.left);
  const seen: number[] = [];
  for (const entry of index) {
    // Checkpoints first: one that is made meanwhile would sign more than was read.
    const checkpoints = await checkpointsOf(store, keys, entry.chain, found);
    const bytes = await store.read(chainName(entry.chain));
    if (bytes === null) {
      found.faults.push(`Chain ${entry.chain} is missing: it was begun at ${entry.at}.`);
      continue;
    }
    seen.push(...checkpoints.map((one) => one.index));
    const witnesses = left.filter(({ chain }) => chain === entry.chain);
    found.chains += 1;
    found.entries += verifyChain({ ...entry, bytes, checkpoints, witnesses, keys, nowMs }, found);
  }
  const length = await indexLength(store);
  const longest = Math.max(0, ...seen);
  if (longest > length)
    found.faults.push(
      `The index of chains ends with number ${length}, though there were ${longest}: its end was cut off.`,
    );
  // The first report is recorded before its case is kept: there is no case without a log.
  if (length === 0 && files.length === 0 && (await store.list(contentKeysFolder)).length > 0)
    found.faults.push('There is no log at all, though cases are kept beside it: it was taken away.');
  const named = new Set(index.map(({ chain }) => chain));
  for (const file of files.filter((name) => !named.has(name))) {
    const { lines } = readLines((await store.read(chainName(file))) ?? Buffer.alloc(0));
    // A process may end, or be looked at, between making the file and naming it: there is no more in it then.
    const isBegun = lines.length <= 1 && isOpened({ chain: file, opening: lines[0]?.hash, keys }, lines[0]);
    if (isBegun) found.remarks.push(`Chain ${file} was begun, and holds nothing.`);
    else found.faults.push(`Chain ${file} is named by no entry of the index.`);
  }
  return found;
}

async function verifyIndex(store: Store, keys: KeyRing, found: Verified): Promise<IndexEntry[]> {
  const entries: IndexEntry[] = [];
  let previous: Buffer | null = null;
  const last = await indexLength(store);
  for (let number = 1; number <= last; number += 1) {
    const bytes = await store.read(indexName(number));
    if (bytes === null) found.faults.push(`Number ${number} of the index of chains is missing.`);
    const read = bytes && readSigned(keys, parsed(bytes.toString()), indexEntry);
    if (read && 'because' in read)
      found.faults.push(`Number ${number} of the index of chains ${unsignedWords[read.because]}.`);
    if (read && 'said' in read) {
      const isAfter = previous !== null && read.said.previous === hashOfFile(previous);
      if (read.said.number !== number || (previous !== null && !isAfter))
        found.faults.push(`Number ${number} of the index of chains does not follow the one before it.`);
      entries.push(read.said);
    }
    previous = bytes;
  }
  return entries;
}

async function checkpointsOf(
  store: Store,
  keys: KeyRing,
  chain: string,
  { faults }: Verified,
): Promise<Checkpoint[]> {
  const text = (await store.read(checkpointsName(chain)))?.toString() ?? '';
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line, position) => {
      const read = readSigned(keys, parsed(line), checkpoint);
      const because = 'because' in read ? read.because : read.said.chain === chain ? null : 'wrong-signature';
      if (because !== null)
        faults.push(`Checkpoint ${position + 1} of chain ${chain} ${unsignedWords[because]}.`);
      return 'said' in read && because === null ? [read.said] : [];
    });
}

type Chain = Pick<IndexEntry, 'chain' | 'opening' | 'at'> & {
  bytes: Buffer;
  checkpoints: readonly Checkpoint[];
  witnesses: IndexEntry['left'];
  keys: KeyRing;
  nowMs: number;
};

/** Notes what is wrong with one chain, and gives the number of its entries. */
function verifyChain(chain: Chain, found: Verified): number {
  const { lines, torn } = readLines(chain.bytes);
  const fault = (sentence: string): void => {
    found.faults.push(`Chain ${chain.chain}: ${sentence}`);
  };
  const wrong = faultInOrder(lines);
  if (wrong !== null) fault(wrong);
  if (torn && !chain.witnesses.some(({ bytes }) => bytes === chain.bytes.length))
    fault(`its last line is broken off, after entry ${lines.length}.`);
  if (!isOpened(chain, lines[0])) fault('its first entry is not the signed one that the index names.');
  // One sentence for one fault: what is signed cannot agree with lines that are out of order.
  if (wrong !== null) return lines.length;
  const heads = new Map(lines.map((line) => [line?.entry.n ?? 0, line?.hash]));
  const broken = [...chain.checkpoints, ...chain.witnesses].find(
    ({ entries, hash }) => heads.get(entries) !== hash,
  );
  if (broken) fault(brokenWords(broken, lines.length));
  judgeTail(chain, lines, { fault, remark: (sentence) => found.remarks.push(sentence) });
  return lines.length;
}

const brokenWords = ({ entries }: Head, kept: number): string =>
  kept < entries
    ? `it ends with entry ${kept}, though it went to entry ${entries} when that was signed: entries were cut off.`
    : `the entries up to ${entries} are not those that were signed: one of them was changed, and all hashes after it.`;

/** The first thing that is wrong with the lines by themselves, in a sentence. */
function faultInOrder(lines: readonly (Line | null)[]): string | null {
  const numbers = new Set(lines.map((line) => line?.entry.n));
  let before: Line | null = null;
  for (const [position, line] of lines.entries()) {
    const n = position + 1;
    if (line === null) return `entry ${n} was changed: its hash is not its own.`;
    if (line.entry.n > n && !numbers.has(n))
      return line.entry.n === n + 1
        ? `entry ${n} was deleted.`
        : `entries ${n} to ${line.entry.n - 1} were deleted.`;
    if (line.entry.n > n)
      return `entry ${line.entry.n} stands before entry ${n}: they were put in another order.`;
    if (line.entry.n < n) return `entry ${line.entry.n} stands there more than once: one was inserted.`;
    if (line.entry.previous !== (before?.hash ?? ''))
      return `entry ${n} does not follow entry ${n - 1}: one of them was inserted or changed.`;
    before = line;
  }
  return null;
}

function isOpened(
  { chain, opening: hash, keys }: { chain: string; opening: string | undefined; keys: KeyRing },
  first: Line | null | undefined,
): boolean {
  if (!first || first.hash !== hash) return false;
  const read = readSigned(keys, first.entry['opening'], opening);
  return 'said' in read && read.said.chain === chain;
}

/** What no checkpoint signs may be as old as a checkpoint takes; a later start that found it so vouches for it since then. */
function judgeTail(
  { chain, at, checkpoints, witnesses, nowMs }: Chain,
  lines: readonly (Line | null)[],
  { fault, remark }: { fault: (sentence: string) => void; remark: (sentence: string) => void },
): void {
  // The first entry is signed by itself.
  const signed = Math.max(1, ...checkpoints.map(({ entries }) => entries));
  const seen = Math.max(signed, ...witnesses.map(({ entries }) => entries));
  const oldest = lines[seen]?.entry.at;
  if (oldest !== undefined && Date.parse(oldest) < nowMs - toleratedMs)
    fault(`entries ${seen + 1} to ${lines.length} are signed by no checkpoint, the oldest of ${oldest}.`);
  if (seen > signed)
    remark(
      `Chain ${chain}, begun at ${at}, was not ended in order: no checkpoint signs its entries ${signed + 1} to ${seen}, and they are vouched for only since the next start found them.`,
    );
}
