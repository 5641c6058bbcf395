import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { z } from 'zod';
import { clientForLists } from '../../config/encryption/naming-codec';
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

const wantingMemo = z.object({ noticed: z.object({ wantsKey: z.string() }) });

/** What the watchdog noticed and nobody has settled yet, oldest first. */
export const openAttentions = (client: Client): Promise<Attention[]> =>
  withinDeadline(client, () => listed(client));

const listed = async (client: Client): Promise<Attention[]> => {
  const found: Attention[] = [];
  const query = `WorkflowType = 'attention' AND ExecutionStatus = 'Running'`;
  for await (const execution of clientForLists(client).workflow.list({ query })) {
    const { data } = memo.safeParse(execution.memo);
    if (data) {
      const { id, words, reference = null, noticedAtMs } = data.noticed;
      found.push({ id, words, reference, noticedAtMs });
    }
    const wanting = wantingMemo.safeParse(execution.memo).data;
    if (wanting) found.push(unread(execution, wanting.noticed.wantsKey));
  }
  return found.toSorted((one, other) => one.noticedAtMs - other.noticedAtMs);
};

/** It stays a task, though what it says is told only once the key is back. */
const unread = ({ workflowId, startTime }: WorkflowExecutionInfo, key: string): Attention => ({
  id: workflowId,
  words: `What the watchdog noticed cannot be read: the key ${key} is missing from ENCRYPTION_KEYS. Nothing is lost: put it back and start the service anew.`,
  reference: null,
  noticedAtMs: startTime.getTime(),
});

/** Settles one; settling what is settled already changes nothing. */
export const settleAttention = async (client: Client, id: string, person: string): Promise<void> => {
  await sendSignal(client, { workflowId: id }, 'settled', { person }, `settled-${id}`);
};
