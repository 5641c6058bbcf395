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
  z.object({ destroyedAt: z.iso.datetime() }),
]);

/** The key of each case under which its free text is sealed; it exists in the clear in memory only. */
export type ContentKeys = {
  /** Makes the key at its first use. @throws ContentKeyError */
  forSealing: (reference: string) => Promise<Buffer>;
  /** @throws ContentKeyError */
  forOpening: (reference: string) => Promise<Buffer>;
  /** Nobody can open anything of this case afterwards, nor seal anything new. */
  destroy: (reference: string) => Promise<void>;
  isDestroyed: (reference: string) => Promise<boolean>;
};

/** Keeps each key in the store under the case's reference, wrapped by the active master key. */
export function openContentKeys(store: Store, masterKeys: KeyRing): ContentKeys {
  const forOpening = async (reference: string): Promise<Buffer> => {
    const kept = await store.read(nameOf(reference));
    if (kept === null) throw new ContentKeyError('missing', reference);
    return unwrap(masterKeys, reference, kept);
  };
  return {
    async forSealing(reference) {
      // Two processes may seal for a new case at once: the first key kept is the key of both.
      if ((await store.read(nameOf(reference))) === null) {
        await store.create(nameOf(reference), wrap(masterKeys, reference, randomBytes(32)));
      }
      return forOpening(reference);
    },
    forOpening,
    async destroy(reference) {
      const mark = { destroyedAt: new Date().toISOString() };
      await store.replace(nameOf(reference), Buffer.from(JSON.stringify(mark)));
    },
    async isDestroyed(reference) {
      const kept = await store.read(nameOf(reference));
      return kept !== null && 'destroyedAt' in keptIn(kept);
    },
  };
}

const nameOf = (reference: string): string => `content-keys/${reference}`;

const boundTo = (reference: string): string => JSON.stringify(['content-key', reference]);

function wrap(masterKeys: KeyRing, reference: string, key: Buffer): Buffer {
  const master = masterKeys.keys.get(masterKeys.active);
  if (master === undefined) throw new ContentKeyError('unknown-master-key', reference);
  const wrapped = seal(master, key, boundTo(reference)).toString('base64');
  return Buffer.from(JSON.stringify({ masterKey: masterKeys.active, wrapped }));
}

const keptIn = (file: Buffer): z.infer<typeof keptKey> => keptKey.parse(JSON.parse(file.toString('utf8')));

function unwrap(masterKeys: KeyRing, reference: string, file: Buffer): Buffer {
  const kept = keptIn(file);
  if ('destroyedAt' in kept) throw new ContentKeyError('destroyed', reference);
  const master = masterKeys.keys.get(kept.masterKey);
  if (master === undefined) throw new ContentKeyError('unknown-master-key', reference);
  const key = unseal(master, Buffer.from(kept.wrapped, 'base64'), boundTo(reference));
  if (key === null) throw new ContentKeyError('not-authentic', reference);
  return key;
}
