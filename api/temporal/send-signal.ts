import { isGrpcServiceError, type Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { repeatOnDeadline } from './repeat';

const notFound: readonly number[] = [5];

/** The payload as the client itself would make it: converted, then encrypted for this workflow. */
async function encoded(client: Client, workflowId: string, value: unknown): Promise<Payload[]> {
  const { payloadConverter, payloadCodecs } = client.options.loadedDataConverter;
  const context = { type: 'workflow' as const, namespace: client.options.namespace, workflowId };
  let payloads = [payloadConverter.toPayload(value)];
  for (const codec of payloadCodecs) payloads = await codec.encode(payloads, context);
  return payloads;
}

/**
 * Sends a signal, repeated on silence under one request id: the client's own signal would make a new id for each call,
 * and one decision could be taken twice. `over`: nothing runs under this id.
 */
export async function sendSignal(
  client: Client,
  workflowExecution: { workflowId: string; runId?: string },
  signalName: string,
  value: object,
  requestId: string,
): Promise<'sent' | 'over'> {
  const payloads = await encoded(client, workflowExecution.workflowId, value);
  try {
    await repeatOnDeadline(client, () =>
      client.workflowService.signalWorkflowExecution({
        namespace: client.options.namespace,
        workflowExecution,
        signalName,
        input: { payloads },
        identity: client.options.identity,
        requestId,
      }),
    );
    return 'sent';
  } catch (error) {
    if (isGrpcServiceError(error) && notFound.includes(error.code)) return 'over';
    throw error;
  }
}
