import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { msNumberToTs } from '@temporalio/common/lib/time';
import { temporal } from '@temporalio/proto';

const { FastForwardPollingResult } = temporal.api.enums.v1;

/**
 * Moves the clock of one case, in a namespace for training and nowhere else: timers on the way fire in order, activities
 * run in real time between them, other cases are untouched. Resolves when the case's own time has passed by `ms`;
 * rejects with a sentence when time stands still for `patienceMs`.
 */
export const moveTime = async (
  client: Client,
  workflowId: string,
  ms: number,
  patienceMs = 60_000,
): Promise<void> => {
  const target = (await caseTime(client, workflowId)) + ms;
  const giveUpAt = (): number => Date.now() + patienceMs;
  let deadline = giveUpAt();
  let seen = target - ms;
  for (;;) {
    if (await forward(client, workflowId, target - seen, deadline)) return;
    const now = await caseTime(client, workflowId);
    // A second's grace: the server counts a fast-forward in whole seconds.
    if (now >= target - 1000) return;
    if (now > seen + 1000) deadline = giveUpAt();
    else if (Date.now() > deadline)
      throw new Error(`The time of ${workflowId} stands still at ${new Date(now).toISOString()}.`);
    seen = now;
  }
};

/** A poll is held open by the server until something happens. */
const pollMs = 70_000;

/** The case's own now, in milliseconds: ahead of the world's by what has been skipped. */
export const caseTime = async (client: Client, workflowId: string): Promise<number> => {
  const { workflowExtendedInfo } = await client.workflowService.describeWorkflowExecution({
    namespace: client.options.namespace,
    execution: { workflowId },
  });
  const current = workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  const seconds = Number(current?.seconds ?? 0);
  return seconds === 0 ? Date.now() : seconds * 1000 + (current?.nanos ?? 0) / 1e6;
};

/** One fast-forward, waited for; true when the run has ended on the way. */
const forward = async (
  client: Client,
  workflowId: string,
  ms: number,
  deadline: number,
): Promise<boolean> => {
  const { namespace } = client.options;
  const id = randomUUID();
  const workflowExecution = { workflowId };
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace,
    workflowExecution,
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        fastForwardConfig: { id, duration: msNumberToTs(Math.ceil(ms / 1000) * 1000) },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  // The call above returns before the timers on the way have fired: a signal sent then would overtake a reminder.
  for (;;) {
    const { fastForwardPollingResult: result } = await client.withDeadline(Date.now() + pollMs, () =>
      client.workflowService.pollWorkflowExecutionTimeSkipping({
        namespace,
        workflowExecution,
        fastForwardId: id,
      }),
    );
    if (result === FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED)
      return await hasEnded(client, workflowId);
    const again = result === FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT;
    if (!again || Date.now() > deadline) return false;
  }
};

const hasEnded = async (client: Client, workflowId: string): Promise<boolean> => {
  const { status } = await client.workflow.getHandle(workflowId).describe();
  return status.name !== 'RUNNING';
};
