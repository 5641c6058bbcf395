import type { Parcel } from '../domain/record';
import type { ContentKeys } from './content-keys';
import { seal, unseal } from './encryption/seal';
import { OwnError } from './own-error';

/** The parcel belongs to another case, or was changed. */
export class ParcelError extends OwnError {}

/** What people write, sealed for one case: a workflow and the codec server carry it without being able to read it. */
export type Parcels = {
  /** Seals the first words of a case, and makes its key: for whoever opens it, and nobody else. @throws ContentKeyError */
  sealOpening: (reference: string, content: object) => Promise<Parcel>;
  /** Seals anything that JSON can say, for a case that was opened. @throws ContentKeyError */
  seal: (reference: string, content: object) => Promise<Parcel>;
  /** @throws ContentKeyError, ParcelError */
  open: (reference: string, parcel: Parcel) => Promise<unknown>;
};

export const openParcels = (keys: ContentKeys): Parcels => {
  const sealFor: Parcels['seal'] = async (reference, content) => {
    const key = await keys.forSealing(reference);
    const sealed = seal(key, Buffer.from(JSON.stringify(content)), boundTo(reference));
    return { sealed: sealed.toString('base64url') };
  };
  return {
    async sealOpening(reference, content) {
      await keys.create(reference);
      return sealFor(reference, content);
    },
    seal: sealFor,
    async open(reference, parcel) {
      const key = await keys.forOpening(reference);
      const content = unseal(key, Buffer.from(parcel.sealed, 'base64url'), boundTo(reference));
      if (content === null) throw new ParcelError(`A parcel of ${reference} is not authentic.`);
      return JSON.parse(content.toString('utf8')) as unknown;
    },
  };
};

const boundTo = (reference: string): string => JSON.stringify(['parcel', reference]);
