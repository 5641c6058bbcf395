import type { Span } from '../duty';
import type { Calendar } from './bank-holidays';
import { addDays, addMonths, addYears } from './civil-date';
import { addWorkingDays } from './working-days';

/** `1 working day`, `3 months`. */
export const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** `15 working days`, `6 months`, `at once`; counted backwards, `7 working days before`. */
export function spanInWords(span: Span, before = false): string {
  if (span === 'at-once') return 'at once';
  const words =
    'workingDays' in span
      ? counted(span.workingDays, 'working day')
      : 'days' in span
        ? counted(span.days, 'day')
        : 'months' in span
          ? counted(span.months, 'month')
          : counted(span.years, 'year');
  return before ? `${words} before` : words;
}

const spanWords = /^(\d+) (working day|day|month|year)s?( before)?$/u;

/** The span that `spanInWords` wrote, and whether it is counted backwards; null for words of another kind. */
export function spanFromWords(words: string): { span: Span; before: boolean } | null {
  if (words === 'at once') return { span: 'at-once', before: false };
  const [, number = '', unit, backwards] = spanWords.exec(words) ?? [];
  const count = Number(number);
  const before = backwards !== undefined;
  if (unit === 'working day') return { span: { workingDays: count }, before };
  if (unit === 'day') return { span: { days: count }, before };
  if (unit === 'month') return { span: { months: count }, before };
  return unit === 'year' ? { span: { years: count }, before } : null;
}

/** How a span is counted, in words to print beside a date. */
export function conventionOf(span: Span, before = false): string {
  if (span === 'at-once') return 'due on the day of the event itself';
  if ('workingDays' in span) {
    return before
      ? 'day 1 is the last working day before the event'
      : 'day 1 is the first working day after the event';
  }
  if ('days' in span) return `day 1 is the day ${before ? 'before' : 'after'} the event, every day counted`;
  if ('months' in span) return 'the same day of the month, or its last day';
  return 'the same day of the year';
}

/** The day that lies a span after `from`, or before it. Throws CalendarEnded where working days run out. */
export function countFrom(from: string, span: Span, before: boolean, calendar: Calendar): string {
  const sign = before ? -1 : 1;
  if (span === 'at-once') return from;
  if ('workingDays' in span) return addWorkingDays(from, sign * span.workingDays, calendar);
  if ('days' in span) return addDays(from, sign * span.days);
  if ('months' in span) return addMonths(from, sign * span.months);
  return addYears(from, sign * span.years);
}
