import {
  condition,
  defineQuery,
  proxyActivities,
  setCurrentDetails,
  setDefaultSignalHandler,
  setHandler,
} from '@temporalio/workflow';
import type { FixingActivities, LateArrival, OutsideActivities } from '../activities';
import type { SubmissionView } from '../domain/case-view';
import type { ClosedCase, ClosedView } from '../domain/closed-case';
import { dayInWords } from './case/day-in-words';
import { guard } from './case/guard';
import { isSubmission } from './case/submission';

const { fixRetention } = proxyActivities<FixingActivities>({
  startToCloseTimeout: '20 seconds',
  retry: { maximumInterval: '1 minute' },
});
const { archiveRecord, appendRecord } = proxyActivities<OutsideActivities>({
  startToCloseTimeout: '5 minutes',
  retry: { maximumInterval: '1 hour' },
});

const viewQuery = defineQuery<ClosedView>('view');
const submissionQuery = defineQuery<SubmissionView, [string]>('submission');

/**
 * Keeps the record of a closed case until its time is up. The bag is the truth and this its index; what arrives late
 * becomes an appendix. Source: P 1.18 (35 years); where an edition is silent, the partnership's own period.
 */
export const recordRetention = (closed: ClosedCase): Promise<void> =>
  guard(
    () => keep(closed),
    () => undefined,
  );

const keep = async (closed: ClosedCase): Promise<void> => {
  const { reference, runId } = closed;
  const late: LateArrival[] = [];
  const outcomes = new Map(closed.outcomes);
  let bags = 0;
  let untilOn: string | null = null;
  setDefaultSignalHandler((name, ...values) => {
    if (isSubmission(values[0])) {
      const { submission } = values[0];
      if (outcomes.has(submission)) return;
      outcomes.set(submission, { outcome: 'refused', because: 'closed', entry: 0 });
    }
    late.push({ name, atMs: Date.now(), value: values[0] });
  });
  setHandler(viewQuery, () => {
    const { ending, closedAtMs } = closed;
    return { reference, closed: true, ending, closedAtMs, keptUntilOn: untilOn, bags };
  });
  setHandler(submissionQuery, (submission) => outcomes.get(submission) ?? null);
  await archiveRecord.executeWithOptions({ summary: 'Seal record, originals and history' }, [
    { reference, runId },
  ]);
  bags = 1;
  const retention = await fixRetention.executeWithOptions({ summary: 'Fix until when the record is kept' }, [
    { edition: closed.opening.edition, closedAtMs: closed.closedAtMs },
  ]);
  untilOn = retention.untilOn;
  setCurrentDetails(`Closed. The record is kept until **${dayInWords(untilOn)}**.`);
  while (Date.now() < retention.untilMs) {
    const left = retention.untilMs - Date.now();
    await condition(() => late.length > 0, left, {
      summary: `The record is kept until ${dayInWords(untilOn)}`,
    });
    for (let arrival = late.shift(); arrival; arrival = late.shift()) {
      await appendRecord({ reference, bag: bags, arrival });
      bags += 1;
    }
  }
};
