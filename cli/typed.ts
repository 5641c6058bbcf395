import { isCivilDate } from '../domain/calendar/civil-date';
import { londonInstant } from '../domain/calendar/london';
import { BadInput } from './terminal';

/** A real date, `YYYY-MM-DD`. Throws BadInput. */
export function typedDate(text: string): string {
  if (!isCivilDate(text)) throw new BadInput(`"${text}" is not a date; write it like 2026-12-11.`);
  return text;
}

/** The date of `YYYY-MM-DD`, or of `YYYY-MM-DDTHH:MM` taken as London time. Throws BadInput. */
export function typedDay(text: string): string {
  const [on = '', time = '00:00', ...rest] = text.split('T');
  try {
    if (rest.length > 0) throw new RangeError();
    londonInstant(on, time.replace(/^(\d\d:\d\d):[0-5]\d$/, '$1'));
  } catch {
    throw new BadInput(`"${text}" is not a date or time; write it like 2026-12-11 or 2026-12-11T10:00.`);
  }
  return on;
}

/** A whole number of up to four digits; negative ones count backwards. Throws BadInput. */
export function typedCount(text: string): number {
  if (!/^[+-]?\d{1,4}$/.test(text)) {
    throw new BadInput(`"${text}" is not a whole number between -9999 and 9999.`);
  }
  return Number(text);
}
