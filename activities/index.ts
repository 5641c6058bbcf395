import type { ClosedCase, Destroyed, KeptLonger, KeptRecord, Retention } from '../domain/closed-case';
import type { Addressee, Deputy, OpenedDuty } from '../domain/opened-duty';
import type { EventName, Recipient } from '../domain/duty';
import type { LetterAttempt, LetterOrder } from '../domain/letter';
import type { Submission } from '../domain/record';

/** What the workflow asks of `openDuties`: the duty's data comes from the edition, the people from the directory, the dates from the events. */
export type OpenRequest = {
  edition: string;
  duty: string;
  instance: string;
  round: number;
  /** The case's own now, in milliseconds. */
  nowMs: number;
  /** When the events of this case occurred: a London date, or an instant in milliseconds that the activity turns into one. */
  events: Partial<Record<EventName, string | number>>;
  referrer: { person: string; address: string; agency: string };
  /** The member of the business unit whose case it is. */
  handler: string;
  /** Who stands in for somebody in this case alone, between two dates. */
  deputies?: readonly Deputy[];
  /** Given where the workflow knows the addressees already (a duty re-dated, a letter sent to another address). */
  addressees?: readonly Addressee[];
  /** Look for other cases of the same incident beside it: no call of its own, for a case has few events to spare. */
  repeatsOf?: ReportMarks;
  /** Ask only these of the roles that the duty names. */
  only?: readonly Recipient[];
};

/** What two reports of one incident agree in; `openedAtMs` tells the later of them. */
export type ReportMarks = { reference: string; marks: readonly string[]; openedAtMs: number };

/** Activities whose recorded results are all that a case goes by: the law, the directory and the calendar as they stand now. */
export type FixingActivities = {
  /** Fixes dates, readings, alarms, addressees and form of each duty. Never refuses: what it cannot fix is a problem in the result. */
  openDuties(requests: readonly OpenRequest[]): Promise<OpenedDuty[]>;
  /** Until when a record is kept; plain civil years. */
  fixRetention(closed: { edition: string; closedAtMs: number }): Promise<Retention>;
  /** The same for a day that a person chose; null for what is no day, or lies more than a hundred years ahead. */
  fixChosenDay(chosen: { untilOn: string; nowMs: number }): Promise<Retention | null>;
};

/** Activities that act on the world. */
export type OutsideActivities = {
  /** One attempt at one letter. */
  sendLetter(order: LetterOrder): Promise<LetterAttempt>;
  /** Exports a run that has closed, by its id and decoded, and seals record, originals and history in the case's first bag. */
  archiveRecord(closed: ClosedCase & { kept: KeptRecord }): Promise<KeptBag>;
  /** Sends an answer to another case; `absent` where none runs under the reference. */
  recordElsewhere(record: {
    reference: string;
    duty: string;
    submission: Submission;
  }): Promise<'recorded' | 'closed' | 'absent'>;
  /** Seals what arrived after the case was closed in a bag of its own. */
  appendRecord(late: { reference: string; bag: number; arrival: LateArrival }): Promise<KeptBag>;
  /** Puts a decision to keep the record for longer in a bag of its own, so that it is found again with the record. */
  keepLonger(decided: { reference: string; bag: number; keptLonger: KeptLonger }): Promise<KeptBag>;
  /** Destroys the content key of a case; done already, it changes nothing. */
  destroyContent(decided: { reference: string; by: string; atMs: number }): Promise<Destroyed>;
};

/** Where a bag of a record is kept, with its SHA-512 in hex and its size in bytes. */
export type KeptBag = { reference: string; bag: number; sha512: string; size: number };

/** A signal to a case that is closed, as it came. */
export type LateArrival = { name: string; atMs: number; value: unknown };
