import type { DataConverter } from '@temporalio/common';
import { Worker, type NativeConnection, type WorkerOptions } from '@temporalio/worker';
import type { FixingActivities, OutsideActivities } from '../activities';

export type WorkerParts = {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  dataConverter: DataConverter;
  /** Path of the prebuilt bundle of the workflows. */
  bundlePath: string;
  activities: FixingActivities & OutsideActivities;
};

/** A worker for cases. Its waits are short, so that after a crash another takes over within seconds. */
export const createWorker = (
  { bundlePath, ...parts }: WorkerParts,
  options: Partial<WorkerOptions> = {},
): Promise<Worker> =>
  Worker.create({
    ...parts,
    workflowBundle: { codePath: bundlePath },
    // It is 0 by default, which cuts off a letter that is just being handed over.
    shutdownGraceTime: '20 seconds',
    stickyQueueScheduleToStartTimeout: '2 seconds',
    maxHeartbeatThrottleInterval: '2 seconds',
    defaultHeartbeatThrottleInterval: '2 seconds',
    ...options,
  });
