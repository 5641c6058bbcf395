import { CancellationScope, sleep } from '@temporalio/workflow';
import { scopeWithin } from './file';

/** Waits until an instant by a timer that an administrator reads by its summary. */
export type SleepUntil = (atMs: number, summary: string) => Promise<void>;

type Timer = { scope: CancellationScope; waiting: number };
/** All that waits for one instant: its timers by their summaries, of which the first that fires rings for all. */
type Instant = { timers: Map<string, Timer>; come: Promise<void>; ring: () => void };

const minuteMs = 60_000;

/** Of no scope, unlike a `Trigger`: whoever waits first may be cancelled before the others. */
const newInstant = (): Instant => {
  let ring = (): void => undefined;
  const come = new Promise<void>((resolve) => (ring = resolve));
  return { timers: new Map(), come, ring };
};

/**
 * What waits for the same minute under the same summary, as the agencies do that were asked in one breath, waits by one
 * timer; and the first timer that fires wakes whoever waits for that minute. Timers that were started one after the
 * other fire some milliseconds apart, and a server that moves time on may skip a day between two of them
 * (docs/decisions/0028). Whoever is cancelled leaves; the last to leave a timer cancels it. An instant within a minute
 * waits for the end of it.
 */
export const sharedTimers = (parent: CancellationScope): SleepUntil => {
  const instants = new Map<number, Instant>();
  const start = ({ ring }: Instant, atMs: number, summary: string): Timer => {
    const scope = scopeWithin(parent);
    scope
      .run(() => sleep(Math.max(atMs - Date.now(), 0), { summary }))
      // Cancelled, it fires for nobody.
      .then(ring, () => undefined);
    return { scope, waiting: 0 };
  };
  return async (wantedMs, summary) => {
    const atMs = Math.ceil(wantedMs / minuteMs) * minuteMs;
    const instant = instants.get(atMs) ?? newInstant();
    const { timers, come } = instant;
    const timer = timers.get(summary) ?? start(instant, atMs, summary);
    instants.set(atMs, instant);
    timers.set(summary, timer);
    timer.waiting += 1;
    try {
      await Promise.race([come, CancellationScope.current().cancelRequested]);
    } finally {
      timer.waiting -= 1;
      if (timer.waiting === 0) {
        timers.delete(summary);
        timer.scope.cancel();
      }
      if (timers.size === 0) instants.delete(atMs);
    }
  };
};
