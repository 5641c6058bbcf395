import type { OpenedDuty } from './opened-duty';
import type { Actor, Entry, LetterRecord, Opening, Outcome } from './record';
import type { Stage } from './duty';

/** A duty as the case holds it now. */
export type DutyState = OpenedDuty & {
  openedAtMs: number;
  state: 'open' | 'answered' | 'met' | 'superseded' | 'withdrawn' | 'over';
  settledAtMs?: number;
  /** Who has answered, by `Addressee` key (recipient, or `agency-lead:AGENCY`), with entry numbers. */
  answeredBy: { by: Actor; entry: number; atMs: number }[];
  /** Who still owes an answer. */
  awaited: string[];
  reminders: number;
  breaches: number;
  /** The next moment at which it speaks up. */
  nextAlarm?: { kind: 'reminder' | 'breach'; on: string };
};

/** Answer of the query `view`: all that a running case holds. */
export type CaseAsKept = {
  reference: string;
  opening: Opening;
  stage: Stage;
  duties: DutyState[];
  letters: LetterRecord[];
  story: Entry[];
  closed: boolean;
};

/**
 * What the pages of a case show. `nowMs` is the case's own now, which only the server knows: a workflow's clock stands
 * still between its tasks. London dates are worked out by who shows them.
 */
export type CaseView = CaseAsKept & {
  nowMs: number;
  /** Of a closed case: the London date until which its record is kept, once that is fixed. */
  keptUntilOn?: string | null;
  /** When its workflow was stopped from outside, or failed: nothing more is recorded. */
  stoppedAtMs?: number;
  /** It was set back from outside, and goes on in a later run of its workflow. */
  resetAtMs?: number;
};

/** Answer of the query `submission`: null while the workflow has not seen it. */
export type SubmissionView = Outcome | null;

/** What of a case's row hardly ever changes; kept in the memo, which the codec encrypts. */
export type CaseMemo = {
  reference: string;
  openedAtMs: number;
  children: number;
  handler: string;
  edition: string;
  training: boolean;
  tokenHash: string;
  contentHash: string;
  incidentOn: string;
  marks: readonly string[];
};

/** An open question of which staff, or somebody who was asked by letter, owe the answer. */
export type AwaitedAnswer = Pick<DutyState, 'duty' | 'instance' | 'round' | 'reminders'> & {
  /** When it was asked, to the minute. */
  sinceMs: number;
  /** Who owes it still. */
  parts: readonly string[];
  /** Of what staff owe: the London date by which the alarm goes, where there is one; that it counts days, and not working days; and that it went. */
  on: string | null;
  inDays: boolean;
  isOverdue: boolean;
};

/** What a row of a list shows: the memo, and what the search attributes say of the moment. */
export type CaseRow = CaseMemo & {
  stage: Stage;
  next: { duty: string; title: string; on: string } | null;
  waitingFor: readonly string[];
  /** What staff owe, then what others owe, the oldest first; of very many the first, and how many more there are. */
  awaited: readonly AwaitedAnswer[];
  moreAwaited: number;
  breaches: number;
  /** By what was said last, a child is not safe. */
  notSafe: boolean;
  /** The id of the key without which its memo cannot be read: what the memo says is empty then. */
  wantsKey?: string;
};

/**
 * The search attributes of a case: coarse, never personal, not encrypted. The next deadline is the instant at which its
 * day ends, and `CaseNextDuty` the id of what is due then; `CaseBreaches` is a count;
 * `CaseAwaited` has a sentence for each question that waits for staff or for somebody who was asked by letter: which, whose,
 * since when, how often they were reminded, and of staff by when;
 * `CaseAgencies` are the ids of agencies that were or are asked, or are named in the report.
 */
export const caseSearchAttributes = {
  CaseKind: 'Keyword',
  CaseStage: 'Keyword',
  CaseAwaits: 'KeywordList',
  CaseAwaited: 'KeywordList',
  CaseNextDeadline: 'Datetime',
  CaseNextDuty: 'Keyword',
  CaseBreaches: 'Int',
  CaseAgencies: 'KeywordList',
  CaseNotSafe: 'Bool',
  CaseTraining: 'Bool',
} as const;
