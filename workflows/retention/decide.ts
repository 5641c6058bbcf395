import { proxyActivities } from '@temporalio/workflow';
import type { FixingActivities, OutsideActivities } from '../../activities';
import type { DestroyDecision, KeepDecision, KeptRecord, Retention } from '../../domain/closed-case';
import type { Outcome } from '../../domain/record';
import { dayInWords } from '../case/day-in-words';
import { keepUntil, type RecordFile } from './record-file';

const { fixChosenDay } = proxyActivities<FixingActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { maximumInterval: '1 minute' },
});
const { keepLonger, destroyContent } = proxyActivities<OutsideActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { maximumInterval: '1 hour' },
});

const recorded: Outcome = { outcome: 'recorded', entry: 0 };
const refused = (detail: string): Outcome => ({
  outcome: 'refused',
  because: 'not-allowed',
  entry: 0,
  detail,
});

/** Keeps the record until a later day that somebody chose; that stands in a bag too, so that it is found again. */
export const decideToKeep = async (
  file: RecordFile,
  kept: KeptRecord,
  { submission, by, untilOn, reason }: KeepDecision,
): Promise<void> => {
  if (file.outcomes.has(submission)) return;
  const chosen = await fixChosenDay.executeWithOptions({ summary: 'Fix the day that was chosen' }, [
    { untilOn, nowMs: Date.now() },
  ]);
  const judged = judge(chosen, kept.retention);
  if (typeof judged === 'string') {
    file.outcomes.set(submission, refused(judged));
    return;
  }
  const { reference } = file.closed;
  const keptLonger = { ...judged, by, atMs: Date.now(), reason };
  await keepLonger.executeWithOptions(
    { summary: `Keep the record until ${dayInWords(judged.untilOn)}, as ${by} decided` },
    [{ reference, bag: kept.bags, keptLonger }],
  );
  kept.bags += 1;
  keepUntil(kept, judged);
  file.outcomes.set(submission, recorded);
};

/** The day that was chosen, or why it cannot be, in a sentence. */
const judge = (chosen: Retention | null, { untilOn, untilMs }: Retention): Retention | string => {
  if (!chosen) return 'That is no day, or lies more than a hundred years ahead.';
  if (chosen.untilMs <= untilMs)
    return `The record is kept until ${dayInWords(untilOn)}: choose a later day.`;
  return chosen.untilMs > Date.now() ? chosen : 'That day is over: choose a later one.';
};

/** Destroys the content key: only once the period is over, and only because somebody decided so. */
export const decideToDestroy = async (
  file: RecordFile,
  { retention: { untilOn, untilMs } }: KeptRecord,
  { submission, by }: DestroyDecision,
): Promise<void> => {
  if (file.outcomes.has(submission)) return;
  if (Date.now() < untilMs) {
    const detail = `The record is kept until ${dayInWords(untilOn)}, and cannot be destroyed before that day is over.`;
    file.outcomes.set(submission, refused(detail));
    return;
  }
  const { reference } = file.closed;
  file.destroyed = await destroyContent.executeWithOptions(
    { summary: `Destroy the content key, as ${by} decided` },
    [{ reference, by, atMs: Date.now() }],
  );
  file.outcomes.set(submission, recorded);
};
