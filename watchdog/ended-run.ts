import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { clientForLists } from '../config/encryption/naming-codec';
import type { EndedRun, Finding } from './finding';

/** How a run ended that the server lists as ended otherwise than by its procedure. */
export const endedRun = ({ workflowId, runId, status, closeTime }: WorkflowExecutionInfo): EndedRun => ({
  workflowId,
  runId,
  how: byStatus[status.name] ?? 'terminated',
  atMs: closeTime?.getTime() ?? Date.now(),
});

const byStatus: Readonly<Record<string, EndedRun['how']>> = {
  FAILED: 'failed',
  TIMED_OUT: 'timed-out',
  CANCELLED: 'cancelled',
};

/** A list does not say whether a later run goes on, which only a reset begins: the server is asked when it is told. */
export const asItWentOn = async (client: Client, finding: Finding): Promise<Finding> => {
  const { ended } = finding;
  if (ended === undefined) return finding;
  const latest = await clientForLists(client).workflow.getHandle(ended.workflowId).describe();
  return latest.runId === ended.runId ? finding : { ...finding, ended: { ...ended, how: 'reset' } };
};
