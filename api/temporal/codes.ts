import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowIdReusePolicy, WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { CodeStanding as StandingSaid, Verdict } from '../../workflows/code-state';
import type { CodeRequest, Guess, SecurityCodeInput } from '../../workflows/security-code';
import type { CodeStanding, CodeVerdict, SecurityCodes } from '../services';
import { Unanswered } from '../unanswered';
import { repeatOnDeadline, withinDeadline } from './repeat';
import { sendSignal } from './send-signal';

export type CodeHashes = {
  hashCode: (code: string, salt: string, question: string) => string;
  codeWorkflowId: (reference: string, person: string) => string;
};

/** How long a page waits for a worker to judge a code. */
const judgeMs = 8_000;
/** How long a page waits to learn whether another code would be sent. */
const askMs = 2_000;
/** How long a page waits for a code that is being mailed. */
const mailMs = 2_500;

/** Security codes judged by one workflow for each person and case, so that tries are counted in one place. */
export function codesOn(client: Client, taskQueue: string, hashes: CodeHashes): SecurityCodes {
  return {
    async send({ reference, question, person }, address) {
      const workflowId = hashes.codeWorkflowId(reference, person);
      if (await sendsNoMore(client, workflowId, question)) return 'no-more';
      const request: CodeRequest = { question, address };
      const input: SecurityCodeInput = { reference, address };
      await repeatOnDeadline(client, () =>
        client.workflow.signalWithStart('securityCode', {
          taskQueue,
          workflowId,
          workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
          args: [input],
          signal: 'sendCode',
          signalArgs: [request],
        }),
      );
      return 'asked';
    },
    async standing({ reference, question, person }) {
      const workflowId = hashes.codeWorkflowId(reference, person);
      try {
        const { status } = await withinDeadline(client, () =>
          client.workflow.getHandle(workflowId).describe(),
        );
        return status.name === 'RUNNING' ? await standingOf(client, workflowId, question) : 'none';
      } catch (error) {
        return error instanceof WorkflowNotFoundError ? 'none' : 'silent';
      }
    },
    async enter({ reference, question, person }, typed) {
      const workflowId = hashes.codeWorkflowId(reference, person);
      try {
        const { runId, status } = await withinDeadline(client, () =>
          client.workflow.getHandle(workflowId).describe(),
        );
        if (status.name !== 'RUNNING') return 'expired';
        const guess: Guess = { id: randomUUID(), question, hash: hashes.hashCode(typed, runId, question) };
        const sent = await sendSignal(client, { workflowId, runId }, 'enterCode', guess, guess.id);
        return sent === 'over' ? 'expired' : await judged(client, workflowId, runId, guess.id);
      } catch (error) {
        return error instanceof WorkflowNotFoundError ? 'expired' : 'unavailable';
      }
    },
  };
}

/** Whether no further code of a question is mailed; a workflow that cannot say, or is none, is asked all the same. */
async function sendsNoMore(client: Client, workflowId: string, question: string): Promise<boolean> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    const { status } = await withinDeadline(client, () => handle.describe());
    if (status.name !== 'RUNNING') return false;
    return await client.withDeadline(Date.now() + askMs, () =>
      handle.query<boolean, [string]>('sendsNoMore', question),
    );
  } catch (error) {
    if (error instanceof Unanswered) throw error;
    return false;
  }
}

/** Asks until the guess is judged; while the workflow is busy the server refuses some of the questions. */
async function judged(client: Client, workflowId: string, runId: string, id: string): Promise<CodeVerdict> {
  const handle = client.workflow.getHandle(workflowId, runId);
  const until = Date.now() + judgeMs;
  while (Date.now() < until) {
    const verdict = await client
      .withDeadline(until, () => handle.query<Verdict | null, [string]>('verdict', id))
      .catch(() => null);
    if (verdict !== null) return verdict;
    await delay(100 + 150 * Math.random());
  }
  return 'unavailable';
}

/** Asks until the code is not only asked for; while no worker is up, nobody answers. */
async function standingOf(client: Client, workflowId: string, question: string): Promise<CodeStanding> {
  const handle = client.workflow.getHandle(workflowId);
  const until = Date.now() + mailMs;
  let standing: CodeStanding = 'silent';
  while (Date.now() < until) {
    standing = await client
      .withDeadline(until, () => handle.query<StandingSaid, [string]>('standing', question))
      .catch(() => standing);
    if (standing !== 'asked' && standing !== 'silent') return standing;
    await delay(100 + 100 * Math.random());
  }
  return standing;
}
