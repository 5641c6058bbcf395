import type { Client } from '@temporalio/client';
import { z } from 'zod';
import type { Attention } from '../services';
import { withinDeadline } from './repeat';
import { sendSignal } from './send-signal';

const memo = z.object({
  noticed: z.object({
    id: z.string(),
    words: z.string(),
    reference: z.string().optional(),
    noticedAtMs: z.number(),
  }),
});

/** What the watchdog noticed and nobody has settled yet, oldest first. */
export const openAttentions = (client: Client): Promise<Attention[]> =>
  withinDeadline(client, () => listed(client));

const listed = async (client: Client): Promise<Attention[]> => {
  const found: Attention[] = [];
  const query = `WorkflowType = 'attention' AND ExecutionStatus = 'Running'`;
  for await (const execution of client.workflow.list({ query })) {
    const { data } = memo.safeParse(execution.memo);
    if (data) {
      const { id, words, reference = null, noticedAtMs } = data.noticed;
      found.push({ id, words, reference, noticedAtMs });
    }
  }
  return found.toSorted((one, other) => one.noticedAtMs - other.noticedAtMs);
};

/** Settles one; settling what is settled already changes nothing. */
export const settleAttention = async (client: Client, id: string, person: string): Promise<void> => {
  await sendSignal(client, { workflowId: id }, 'settled', { person }, `settled-${id}`);
};
