import { z } from 'zod';
import type { Field } from '../../domain/form';
import { londonDateOf } from '../../domain/calendar/london';
import { realDate, realTime, londonNow, wrongDate } from './civil-date';
import { fieldName, longest, typedAll, typedOne, type Body, type Mistake } from './typed';

/** What a field came to: a value in the open, words to be sealed, nothing (optional and empty), or a mistake. */
export type FieldReading =
  | { open: string | boolean | readonly string[] }
  | { sealed: string }
  | { nothing: true }
  | { mistake: Mistake };

export type FieldContext = {
  prefix: string;
  /** The case's own now, in milliseconds. */
  nowMs: number;
  /** Agencies that may be chosen: id to title. */
  agencies: Readonly<Record<string, string>>;
};

const mistakeOf = (name: string, text: string, part = ''): FieldReading => ({
  mistake: { name, href: `#${name}${part}`, text },
});

/** `Reasons` in front of a sentence about it; a question mark at the end would break the sentence. */
const subject = (field: Field): string => `“${field.label.replace(/[?:.]+$/u, '')}”`;

const furthestMs = 10 * 365.25 * 24 * 60 * 60 * 1000;

function readDate(field: Field, body: Body, context: FieldContext): FieldReading {
  const name = fieldName(field, context.prefix);
  const timed = field.type === 'date-time';
  const [day, month, year, time] = ['day', 'month', 'year', 'time'].map((part) =>
    typedOne(body, `${name}-${part}`),
  );
  if (!day && !month && !year && !time) {
    return field.optional ? { nothing: true } : mistakeOf(name, `${subject(field)}: enter the date`, '-day');
  }
  const typed = { day: day ?? '', month: month ?? '', year: year ?? '' };
  const on = realDate(typed.day, typed.month, typed.year);
  if (on === null) {
    const { part, text } = wrongDate(typed);
    return mistakeOf(name, `${subject(field)}: ${text}`, `-${part}`);
  }
  const clockTime = timed ? realTime(time ?? '') : null;
  if (timed && clockTime === null) {
    return mistakeOf(name, `${subject(field)}: enter the time of day, for example 14:30`, '-time');
  }
  const value = clockTime === null ? on : `${on}T${clockTime}`;
  const now = timed ? londonNow(context.nowMs) : londonDateOf(context.nowMs);
  if (field.when === 'past' && value > now) {
    return mistakeOf(name, `${subject(field)}: must not be in the future`, '-day');
  }
  if (field.when === 'future' && value < now) {
    return mistakeOf(name, `${subject(field)}: must not be in the past`, '-day');
  }
  if (field.when === 'future' && value > londonDateOf(context.nowMs + furthestMs)) {
    return mistakeOf(name, `${subject(field)}: lies more than ten years ahead; check the year`, '-day');
  }
  return field.sealed ? { sealed: value } : { open: value };
}

function textSchema(field: Field): z.ZodType<string> {
  const limit = field.type === 'long-text' ? longest['long-text'] : longest.text;
  const tooLong = `${subject(field)}: ${limit.toLocaleString('en-GB')} characters at most; please shorten it`;
  if (field.type === 'reference')
    return z.string().regex(/^SI-\d{4}-[0-9A-Z]{4}$/u, `${subject(field)}: for example SI-2026-7K3Q`);
  if (field.type !== 'email') return z.string().max(limit, tooLong);
  return z
    .email(`${subject(field)}: enter an e-mail address, for example name@example.org`)
    .max(longest.email);
}

function readText(field: Field, body: Body, context: FieldContext): FieldReading {
  const name = fieldName(field, context.prefix);
  const written = typedOne(body, name, field.type === 'long-text');
  const typed = field.type === 'reference' ? written.toUpperCase() : written;
  if (typed === '')
    return field.optional
      ? { nothing: true }
      : mistakeOf(name, `${field.label.endsWith('?') ? 'Answer' : 'Enter'} ${subject(field)}`);
  const read = textSchema(field).safeParse(typed);
  if (!read.success) return mistakeOf(name, read.error.issues[0]?.message ?? 'Enter this again');
  // Needed by the flow itself: a letter goes to the address, a case is told by its reference.
  const isOpen = (field.type === 'email' || field.type === 'reference') && !field.sealed;
  return isOpen ? { open: read.data } : { sealed: read.data };
}

function readChoices(field: Field, body: Body, context: FieldContext): FieldReading {
  const name = fieldName(field, context.prefix);
  const options = field.type === 'agencies' ? context.agencies : (field.options ?? {});
  const many = field.type !== 'choice';
  const chosen = [...new Set(typedAll(body, name))].filter((value) => value !== '');
  if (chosen.length === 0) {
    return field.optional ? { nothing: true } : mistakeOf(name, `${subject(field)}: choose an answer`);
  }
  if (chosen.some((value) => !Object.hasOwn(options, value)) || (!many && chosen.length > 1)) {
    return mistakeOf(name, `${subject(field)}: choose from the list`);
  }
  return { open: many ? chosen : (chosen[0] ?? '') };
}

function readYesNo(field: Field, body: Body, context: FieldContext): FieldReading {
  const name = fieldName(field, context.prefix);
  const typed = typedOne(body, name);
  if (typed === 'yes' || typed === 'no') return { open: typed === 'yes' };
  return field.optional ? { nothing: true } : mistakeOf(name, `${subject(field)}: choose yes or no`);
}

/** Reads one field of what was posted. Free text comes out sealed; dates, choices, yes and no in the open. */
export function readField(field: Field, body: Body, context: FieldContext): FieldReading {
  switch (field.type) {
    case 'date':
    case 'date-time':
      return readDate(field, body, context);
    case 'text':
    case 'long-text':
    case 'email':
    case 'reference':
      return readText(field, body, context);
    case 'choice':
    case 'choices':
    case 'agencies':
      return readChoices(field, body, context);
    case 'yes-no':
      return readYesNo(field, body, context);
  }
}
