import { deriveSecret, keyedHash } from './secrets';

/**
 * Hashes security codes with a key of their own: six digits under a bare hash would be found by trying them all.
 * `salt` is the run of the workflow that judges the code.
 */
export const openCodeHash = (signingSecret: Buffer) => {
  const key = deriveSecret(signingSecret, 'codes');
  return {
    hashCode: (code: string, salt: string, question: string): string =>
      keyedHash(key, ['code', code, salt, question]).toString('base64url'),
    /** The id of the workflow that judges the codes of one person in one case; it shows neither. */
    codeWorkflowId: (reference: string, person: string): string =>
      `code-${keyedHash(key, ['id', reference, person]).subarray(0, 18).toString('base64url')}`,
  };
};
