import { addMonths, daysBetween } from './calendar/civil-date';
import { counted, spanFromWords } from './calendar/span';
import { CalendarEnded, isWorkingDay, workingDayNumber } from './calendar/working-days';
import type { DutyDates, OpenedReading } from './opened-duty';

/** The day that a reading comes to: the last working day before, where its own is none. */
const dayOf = ({ lastWorkingDayOn, dueOn }: OpenedReading): string | null => lastWorkingDayOn ?? dueOn;

/** The reading by which the alarm goes; of several that say the same, the edition's own. */
export const governingReading = ({ alarmOn, readings }: DutyDates): OpenedReading | null =>
  readings.find((reading) => alarmOn !== null && dayOf(reading) === alarmOn) ?? null;

/** Null where bank holidays are not known. */
function unlessCalendarEnded<T>(count: () => T): T | null {
  try {
    return count();
  } catch (error) {
    if (error instanceof CalendarEnded) return null;
    throw error;
  }
}

/** In which month after `fromOn` a day lies: 1 up to the same day of the next month. */
function monthNumber(fromOn: string, on: string): number {
  let number = 0;
  while (addMonths(fromOn, number) < on) number += 1;
  return number;
}

const within = (unit: string, number: number, total: number): string | null =>
  number >= 1 && number <= total ? `${unit} ${String(number)} of ${String(total)}` : null;

/**
 * `day 4 of 5`, counted as the reading itself is counted: working days, days or months after its event. Null on the day
 * of the event itself and once the span is over, and where nothing is counted forwards: at once, or before an event.
 */
export function dayOfClock({ fromOn, within: words }: OpenedReading, todayOn: string): string | null {
  const { span, before } = spanFromWords(words) ?? { span: 'at-once', before: false };
  if (fromOn === null || before || span === 'at-once') return null;
  if ('workingDays' in span)
    return unlessCalendarEnded(() => within('day', workingDayNumber(fromOn, todayOn), span.workingDays));
  if ('days' in span) return within('day', daysBetween(fromOn, todayOn), span.days);
  const months = 'months' in span ? span.months : 12 * span.years;
  return within('month', monthNumber(fromOn, todayOn), months);
}

/** How many working days a day lies past another; on a day off, those that are over. */
const workingDaysLate = (dueOn: string, todayOn: string): number =>
  workingDayNumber(dueOn, todayOn) - (isWorkingDay(todayOn) ? 0 : 1);

const daysApart = (on: string, todayOn: string): string => counted(Math.abs(daysBetween(on, todayOn)), 'day');

/**
 * `3 working days left`, `due today` or `2 days late`; in working days where the clock counts in them and one at least
 * has passed. Null where no bank holidays are known.
 */
export function leftInWords(on: string, todayOn: string, inWorkingDays: boolean): string | null {
  if (on === todayOn) return 'due today';
  const isLate = on < todayOn;
  const count = inWorkingDays
    ? unlessCalendarEnded(() => (isLate ? workingDaysLate(on, todayOn) : workingDayNumber(todayOn, on)))
    : 0;
  if (count === null) return null;
  return `${count === 0 ? daysApart(on, todayOn) : counted(count, 'working day')} ${isLate ? 'late' : 'left'}`;
}

/** The same of a reading, as it counts itself; null where it has no date. */
export function timeLeft(reading: OpenedReading, todayOn: string): string | null {
  const on = dayOf(reading);
  return on === null ? null : leftInWords(on, todayOn, reading.within.includes('working day'));
}
