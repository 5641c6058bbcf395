import { londonDateOf, londonTimeOf } from '../../domain/calendar/london';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A month as people type it: `12`, `December` or `dec`. */
function monthNumber(typed: string): number {
  if (/^\d{1,2}$/u.test(typed)) return Number(typed);
  return typed.length < 3 ? 0 : months.indexOf(typed.slice(0, 3).toLowerCase()) + 1;
}

/** `2026-12-18` from what was typed in three boxes, or null where no such day exists (30 February, year 26). */
export function realDate(day: string, month: string, year: string): string | null {
  if (!/^\d{1,2}$/u.test(day) || !/^\d{4}$/u.test(year)) return null;
  const date = new Date(Date.UTC(Number(year), monthNumber(month) - 1, Number(day)));
  const on = date.toISOString().slice(0, 10);
  const same = date.getUTCDate() === Number(day) && date.getUTCMonth() === monthNumber(month) - 1;
  return same && Number(year) >= 1900 && Number(year) < 2200 ? on : null;
}

type DatePart = 'day' | 'month' | 'year';

/** What is wrong with what was typed in three boxes, where it is no date, and at which of them. */
export function wrongDate(typed: Readonly<Record<DatePart, string>>): { part: DatePart; text: string } {
  const missing = (['day', 'month', 'year'] as const).filter((part) => typed[part] === '');
  const [part = 'day'] = missing;
  if (missing.length > 0) return { part, text: `enter the ${missing.join(' and the ')}` };
  if (/^\d{1,3}$/u.test(typed.year))
    return { part: 'year', text: 'enter the year in four digits, for example 2026' };
  return { part: 'day', text: 'this is not a real date; for example 18 12 2026' };
}

/** `09:05` from `9:05`, `09.05`, `0905`, `9am` or `9.05 pm`; null where it is no time of day. */
export function realTime(typed: string): string | null {
  const match = /^(\d{1,2})(?:[:.]?(\d{2}))?\s*(am|pm)?$/iu.exec(typed);
  if (match?.[1] === undefined) return null;
  const half = match[3]?.toLowerCase();
  if (half === undefined && match[2] === undefined) return null;
  const clockHour = Number(match[1]);
  if (half !== undefined && (clockHour < 1 || clockHour > 12)) return null;
  const hour = half === undefined ? clockHour : (clockHour % 12) + (half === 'pm' ? 12 : 0);
  const minute = Number(match[2] ?? '0');
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The London date and time, `2026-12-18T09:05`, of an instant in milliseconds. */
export const londonNow = (atMs: number): string => `${londonDateOf(atMs)}T${londonTimeOf(atMs)}`;
