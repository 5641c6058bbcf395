import type { Addressee, OpenedDuty } from './opened-duty';
import type { LetterKind } from './record';

/**
 * One attempt at one letter, as the workflow orders it. The words are made by the activity from the duty's own data;
 * nothing here names a child, a family, a place or an allegation.
 */
export type LetterOrder = {
  reference: string;
  kind: LetterKind;
  /** Which reminder, or which announcement of the breach; 0 for a question or a notice. */
  ordinal: number;
  /** 1 for the first attempt. */
  attempt: number;
  /** An earlier attempt may have been delivered: the letter says so. */
  possiblySentTwice: boolean;
  /** The case's own now, in milliseconds: in a rehearsal it runs ahead of the world's. */
  nowMs: number;
  training: boolean;
  to: Addressee;
  duty: Pick<
    OpenedDuty,
    'duty' | 'instance' | 'round' | 'edition' | 'title' | 'source' | 'dates' | 'kind' | 'provenBy'
  >;
  /** Why this person is asked in place of another, or what the letter reports in one word (an outcome's label). */
  outcome?: string;
};

/** What came of one attempt. A time-out is not among them: the activity fails, and the workflow knows that it may have been delivered. */
export type LetterAttempt =
  /** The server took it; its answer, as it gave it. */
  | { result: 'accepted'; response: string; messageId: string }
  /** 4xx, or no connection: try again later. Nothing was delivered. */
  | { result: 'deferred'; response: string; messageId: string }
  /** The connection broke after the final dot: it may have been delivered. */
  | { result: 'unknown'; response: string; messageId: string }
  /** 5xx, or TLS refused where it is required: final for this address. */
  | { result: 'refused'; response: string; messageId: string };
