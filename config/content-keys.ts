import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { seal, unseal } from './encryption/seal';
import type { Store } from './folder-store';
import type { KeyRing } from './key-ring';
import { OwnError } from './own-error';

/** A case's content cannot be opened: its key was destroyed, never existed, or is wrapped by a master key we lack. */
export class ContentKeyError extends OwnError {
  constructor(
    readonly reason: 'destroyed' | 'missing' | 'unknown-master-key' | 'not-authentic',
    reference: string,
  ) {
    super(`The content key of ${reference} cannot be used: ${reason}.`);
  }
}

const keptKey = z.union([
  z.object({ masterKey: z.string(), wrapped: z.base64() }),
  z.object({ destroyedAt: z.iso.datetime(), by: z.string() }),
]);

/** The key of each case under which its free text is sealed; it exists in the clear in memory only. */
export type ContentKeys = {
  /** Makes the key of a case that is being opened; made already, it stays as it is. */
  create: (reference: string) => Promise<void>;
  /**
   * Where there is none it is never made anew: the store may merely be away, and what was sealed meanwhile would be lost.
   * @throws ContentKeyError
   */
  forSealing: (reference: string) => Promise<Buffer>;
  /** @throws ContentKeyError */
  forOpening: (reference: string) => Promise<Buffer>;
  /**
   * Nobody can open anything of this case afterwards, nor seal anything new. By whom and when is kept in the key's place;
   * the first time counts.
   */
  destroy: (reference: string, fact: { by: string; atMs: number }) => Promise<void>;
  /**
   * Wraps the key of a case by the active master key, so that an older one can be retired.
   * @throws ContentKeyError
   */
  rewrap: (reference: string) => Promise<'rewrapped' | 'as-it-was' | 'destroyed'>;
  /** The cases whose key is wrapped by each master key, by its id; destroyed ones are wrapped by none. */
  wrappedBy: () => Promise<Map<string, string[]>>;
  /** Null while it is not destroyed. */
  destruction: (reference: string) => Promise<{ by: string; atMs: number } | null>;
};

/** Keeps each key in the store under the case's reference, wrapped by the active master key. */
export function openContentKeys(store: Store, masterKeys: KeyRing): ContentKeys {
  const forOpening = async (reference: string): Promise<Buffer> => {
    const kept = await store.read(nameOf(reference));
    if (kept === null) throw new ContentKeyError('missing', reference);
    return unwrap(masterKeys, reference, kept);
  };
  const destruction = async (reference: string): Promise<{ by: string; atMs: number } | null> => {
    const kept = await store.read(nameOf(reference));
    const mark = kept && parseKept(kept);
    return mark && 'destroyedAt' in mark ? { by: mark.by, atMs: Date.parse(mark.destroyedAt) } : null;
  };
  return {
    destruction,
    async create(reference) {
      // Two processes may open a case at once: the first key kept is the key of both.
      if ((await store.read(nameOf(reference))) === null) {
        await store.create(nameOf(reference), wrap(masterKeys, reference, randomBytes(32)));
      }
    },
    forSealing: forOpening,
    forOpening,
    async destroy(reference, { by, atMs }) {
      if ((await destruction(reference)) !== null) return;
      const mark = { destroyedAt: new Date(atMs).toISOString(), by };
      // First, so that whoever is just wrapping the key anew finds it, and puts no key back.
      await store.create(destroyedName(reference), Buffer.from(JSON.stringify(mark)));
      await store.replace(nameOf(reference), Buffer.from(JSON.stringify(mark)));
    },
    async rewrap(reference) {
      const kept = await store.read(nameOf(reference));
      if (kept === null) throw new ContentKeyError('missing', reference);
      const before = parseKept(kept);
      if ('destroyedAt' in before) return 'destroyed';
      if (before.masterKey === masterKeys.active) return 'as-it-was';
      const wrapped = wrap(masterKeys, reference, unwrap(masterKeys, reference, kept));
      await store.replace(nameOf(reference), wrapped);
      const destroyed = await store.read(destroyedName(reference));
      if (destroyed === null) return 'rewrapped';
      await store.replace(nameOf(reference), destroyed);
      return 'destroyed';
    },
    async wrappedBy() {
      const found = new Map<string, string[]>();
      for (const reference of await store.list(contentKeysFolder)) {
        const kept = await store.read(nameOf(reference));
        const parsed = kept && parseKept(kept);
        if (!parsed || 'destroyedAt' in parsed) continue;
        found.set(parsed.masterKey, [...(found.get(parsed.masterKey) ?? []), reference]);
      }
      return found;
    },
  };
}

/** Where the keys of the cases lie in the store. */
export const contentKeysFolder = 'content-keys';
const nameOf = (reference: string): string => `${contentKeysFolder}/${reference}`;

const destroyedName = (reference: string): string => `destroyed-content-keys/${reference}`;

const boundTo = (reference: string): string => JSON.stringify(['content-key', reference]);

function wrap(masterKeys: KeyRing, reference: string, key: Buffer): Buffer {
  const master = masterKeys.keys.get(masterKeys.active);
  if (master === undefined) throw new ContentKeyError('unknown-master-key', reference);
  const wrapped = seal(master, key, boundTo(reference)).toString('base64');
  return Buffer.from(JSON.stringify({ masterKey: masterKeys.active, wrapped }));
}

const parseKept = (file: Buffer): z.infer<typeof keptKey> => keptKey.parse(JSON.parse(file.toString('utf8')));

function unwrap(masterKeys: KeyRing, reference: string, file: Buffer): Buffer {
  const kept = parseKept(file);
  if ('destroyedAt' in kept) throw new ContentKeyError('destroyed', reference);
  const master = masterKeys.keys.get(kept.masterKey);
  if (master === undefined) throw new ContentKeyError('unknown-master-key', reference);
  const key = unseal(master, Buffer.from(kept.wrapped, 'base64'), boundTo(reference));
  if (key === null) throw new ContentKeyError('not-authentic', reference);
  return key;
}
