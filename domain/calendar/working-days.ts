import type { Calendar } from './bank-holidays';
import { englandAndWales } from './bank-holidays';
import { addDays, isWeekend } from './civil-date';

/** Bank holidays are not known for the day asked about, so nothing can be said about it. */
export class CalendarEnded extends Error {
  override readonly name = 'CalendarEnded';

  constructor(
    readonly on: string,
    readonly calendar: Calendar,
  ) {
    super(`Bank holidays are known from ${calendar.from} to ${calendar.until}, not for ${on}.`);
  }
}

/**
 * No Saturday, Sunday, bank holiday, Christmas Day or Good Friday (SI 2013/1629, regulation 2; Working Together
 * does not define the term). Throws CalendarEnded outside the calendar's span.
 */
export function isWorkingDay(on: string, calendar: Calendar = englandAndWales): boolean {
  if (on < calendar.from || on > calendar.until) throw new CalendarEnded(on, calendar);
  return !isWeekend(on) && !calendar.holidays.has(on);
}

/**
 * Day 1 is the first working day after `from`; a negative count goes backwards; zero is the day itself, whatever it is.
 * Throws CalendarEnded as soon as the count passes the calendar's span.
 */
export function addWorkingDays(from: string, count: number, calendar: Calendar = englandAndWales): string {
  const step = count < 0 ? -1 : 1;
  let on = from;
  for (let left = Math.abs(count); left > 0;) {
    on = addDays(on, step);
    if (isWorkingDay(on, calendar)) left -= 1;
  }
  return on;
}

/**
 * On which working day after `from` a day lies: 1 for the first one and the days off before it, 0 for `from` itself and
 * every day before. Throws CalendarEnded as soon as the count passes the calendar's span.
 */
export function workingDayNumber(from: string, on: string, calendar: Calendar = englandAndWales): number {
  let number = 0;
  for (let day = from; day < on; number += 1) day = addWorkingDays(day, 1, calendar);
  return number;
}

export function lastWorkingDayOnOrBefore(on: string, calendar: Calendar = englandAndWales): string {
  return isWorkingDay(on, calendar) ? on : addWorkingDays(on, -1, calendar);
}

/** The bank holidays after the earlier and up to the later of two days. */
export function bankHolidaysBetween(
  one: string,
  other: string,
  calendar: Calendar = englandAndWales,
): string[] {
  const [earlier, later] = one < other ? [one, other] : [other, one];
  return [...calendar.holidays].filter((on) => on > earlier && on <= later).sort();
}
