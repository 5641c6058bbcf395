import { z } from 'zod';
import type { Field } from '../../domain/form';
import { longest } from '../forms/typed';

/** A value as it stands in JSON: text, a day, yes or no, choices. */
export type JsonValue = string | boolean | readonly string[];

const mostChoices = 100;

/** One of several values, each with its words. */
export function oneOf(options: Readonly<Record<string, string>>): z.ZodType<string> {
  const [first, ...others] = Object.entries(options).map(([value, title]) =>
    z.literal(value).meta({ title }),
  );
  return first === undefined ? z.never() : z.union([first, ...others]);
}

function valueSchema(field: Field, agencies: Readonly<Record<string, string>> | null): z.ZodType<JsonValue> {
  const text = z.string().min(field.optional ? 0 : 1);
  switch (field.type) {
    case 'text':
    case 'reference':
      return text.max(longest.text);
    case 'long-text':
      return text.max(longest['long-text']);
    case 'email':
      return text.max(longest.email);
    case 'date':
      return z.iso.date();
    case 'date-time':
      return z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/u);
    case 'yes-no':
      return z.boolean();
    case 'choice':
      return field.options === undefined ? z.string().max(longest.text) : oneOf(field.options);
    case 'choices':
      return z.array(oneOf(field.options ?? {})).max(mostChoices);
    case 'agencies':
      return z.array(agencies === null ? z.string().max(longest.text) : oneOf(agencies)).max(mostChoices);
  }
}

const notes: Readonly<Partial<Record<Field['type'], string>>> = {
  'date-time': 'Day and time in London, as in 2026-12-18T14:30.',
  email: 'An e-mail address.',
  agencies: 'The ids of agencies: GET /report-form lists those of the directory.',
  reference: 'The reference of a case, as in SI-2026-7K3Q.',
};

/** The schema of a field of a form; it has to be there unless it is optional, or belongs to some choices only. */
export function fieldSchema(
  field: Field,
  agencies: Readonly<Record<string, string>> | null,
): z.ZodType<JsonValue | undefined> {
  const description = [field.hint, notes[field.type]].filter((words) => words !== undefined).join(' ');
  const schema = valueSchema(field, agencies).meta({
    title: field.label,
    ...(description === '' ? {} : { description }),
  });
  return field.optional || field.onlyFor !== undefined ? schema.optional() : schema;
}

/** The fields of a form as properties of an object; nothing else may stand in it. */
export const fieldsSchema = (fields: readonly Field[], agencies: Readonly<Record<string, string>> | null) =>
  Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field, agencies)]));

/** A value under the names under which a browser would post it. */
export function asTyped(field: Field, value: JsonValue, prefix = ''): [string, string | string[]][] {
  const name = `${prefix}${field.name}`;
  if (typeof value === 'boolean') return [[name, value ? 'yes' : 'no']];
  if (typeof value !== 'string') return [[name, [...value]]];
  if (field.type !== 'date' && field.type !== 'date-time') return [[name, value]];
  const [year = '', month = '', day = ''] = value.slice(0, 10).split('-');
  const parts: [string, string][] = [
    [`${name}-day`, day],
    [`${name}-month`, month],
    [`${name}-year`, year],
  ];
  return field.type === 'date' ? parts : [...parts, [`${name}-time`, value.slice(11)]];
}
