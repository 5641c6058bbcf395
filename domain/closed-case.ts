import type { CaseMemo } from './case-view';
import type { Opening, Outcome } from './record';

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
};

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
};
