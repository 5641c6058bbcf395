import type { Addressee, OpenedDuty } from './opened-duty';
import type { LetterKind } from './record';

/**
 * One attempt at one letter, as the workflow orders it. The words are made by the activity from the duty's own data;
 * nothing here names a child, a family, a place or an allegation.
 */
export type LetterOrder = {
  reference: string;
  /** A `confirmation` tells somebody what became of an answer that came in their name; it is sent beside the case. */
  kind: LetterKind | 'confirmation';
  /** Which reminder, or which announcement of the breach; of a confirmation the number of the entry; 0 otherwise. */
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
  /**
   * Why this person is asked in place of another, or what the letter reports in one word (an outcome's label); of a confirmation
   * why the answer was not taken, in a sentence.
   */
  outcome?: string;
  /** Where the reader owes nothing and only hears that it is open: who owes it still, by the parts of the duty. */
  owedBy?: readonly string[];
  /** Of a notice: none of its letters has been sent, for it reports a decision that is still to come. */
  waits?: true;
  /** Of what the business unit is to put right: what it is about. */
  about?: AboutAnother;
  /** The first letter about this that was sent to the same person. */
  follows?: { kind: LetterKind; ordinal: number };
};

/** The duty that another one is about; whom it does not reach, by the part; and what came back where a letter was not taken. */
export type AboutAnother = Pick<OpenedDuty, 'duty' | 'kind' | 'title'> & { part?: string; response?: string };

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
