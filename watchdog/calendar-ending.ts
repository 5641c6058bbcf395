import { englandAndWales } from '../domain/calendar/bank-holidays';
import { addMonths } from '../domain/calendar/civil-date';
import { londonDateOf } from '../domain/calendar/london';
import type { Finding } from './finding';

/** A local review is due in six months, and published a year: fewer than fifteen months leave too little to work with. */
const leastMonths = 15;

/** The last day for which bank holidays are known, where that is too near. */
export const calendarEnd = (nowMs: number): string | null => {
  const { until } = englandAndWales;
  return addMonths(londonDateOf(nowMs), leastMonths) <= until ? null : until;
};

/** That the known bank holidays come to their end: once a month, until a newer list is there. */
export const calendarEnding = (nowMs: number): Finding[] =>
  calendarEnd(nowMs) === null
    ? []
    : [{ id: `attention-calendar-ending-${londonDateOf(nowMs).slice(0, 7)}`, what: 'calendar-ending' }];
