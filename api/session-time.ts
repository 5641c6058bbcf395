import type { SignedIn } from './services';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** A session ends when nothing was done for so long, and at the latest so long after it began. */
export const idleMs = 30 * minuteMs;
export const longestMs = 8 * hourMs;
/** From so long before the latest end on every page says so. */
const announcedMs = 30 * minuteMs;

/** Until when a session holds if nothing is done from now on; and its latest end, once that is near. */
export function sessionTime(
  { startedAtMs }: Pick<SignedIn, 'startedAtMs'>,
  nowMs: number,
): { untilMs: number; endsAtMs: number | null } {
  const endsAtMs = startedAtMs === undefined ? Infinity : startedAtMs + longestMs;
  return {
    untilMs: Math.min(nowMs + idleMs, endsAtMs),
    endsAtMs: endsAtMs - nowMs <= announcedMs ? endsAtMs : null,
  };
}
