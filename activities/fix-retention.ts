import { addDays, addYears } from '../domain/calendar/civil-date';
import { londonDateOf, londonInstant } from '../domain/calendar/london';
import type { FixingActivities } from '.';

/** `retentionYears` is the partnership's own: the editions of 2018 and 2023 set no period. */
export const createFixRetention =
  (retentionYears: () => number): FixingActivities['fixRetention'] =>
  ({ closedAtMs }) => {
    const untilOn = addYears(londonDateOf(closedAtMs), retentionYears());
    return Promise.resolve({ untilOn, untilMs: londonInstant(addDays(untilOn, 1), '00:00') });
  };
