import { deriveSecret, isSame, keyedHash } from './secrets';
import type { SubmissionPlace } from './submissions';

/** One person's round of one question: there a file was taken, and nowhere else can it go with an answer. */
export type FilePlace = SubmissionPlace & { person: string };

export type FileTokens = {
  /** What a form carries of a file: its id and a mark, bound to the place. */
  tokenFor: (reference: string, place: FilePlace) => string;
  /** The id in a token; null for one that we did not make for this place, letter for letter. */
  referenceIn: (token: string, place: FilePlace) => string | null;
};

const shape = /^([0-9a-f]{32})\.([A-Za-z0-9_-]{22})$/;

export function openFileTokens(signingSecret: Buffer): FileTokens {
  const key = deriveSecret(signingSecret, 'files');
  const markOf = (reference: string, { case: of, duty, instance, round, person }: FilePlace): string =>
    keyedHash(key, [reference, of, duty, instance, round, person]).subarray(0, 16).toString('base64url');
  return {
    tokenFor: (reference, place) => `${reference}.${markOf(reference, place)}`,
    referenceIn(token, place) {
      const [, reference, mark] = shape.exec(token) ?? [];
      if (reference === undefined || mark === undefined) return null;
      return isSame(Buffer.from(mark), Buffer.from(markOf(reference, place))) ? reference : null;
    },
  };
}
