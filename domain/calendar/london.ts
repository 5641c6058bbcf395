import { isCivilDate } from './civil-date';

const hourMs = 3_600_000;

const wallClock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

function wallClockAt(atMs: number): { on: string; time: string } {
  const parts = Object.fromEntries(wallClock.formatToParts(atMs).map(({ type, value }) => [type, value]));
  const part = (name: string): string => parts[name] ?? '';
  return {
    on: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** The date in London at an instant (milliseconds since 1970). */
export const londonDateOf = (atMs: number): string => wallClockAt(atMs).on;

/** The time of day in London, `HH:MM`, at an instant (milliseconds since 1970). */
export const londonTimeOf = (atMs: number): string => wallClockAt(atMs).time;

/**
 * The instant, in milliseconds since 1970, at which clocks in London show `time` (`HH:MM`) on `on`. Of an hour that
 * comes twice, the first; of one that is skipped, the same time by the clock not yet put forward.
 * Throws a RangeError for what is no date or time.
 */
export function londonInstant(on: string, time: string): number {
  if (!isCivilDate(on) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) {
    throw new RangeError(`${on} ${time} is not a date and time.`);
  }
  const winterMs = Date.parse(`${on}T${time}:00Z`);
  const summerMs = winterMs - hourMs;
  const shown = wallClockAt(summerMs);
  return shown.on === on && shown.time === time ? summerMs : winterMs;
}
