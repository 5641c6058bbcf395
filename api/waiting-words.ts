import { londonDateOf } from '../domain/calendar/london';
import { nearDayInWords } from '../domain/dates-in-words';

export const times = (count: number): string => ['', 'once', 'twice'][count] ?? `${String(count)} times`;

/** `since Monday 14 December`, or `since today`; of another's time, which may be ahead, today is named as a day too. */
export function sinceInWords(atMs: number, todayOn: string, isOwnTime = true): string {
  const on = londonDateOf(atMs);
  return on === todayOn && isOwnTime ? 'since today' : `since ${nearDayInWords(on, todayOn)}`;
}

/** `reminded twice`; none where nobody has been reminded. */
export const remindedInWords = (reminders: number): string[] =>
  reminders === 0 ? [] : [`reminded ${times(reminders)}`];
