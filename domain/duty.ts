/** The vocabulary in which an edition of the guidance says what is owed: a duty is always the same shape. */

import type { Form } from './form';

export type Role =
  | 'business-unit'
  | 'administrator'
  | 'director'
  | 'local-authority-partner'
  | 'health-partner'
  | 'police-partner'
  | 'scrutineer'
  | 'rapid-review-chair'
  | 'learning-chair'
  | 'agency-lead'
  | 'referrer'
  | 'reviewer';

/** A body outside the partnership that is told; its address is configuration, never code. */
export type Body = 'national-panel' | 'ofsted' | 'dfe';

export type Recipient = Role | Body;

export type EditionId = 'working-together-2018' | 'working-together-2023';

export type Stage =
  | 'report'
  | 'threshold'
  | 'notification'
  | 'rapid-review'
  | 'decision'
  | 'review'
  | 'publication'
  | 'public'
  | 'below-threshold'
  | 'closed';

/**
 * Where a rule is written. `document` is a tag of docs/sources.md (D, P, L, O, B), or the title of a text
 * that is none of those five; `section` is the section within it, where it has numbers.
 */
export type Source = { document: string; section?: string };

/**
 * How sure a figure is: `read` in the source named; `reported` by a page that applies it; `unverified`, not yet checked;
 * `local`, a figure of the partnership's own where the national text is silent.
 */
export type Confidence = 'read' | 'reported' | 'unverified' | 'local';

/** A length of time by which a clock counts. `at-once` falls due on the day of the event itself. */
export type Span =
  'at-once' | { workingDays: number } | { days: number } | { months: number } | { years: number };

/** What clocks count from. Each occurs on a London date that the case knows once it has happened (or is planned: the publication date). */
export type EventName =
  | 'incident'
  | 'authority-aware'
  | 'report-received'
  | 'threshold-decision'
  | 'agency-asked'
  | 'panel-notification'
  | 'panel-acknowledgement'
  | 'rapid-review-recommendation'
  | 'review-decision'
  | 'panel-answer'
  | 'publication-date'
  | 'publication'
  /** The day by which a national review wants what it asked for. */
  | 'national-request-due';

/** One way to read a time limit. */
export type ReadingRule = {
  within: Span;
  from: EventName;
  /** The span counts backwards: the latest day is `within` before the event. */
  before?: true;
  source: Source;
  confidence: Confidence;
  /** Why it is read so, or what the texts leave open, in a sentence for people. */
  note?: string;
};

/** A time limit: the edition's own reading, and the others that a source supports. */
export type Clock = ReadingRule & {
  alsoRead?: readonly ReadingRule[];
  /** How long before the alarm a reminder goes out; each at 09:00 London. */
  remind: readonly Span[];
};

/**
 * When a question is settled: by the `first` answer; when `all` who were asked have answered;
 * or never (`standing`): it stays open and takes every answer that comes.
 */
export type Rule = 'first' | 'all' | 'standing';

/** A form that is filled from the case: the referral to Learning and Development (D app. 1), the quality checks (D app. 5). */
export type Paper = 'learning-referral' | 'quality-checks';

/** `report` is the report of the incident itself. */
export type Shown = 'report' | Paper | IncidentQuestion;

type DutyBase = {
  title: string;
  stage: Stage | 'any';
  source: Source;
  confidence?: Confidence;
  clock?: Clock;
  /** Help shown beside the question, or why it is owed. */
  guidance?: string;
  /** What is shown to those who are asked or told: the report, papers, and the answers of these questions, as they stand then. */
  shows?: readonly Shown[];
  /** Who hears of a breach besides the business unit. */
  watchedBy?: readonly Role[];
};

/** Somebody must answer a question. `roles` answer each for themselves; an `agency-lead` is asked once for each agency. */
export type Question = DutyBase & {
  asks: { roles: readonly Role[]; rule: Rule };
  form: Form;
};
/**
 * Somebody must be told. Met when each letter is accepted, or recorded as sent otherwise; with `provenBy` the letters are
 * copies only, and the answer to that question meets it.
 */
export type Notice = DutyBase & { tells: readonly Recipient[]; provenBy?: IncidentQuestion };
/** A time that must pass. */
export type Wait = DutyBase & { waits: true; clock: Clock };

export type Duty = Question | Notice | Wait;

/** The duties of a serious incident; each edition answers for each of them, and their ids name signals, letters and pages. */
export type IncidentQuestion =
  | 'report-acceptance'
  | 'may-repeat'
  | 'awareness-date'
  | 'child-particulars'
  | 'children-made-safe'
  | 'looked-after-notification'
  | 'notification-threshold'
  | 'threshold-by-authority'
  | 'authority-deputy'
  | 'panel-notification'
  | 'panel-acknowledgement'
  | 'agencies-named'
  | 'agency-information'
  | 'agencies-added'
  | 'rapid-review-meeting'
  | 'rapid-review-recommendation'
  | 'rapid-review-decision'
  | 'panel-answer'
  | 'panel-information'
  | 'family-told'
  | 'other-review'
  | 'national-review'
  | 'national-request'
  | 'learning-found'
  | 'review-commissioned'
  | 'review-report'
  | 'publication-form'
  | 'publication-date'
  | 'publication-delay'
  | 'publication-comments'
  | 'publication'
  | 'below-threshold-learning'
  | 'learning-outcome'
  | 'learning-outcome-approval'
  | 'child-death-review'
  | HouseQuestion;

/** Questions of the house: no law asks them, every kind of case has them. */
export type HouseQuestion =
  | 'correction'
  | 'further-information'
  | 'hand-over'
  | 'withdrawal'
  | 'sent-otherwise'
  | 'reminder-now'
  | 'another-address'
  | 'deputy'
  | 'deputy-ended'
  | 'letter-undelivered'
  | 'role-unfilled'
  | 'date-unknown'
  | 'cancel-requested';

/** Notices of the house, which every kind of case has. */
export type HouseNotice = 'handed-over' | 'withdrawn-in-error';

export type IncidentNotice =
  | 'report-received'
  | 'report-turned-away'
  | 'report-forwarded-to-director'
  | 'incident-reported-to-partners'
  | 'looked-after-death'
  | 'threshold-outcome-to-referrer'
  | 'threshold-outcome-to-learning-chair'
  | 'notification-copies'
  | 'rapid-review-outcome-to-panel'
  | 'learning-to-learning-chair'
  | 'delay-notice'
  | 'not-published-in-full'
  | 'report-to-panel-and-department'
  | 'report-to-ofsted'
  | 'publication-announced'
  | HouseNotice;

export type IncidentWait = 'threshold-silence' | 'kept-public';

export type IncidentDuty = IncidentQuestion | IncidentNotice | IncidentWait;

/** An edition of the guidance: every duty, as data. `inForceFrom` and `inForceUntil` are London dates. */
export type Edition = {
  id: EditionId;
  title: string;
  inForceFrom: string;
  inForceUntil?: string;
  duties: Readonly<
    Record<IncidentQuestion, Question> & Record<IncidentNotice, Notice> & Record<IncidentWait, Wait>
  >;
};

/** `D 8.9`, `Children Act 2004, section 16C(1)`, or `Panel guidance 2025` for a text without numbered sections. */
export const citeSource = ({ document, section }: Source): string => {
  if (section === undefined) return document;
  if (document.length === 1) return `${document} ${section}`;
  return `${document}, ${/^\d/u.test(section) ? 'section ' : ''}${section}`;
};
