import type { Info } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { findingAbout, type Finding } from '../watchdog/finding';

/** So many attempts may fail before it is news: a relay or a disk that is away for a moment is none. */
const tolerated = 5;

/**
 * Stands before each activity, and has the administrators told of one that has failed five times: it is tried again for
 * ever, and nobody looks at what is pending. The activity waits for no telling, and nothing of its error is told.
 * @param tell logs for itself what keeps it from telling, and tells each finding once.
 */
export const tellOfFailing =
  (tell: (finding: Finding) => Promise<void>): ActivityInterceptorsFactory =>
  ({ info }) => ({
    inbound: {
      async execute(input, next) {
        // An attempt that timed out, or that ended with its worker, is known by the next one alone.
        if (info.attempt > tolerated) tellBeside(tell, info);
        try {
          return await next(input);
        } catch (error) {
          if (info.attempt === tolerated && !(error instanceof CancelledFailure)) tellBeside(tell, info);
          throw error;
        }
      },
    },
  });

const tellBeside = (
  tell: (finding: Finding) => Promise<void>,
  { workflowExecution, activityId, activityType }: Info,
): void => {
  const { workflowId, runId } = workflowExecution ?? { workflowId: '', runId: '' };
  const finding = {
    ...findingAbout('activity-failing', workflowId, `${runId} ${activityId}`),
    activity: activityType,
  };
  void Promise.resolve(finding)
    .then(tell)
    .catch(() => undefined);
};
