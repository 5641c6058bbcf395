import { MockActivityEnvironment } from '@temporalio/testing';
import { CancelledFailure } from '@temporalio/common';
import type { Finding } from '../../watchdog/finding';
import { tellOfFailing } from '../../worker/failing-activities';

const canary = 'Canary words of an error';

describe('an activity that keeps failing', () => {
  const told: Finding[] = [];
  let telling: (finding: Finding) => Promise<void>;
  beforeEach(() => {
    told.length = 0;
    telling = (finding) => {
      told.push(finding);
      return Promise.resolve();
    };
  });

  /** One attempt through the interceptor alone. */
  const attempt = (number: number, work: () => Promise<unknown>, info = {}): Promise<unknown> => {
    const { context } = new MockActivityEnvironment({
      attempt: number,
      activityType: 'archiveRecord',
      activityId: '7',
      workflowExecution: { workflowId: 'SI-2026-7K3Q', runId: 'run' },
      ...info,
    });
    const { inbound } = tellOfFailing((finding) => telling(finding))(context);
    if (inbound?.execute === undefined) throw new Error('nothing stands before the activity');
    return inbound.execute({ args: [], headers: {} }, work);
  };
  const failing = () => Promise.reject(new Error(canary));

  it('is told of when it has failed for the fifth time, by its case and its name alone', async () => {
    for (const number of [1, 2, 3, 4]) await expect(attempt(number, failing)).rejects.toThrow(canary);
    expect(told).toEqual([]);
    await expect(attempt(5, failing)).rejects.toThrow(canary);
    expect(told).toEqual([
      {
        id: expect.stringMatching(/^attention-activity-failing-[0-9a-f]{24}$/) as string,
        what: 'activity-failing',
        reference: 'SI-2026-7K3Q',
        activity: 'archiveRecord',
      },
    ]);
  });

  it('is told of by the next attempt where the fifth ended with its worker, under the same name', async () => {
    await expect(attempt(5, failing)).rejects.toThrow(canary);
    expect(await attempt(6, () => Promise.resolve('done'))).toBe('done');
    expect(told.map(({ id }) => id)).toEqual([told[0]?.id, told[0]?.id]);
    await attempt(6, () => Promise.resolve('done'), { activityId: '8' });
    expect(told[2]?.id).not.toBe(told[0]?.id);
  });

  it('is not what is merely broken off, or succeeds at last', async () => {
    const brokenOff = () => Promise.reject(new CancelledFailure('WORKER_SHUTDOWN'));
    await expect(attempt(5, brokenOff)).rejects.toThrow(CancelledFailure);
    expect(await attempt(5, () => Promise.resolve('done'))).toBe('done');
    expect(told).toEqual([]);
  });

  it('fails and succeeds as it would, whatever becomes of the telling', async () => {
    const ways: (typeof telling)[] = [
      () => Promise.reject(new Error('not told')),
      () => {
        throw new Error('not told');
      },
      () => new Promise(() => undefined),
    ];
    for (const way of ways) {
      telling = way;
      await expect(attempt(5, failing)).rejects.toThrow(canary);
      expect(await attempt(6, () => Promise.resolve('done'))).toBe('done');
    }
  });

  it('puts no id that is no reference of ours into what is told', async () => {
    const workflowExecution = { workflowId: '<a href="http://evil.example">', runId: 'run' };
    await expect(attempt(5, failing, { workflowExecution })).rejects.toThrow(canary);
    expect(JSON.stringify(told)).not.toContain('evil');
  });
});
