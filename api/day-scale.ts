import { addDays, addMonths, daysBetween } from '../domain/calendar/civil-date';
import { shortDay } from '../domain/dates-in-words';

/** Steps of a scale, from the closest to the widest; the first that leaves room for its words is taken. */
const steps: readonly { first: (on: string) => string; next: (on: string) => string; days: number }[] = [
  { first: (on) => mondayFrom(on), next: (on) => addDays(on, 7), days: 7 },
  ...[1, 3, 12].map((months) => ({
    first: (on: string) => `${on.slice(0, 4)}-01-01`,
    next: (on: string) => addMonths(on, months),
    days: 30 * months,
  })),
];

const mondayFrom = (on: string): string => {
  // 1 January 2024 was a Monday.
  const past = ((daysBetween('2024-01-01', on) % 7) + 7) % 7;
  return past === 0 ? on : addDays(on, 7 - past);
};

const roomForWordsPx = 88;

/** The days that are written under a drawing which goes from one day to another, with room between them. */
export function scaleOf(startOn: string, endOn: string, xOf: (on: string) => number, todayOn: string) {
  const perDay = (xOf(endOn) - xOf(startOn)) / daysBetween(startOn, endOn);
  const step = steps.find(({ days }) => days * perDay >= roomForWordsPx) ?? steps.at(-1);
  const marks: { x: number; words: string }[] = [];
  if (step === undefined) return marks;
  for (let on = step.first(startOn); on <= endOn; on = step.next(on))
    if (on >= startOn) marks.push({ x: xOf(on), words: shortDay(on, todayOn) });
  return marks;
}
