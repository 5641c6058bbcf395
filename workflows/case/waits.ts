import { isCancellation } from '@temporalio/workflow';
import type { CaseFile, Round } from './file';
import { settle } from './ledger';
import { never } from './rounds';

/** From 09:00 on a day to the end of it, whatever the season: the clocks change at night. */
const fromNineToMidnightMs = 15 * 60 * 60_000;

export type WaitOptions = { unless?: Promise<unknown>; wholeDay?: true };

/**
 * Waits until 09:00 London on the day on which a wait is over, or until that day has ended, or until `unless` comes first.
 * Where the wait is dated anew, it goes on until the new day.
 */
export const waitOut = async (file: CaseFile, round: Round, options: WaitOptions): Promise<void> => {
  const era = file.era;
  while (round.state.state === 'open' && !(await hasPassed(file, round, options)));
  settle(file, round, 'over');
  if (era !== file.era) await never();
};

/** False where the day was moved meanwhile. */
const hasPassed = async (
  file: CaseFile,
  round: Round,
  { unless, wholeDay }: WaitOptions,
): Promise<boolean> => {
  const endMs = round.state.dates?.dueEndsMs;
  if (endMs === undefined || endMs === null) throw new Error(`${round.state.duty} has no date to wait for`);
  const atMs = endMs - (wholeDay ? 0 : fromNineToMidnightMs);
  if (atMs <= Date.now()) return true;
  const wait = round.clock.run(() => file.sleepUntil(atMs, round.state.title));
  try {
    await Promise.race(unless ? [wait, unless] : [wait]);
    return true;
  } catch (error) {
    if (!isCancellation(error)) throw error;
    return false;
  }
};
