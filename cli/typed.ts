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

/** A case reference. Throws BadInput. */
export function typedReference(text: string): string {
  if (!/^[A-Z0-9-]{1,60}$/.test(text)) {
    throw new BadInput(`"${text}" is not a reference; write it like SI-2026-7K3Q.`);
  }
  return text;
}

const longestReason = 500;

/** Why somebody decided, in a few words. Throws BadInput. */
export function typedReason(text: string): string {
  const reason = text.trim();
  if (reason === '') throw new BadInput('Give a reason.');
  if (reason.length > longestReason) {
    throw new BadInput(`Give the reason in no more than ${longestReason} letters.`);
  }
  return reason;
}
