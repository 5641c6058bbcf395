import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { clientForLists } from '../config/encryption/naming-codec';
import { endedRun } from './ended-run';
import { cases, findingAbout, type Finding } from './finding';
import { unannounced } from './unannounced';

const { TaskQueueType } = temporal.api.enums.v1;

/** A poller that was not seen for so long is taken for gone. */
const pollerSilenceMs = 2 * 60_000;

const deadline = defineSearchAttributeKey('CaseNextDeadline', SearchAttributeType.DATETIME);

const ours = `WorkflowType IN ('seriousIncident', 'recordRetention', 'securityCode', 'confirmation', 'attention')`;

/** Looks from outside the worker at what would otherwise say nothing. `taskQueue` is the cases'. @throws when Temporal does not answer. */
export const look = async (
  client: Client,
  taskQueue: string,
  nowMs: number,
  askAgainAtMs = new Map<string, number>(),
): Promise<Finding[]> => {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  // One whose key is missing must not make it blind to all.
  const lists = clientForLists(client);
  const found = await Promise.all([
    withoutWorker(client, taskQueue, nowMs, today),
    listed(
      lists,
      `${ours} AND ExecutionStatus = 'Running' AND TemporalReportedProblems IS NOT NULL`,
      'case-paused',
      () => today,
    ),
    unannounced(lists, nowMs, askAgainAtMs),
    // Once for each period: a record may have been kept for longer before.
    listed(
      lists,
      `WorkflowType = 'recordRetention' AND ExecutionStatus = 'Running' AND CaseNextDeadline < '${new Date(nowMs).toISOString()}'`,
      'retention-over',
      ({ typedSearchAttributes }) => String(typedSearchAttributes.get(deadline)?.getTime()),
    ),
    // Once for each run: a case that was reset leaves its old run terminated.
    endedCases(lists),
  ]);
  return found.flat();
};

const endedCases = async (client: Client): Promise<Finding[]> => {
  const findings: Finding[] = [];
  const query = `${cases} AND ExecutionStatus IN ('Terminated', 'Failed', 'TimedOut', 'Canceled')`;
  for await (const run of client.workflow.list({ query }))
    findings.push({ ...findingAbout('case-ended', run.workflowId, run.runId), ended: endedRun(run) });
  return findings;
};

const withoutWorker = async (
  client: Client,
  taskQueue: string,
  nowMs: number,
  today: string,
): Promise<Finding[]> => {
  const pollers = async (taskQueueType: temporal.api.enums.v1.TaskQueueType): Promise<boolean> => {
    const { pollers: seen } = await client.workflowService.describeTaskQueue({
      namespace: client.options.namespace,
      taskQueue: { name: taskQueue },
      taskQueueType,
    });
    return seen.some(
      ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > nowMs - pollerSilenceMs,
    );
  };
  const polled = await Promise.all([
    pollers(TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW),
    pollers(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY),
  ]);
  return polled.every(Boolean) ? [] : [{ id: `attention-no-worker-${today}`, what: 'no-worker' }];
};

const listed = async (
  client: Client,
  query: string,
  what: Finding['what'],
  once: (run: WorkflowExecutionInfo) => string,
): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for await (const run of client.workflow.list({ query }))
    findings.push(findingAbout(what, run.workflowId, once(run)));
  return findings;
};
