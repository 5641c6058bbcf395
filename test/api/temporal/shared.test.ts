import { sharedFor } from '../../../api/temporal/shared';

describe('an answer that is shared', () => {
  let nowMs = 0;
  let asked = 0;
  const ask = (): Promise<number> => Promise.resolve((asked += 1));
  beforeEach(() => {
    nowMs = 0;
    asked = 0;
  });

  it('is asked for once by all who want it at one time, and anew when it is old', async () => {
    const shared = sharedFor(1_000, () => nowMs);
    expect(await Promise.all([shared('a', ask), shared('a', ask)])).toEqual([1, 1]);
    nowMs = 999;
    expect(await shared('a', ask)).toBe(1);
    nowMs = 2_000;
    expect(await shared('a', ask)).toBe(2);
  });

  it('is given as it was while a new one is fetched, once, by the first who wants it later', async () => {
    const shared = sharedFor(1_000, () => nowMs);
    await shared('a', ask);
    nowMs = 1_500;
    let give: (value: number) => void = () => undefined;
    const slow = (): Promise<number> => {
      asked += 1;
      return new Promise((resolve) => (give = resolve));
    };
    expect(await Promise.all([shared('a', slow), shared('a', slow)])).toEqual([1, 1]);
    expect(asked).toBe(2);
    give(7);
    await Promise.resolve();
    await Promise.resolve();
    expect(await shared('a', slow)).toBe(7);
    expect(asked).toBe(2);
  });

  it('is given until its time is up where no new one can be had, and the failure is seen then', async () => {
    const shared = sharedFor(1_000, () => nowMs);
    const down = (): Promise<number> => Promise.reject(new Error('down'));
    await shared('a', ask);
    nowMs = 1_500;
    expect(await shared('a', down)).toBe(1);
    await Promise.resolve();
    expect(await shared('a', down)).toBe(1);
    nowMs = 2_000;
    await expect(shared('a', down)).rejects.toThrow('down');
  });

  it('is not that of another question', async () => {
    const shared = sharedFor(1_000, () => nowMs);
    expect(await shared('a', ask)).toBe(1);
    expect(await shared('b', ask)).toBe(2);
  });

  it('is not kept where there was none', async () => {
    const shared = sharedFor(1_000, () => nowMs);
    await expect(shared('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await shared('a', ask)).toBe(1);
  });
});
