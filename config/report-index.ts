import { z } from 'zod';
import type { Store } from './folder-store';

/** By what another report of the same incident is told, and the same form sent again; `marks` are keyed, see `openIncidentMarks`. */
export type IndexedReport = {
  reference: string;
  openedAtMs: number;
  tokenHash: string;
  marks: readonly string[];
};

/**
 * Reports by their marks, for as long as their records are kept: asked before a report is taken up, and so kept where an
 * entry is there as soon as it is written. A report that was refused stays in the entry of the case under whose reference
 * it was sent: who finds a case here asks it by `wasOpenedWith`.
 */
export type ReportIndex = {
  /** A form that is sent again keeps what it was entered by; the reference of another form is left alone. */
  add: (report: IndexedReport) => Promise<void>;
  /** Every report that shares a mark with these, in order of reference. */
  sharing: (marks: readonly string[]) => Promise<IndexedReport[]>;
  remove: (reference: string) => Promise<void>;
};

const kept = z.object({ openedAtMs: z.number(), tokenHash: z.string(), marks: z.array(z.string()) });
const nameOf = (reference: string): string => `reports/${reference}`;
const folderOf = (mark: string): string => `marks/${Buffer.from(mark, 'base64url').toString('hex')}`;

export const openReportIndex = (store: Store): ReportIndex => {
  const read = async (reference: string): Promise<IndexedReport[]> => {
    const bytes = await store.read(nameOf(reference));
    return bytes === null ? [] : [{ reference, ...kept.parse(JSON.parse(bytes.toString('utf8'))) }];
  };
  return {
    async add({ reference, openedAtMs, tokenHash, marks }) {
      const [there] = await read(reference);
      if (there && there.tokenHash !== tokenHash) return;
      const report = {
        openedAtMs: there?.openedAtMs ?? openedAtMs,
        tokenHash,
        marks: [...new Set([...(there?.marks ?? []), ...marks])],
      };
      // First what the marks lead to, so that no mark leads nowhere.
      await store.replace(nameOf(reference), Buffer.from(JSON.stringify(report)));
      await Promise.all(marks.map((mark) => store.create(`${folderOf(mark)}/${reference}`, Buffer.of())));
    },
    async sharing(marks) {
      const found = await Promise.all(marks.map((mark) => store.list(folderOf(mark))));
      const references = [...new Set(found.flat())].sort();
      return (await Promise.all(references.map(read))).flat();
    },
    async remove(reference) {
      for (const { marks } of await read(reference))
        await Promise.all(marks.map((mark) => store.delete(`${folderOf(mark)}/${reference}`)));
      await store.delete(nameOf(reference));
    },
  };
};
