import { randomBytes, randomUUID } from 'node:crypto';
import { Context } from '@temporalio/activity';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundle,
} from '@temporalio/worker';
import { dataConverter } from '../../../config/encryption/data-converter';
import type { KeyRing } from '../../../config/key-ring';

const canary = 'a canary sings';

export const probeActivities = {
  echo: (words: string) => Promise.resolve(words),
  nothing: () => Promise.resolve(undefined),
  fail: (words: string) =>
    Promise.reject(
      ApplicationFailure.create({
        message: words,
        nonRetryable: true,
        details: [words],
        cause: new Error(words),
      }),
    ),
  // The first attempt dies with its last words in the heartbeat; the second reads them.
  async beatThenEcho(words: string): Promise<unknown> {
    const { info, heartbeat } = Context.current();
    if (info.attempt > 1) return info.heartbeatDetails;
    heartbeat({ words });
    return Promise.reject(ApplicationFailure.retryable(words));
  },
};

const namespace = 'default';
const keys: KeyRing = { active: 'one', keys: new Map([['one', randomBytes(32)]]) };
const converter = dataConverter(keys, namespace, randomBytes(32));
const taskQueue = `codec-${randomUUID()}`;
const workflowsPath = require.resolve('./probe-workflow');

Runtime.install({ logger: new DefaultLogger('ERROR') });

describe('encryption on a real server', () => {
  let connection: Connection;
  let native: NativeConnection;
  let client: Client;
  let worker: Worker;
  let running: Promise<void>;
  let workflowBundle: WorkflowBundle;

  beforeAll(async () => {
    const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
    connection = await Connection.connect({ address });
    native = await NativeConnection.connect({ address });
    client = new Client({ connection, namespace, dataConverter: converter });
    const { failureConverterPath = '' } = converter;
    workflowBundle = await bundleWorkflowCode({
      workflowsPath,
      failureConverterPath,
      logger: new DefaultLogger('ERROR'),
    });
    worker = await Worker.create({
      connection: native,
      namespace,
      taskQueue,
      workflowBundle,
      activities: probeActivities,
      dataConverter: converter,
    });
    running = worker.run();
  }, 60_000);

  afterAll(async () => {
    worker.shutdown();
    await running;
    await native.close();
    await connection.close();
  });

  const start = (type: string, workflowId: string): Promise<WorkflowHandle> =>
    client.workflow.start(type, {
      taskQueue,
      workflowId,
      args: [canary],
      memo: { first: canary },
      staticSummary: canary,
      staticDetails: canary,
    });
  const signalPastUs = (workflowId: string, payloads: Payload[]): Promise<unknown> =>
    client.workflowService.signalWorkflowExecution({
      namespace,
      workflowExecution: { workflowId },
      signalName: 'tell',
      input: { payloads },
    });
  const encryptedFor = async (workflowId: string): Promise<Payload> => {
    const [payload = {}] =
      (await converter.payloadCodecs?.[0]?.encode([defaultPayloadConverter.toPayload('x')], {
        type: 'workflow',
        namespace,
        workflowId,
      })) ?? [];
    return payload;
  };
  /** Everything that the server keeps of a case and would show, as text, with payloads unpacked. */
  const keptOf = async (handle: WorkflowHandle): Promise<string> => {
    const description = await client.workflowService.describeWorkflowExecution({
      namespace,
      execution: { workflowId: handle.workflowId },
    });
    const history = await handle.fetchHistory();
    const message = temporal.api.history.v1.History.encode(history).finish();
    const described =
      temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse.encode(description).finish();
    return Buffer.concat([message, described]).toString('latin1');
  };

  it('covers every way to the server, and each value comes back', async () => {
    const workflowId = `SI-TEST-${randomUUID()}`;
    const handle = await start('probe', workflowId);
    const firstRun = client.workflow.getHandle(workflowId, (await handle.describe()).runId);
    expect(await handle.executeUpdate('ask', { args: [canary] })).toBe(`${canary} answered`);
    await signalPastUs(workflowId, [defaultPayloadConverter.toPayload({ choice: 'met' })]);
    await signalPastUs(workflowId, [
      { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{') },
    ]);
    await signalPastUs(workflowId, [await encryptedFor('SI-TEST-OTHER')]);
    await signalPastUs(workflowId, [{ ...(await encryptedFor(workflowId)), data: Buffer.from('rubbish') }]);
    await signalPastUs(workflowId, []);
    await handle.signal('tell', { words: canary });
    const heard = [
      { unreadable: 'not-encrypted' },
      { unreadable: 'not-encrypted' },
      { unreadable: 'other-case' },
      { unreadable: 'not-authentic' },
      null,
      { words: canary },
    ];
    expect(await handle.query('told')).toEqual(heard);
    const { memo, staticSummary, staticDetails } = await handle.describe();
    expect(memo).toEqual({ first: canary, words: canary });
    expect([await staticSummary(), await staticDetails()]).toEqual([canary, canary]);
    const listed = client.workflow.list({ query: `WorkflowId = "${workflowId}"` });
    for await (const row of listed) expect(row.memo).toEqual({ first: canary, words: canary });
    const details = await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata');
    expect(details.currentDetails).toBe(`waits for ${canary}`);

    await handle.signal('tell', 'enough');
    expect(await handle.result()).toEqual({
      heard: [...heard, 'enough'],
      echoed: canary,
      local: canary,
      beaten: { words: canary },
      failed: ['Activity task failed', canary, canary],
      failedHere: [canary, canary],
    });
    for (const run of [firstRun, handle]) {
      expect(await keptOf(run)).not.toContain(canary);
      const history = await run.fetchHistory();
      await Worker.runReplayHistory({ workflowBundle, dataConverter: converter }, history, workflowId);
    }
  }, 60_000);

  it('covers the error of a task that pauses its case, and the worker goes on', async () => {
    const handle = await start('stumble', `SI-TEST-${randomUUID()}`);
    let failures: temporal.api.history.v1.IHistoryEvent[] = [];
    while (failures.length === 0) {
      const { events } = await handle.fetchHistory();
      failures = (events ?? []).filter((event) => event.workflowTaskFailedEventAttributes);
    }
    expect(await keptOf(handle)).not.toContain(canary);
    expect(failures[0]?.workflowTaskFailedEventAttributes?.failure?.message).toBe('Encoded failure');
    expect(worker.getState()).toBe('RUNNING');
    await handle.terminate();
  }, 30_000);
});
