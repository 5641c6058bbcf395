import { z } from 'zod';
import { deriveSecret, isSame, keyedHash } from './secrets';

/** What a link carries: ids only, and never a run of the workflow. */
export type LinkClaims = { case: string; duty: string; instance: string; round: number; person: string };

const macBytes = 16;
const longestToken = 1_000;
const claimsText = z
  .tuple([z.string(), z.string(), z.string(), z.int().nonnegative(), z.string()])
  .transform(([reference, duty, instance, round, person]): LinkClaims => ({
    case: reference,
    duty,
    instance,
    round,
    person,
  }));

export type Links = {
  /** A URL-safe token. It does not expire: a question stays open until it is answered. */
  signLink: (claims: LinkClaims) => string;
  /** Null for whatever we did not sign, letter for letter. */
  readLink: (token: string) => LinkClaims | null;
};

export function openLinks(signingSecret: Buffer): Links {
  const key = deriveSecret(signingSecret, 'links');
  const markOf = (content: string): Buffer => keyedHash(key, [content]).subarray(0, macBytes);
  return {
    signLink({ case: reference, duty, instance, round, person }) {
      const content = JSON.stringify([reference, duty, instance, round, person]);
      return `${Buffer.from(content).toString('base64url')}.${markOf(content).toString('base64url')}`;
    },
    readLink(token) {
      const [head = '', tail = '', ...more] = token.slice(0, longestToken + 1).split('.');
      if (token.length > longestToken || more.length > 0) return null;
      const content = Buffer.from(head, 'base64url').toString('utf8');
      const mark = Buffer.from(tail, 'base64url');
      // Decoding forgives stray characters: only the exact letters that we wrote are our link.
      const isExact =
        Buffer.from(content).toString('base64url') === head && mark.toString('base64url') === tail;
      if (!isExact || !isSame(mark, markOf(content))) return null;
      return claimsText.parse(JSON.parse(content));
    },
  };
}
