import type { Confidence, EventName, Recipient, Rule, Shown, Stage } from './duty';
import type { Form } from './form';

/** What a reading comes to on the days that a case knows. `dueOn` is null while its event has not occurred. */
export type OpenedReading = {
  from: EventName;
  /** The London date of the event, once known. */
  fromOn: string | null;
  /** In words: `15 working days`, `7 working days before`, `6 months`, `at once`. */
  within: string;
  dueOn: string | null;
  /** The last working day before `dueOn`, where that is not a working day. */
  lastWorkingDayOn?: string;
  source: string;
  confidence: Confidence;
  /** `day 1 is the first working day after the event`; none where a relaxation has lifted the limit. */
  convention?: string;
  note?: string;
};

/** A moment at which the duty speaks up. `atMs` is an instant (milliseconds since 1970), 09:00 in London on `on`. */
export type Alarm = { kind: 'reminder' | 'breach'; on: string; atMs: number; ordinal: number };

/** The dates of an opened duty. */
export type DutyDates = {
  /** The edition's own due date; null while its event has not occurred. */
  dueOn: string | null;
  /** The earliest of all readings, moved to the last working day before where it falls on none. */
  alarmOn: string | null;
  /** The instants (milliseconds) at which the due day and the alarm's day end in London. */
  dueEndsMs: number | null;
  alarmEndsMs: number | null;
  readings: OpenedReading[];
  alarms: Alarm[];
  /** The days within the count that were not working days. */
  notCounted: string[];
  /** Version of the list of bank holidays. */
  calendar: string;
  /** A dated relaxation that moved the clock, with its reason and source; `lifts` where it leaves no limit: there is no date, and none will come. */
  relaxation?: { until: string; reason: string; source: string; lifts?: true };
};

/** One who owes an answer or is told: `id` is a role, an agency's lead (`agency-lead:AGENCY`) or a body. */
export type Addressee = {
  recipient: Recipient;
  /** The person's id in the directory, or the reporter's own; what a link and an answer carry. */
  person: string;
  /** E-mail address as the directory had it when the duty was opened. */
  address: string;
  agency?: string;
  /** The role's deputy answers in its place between two dates. */
  deputyFor?: string;
  /** Where the deputy was set in this case: who holds the part, and is asked again when the deputy is called off. */
  holder?: Addressee;
};

/** Who stands in for a part of one case, a role or an agency's lead, between two London dates; both belong to it. */
export type Deputy = { part: string; person: string; address: string; from: string; until: string };

/** What could not be fixed when the duty was opened; each becomes a duty of the business unit. */
export type OpeningProblem =
  | { problem: 'role-unfilled'; recipient: Recipient; agency?: string }
  | { problem: 'date-unknown'; detail: string };

/** A duty as opened: the recorded result is all that the workflow goes by afterwards. */
export type OpenedDuty = {
  duty: string;
  kind: 'question' | 'notice' | 'wait';
  /** Which of many: an agency, an action, a letter; `-` where there is one only. */
  instance: string;
  round: number;
  edition: string;
  title: string;
  stage: Stage | 'any';
  source: string;
  guidance?: string;
  dates: DutyDates | null;
  /**
   * Instants (milliseconds), 09:00 London, weekly for a year: after the breach, when it is announced again; where there
   * is no date, from the opening on, when it is called to mind.
   */
  weeklyAtMs: number[];
  /** Who owes an answer or is told, filled or not: a role, a body, or `agency-lead:AGENCY`. */
  parts: string[];
  addressees: Addressee[];
  /** Who else hears of a breach: the business unit, where it is not asked itself. */
  watchers: Addressee[];
  rule: Rule | null;
  form: Form | null;
  /** What those who are asked or told are shown. */
  shows: readonly Shown[];
  /** References of open cases that opened just before and may be of the same incident, where they were asked for; null where they could not be looked for. */
  repeats?: readonly string[] | null;
  /** Of a notice whose letters are copies only: the question whose answer meets it. */
  provenBy?: string;
  problems: OpeningProblem[];
};
