import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parsed } from './signing';

/** How many entries are kept, and the hash of the last: all that a checkpoint has to say of a chain. */
export type Head = { entries: number; hash: string };

/** Before the first entry of a chain there is none. */
export const beforeAll: Head = { entries: 0, hash: '' };

const entrySchema = z.looseObject({ n: z.int().min(1), at: z.iso.datetime(), previous: z.string() });

/** An entry as it is kept: the hash of the line, then its JSON, which names the hash of the entry before. */
export type Line = { hash: string; entry: z.infer<typeof entrySchema> };

/** The next line of a chain, and the head that it makes. */
export function nextLine(head: Head, at: string, said: object): { text: string; head: Head } {
  const n = head.entries + 1;
  const json = JSON.stringify({ n, at, ...said, previous: head.hash });
  const hash = hashOf(json);
  return { text: `${hash} ${json}\n`, head: { entries: n, hash } };
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A line; null where it is none, or its hash is not its own. */
function readLine(text: string): Line | null {
  const [, hash = '', json = ''] = /^([0-9a-f]{64}) (\{.*\})$/.exec(text) ?? [];
  const entry = entrySchema.safeParse(parsed(json));
  return entry.success && hashOf(json) === hash ? { hash, entry: entry.data } : null;
}

/** The whole lines of a file in order, null for what is none; `torn` where its end is no whole line. */
export function readLines(bytes: Buffer): { lines: (Line | null)[]; torn: boolean } {
  const texts = bytes.toString('utf8').split('\n');
  const torn = texts.pop() !== '';
  return { lines: texts.map(readLine), torn };
}
