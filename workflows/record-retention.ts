import { condition, proxyActivities } from '@temporalio/workflow';
import type { FixingActivities, LateArrival, OutsideActivities } from '../activities';
import type { ClosedCase, Destroyed, KeptRecord } from '../domain/closed-case';
import { dayInWords } from './case/day-in-words';
import { guard } from './case/guard';
import { decideToDestroy, decideToKeep } from './retention/decide';
import { isDestroyDecision, isKeepDecision } from './retention/decision';
import { keepUntil, openRecord, showState, type RecordFile } from './retention/record-file';

const { fixRetention } = proxyActivities<FixingActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { maximumInterval: '1 minute' },
});
const { archiveRecord, appendRecord } = proxyActivities<OutsideActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { maximumInterval: '1 hour' },
});

/**
 * Keeps the record of a closed case. The bag is the truth and this its index; what arrives late becomes an appendix.
 * When its time is up it waits for a person, who decides that the record is destroyed, or kept until a later day.
 * Source: P 1.18 (35 years); where an edition is silent, the partnership's own period.
 */
export const recordRetention = (closed: ClosedCase): Promise<Destroyed> =>
  guard(
    () => keep(openRecord(closed)),
    () => undefined,
  );

const keep = async (file: RecordFile): Promise<Destroyed> => {
  const kept = file.closed.kept ?? (await makeRecord(file.closed));
  file.kept = kept;
  keepUntil(kept, kept.retention);
  for (;;) {
    showState(file, kept);
    if (file.destroyed) return file.destroyed;
    await somethingArrives(file, kept);
    const arrival = file.arrivals.shift();
    if (arrival) await seeTo(file, kept, arrival);
  }
};

/** The period stands in the record itself, and is therefore fixed first. */
const makeRecord = async (closed: ClosedCase): Promise<KeptRecord> => {
  const retention = await fixRetention.executeWithOptions({ summary: 'Fix until when the record is kept' }, [
    { edition: closed.opening.edition, closedAtMs: closed.closedAtMs },
  ]);
  const kept = { bags: 1, retention };
  await archiveRecord.executeWithOptions({ summary: 'Seal record, originals and history' }, [
    { ...closed, kept },
  ]);
  return kept;
};

/** Or the period ends. Once that is over, only a person ends the waiting. */
const somethingArrives = async (file: RecordFile, { retention }: KeptRecord): Promise<void> => {
  const { untilOn, untilMs } = retention;
  const arrived = () => file.arrivals.length > 0;
  const left = untilMs - Date.now();
  if (left > 0)
    await condition(arrived, left, { summary: `The record is kept until ${dayInWords(untilOn)}` });
  else await condition(arrived);
};

const seeTo = async (file: RecordFile, kept: KeptRecord, arrival: LateArrival): Promise<void> => {
  const { name, value } = arrival;
  if (name === 'keep' && isKeepDecision(value)) return decideToKeep(file, kept, value);
  if (name === 'destroy' && isDestroyDecision(value)) return decideToDestroy(file, kept, value);
  await appendRecord({ reference: file.closed.reference, bag: kept.bags, arrival });
  kept.bags += 1;
};
