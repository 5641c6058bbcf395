import { CancellationScope, sleep } from '@temporalio/workflow';
import { scopeWithin } from './file';

/** Waits until an instant by a timer that an administrator reads by its summary. */
export type SleepUntil = (atMs: number, summary: string) => Promise<void>;

type Timer = { fired: Promise<void>; scope: CancellationScope; waiting: number };

/**
 * What waits for the same instant under the same summary, as the agencies do that were asked in one breath, waits by one
 * timer. Whoever is cancelled leaves it; the last to leave cancels it.
 */
export const sharedTimers = (parent: CancellationScope): SleepUntil => {
  const timers = new Map<string, Timer>();
  const start = (atMs: number, summary: string): Timer => {
    const scope = scopeWithin(parent);
    const fired = scope.run(() => sleep(Math.max(atMs - Date.now(), 0), { summary }));
    // Cancelled, it fires for nobody.
    fired.catch(() => undefined);
    return { fired, scope, waiting: 0 };
  };
  return async (atMs, summary) => {
    const key = `${atMs} ${summary}`;
    const timer = timers.get(key) ?? start(atMs, summary);
    timers.set(key, timer);
    timer.waiting += 1;
    try {
      await Promise.race([timer.fired, CancellationScope.current().cancelRequested]);
    } finally {
      timer.waiting -= 1;
      if (timer.waiting === 0) {
        timers.delete(key);
        timer.scope.cancel();
      }
    }
  };
};
