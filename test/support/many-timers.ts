import { CancellationScope, sleep } from '@temporalio/workflow';
import { sharedTimers } from '../../workflows/case/shared-timers';

const dayMs = 24 * 60 * 60_000;

/** Strands that begin one after the other, and each wake at the same instants; resolves to how late each woke, in milliseconds. */
export const manyTimers = async (strands: number, days: number): Promise<number[]> => {
  const sleepUntil = sharedTimers(CancellationScope.current());
  const firstMs = Math.ceil(Date.now() / dayMs) * dayMs + dayMs;
  const late: number[] = [];
  const strand = async (name: string): Promise<void> => {
    for (let atMs = firstMs; atMs < firstMs + days * dayMs; atMs += dayMs) {
      await sleepUntil(atMs, name);
      late.push(Date.now() - atMs);
    }
  };
  const all: Promise<void>[] = [];
  for (let index = 0; index < strands; index += 1) {
    all.push(strand(`strand ${index}`));
    await sleep(1 + index);
  }
  await Promise.all(all);
  return late;
};
