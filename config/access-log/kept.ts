import { z } from 'zod';

/** Where the log lies in the store: chains of entries, their checkpoints, and the index of chains. */
const folder = 'access-log';
export const chainsFolder = `${folder}/chains`;
export const checkpointsFolder = `${folder}/checkpoints`;
export const indexFolder = `${folder}/index`;
export const chainName = (chain: string): string => `${chainsFolder}/${chain}`;
export const checkpointsName = (chain: string): string => `${checkpointsFolder}/${chain}`;
export const indexName = (number: number): string => `${indexFolder}/${String(number).padStart(8, '0')}`;

const head = { entries: z.int().min(0), hash: z.string() };

/** The first entry of each chain carries this, signed. */
export const opening = z.strictObject({ kind: z.literal('opening'), chain: z.string(), part: z.string() });

/** One for each chain, numbered without a gap. `left`: how others stood then of which that was not said before. */
export const indexEntry = z.strictObject({
  kind: z.literal('index'),
  number: z.int().min(1),
  chain: z.string(),
  /** The hash of the chain's first entry. */
  opening: z.string(),
  at: z.iso.datetime(),
  /** The hash of the file of the entry before. */
  previous: z.string(),
  left: z.array(z.strictObject({ chain: z.string(), ...head, bytes: z.int() })),
});
export type IndexEntry = z.infer<typeof indexEntry>;

/** How a chain stands; `index` is the number of chains that there were, and `ends` that its process has ended in order. */
export const checkpoint = z.strictObject({
  kind: z.literal('checkpoint'),
  chain: z.string(),
  ...head,
  at: z.iso.datetime(),
  index: z.int().min(1),
  ends: z.boolean(),
});
export type Checkpoint = z.infer<typeof checkpoint>;

/** A checkpoint is made so long after the first entry that it signs, at the latest. */
export const checkpointEveryMs = 60_000;
/** And after so many entries. */
export const checkpointEvery = 100;
