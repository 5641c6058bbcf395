import { addDays, addYears, isCivilDate } from '../domain/calendar/civil-date';
import { londonDateOf, londonInstant } from '../domain/calendar/london';
import type { Retention } from '../domain/closed-case';
import type { FixingActivities } from '.';

/** No timer of the server runs for three centuries; nobody has decided for so long. */
const mostYears = 100;

/** `retentionYears` is the partnership's own: the editions of 2018 and 2023 set no period. */
export const createFixRetention = (
  retentionYears: () => number,
): Pick<FixingActivities, 'fixRetention' | 'fixChosenDay'> => ({
  fixRetention: ({ closedAtMs }) =>
    Promise.resolve(untilEndOf(addYears(londonDateOf(closedAtMs), retentionYears()))),
  fixChosenDay({ untilOn, nowMs }) {
    // What cannot be used is a value: thrown, it would be tried again for ever.
    const canBe = isCivilDate(untilOn) && untilOn <= addYears(londonDateOf(nowMs), mostYears);
    return Promise.resolve(canBe ? untilEndOf(untilOn) : null);
  },
});

const untilEndOf = (untilOn: string): Retention => ({
  untilOn,
  untilMs: londonInstant(addDays(untilOn, 1), '00:00'),
});
