import { createHash } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { Confirmed } from '../../activities/confirmation';
import { withinDeadline } from './repeat';

/** The same answer sent again is confirmed once. */
const idOf = ({ reference, submission }: Confirmed): string =>
  `confirmation-${createHash('sha256').update(`${reference} ${submission}`).digest('hex').slice(0, 24)}`;

/** Starts what tells somebody by letter what became of an answer, and gives its workflow id. @throws Unanswered */
export async function startConfirmation(client: Client, taskQueue: string, sent: Confirmed): Promise<string> {
  const workflowId = idOf(sent);
  try {
    await withinDeadline(client, () =>
      client.workflow.start('confirmation', {
        taskQueue,
        workflowId,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        args: [sent],
        staticSummary: `An answer in ${sent.reference}: ${sent.duty}`,
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  return workflowId;
}
