import type { CaseMemo } from './case-view';
import type { Opening, Outcome, Parcel } from './record';

/** What goes on of a closed case: small, and without anything that people wrote. */
export type ClosedCase = {
  reference: string;
  ending: 'over' | 'withdrawn';
  closedAtMs: number;
  /** The run that has just closed; its history goes into the record. */
  runId: string;
  opening: Pick<Opening, 'edition' | 'training'>;
  row: CaseMemo;
  /** What became of the latest submissions, by their ids: the answer that closed a case is asked about afterwards. */
  outcomes: readonly (readonly [string, Outcome])[];
  /** Only of a record that stands already: found again by its bags, it is not made a second time. */
  kept?: KeptRecord;
};

/** The London date until which a record is kept, and the instant at which that day ends. */
export type Retention = { untilOn: string; untilMs: number };

/** How many bags there are, and until when they are kept. */
export type KeptRecord = { bags: number; retention: Retention };

/** The file of a record's first bag that holds all that its workflow is started with again. */
export const closingFile = 'closing.json';

/** The file of an appendix by which somebody decided to keep the record for longer. */
export const keptLongerFile = 'kept-longer.json';

/** Payload of the signal `keep`: the record is kept until a later day. `by` is a person's id, the reason is sealed. */
export type KeepDecision = { submission: string; by: string; untilOn: string; reason: Parcel };

/** Payload of the signal `destroy`. The reason outlives the key under which it could be sealed: it holds no names. */
export type DestroyDecision = { submission: string; by: string; reason: string };

/** A decision to keep a record for longer, as its appendix holds it. */
export type KeptLonger = Retention & { by: string; atMs: number; reason: Parcel };

/** What remains of a record that was destroyed: by whom, and when by the case's own time. */
export type Destroyed = { reference: string; by: string; atMs: number; on: string };

/** Answer of the query `view` of a closed case; the rest is in its record. */
export type ClosedView = {
  reference: string;
  closed: true;
  ending: ClosedCase['ending'];
  closedAtMs: number;
  /** The London date until which the record is kept, once the record is made. */
  keptUntilOn: string | null;
  /** How many bags there are: the record, and an appendix for each late arrival. */
  bags: number;
  /** Its time is up: a person is to decide whether it is destroyed. */
  over: boolean;
  destroyed: Destroyed | null;
};
