import { deriveSecret, keyedHash } from './secrets';

/** No letters or digits that look alike, and no vowels: a reference must not spell a word. */
const alphabet = '23456789BCDFGHJKMNPQRSTVWXYZ';

/** What one letter is known by: the same for each attempt. */
export type LetterIdentity = {
  case: string;
  duty: string;
  instance: string;
  round: number;
  kind: string;
  ordinal: number;
  recipient: string;
};

export type References = {
  /**
   * `SI-2026-7K3Q` for the token of a report's form. `attempt` (from 0) gives the next candidate where another form
   * has the reference already: about one in 600,000.
   */
  caseReference: (token: string, year: number, attempt: number) => string;
  /** By which the same form posted twice is told from a chance collision. */
  tokenHash: (token: string) => string;
  /** `<hash@domain>` of a letter. */
  messageIdOf: (letter: LetterIdentity) => string;
};

/** @param mailDomain the right-hand side of every Message-ID. */
export function openReferences(signingSecret: Buffer, mailDomain: string): References {
  const references = deriveSecret(signingSecret, 'references');
  const tokens = deriveSecret(signingSecret, 'tokens');
  const messageIds = deriveSecret(signingSecret, 'message-ids');
  return {
    caseReference(token, year, attempt) {
      const hash = keyedHash(references, [token, year, attempt]);
      const letters = [0, 4, 8, 12].map((at) => alphabet[hash.readUInt32BE(at) % alphabet.length]);
      return `SI-${year}-${letters.join('')}`;
    },
    tokenHash: (token) => keyedHash(tokens, [token]).toString('base64url'),
    messageIdOf(letter) {
      const { duty, instance, round, kind, ordinal, recipient } = letter;
      const hash = keyedHash(messageIds, [letter.case, duty, instance, round, kind, ordinal, recipient]);
      return `<${hash.subarray(0, 24).toString('hex')}@${mailDomain}>`;
    },
  };
}
