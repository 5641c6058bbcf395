import type { Store } from './folder-store';

/**
 * Marks of the cases that were opened, kept apart from Temporal: a case that somebody deletes there is missed by them.
 * A mark holds the time and nothing else.
 */
export type OpenedCases = {
  /** Made already, it stays as it is. */
  mark: (reference: string, openedAtMs: number) => Promise<void>;
  references: () => Promise<string[]>;
  /** 0 where there is no mark that can be read. */
  openedAtMs: (reference: string) => Promise<number>;
};

const folder = 'opened';
const nameOf = (reference: string): string => `${folder}/${reference}`;

export const openOpenedCases = (store: Store): OpenedCases => ({
  async mark(reference, openedAtMs) {
    await store.create(nameOf(reference), Buffer.from(new Date(openedAtMs).toISOString()));
  },
  references: () => store.list(folder),
  async openedAtMs(reference) {
    const atMs = Date.parse((await store.read(nameOf(reference)))?.toString('utf8') ?? '');
    return Number.isNaN(atMs) ? 0 : atMs;
  },
});
