import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What the signing secret is used for; each purpose has a key of its own, so that none can be used for another. */
export type Purpose =
  | 'links'
  | 'references'
  | 'tokens'
  | 'marks'
  | 'message-ids'
  | 'cookies'
  | 'csrf'
  | 'sessions'
  | 'session-refreshes'
  | 'codes'
  | 'key-marks'
  | 'submissions'
  | 'report-drafts'
  | 'answer-drafts'
  | 'files';

/** 32 bytes for one purpose, derived by HKDF-SHA-256. */
export const deriveSecret = (signingSecret: Buffer, purpose: Purpose): Buffer =>
  Buffer.from(hkdfSync('sha256', signingSecret, '', `safeguarding-reviews ${purpose}`, 32));

/** A keyed hash (HMAC-SHA-256) of several parts, which cannot run into one another. */
export const keyedHash = (key: Buffer, parts: readonly (string | number)[]): Buffer =>
  createHmac('sha256', key).update(JSON.stringify(parts)).digest();

/** Compares in constant time. */
export const isSame = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other);
