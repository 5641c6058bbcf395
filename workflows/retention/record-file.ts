import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import {
  defineQuery,
  defineSignal,
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { LateArrival } from '../../activities';
import type { SubmissionView } from '../../domain/case-view';
import type { ClosedCase, ClosedView, Destroyed, KeptRecord, Retention } from '../../domain/closed-case';
import type { Outcome } from '../../domain/record';
import { dayInWords } from '../case/day-in-words';
import { isSubmission } from '../case/submission';

const viewQuery = defineQuery<ClosedView>('view');
const submissionQuery = defineQuery<SubmissionView, [string]>('submission');
const decisions = [defineSignal<unknown[]>('keep'), defineSignal<unknown[]>('destroy')];
const nextDeadline = defineSearchAttributeKey('CaseNextDeadline', SearchAttributeType.DATETIME);

/** All that the workflow of a closed case holds. */
export type RecordFile = {
  closed: ClosedCase;
  outcomes: Map<string, Outcome>;
  /** What arrived and was not seen to yet, in order. */
  arrivals: LateArrival[];
  /** Null until the record is made. */
  kept: KeptRecord | null;
  over: boolean;
  destroyed: Destroyed | null;
};

/** Sets all handlers; they only put down what arrives. */
export const openRecord = (closed: ClosedCase): RecordFile => {
  const file: RecordFile = {
    closed,
    outcomes: new Map(closed.outcomes),
    arrivals: [],
    kept: null,
    over: false,
    destroyed: null,
  };
  // Before the default handler: set after it, they would miss what arrived with the start.
  for (const decision of decisions)
    setHandler(decision, (...values) => {
      file.arrivals.push({ name: decision.name, atMs: Date.now(), value: values[0] });
    });
  setDefaultSignalHandler((name, ...values) => {
    takeIn(file, { name, atMs: Date.now(), value: values[0] });
  });
  setHandler(viewQuery, () => viewOf(file));
  setHandler(submissionQuery, (submission) => file.outcomes.get(submission) ?? null);
  return file;
};

const takeIn = ({ outcomes, arrivals }: RecordFile, arrival: LateArrival): void => {
  if (isSubmission(arrival.value)) {
    const { submission } = arrival.value;
    if (outcomes.has(submission)) return;
    outcomes.set(submission, { outcome: 'refused', because: 'closed', entry: 0 });
  }
  arrivals.push(arrival);
};

const viewOf = ({ closed, kept, over, destroyed }: RecordFile): ClosedView => ({
  reference: closed.reference,
  closed: true,
  ending: closed.ending,
  closedAtMs: closed.closedAtMs,
  keptUntilOn: kept?.retention.untilOn ?? null,
  bags: kept?.bags ?? 0,
  over,
  destroyed,
});

/** The end of the period is what the watchdog finds it by, once it has passed. */
export const keepUntil = (kept: KeptRecord, retention: Retention): void => {
  kept.retention = retention;
  upsertSearchAttributes([{ key: nextDeadline, value: new Date(retention.untilMs) }]);
};

/** Brings the current details up to date: the first thing that an administrator reads. */
export const showState = (file: RecordFile, { retention: { untilOn, untilMs } }: KeptRecord): void => {
  const day = `**${dayInWords(untilOn)}**`;
  file.over = Date.now() >= untilMs;
  if (file.destroyed)
    setCurrentDetails(
      `Closed. The record was destroyed on **${dayInWords(file.destroyed.on)}** by ${file.destroyed.by}.`,
    );
  else if (file.over)
    setCurrentDetails(
      `Closed. The record was to be kept until ${day}, and its time is up. A person decides: it is destroyed, or kept until a later day. Nothing is destroyed by itself.`,
    );
  else setCurrentDetails(`Closed. The record is kept until ${day}.`);
};
