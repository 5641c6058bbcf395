import { randomBytes } from 'node:crypto';
import { deriveSecret, isSame, keyedHash } from './secrets';

/** Where a submission belongs: one round of one question. */
export type SubmissionPlace = { case: string; duty: string; instance: string; round: number };

export type Submissions = {
  /** A new id, short and URL-safe, that `isSubmission` knows again at the same place. */
  newSubmission: (place: SubmissionPlace) => string;
  /** The same id each time for the same parts at the same place, on every replica. */
  submissionFor: (place: SubmissionPlace, parts: readonly string[]) => string;
  /** Whether we made this id, letter for letter, for this place. */
  isSubmission: (id: string, place: SubmissionPlace) => boolean;
};

const ownBytes = 12;
const markBytes = 12;
/** Both are a multiple of three bytes, so that each letter of an id counts. */
const shape = /^[A-Za-z0-9_-]{32}$/;

export function openSubmissions(signingSecret: Buffer): Submissions {
  const key = deriveSecret(signingSecret, 'submissions');
  const markOf = (own: Buffer, { case: reference, duty, instance, round }: SubmissionPlace): Buffer =>
    keyedHash(key, [own.toString('hex'), reference, duty, instance, round]).subarray(0, markBytes);
  const idOf = (own: Buffer, place: SubmissionPlace): string =>
    Buffer.concat([own, markOf(own, place)]).toString('base64url');
  return {
    newSubmission: (place) => idOf(randomBytes(ownBytes), place),
    submissionFor: (place, parts) => idOf(keyedHash(key, ['own', ...parts]).subarray(0, ownBytes), place),
    isSubmission(id, place) {
      if (!shape.test(id)) return false;
      const bytes = Buffer.from(id, 'base64url');
      return isSame(bytes.subarray(ownBytes), markOf(bytes.subarray(0, ownBytes), place));
    },
  };
}
