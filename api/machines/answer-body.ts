import { z } from 'zod';
import type { Form } from '../../domain/form';
import { appliesTo } from '../forms/read-form';
import { choiceName, longest, reasonsName, testName, type Body, type Mistake } from '../forms/typed';
import { reasonName } from '../../domain/form';
import { asTyped, fieldsSchema, oneOf, type JsonValue } from './field-schema';
import { pointer, type Pointed } from './mistakes';

const reason = z.string().max(longest['long-text']);

/** Any answer; what exactly is asked says the form of its duty. */
export const anyAnswer = z
  .strictObject({
    choice: z.string().max(longest.text).optional(),
    tests: z
      .record(z.string().max(100), z.strictObject({ answer: z.boolean(), reason: reason.optional() }))
      .optional(),
    fields: z
      .record(
        z.string().max(100),
        z.union([z.string().max(longest['long-text']), z.boolean(), z.array(z.string().max(200)).max(100)]),
      )
      .optional(),
    reasons: reason.optional(),
  })
  .meta({
    id: 'Answer',
    description:
      'The answer to a duty. Which choice, tests and fields it has says the schema of the duty, under “recordable”.',
  });
export type AnyAnswer = z.infer<typeof anyAnswer>;

/** The schema of the answers to one form. */
export function answerSchema(form: Form, agencies: Readonly<Record<string, string>>) {
  const { choice, tests = [], fields = [], reasons } = form;
  const needsFields = fields.some(({ optional, onlyFor }) => !optional && onlyFor === undefined);
  const inFields = z.strictObject(fieldsSchema(fields, agencies));
  const testSchema = z.strictObject({ answer: z.boolean(), reason: reason.optional() });
  return z.strictObject({
    ...(choice === undefined ? {} : { choice: oneOf(choice.options).meta({ title: choice.legend }) }),
    ...(tests.length === 0
      ? {}
      : {
          tests: z.strictObject(
            Object.fromEntries(tests.map(({ name, label }) => [name, testSchema.meta({ title: label })])),
          ),
        }),
    ...(fields.length === 0 ? {} : { fields: needsFields ? inFields : inFields.optional() }),
    ...(reasons === undefined
      ? {}
      : { reasons: (reasons === 'required' ? reason : reason.optional()).meta({ title: 'Reasons' }) }),
  });
}

/** An answer under the names under which a browser would post it, for the one reading of forms that there is. */
export function answerAsTyped(form: Form, { choice, tests = {}, fields = {}, reasons }: AnyAnswer): Body {
  const byName = (name: string): JsonValue | undefined =>
    Object.hasOwn(fields, name) ? fields[name] : undefined;
  return Object.fromEntries([
    ...(choice === undefined ? [] : [[choiceName, choice]]),
    ...(form.tests ?? []).flatMap((test) => {
      const given = Object.hasOwn(tests, test.name) ? tests[test.name] : undefined;
      if (given === undefined) return [];
      return [
        [testName(test.name), given.answer ? 'yes' : 'no'],
        [reasonName(test), given.reason ?? ''],
      ];
    }),
    ...(form.fields ?? []).flatMap((field) => {
      const value = byName(field.name);
      return value === undefined ? [] : asTyped(field, value);
    }),
    ...(reasons === undefined ? [] : [[reasonsName, reasons]]),
  ]) as Body;
}

/** What belongs to another choice than the one that was made: a page leaves it out and says so, a machine is told. */
export const strayFields = (form: Form, { choice, fields = {} }: AnyAnswer): Pointed[] =>
  (form.fields ?? [])
    .filter((field) => Object.hasOwn(fields, field.name) && !appliesTo(field, choice))
    .map(({ name, label, onlyFor = [] }) => ({
      pointer: pointer('fields', name),
      detail: `“${label}” is asked only where the choice is ${onlyFor.join(' or ')}.`,
    }));

/** Where in the JSON a mistake of the form lies. */
export function placeInAnswer(form: Form, { name }: Mistake): string {
  if (name === choiceName || name === reasonsName) return pointer(name);
  for (const test of form.tests ?? []) {
    if (name === testName(test.name)) return pointer('tests', test.name, 'answer');
    if (name === reasonName(test)) return pointer('tests', test.name, 'reason');
  }
  return name === '' ? '' : pointer('fields', name);
}
