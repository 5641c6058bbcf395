import { z } from 'zod';
import type { AttachedFile } from '../domain/attached-file';
import type { ContentKeys } from './content-keys';
import { DocumentError, type Documents } from './documents';
import { seal, unseal } from './encryption/seal';
import type { Store } from './folder-store';
import type { MalwareScanner } from './malware-scanner';

/**
 * `waiting` is in quarantine until the scanner has answered; `unscanned`: there is no scanner. `infected` was found to hold
 * malware and is deleted; `gone` is not kept any more.
 */
export type FileState = 'clean' | 'unscanned' | 'waiting' | 'infected' | 'gone';

export type NamedFile = AttachedFile & { name: string };

/** A file that was taken and goes with no answer yet. */
export type HeldFile = NamedFile & { state: FileState };

/** What people attach to their answers, each file sealed with its case's content key. */
export type CaseFiles = {
  /** Whether a scanner looks at each. */
  readonly scanned: boolean;
  /** Keeps a file for a day, within which it may go with an answer. @throws ContentKeyError */
  take: (
    reference: string,
    given: { name: string; type: string; bytes: Uint8Array },
    nowMs: number,
  ) => Promise<HeldFile | 'infected' | 'too-many'>;
  /** A file that was taken less than a day ago; null where there is none. */
  held: (reference: string, id: string, nowMs: number) => Promise<HeldFile | null>;
  /** From now on they belong to an answer, and stay for as long as their case. Resolves to those that belonged to none before. */
  keep: (reference: string, ids: readonly string[]) => Promise<string[]>;
  /** The answer was not taken after all; only of what belonged to no other. */
  release: (reference: string, ids: readonly string[]) => Promise<void>;
  state: (reference: string, id: string) => Promise<FileState>;
  /** How a file stands, with its name; without it where that cannot be opened. */
  look: (reference: string, id: string) => Promise<{ state: FileState; name: string }>;
  /** What may be opened: a file in quarantine is looked at by the scanner first. Null where it may not, or is not there. */
  open: (reference: string, file: AttachedFile) => Promise<Buffer | null>;
  /** For the record of a closed case: as it is, in quarantine too. Null where it is deleted. @throws DocumentError */
  original: (reference: string, file: AttachedFile) => Promise<Buffer | null>;
  /** Everything of one case. */
  destroy: (reference: string) => Promise<void>;
  /** Has the scanner look at what still waits for it. @throws what kept one of them from it, after all the others */
  scanWaiting: () => Promise<void>;
  /** Deletes what was taken and never sent. */
  forgetUnused: (nowMs: number) => Promise<void>;
};

type Kept = { store: Store; documents: Documents; keys: Pick<ContentKeys, 'forSealing' | 'forOpening'> };

export const heldForMs = 24 * 60 * 60_000;
/** So that nothing is deleted at the moment at which it is sent. */
const graceMs = 60 * 60_000;
/** Of one case, taken and not sent: more is no answer in the making. */
const mostHeld = 40;

const about = z.object({ untilMs: z.number(), sealed: z.base64() });
const content = z.object({ name: z.string(), type: z.string(), sha512: z.string(), size: z.number() });

const all = 'case-files';
/** What waits for the scanner, over all cases: `SI-2026-7K3Q-` and the id. */
const toScan = 'files-to-scan';

export function openCaseFiles({ store, documents, keys }: Kept, scanner: MalwareScanner | null): CaseFiles {
  const nameOf = (reference: string, id: string, what: Mark): string => `${all}/${reference}/${id}-${what}`;
  const isMarked = async (reference: string, id: string, what: Mark): Promise<boolean> =>
    (await store.read(nameOf(reference, id, what))) !== null;
  const mark = (reference: string, id: string, what: Mark): Promise<boolean> =>
    store.create(nameOf(reference, id, what), Buffer.from('{}'));
  const boundTo = (reference: string, id: string, what: string): string =>
    JSON.stringify(['file', reference, id, what]);

  const untilOf = async (reference: string, id: string): Promise<number | null> => {
    const file = await store.read(nameOf(reference, id, 'about'));
    return file === null ? null : about.parse(JSON.parse(file.toString('utf8'))).untilMs;
  };

  const aboutOf = async (reference: string, id: string): Promise<NamedFile | null> => {
    const file = await store.read(nameOf(reference, id, 'about'));
    if (file === null) return null;
    const { sealed } = about.parse(JSON.parse(file.toString('utf8')));
    const key = await keys.forOpening(reference);
    const opened = unseal(key, Buffer.from(sealed, 'base64'), boundTo(reference, id, 'about'));
    return opened === null ? null : { reference: id, ...content.parse(JSON.parse(opened.toString('utf8'))) };
  };

  const stateOf = async (reference: string, id: string): Promise<FileState> => {
    if (await isMarked(reference, id, 'infected')) return 'infected';
    if (!(await isMarked(reference, id, 'about'))) return 'gone';
    if (await isMarked(reference, id, 'clean')) return 'clean';
    return scanner === null ? 'unscanned' : 'waiting';
  };

  const bytesOf = async (reference: string, file: AttachedFile): Promise<Buffer> => {
    const sealed = await documents.get(file);
    const key = await keys.forOpening(reference);
    const bytes = unseal(key, sealed, boundTo(reference, file.type, 'content'));
    if (bytes === null) throw new DocumentError(`The document ${file.reference} is not authentic.`);
    return bytes;
  };

  /** In quarantine it stays where the scanner does not answer. */
  const scan = async (reference: string, id: string): Promise<void> => {
    const file = await aboutOf(reference, id);
    if (scanner === null || file === null) return;
    const verdict = await scanner.scan(await bytesOf(reference, file));
    if (verdict === 'unavailable') return;
    await mark(reference, id, verdict);
    if (verdict === 'infected') await documents.delete(file);
    await store.delete(`${toScan}/${reference}-${id}`);
  };

  const remove = async (reference: string, id: string): Promise<void> => {
    await documents.delete({ reference: id, sha512: '', size: 0 });
    await store.delete(`${toScan}/${reference}-${id}`);
    // The last, so that what was broken off is found again.
    for (const what of ['clean', 'infected', 'kept', 'about'] as const)
      await store.delete(nameOf(reference, id, what));
  };

  const idsOf = async (reference: string): Promise<string[]> => {
    const names = await store.list(`${all}/${reference}`);
    return [...new Set(names.map((name) => name.split('-')[0] ?? ''))].filter((id) => shape.test(id));
  };

  const heldIn = async (reference: string): Promise<number> => {
    const names = await store.list(`${all}/${reference}`);
    const count = (what: Mark): number => names.filter((name) => name.endsWith(`-${what}`)).length;
    return count('about') - count('kept');
  };

  return {
    scanned: scanner !== null,
    async take(reference, { name, type, bytes }, nowMs) {
      if ((await heldIn(reference)) >= mostHeld) return 'too-many';
      // Before anything of it is on the disk.
      const verdict = scanner === null ? 'unavailable' : await scanner.scan(bytes);
      if (verdict === 'infected') return 'infected';
      const key = await keys.forSealing(reference);
      const stored = await documents.put(seal(key, bytes, boundTo(reference, type, 'content')));
      const { reference: id, sha512, size } = stored;
      const words = Buffer.from(JSON.stringify({ name, type, sha512, size }));
      const sealed = seal(key, words, boundTo(reference, id, 'about')).toString('base64');
      const kept = JSON.stringify({ untilMs: nowMs + heldForMs, sealed });
      await store.create(nameOf(reference, id, 'about'), Buffer.from(kept));
      // Nothing else is there without it: whoever tidies up at this moment leaves the file alone.
      if (verdict === 'clean') await mark(reference, id, 'clean');
      else await store.create(`${toScan}/${reference}-${id}`, Buffer.from('{}'));
      return { reference: id, sha512, size, name, type, state: await stateOf(reference, id) };
    },
    async held(reference, id, nowMs) {
      const untilMs = await untilOf(reference, id);
      if (untilMs === null || untilMs <= nowMs) return null;
      const file = await aboutOf(reference, id);
      return file === null ? null : { ...file, state: await stateOf(reference, id) };
    },
    async keep(reference, ids) {
      const kept: string[] = [];
      for (const id of ids) if (await mark(reference, id, 'kept')) kept.push(id);
      return kept;
    },
    async release(reference, ids) {
      for (const id of ids) await store.delete(nameOf(reference, id, 'kept'));
    },
    state: stateOf,
    async look(reference, id) {
      const file = await aboutOf(reference, id).catch(() => null);
      return { state: await stateOf(reference, id), name: file?.name ?? 'A file' };
    },
    async open(reference, file) {
      if ((await stateOf(reference, file.reference)) === 'waiting') await scan(reference, file.reference);
      const state = await stateOf(reference, file.reference);
      return state === 'clean' || state === 'unscanned' ? bytesOf(reference, file) : null;
    },
    async original(reference, file) {
      const state = await stateOf(reference, file.reference);
      if (state === 'gone') throw new DocumentError(`The file ${file.reference} is not kept.`);
      return state === 'infected' ? null : bytesOf(reference, file);
    },
    async destroy(reference) {
      for (const id of await idsOf(reference)) await remove(reference, id);
    },
    async scanWaiting() {
      if (scanner === null || !(await scanner.answers())) return;
      const failures: unknown[] = [];
      for (const name of await store.list(toScan)) {
        const [, reference, id] = /^(.+)-([0-9a-f]{32})$/.exec(name) ?? [];
        if (reference === undefined || id === undefined) continue;
        if (!(await isMarked(reference, id, 'about'))) await store.delete(`${toScan}/${name}`);
        // One that cannot be read keeps no other from being looked at.
        else await scan(reference, id).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
    async forgetUnused(nowMs) {
      for (const reference of await store.list(all))
        for (const id of await idsOf(reference)) {
          if (await isMarked(reference, id, 'kept')) continue;
          const untilMs = await untilOf(reference, id);
          if (untilMs !== null && untilMs + graceMs <= nowMs) await remove(reference, id);
        }
    },
  };
}

type Mark = 'about' | 'kept' | 'clean' | 'infected';

const shape = /^[0-9a-f]{32}$/;
