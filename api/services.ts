import type { Confirmed } from '../activities/confirmation';
import type { Request, RequestHandler } from 'express';
import type { CalendarFeeds } from '../config/calendar-feeds';
import type { AccessLog } from '../config/access-log/open';
import type { CaseFiles } from '../config/case-files';
import type { Directory } from '../config/directory';
import type { FileLimits } from '../config/environment';
import type { FileTokens } from '../config/file-tokens';
import type { ReportDrafts } from '../config/report-drafts';
import type { CaseRow, CaseView, SubmissionView } from '../domain/case-view';
import type { FirstDate } from '../domain/first-date';
import type { Addressee } from '../domain/opened-duty';
import type { EditionId, Recipient, Source, Stage } from '../domain/duty';
import type { Form } from '../domain/form';
import type { Opening, Parcel, Submission } from '../domain/record';

/** What a link carries; it never names a run of the workflow. */
export type LinkClaims = { case: string; duty: string; instance: string; round: number; person: string };

/** What can be known of a case: all, or what the memo holds while no worker is up, or that there is none. */
export type CaseKnown =
  | { known: 'view'; view: CaseView }
  | { known: 'memo'; memo: CaseRow; stoppedAtMs?: number }
  | { known: 'absent' };

/** Something that the watchdog noticed; `words` say it in a sentence. */
export type Attention = { id: string; words: string; reference: string | null; noticedAtMs: number };

/**
 * `same`: the same form opened it before; `changed`: it did, and said something else then. `taken`: another form has this
 * reference.
 */
export type Opened = 'opened' | 'same' | 'changed' | 'taken';

/** Which open cases a list shows; what it does not name it does not ask for. */
export type CaseFilter = {
  stage?: Stage;
  /** `others`: anybody who is asked by letter. */
  awaits?: Recipient | 'others';
  agency?: string;
  /** How the reference begins: in one of these ways. */
  references?: readonly string[];
  pressing?: { is: 'overdue' | 'in-time'; todayOn: string };
};

/** By the London day of the next deadline, both ends included; or the cases that have none. */
export type Window = { fromOn?: string; untilOn?: string } | 'undated';

/** The Temporal edge of the pages: the only place where a case is asked or told anything. */
export type Cases = {
  /** How many open cases there are, from visibility alone. */
  count(filter: CaseFilter, within: Window): Promise<number>;
  /** Rows of open cases, from visibility alone; the latest opened first, as many as are wanted. */
  rows(filter: CaseFilter, within: Window, wanted: number): Promise<CaseRow[]>;
  /** Rows of cases that were stopped from outside in the last 90 days, the latest first. */
  stopped(): Promise<CaseRow[]>;
  /** Rows of closed cases whose records are kept, the latest close first; none of them has a next deadline. */
  closed(): Promise<CaseRow[]>;
  look(reference: string): Promise<CaseKnown>;
  /** References of cases, open or closed, whose reports share a mark with this one and came by another form, in order. */
  repeated(report: { marks: readonly string[]; tokenHash: string }): Promise<string[]>;
  open(opening: Opening): Promise<Opened>;
  /** Sends the signal named by the duty; the same submission twice is one. */
  submit(reference: string, duty: string, submission: Submission): Promise<'sent' | 'over'>;
  /** Has whoever answered told by letter what becomes of it; the same submission twice is one. */
  confirm(sent: Confirmed): Promise<void>;
  /** What became of a submission: null while the case has not seen it, or cannot say. */
  outcome(reference: string, submission: string): Promise<SubmissionView>;
  /** Where what a case noted at a time stands in its history; null where the server has that no more. */
  moment(reference: string, atMs: number): Promise<{ runId: string; eventId: string } | null>;
  /** What the watchdog noticed and no administrator has settled yet. */
  attentions(): Promise<Attention[]>;
  settle(attention: string, person: string): Promise<void>;
  /** Training only: moves the case's time on by whole days, or to just after its next alarm. */
  moveTime(reference: string, on: { days: number } | 'next'): Promise<void>;
  /** Whether Temporal answers, whether a worker polls the queue, and which parts are down, as far as this one knows. */
  ready(): Promise<{ temporal: boolean; worker: boolean; down: readonly string[] }>;
};

/** To whom a security code is bound: a case (or `report`, before there is one), a question, a person. */
export type CodeBinding = { reference: string; question: string; person: string };
export type CodeVerdict = 'right' | 'wrong' | 'locked' | 'expired' | 'unavailable';
/**
 * How the code that was asked for stands. `asked`: it is being mailed; `deferred`: the mail server has not taken it yet;
 * `none`: none is being mailed, and none counts; `silent`: who asked for it was heard, and nobody can say more just now.
 */
export type CodeStanding = 'none' | 'asked' | 'deferred' | 'mailed' | 'refused' | 'locked' | 'silent';
export type SecurityCodes = {
  /**
   * Asks for a code; of one question three are valid at one time at most, and none is mailed after five wrong guesses:
   * `no-more`. Asked for again within a minute, it is the same.
   */
  send(binding: CodeBinding, address: string): Promise<'asked' | 'no-more'>;
  /** Waits a moment for a code that is being mailed, and asks for none. */
  standing(binding: CodeBinding): Promise<CodeStanding>;
  enter(binding: CodeBinding, guess: string): Promise<CodeVerdict>;
};

export type Person = { id: string; name: string; address: string };

/** The partnership's directory, as it stands at the moment of the question. */
export type People = {
  partnership(): Directory['partnership'];
  /** The whole of it, as its file stands now. */
  directory(): Directory;
  /** Agencies by id, with their titles. */
  agencies(): Readonly<Record<string, string>>;
  person(id: string): Person | null;
  /** Members of the business unit, id to name: to whom a case may be handed. */
  staff(): Readonly<Record<string, string>>;
  personOfAddress(address: string): Person | null;
  isKnownAddress(address: string): boolean;
  agencyOfAddress(address: string): string | null;
  holder(recipient: Recipient, on: string, agency?: string): Addressee | null;
};

/** The law as data, as far as pages need it without a case: the form of a duty, the edition in force, two dates. */
export type Law = {
  editionOn(awareOn: string): { edition: EditionId } | { refused: string };
  question(
    edition: string,
    duty: string,
  ): { title: string; form: Form; roles: readonly Recipient[]; source: Source } | null;
  /** Clocks that a new report starts: what is due when, or a sentence why a date cannot be known. */
  firstDates(
    edition: EditionId,
    days: { awareOn: string; incidentOn: string; receivedOn: string; lookedAfterChildDied?: boolean },
  ): FirstDate[] | { refused: string };
  /** The latest day for the copies of a report that is published on that day; null where it cannot be known. */
  copiesBy(edition: string, publishedOn: string): string | null;
  /** Working days from today within which a deadline counts as due soon end on this date. */
  soonUntil: (todayOn: string) => string;
};

export type IncidentTraits = {
  childNames: readonly string[];
  datesOfBirth: readonly string[];
  incidentOn: string;
};

/** One round of one question, for which the id of a submission is made. */
export type SubmissionPlace = { case: string; duty: string; instance: string; round: number };

/** Derived from the signing secret: links, ids of submissions, references, marks. */
export type Keys = FileTokens & {
  readLink(token: string): LinkClaims | null;
  newSubmission(place: SubmissionPlace): string;
  /** The same id each time for the same parts at the same place. */
  submissionFor(place: SubmissionPlace, parts: readonly string[]): string;
  isSubmission(id: string, place: SubmissionPlace): boolean;
  caseReference(token: string, year: number, attempt: number): string;
  tokenHash(token: string): string;
  incidentMarks(traits: IncidentTraits): string[];
  /** A secret for cookies or CSRF, in base64. */
  secretFor(purpose: 'cookies' | 'csrf' | 'sessions'): string;
};

/** Words that people write, sealed with the case's content key. */
export type Words = {
  /** The words with which a case is opened; its content key is made with them. */
  sealOpening(reference: string, words: object): Promise<Parcel>;
  seal(reference: string, words: object): Promise<Parcel>;
  open(reference: string, parcel: Parcel): Promise<unknown>;
};

export type SignedIn = {
  person: string;
  name: string;
  address: string;
  roles: readonly string[];
  /** When the session began, where it says so. */
  startedAtMs?: number;
};
export type SignIn = {
  /** Serves the sign-in addresses and reads the session. */
  middleware: RequestHandler;
  who(request: Request): SignedIn | null;
};

/** Services that come with a token in place of a person who is signed in. */
export type Machines = {
  /** The service that a token stands for, with its roles; null where the token is not good. @throws Unanswered */
  who(token: string): Promise<SignedIn | null>;
};

/** What is logged: allow-listed words and ids only. */
export type PageLog = {
  info(fields: Readonly<Record<string, string | number | boolean>>): void;
  error(fields: Readonly<Record<string, string | number | boolean>>, error?: unknown): void;
};

export type Services = {
  settings: {
    publicUrl: string;
    training: boolean;
    temporalUi: string;
    namespace: string;
    /** So long a page waits for a case to say what became of an answer, in milliseconds. */
    judgedWithinMs: number;
    trustProxy: string | number;
    files: FileLimits;
  };
  cases: Cases;
  codes: SecurityCodes;
  people: People;
  law: Law;
  keys: Keys;
  words: Words;
  files: CaseFiles;
  calendars: CalendarFeeds;
  drafts: ReportDrafts;
  /** Answers by a link that were saved to go on with. */
  answerDrafts: ReportDrafts;
  signIn: SignIn;
  /** Null where the interface for machines is off. */
  machines: Machines | null;
  /** Who read and who wrote. */
  access: Pick<AccessLog, 'record'>;
  log: PageLog;
  /** Now, in milliseconds. */
  clock(): number;
};
