import { CancellationScope } from '@temporalio/workflow';
import type { OpenRequest } from '../../activities';
import type { EventName, Stage } from '../../domain/duty';
import type { DutyState } from '../../domain/case-view';
import type { Addressee, Deputy, OpenedDuty } from '../../domain/opened-duty';
import type {
  Actor,
  Answer,
  Entry,
  Facts,
  EntryBody,
  LetterKind,
  LetterRecord,
  Opening,
  Outcome,
  Parcel,
} from '../../domain/record';
import type { SleepUntil } from './shared-timers';

/** Which duty to open, and for whom where the case knows better than the directory. */
export type ToOpen = Pick<OpenRequest, 'duty' | 'instance' | 'round' | 'addressees' | 'only' | 'repeatsOf'> &
  Dating;

/** From what a duty counts where that is not what its case counts from. */
export type Dating = {
  /** As if none of the events had occurred from which its clock counts. */
  undated?: true;
  /** Events of this instance alone, on London dates or at instants. */
  on?: Partial<Record<EventName, string | number>>;
};

/** An answer as it was taken. */
export type Given = { by: Actor; answer: Answer; entry: number; atMs: number };

/** One round of one duty: what the pages see of it, and what it holds running. */
export type Round = {
  state: DutyState;
  dating: Dating;
  given: Given[];
  /** Its letters and its timer live here; cancelled when it is settled or superseded. */
  scope: CancellationScope;
  /** Its timer alone: cancelled and begun anew when the duty is re-dated. */
  clock: CancellationScope;
  /** No letter is sent when it opens, and none reminds. */
  quiet: boolean;
  /** Why this answer cannot be taken now, in a sentence; null when it can. */
  permit: (answer: Answer, by: Actor) => string | null;
  onAnswer: (given: Given) => void;
  onSettled: (given: readonly Given[]) => void;
};

/** All that a running case holds. One object, so that a query can show it and the record can be kept from it. */
export type CaseFile = {
  opening: Opening;
  stage: Stage;
  handler: string;
  /** Who stands in for somebody between two dates, one for each part: see `setDeputy`. */
  deputies: readonly Deputy[];
  closed: boolean;
  events: Partial<Record<EventName, string | number>>;
  /** Every round of every duty, in order of opening. */
  rounds: Round[];
  letters: Map<string, LetterRecord>;
  story: Entry[];
  outcomes: Map<string, Outcome>;
  /** Everything that runs for the case runs under this scope, which nothing can cancel. */
  scope: CancellationScope;
  /** Makes the case pause, visibly, with this error. */
  crash: (error: unknown) => void;
  /** What a correction means for the procedure beyond its dates. */
  onCorrection: (facts: Facts) => void;
  /** Ends the case as opened in error. */
  withdraw: (by: Actor, reasons?: Parcel) => void;
  /** Called after each change: brings memo, search attributes and current details up to date, once for each task. */
  changed: () => void;
  /** Duties that a refused letter, an unfilled role or an unknown date gives the business unit. */
  trouble: Trouble;
  /** Waits by a timer that rounds may share; see `sharedTimers`. */
  sleepUntil: SleepUntil;
  /** Opens duties; see `dutyOpener`. */
  open: (wanted: ToOpen) => Promise<OpenedDuty>;
  /** How many rounds of each duty and instance have been asked for. */
  numbers: Map<string, number>;
  /** How many rounds are being opened: asked for, and not among `rounds` yet. */
  beingOpened: number;
  /** Counts up when everything open is ended at once; what was still being opened then is not. */
  era: number;
};

/** One letter to one recipient. */
export type Posting = {
  kind: LetterKind;
  /** Which reminder, or which announcement of the breach; 0 for a question or a notice. */
  ordinal: number;
  to: Addressee;
  duty: OpenedDuty;
  /** What the letter reports, in a word of the edition's own. */
  outcome?: string;
  /** Where it goes to one who only watches: who owes it still. */
  owedBy?: readonly string[];
};

/** What goes wrong in the ordinary way, and becomes somebody's duty. */
export type Trouble = {
  undelivered: (round: Round, letter: LetterRecord, posting: Posting) => void;
  unfilled: (round: Round, who: Pick<Addressee, 'recipient' | 'agency'>) => void;
  undated: (round: Round, detail: string) => void;
};

export const note = (file: CaseFile, body: EntryBody): Entry => {
  const entry = { number: file.story.length + 1, atMs: Date.now(), ...body };
  file.story.push(entry);
  file.changed();
  return entry;
};

/** Runs something beside the procedure, under the case's own scope; what it throws pauses the case. */
export const beside = (file: CaseFile, scope: CancellationScope, work: () => Promise<void>): void => {
  scope.run(work).catch(file.crash);
};

export const scopeWithin = (parent: CancellationScope): CancellationScope =>
  new CancellationScope({ cancellable: true, parent });

export const latestRound = (file: CaseFile, duty: string, instance: string): Round | undefined =>
  file.rounds.findLast((round) => round.state.duty === duty && round.state.instance === instance);

/** What names a round in the ids of letters, in instances and in choices: `DUTY/INSTANCE/ROUND`. */
export const keyOf = ({ duty, instance, round }: Pick<DutyState, 'duty' | 'instance' | 'round'>): string =>
  [duty, instance, round].join('/');

/** Announced, and not dated anew since to a day that is still to come. */
export const isOverdue = ({ breaches, dates }: DutyState): boolean =>
  breaches > 0 && (dates?.alarmEndsMs ?? Infinity) <= Date.now();

/** The round whose key something begins with, and what follows there: a part, the rest of a letter's id, or nothing. */
export const roundNamed = (file: CaseFile, by: string): { round: Round; rest: string } | undefined => {
  for (const round of file.rounds) {
    const key = keyOf(round.state);
    if (by === key || by.startsWith(`${key}/`)) return { round, rest: by.slice(key.length + 1) };
  }
  return undefined;
};
