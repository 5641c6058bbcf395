import { proxyLocalActivities } from '@temporalio/workflow';
import type { LocalActivities } from '../../activities';
import type { OpenedDuty } from '../../domain/opened-duty';
import { beside, type CaseFile, type ToOpen } from './file';

const { openDuties } = proxyLocalActivities<LocalActivities>({
  startToCloseTimeout: '20 seconds',
  // Nothing retries for ever inside a workflow task: after this the case pauses, visibly.
  retry: { maximumAttempts: 3 },
});

/**
 * Opens duties through the local activity, those that are asked for in one breath by one call:
 * its recorded result is all that the case then goes by.
 */
export const dutyOpener = (file: CaseFile): CaseFile['open'] => {
  let waiting: { wanted: ToOpen; opened: (duty: OpenedDuty) => void }[] = [];
  const flush = async (): Promise<void> => {
    await Promise.resolve();
    const batch = waiting;
    waiting = [];
    const { opening, events } = file;
    const results = await openDuties(
      batch.map(({ wanted }) => ({
        ...wanted,
        edition: opening.edition,
        nowMs: Date.now(),
        events: { ...events },
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
  return (wanted) =>
    new Promise((opened) => {
      if (waiting.length === 0) beside(file, file.scope, flush);
      waiting.push({ wanted, opened });
    });
};
