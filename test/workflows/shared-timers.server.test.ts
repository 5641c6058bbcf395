import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { moveTime } from '../../config/training';

jest.setTimeout(120_000);

describe('timers for the same instant under different summaries', () => {
  it('wake everybody at that instant, in moved time too, though they were started one after the other', async () => {
    const address = process.env.TEST_TEMPORAL_ADDRESS ?? '';
    const [connection, native, workflowBundle] = await Promise.all([
      Connection.connect({ address }),
      NativeConnection.connect({ address }),
      bundleWorkflowCode({ workflowsPath: require.resolve('../support/many-timers') }),
    ]);
    const taskQueue = 'many-timers';
    const worker = await Worker.create({ connection: native, workflowBundle, taskQueue });
    const client = new Client({ connection });
    const late = await worker.runUntil(async () => {
      const { workflowId, result } = await client.workflow
        .start<(strands: number, days: number) => Promise<number[]>>('manyTimers', {
          taskQueue,
          workflowId: taskQueue,
          args: [20, 25],
        })
        .then((handle) => ({ workflowId: handle.workflowId, result: () => handle.result() }));
      await moveTime(client, workflowId, 30 * 24 * 60 * 60_000);
      return result();
    });
    await Promise.all([connection.close(), native.close()]);
    expect(late).toHaveLength(20 * 25);
    expect(late.filter((ms) => ms > 60_000)).toEqual([]);
  });
});
