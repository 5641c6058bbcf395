import { createHash, randomBytes } from 'node:crypto';
import type { Store } from './folder-store';
import { OwnError } from './own-error';

/** What a history carries of a document: an opaque id, SHA-512 in hex, and size in bytes. */
export type StoredDocument = { reference: string; sha512: string; size: number };

export class DocumentError extends OwnError {}

export type Documents = {
  put: (bytes: Uint8Array) => Promise<StoredDocument>;
  /** @throws DocumentError when it is missing, or is not what was put there. */
  get: (document: StoredDocument) => Promise<Buffer>;
  delete: (document: StoredDocument) => Promise<void>;
};

/** Documents of cases. They are kept as given: what is confidential is sealed before. */
export const openDocuments = (store: Store): Documents => ({
  async put(bytes) {
    const reference = randomBytes(16).toString('hex');
    await store.create(nameOf(reference), bytes);
    return { reference, sha512: hashOf(bytes), size: bytes.length };
  },
  async get({ reference, sha512, size }) {
    const bytes = await store.read(nameOf(reference));
    if (bytes === null) throw new DocumentError(`The document ${reference} is missing.`);
    if (bytes.length !== size || hashOf(bytes) !== sha512) {
      throw new DocumentError(`The document ${reference} is not what was stored.`);
    }
    return bytes;
  },
  delete: ({ reference }) => store.delete(nameOf(reference)),
});

const nameOf = (reference: string): string => `documents/${reference.slice(0, 2)}/${reference}`;

const hashOf = (bytes: Uint8Array): string => createHash('sha512').update(bytes).digest('hex');
