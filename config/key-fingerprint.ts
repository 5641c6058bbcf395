import { createHash } from 'node:crypto';

/** The first eight hexadecimal digits of SHA-256 over a key: they tell two keys apart and give nothing of either away. */
export const fingerprintOf = (key: Buffer): string =>
  createHash('sha256').update(key).digest('hex').slice(0, 8);

/** A day without dashes has the shape of a fingerprint, and ids that end so are in use. */
const day = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

/** The fingerprint in the id of a key (`case-2026-66687aad`); null where it carries none. */
export const fingerprintIn = (id: string): string | null => {
  const found = /^.+-([0-9a-f]{8})$/.exec(id)?.[1];
  return found === undefined || day.test(found) ? null : found;
};
