import type { AttachedFile } from './attached-file';
import type { Addressee } from './opened-duty';
import type { EditionId, Recipient, Stage } from './duty';

/** Who did something: a person in a role, or the service itself. Never a name: a person is an id of the directory. */
export type Actor = { recipient: Recipient; person: string; agency?: string };

/** Sealed free text: opaque to the workflow, opened only at the edge with the case's content key. */
export type Parcel = { sealed: string };

/** The open part of an answer: dates, choices, yes and no, ids. Free text travels in the parcel beside it. */
export type Facts = Readonly<Record<string, string | boolean | readonly string[]>>;

export type Answer = {
  choice?: string;
  /** Test name to yes or no. */
  tests?: Readonly<Record<string, boolean>>;
  facts: Facts;
  parcel?: Parcel;
  /** Their names are in the parcel. */
  files?: readonly AttachedFile[];
};

/** The payload of the signal whose name is the duty's id. */
export type Submission = {
  instance: string;
  round: number;
  by: Actor;
  /** Made once by the page for each press of the button; the same twice is the same answer. */
  submission: string;
  /** A keyed mark of what a machine sent, by which the case tells whether the same submission says the same. */
  digest?: string;
  answer: Answer;
};

/** What became of a submission. */
export type Outcome =
  | { outcome: 'recorded'; entry: number; digest?: string }
  | {
      outcome: 'refused';
      because: Refusal;
      entry: number;
      /** Why, where `because` does not say it all. */
      detail?: string;
      /** When and by whom it was decided, where it was. */
      decided?: { atMs: number; by: Actor };
      /** What was sent stands in the record, beside what the case went by. */
      kept?: true;
      digest?: string;
    };
/** `too-late` came to a question that the case had gone on without, answered or not. */
export type Refusal =
  | 'already-answered'
  | 'too-late'
  | 'not-asked'
  | 'superseded'
  | 'not-open'
  | 'closed'
  | 'not-allowed'
  | 'unreadable';

/** The state of one letter. `retrying` says until when; `possibly-sent-twice` was repeated after an attempt whose end is not known. */
export type LetterState =
  'sending' | 'retrying' | 'accepted' | 'refused' | 'given-up' | 'withdrawn' | 'replaced' | 'sent-otherwise';

export type LetterKind = 'question' | 'reminder' | 'breach' | 'notice';

export type LetterRecord = {
  /** Unique within the case: duty, instance, round, kind, ordinal, recipient. */
  id: string;
  kind: LetterKind;
  duty: string;
  instance: string;
  round: number;
  ordinal: number;
  to: Addressee;
  state: LetterState;
  /** What it reports, in a word. */
  outcome?: string;
  attempts: number;
  possiblySentTwice: boolean;
  /** The mail server's last words, or how else it was sent. */
  response?: string;
  acceptedAtMs?: number;
  /** The London date on which it was sent otherwise, as a person recorded it. */
  sentOtherwiseOn?: string;
  retryUntilMs?: number;
};

/** One entry of the case record. Numbered from 1, in order; nothing is ever removed, a correction supersedes. */
export type Entry = { number: number; atMs: number } & EntryBody;

/** Entries of one kind. */
export type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

export type EntryBody =
  | { kind: 'stage'; stage: Stage }
  | {
      kind: 'due';
      duty: string;
      instance: string;
      round: number;
      title: string;
      dueOn: string | null;
      alarmOn: string | null;
      /** What a relaxation in force has done to its limit. */
      relaxed?: 'lifted' | 'moved';
      redated?: { from: string | null; because: string };
    }
  | {
      kind: 'answer';
      duty: string;
      instance: string;
      round: number;
      title: string;
      by: Actor;
      answer: Answer;
      choiceLabel?: string;
    }
  | {
      kind: 'reminder';
      duty: string;
      instance: string;
      title: string;
      ordinal: number;
      to: string[];
      dueOn: string | null;
    }
  | { kind: 'breach'; duty: string; instance: string; title: string; ordinal: number; alarmOn: string }
  | {
      kind: 'letter';
      letter: string;
      letterKind: LetterKind;
      duty: string;
      instance: string;
      title: string;
      to: Addressee;
      state: LetterState;
      /** An attempt did not come to an end that is known. */
      mayHaveArrived?: true;
      response?: string;
    }
  | {
      kind: 'refused';
      duty: string;
      because: Refusal;
      by?: Actor;
      detail?: string;
      /** What somebody who had been asked sent too late, with the place that it was meant for. */
      instance?: string;
      round?: number;
      answer?: Answer;
    }
  | {
      kind: 'entry';
      event: NotedEvent;
      title: string;
      facts?: Facts;
      by?: Actor;
      parcel?: Parcel;
      supersedes?: number;
    };

/** What the workflow itself notes, beyond duties and letters. */
export type NotedEvent =
  | 'opened'
  | 'decided'
  | 'dissent'
  | 'conflict'
  | 'silence'
  | 'met'
  | 'corrected'
  | 'handed-over'
  | 'withdrawn'
  | 'cancel-requested'
  | 'problem'
  | 'closed'
  | 'fact';

/** What starts a case. Names, narrative, addresses and dates of birth are in the parcel. */
export type Opening = {
  reference: string;
  /** Keyed hash of the form's token: tells the same form posted twice from a chance collision of references. */
  tokenHash: string;
  /** Keyed hash of all that the form said: tells the form posted again from one that was changed meanwhile. */
  contentHash: string;
  edition: EditionId;
  training: boolean;
  openedAtMs: number;
  /** An agency's report may have to be accepted by the business unit first, and why. */
  acceptance: 'accepted' | 'address-unknown' | 'likely-duplicate';
  /** References of open cases that this may repeat. */
  likelyDuplicates: readonly string[];
  reportedBy: { source: 'business-unit' | 'agency'; person: string; address: string; agency: string };
  incidentOn: string;
  authorityAwareOn: string;
  /** Nobody said when the authority became aware: the day of the report was taken. */
  awarenessAssumed?: true;
  reportReceivedOn: string;
  /** The report says that a child is not safe now. */
  notSafe?: true;
  children: readonly OpeningChild[];
  place: 'in-area' | 'outside-england-resident-here' | 'elsewhere';
  /** Agencies known to be involved, by id of the directory. */
  agencies: readonly string[];
  handler: string;
  /** Keyed marks by which a second report of the same incident is recognised. */
  marks: readonly string[];
  parcel: Parcel;
};

/** A child of the incident, by number; the name is in the parcel. */
export type OpeningChild = {
  child: number;
  outcome: 'died' | 'seriously-harmed';
  /** Null where the reporter did not know: the business unit is asked. */
  unexpectedDeath: boolean | null;
  lookedAfter: boolean | null;
};
