import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FirstDate } from '../domain/first-date';
import { seal, unseal } from './encryption/seal';
import type { Store } from './folder-store';

/** What whoever reports is told when the report has been received. */
export type SentReport = {
  reference: string;
  notSafe: boolean;
  firstDates: readonly FirstDate[];
  happens: readonly string[];
};

/** A report that is being filled in: a name to what was typed or ticked under it, and the pages that were gone through. */
export type Draft = {
  typed: Readonly<Record<string, string | readonly string[]>>;
  done: readonly string[];
  savedAtMs: number;
  /** Once it was sent: what was said then; of what was typed nothing is kept. */
  sent: SentReport | null;
};

/** Reports on the way, each sealed, for whoever began it alone, and for `keptDays` after it was saved last. */
export type ReportDrafts = {
  save: (owner: string, id: string, draft: Draft) => Promise<void>;
  /** Null where this person has none of that id, or its time is up. */
  read: (owner: string, id: string, nowMs: number) => Promise<Draft | null>;
  /** The latest saved first. */
  list: (owner: string, nowMs: number) => Promise<{ id: string; draft: Draft }[]>;
  discard: (owner: string, id: string) => Promise<void>;
  /** Deletes everybody's whose time is up. */
  forgetExpired: (nowMs: number) => Promise<void>;
};

export const keptDays = 7;
export const keptUntilMs = ({ savedAtMs }: Pick<Draft, 'savedAtMs'>): number =>
  savedAtMs + keptDays * 24 * 60 * 60_000;

const file = z.object({ untilMs: z.number(), sealed: z.base64() });
const sentSchema: z.ZodType<SentReport> = z.object({
  reference: z.string(),
  notSafe: z.boolean(),
  firstDates: z.array(
    z.object({
      duty: z.string(),
      title: z.string(),
      dueOn: z.string(),
      alarmOn: z.string().optional(),
    }),
  ),
  happens: z.array(z.string()),
});
const draftSchema: z.ZodType<Draft> = z.object({
  typed: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  done: z.array(z.string()),
  savedAtMs: z.number(),
  sent: sentSchema.nullable(),
});

/**
 * @param key 32 bytes.
 * @param all the folder that they lie in: reports, and answers to questions that were saved to go on with, are kept apart.
 */
export const openReportDrafts = (store: Store, key: Buffer, all = 'report-drafts'): ReportDrafts => {
  const folderOf = (owner: string): string =>
    `${all}/${createHash('sha256').update(owner).digest('hex').slice(0, 32)}`;
  const boundTo = (name: string, untilMs: number): string => JSON.stringify([name, untilMs]);

  /** `damaged`: nobody can read it any more, and it keeps nobody from the others. */
  const readFile = async (name: string): Promise<z.infer<typeof file> | 'damaged' | null> => {
    const bytes = await store.read(name);
    if (bytes === null) return null;
    try {
      return file.parse(JSON.parse(bytes.toString('utf8')));
    } catch {
      return 'damaged';
    }
  };
  const readAt = async (name: string, nowMs: number): Promise<Draft | null> => {
    const kept = await readFile(name);
    if (kept === null || kept === 'damaged' || kept.untilMs <= nowMs) return null;
    const content = unseal(key, Buffer.from(kept.sealed, 'base64'), boundTo(name, kept.untilMs));
    return content === null ? null : draftSchema.parse(JSON.parse(content.toString('utf8')));
  };

  return {
    async save(owner, id, draft) {
      const name = `${folderOf(owner)}/${id}`;
      const untilMs = keptUntilMs(draft);
      const sealed = seal(key, Buffer.from(JSON.stringify(draft)), boundTo(name, untilMs)).toString('base64');
      await store.replace(name, Buffer.from(JSON.stringify({ untilMs, sealed })));
    },
    read: (owner, id, nowMs) => readAt(`${folderOf(owner)}/${id}`, nowMs),
    async list(owner, nowMs) {
      const folder = folderOf(owner);
      const ids = await store.list(folder);
      const found = await Promise.all(
        ids.map(async (id) => ({ id, draft: await readAt(`${folder}/${id}`, nowMs) })),
      );
      return found
        .flatMap(({ id, draft }) => (draft === null ? [] : [{ id, draft }]))
        .toSorted((one, other) => other.draft.savedAtMs - one.draft.savedAtMs);
    },
    discard: (owner, id) => store.delete(`${folderOf(owner)}/${id}`),
    async forgetExpired(nowMs) {
      for (const owner of await store.list(all))
        for (const id of await store.list(`${all}/${owner}`)) {
          const name = `${all}/${owner}/${id}`;
          const kept = await readFile(name).catch(() => null);
          if (kept === 'damaged' || (kept !== null && kept.untilMs <= nowMs)) await store.delete(name);
        }
    },
  };
};
