import { addDays as daysAfter } from 'date-fns/addDays';
import { addMonths as monthsAfter } from 'date-fns/addMonths';
import { addYears as yearsAfter } from 'date-fns/addYears';
import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays';
import { isWeekend as fallsOnWeekend } from 'date-fns/isWeekend';

// A civil date is the text YYYY-MM-DD. Inside this file it is midnight of the process's own zone, there and back,
// so that the zone cancels out; no Date leaves the file.

const shape = /^\d{4}-\d{2}-\d{2}$/;

const parse = (on: string): Date => {
  const [year = NaN, month = NaN, day = NaN] = shape.test(on) ? on.split('-').map(Number) : [];
  return new Date(year, month - 1, day);
};

const format = (date: Date): string =>
  [
    String(date.getFullYear()).padStart(4, '0'),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-');

/** A real day of the calendar, written YYYY-MM-DD, from the year 100 on. */
export const isCivilDate = (text: string): boolean => shape.test(text) && format(parse(text)) === text;

const read = (on: string): Date => {
  if (!isCivilDate(on)) throw new RangeError(`${on} is not a date.`);
  return parse(on);
};

const write = (date: Date): string => {
  const on = format(date);
  if (!shape.test(on)) throw new RangeError('The date lies outside the years 0 to 9999.');
  return on;
};

/** Calendar days later, or earlier where `days` is negative. Throws a RangeError for what is no date. */
export const addDays = (on: string, days: number): string => write(daysAfter(read(on), days));

/** The same day of a later (or earlier) month, or that month's last day. */
export const addMonths = (on: string, months: number): string => write(monthsAfter(read(on), months));

/** The same day of a later (or earlier) year; 28 February for a 29th that does not exist. */
export const addYears = (on: string, years: number): string => write(yearsAfter(read(on), years));

export const isWeekend = (on: string): boolean => fallsOnWeekend(read(on));

/** How many calendar days the later of two days lies after the earlier; negative the other way round. */
export const daysBetween = (earlier: string, later: string): number =>
  differenceInCalendarDays(read(later), read(earlier));
