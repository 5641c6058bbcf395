import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { CasesUnderTest } from './case-under-test';

type Target = Pick<CasesUnderTest, 'client'>;

/** Sends a signal as somebody does who goes past us, to the server itself. */
export const signalPastUs = async (
  { client }: Target,
  workflowId: string,
  signalName: string,
  payloads: Payload[],
): Promise<void> => {
  const { namespace } = client.options;
  await client.workflowService.signalWorkflowExecution({
    namespace,
    workflowExecution: { workflowId },
    signalName,
    input: { payloads },
  });
};

export const inTheClear = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);

export const marked = (encoding: string, data: string): Payload => ({
  metadata: { encoding: Buffer.from(encoding) },
  data: Buffer.from(data),
});

/** As the service itself would have encrypted it for a case. */
export const encryptedFor = async (
  { client, codec }: Pick<CasesUnderTest, 'client' | 'codec'>,
  workflowId: string,
  value: unknown,
): Promise<Payload> => {
  const { namespace } = client.options;
  const [payload = {}] = await codec.encode([inTheClear(value)], { type: 'workflow', namespace, workflowId });
  return payload;
};
