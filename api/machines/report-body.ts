import { z } from 'zod';
import type { Field } from '../../domain/form';
import { longest, type Body, type Mistake } from '../forms/typed';
import { childFields, childPrefix, mostChildren, reportPages } from '../report/fields';
import { asTyped, fieldsSchema, type JsonValue } from './field-schema';
import { pointer } from './mistakes';

type Agencies = Readonly<Record<string, string>>;

/** What a service is asked of an incident: as much as staff, on the same form. */
const reportFields = (agencies: Agencies): readonly Field[] =>
  reportPages(true, agencies).flatMap(({ fields }) => fields);

/**
 * The schema of a report.
 * @param agencies of the directory; null for the schema that holds for every directory.
 */
export function reportSchema(agencies: Agencies | null) {
  const fields = fieldsSchema(reportFields(agencies ?? {}), agencies);
  const anyAgency = z.string().max(longest.text).meta({
    title: 'Their agency',
    description: 'The id of an agency: GET /report-form lists those of the directory.',
  });
  return z.strictObject({
    ...fields,
    ...(agencies === null ? { agency: anyAgency } : {}),
    children: z
      .array(z.strictObject(fieldsSchema(childFields, agencies)))
      .min(1)
      .max(mostChildren)
      .meta({ title: 'The children' }),
    anotherIncident: z
      .boolean()
      .optional()
      .meta({ title: 'Somebody has looked at the likely duplicates: this is another incident' }),
  });
}

type Record_ = Readonly<Record<string, unknown>>;
const typed = (fields: readonly Field[], given: Record_, prefix: string) =>
  fields.flatMap((field) => {
    const value = Object.hasOwn(given, field.name) ? given[field.name] : undefined;
    return value === undefined ? [] : asTyped(field, value as JsonValue, prefix);
  });

/** A report under the names under which a browser would post it. */
export function reportAsTyped(agencies: Agencies, report: z.infer<ReturnType<typeof reportSchema>>): Body {
  const { children } = report;
  return Object.fromEntries([
    ...typed(reportFields(agencies), report, ''),
    ['children', String(children.length)],
    ...children.flatMap((child, index) => typed(childFields, child, childPrefix(index + 1))),
  ]);
}

/** Where in the JSON a mistake of the form lies. */
export function placeInReport({ name }: Mistake): string {
  const [, child, field] = /^child-(\d+)-(.+)$/u.exec(name) ?? [];
  if (child !== undefined && field !== undefined) return pointer('children', Number(child) - 1, field);
  return name === '' ? '' : pointer(name);
}
