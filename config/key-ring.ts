import { z } from 'zod';
import { fingerprintIn, fingerprintOf } from './key-fingerprint';

/** Keys by id, 32 bytes each. New things are encrypted with the active one; the others are still read. */
export type KeyRing = { active: string; keys: ReadonlyMap<string, Buffer> };

/**
 * `id:base64-of-32-bytes,…`; the first key is the active one. An id that ends in a fingerprint must be its key's own:
 * another key under a known id would make everything from before look forged, for ever. The messages never repeat
 * what was given.
 */
export const keyRingText = z.string().transform((text, context): KeyRing => {
  const keys = new Map<string, Buffer>();
  for (const [index, part] of text.split(',').entries()) {
    const match = /^([A-Za-z0-9._-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(part.trim());
    const [, id, key] = match ?? [];
    if (id === undefined || key === undefined) {
      context.addIssue(`key ${index + 1} is not id:base64 of 32 bytes`);
    } else if (keys.has(id)) {
      context.addIssue(`the id of key ${index + 1} is used twice`);
    } else {
      const bytes = Buffer.from(key, 'base64');
      if (![null, fingerprintOf(bytes)].includes(fingerprintIn(id))) {
        context.addIssue(
          `key ${index + 1} is not the one that its id names: the id ends in the fingerprint of another key`,
        );
      }
      keys.set(id, bytes);
    }
  }
  return { active: keys.keys().next().value ?? '', keys };
});
