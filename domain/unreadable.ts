/** Why a payload can never become readable. */
export type UnreadableReason =
  /** It was sent past us, in the clear. */
  | 'not-encrypted'
  | 'unknown-encoding'
  /** Marked as encrypted by us, but without the marks that our encryption leaves. */
  | 'malformed'
  /** Encrypted for another case, or for none. */
  | 'other-case'
  /** Changed since it was encrypted, or encrypted by somebody without the key. */
  | 'not-authentic'
  /** Decrypted, and still nothing that can be read. */
  | 'broken-content'
  /** Said to be encrypted with a key that we never used for this case. */
  | 'unknown-key'
  /** Shown by the codec server only: elsewhere a missing key of ours is an error, for it can be put back. */
  | 'missing-key';

/** What the codec hands on in place of a value that can never become readable: the case goes on and notes it. */
export type Unreadable = { unreadable: UnreadableReason };

export const isUnreadable = (value: unknown): value is Unreadable =>
  typeof value === 'object' &&
  value !== null &&
  'unreadable' in value &&
  typeof value.unreadable === 'string';
