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
    nowMs = 1_000;
    expect(await shared('a', ask)).toBe(2);
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
