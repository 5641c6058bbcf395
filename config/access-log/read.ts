import { z } from 'zod';
import type { Store } from '../folder-store';
import { chainName, chainsFolder } from './kept';
import { readLines } from './lines';

const entry = z.object({
  at: z.iso.datetime(),
  person: z.string(),
  role: z.string(),
  action: z.string(),
  what: z.string().optional(),
  case: z.string().optional(),
  outcome: z.string(),
});
export type KeptEntry = z.infer<typeof entry>;

/** Every entry of every chain that can be read, in order of time; whether all is as it was written `verify` says. */
export async function readAccessLog(store: Store): Promise<KeptEntry[]> {
  const chains = await Promise.all(
    (await store.list(chainsFolder)).map(async (chain) => {
      const { lines } = readLines((await store.read(chainName(chain))) ?? Buffer.alloc(0));
      return lines.flatMap((line) => {
        const read = entry.safeParse(line?.entry);
        return read.success ? [read.data] : [];
      });
    }),
  );
  return chains.flat().toSorted((one, other) => one.at.localeCompare(other.at));
}
