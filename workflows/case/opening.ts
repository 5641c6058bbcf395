import { proxyLocalActivities } from '@temporalio/workflow';
import type { LocalActivities } from '../../activities';
import type { OpenedDuty } from '../../domain/opened-duty';
import { beside, type CaseFile, type ToOpen } from './file';

const { openDuties } = proxyLocalActivities<LocalActivities>({
  // Shorter than a workflow task by far, after which the case pauses, visibly: a signal that came while a task is kept
  // alive would be replayed in another order.
  scheduleToCloseTimeout: '5 seconds',
  retry: { maximumAttempts: 3 },
});

/**
 * Opens duties through the local activity: its recorded result is all that the case then goes by. Those asked for in one
 * breath go in one call, and never two calls at once: which of two ends first is not the same again in a replay.
 */
export const dutyOpener = (file: CaseFile): CaseFile['open'] => {
  let waiting: Waiting[] = [];
  let busy = false;
  const flush = async (): Promise<void> => {
    await Promise.resolve();
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
  const { opening, events } = file;
  const results = await openDuties(
    batch.map(({ wanted: { undated, ...wanted } }) => ({
      ...wanted,
      edition: opening.edition,
      nowMs: Date.now(),
      events: undated ? {} : { ...events },
      agencies: opening.agencies,
      referrer: opening.reportedBy,
    })),
  );
  batch.forEach(({ opened }, index) => {
    const result = results[index];
    if (!result) throw new Error('openDuties answered for fewer duties than were asked for');
    opened(result);
  });
};
