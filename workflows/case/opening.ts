import { proxyActivities } from '@temporalio/workflow';
import type { FixingActivities } from '../../activities';
import type { OpenedDuty } from '../../domain/opened-duty';
import { beside, type CaseFile, type ToOpen } from './file';

const { openDuties } = proxyActivities<FixingActivities>({
  startToCloseTimeout: '20 seconds',
  // A fault keeps the case waiting, visibly, until it is mended.
  retry: { maximumInterval: '1 minute' },
});

/**
 * Opens duties through an activity: its recorded result is all that the case then goes by. Those asked for in one breath
 * go in one call.
 */
export const dutyOpener = (file: CaseFile): CaseFile['open'] => {
  let waiting: Waiting[] = [];
  let busy = false;
  const flush = async (): Promise<void> => {
    // One breath takes a few turns, for what follows an answer comes out of promises.
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await openBatch(file, batch);
    }
    busy = false;
  };
  return (wanted) =>
    new Promise((opened) => {
      waiting.push({ wanted, opened });
      if (busy) return;
      busy = true;
      beside(file, file.scope, flush);
    });
};

type Waiting = { wanted: ToOpen; opened: (duty: OpenedDuty) => void };

const openBatch = async (file: CaseFile, batch: readonly Waiting[]): Promise<void> => {
  const { opening } = file;
  const events = { ...file.events };
  const requests = batch.map(({ wanted: { undated, on, ...wanted } }) => ({
    ...wanted,
    edition: opening.edition,
    nowMs: Date.now(),
    events: { ...(undated ? {} : events), ...on },
    referrer: opening.reportedBy,
    handler: file.handler,
    ...(file.deputies.length === 0 ? {} : { deputies: file.deputies }),
  }));
  const results = await openDuties.executeWithOptions({ summary: summaryOf(requests) }, [requests]);
  // An event of the meantime would find a duty that is not open yet, and so never date it.
  if (JSON.stringify(events) !== JSON.stringify(file.events)) return openBatch(file, batch);
  batch.forEach(({ opened }, index) => {
    const result = results[index];
    if (!result) throw new Error('openDuties answered for fewer duties than were asked for');
    opened(result);
  });
};

/** What an administrator reads in the timeline; the server takes no long one. */
const summaryOf = (requests: readonly { duty: string }[]): string => {
  const duties = [...new Set(requests.map(({ duty }) => duty))].join(', ');
  return `Open ${duties.length > 150 ? `${duties.slice(0, 149)}…` : duties}`;
};
