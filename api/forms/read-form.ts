import { z } from 'zod';
import { conflictName, type Field, type Form } from '../../domain/form';
import type { SealedWords } from '../../domain/papers/answer-rows';
import type { Answer } from '../../domain/record';
import { readField, type FieldContext } from './read-field';
import { readTests } from './read-tests';
import { choiceName, longest, reasonsName, typedOne, type Body, type Mistake } from './typed';

export type FormReading =
  { answer: Omit<Answer, 'parcel'>; sealed: SealedWords } | { mistakes: readonly Mistake[] };

/** Whether a field is asked for under the choice made. */
export const appliesTo = (field: Field, choice: string | undefined): boolean =>
  field.onlyFor === undefined || (choice !== undefined && field.onlyFor.includes(choice));

/** The decision itself: one of the form's own options. */
function readChoice(form: Form, body: Body): string | Mistake | undefined {
  if (form.choice === undefined) return undefined;
  const options = Object.keys(form.choice.options);
  const read = z.enum(options).safeParse(typedOne(body, choiceName));
  return read.success
    ? read.data
    : { name: choiceName, href: `#${choiceName}`, text: `Choose an answer to “${form.choice.legend}”` };
}

function readReasons(form: Form, body: Body): string | Mistake {
  const typed = typedOne(body, reasonsName, true);
  const mistake = (text: string): Mistake => ({ name: reasonsName, href: `#${reasonsName}`, text });
  if (typed === '' && form.reasons === 'required')
    return mistake('Enter your reasons; they are kept in the record');
  if (typed.length > longest['long-text']) {
    return mistake('Your reasons must have 10,000 characters at most; please shorten them');
  }
  return typed;
}

/** Reads a list of fields, with all mistakes at once. */
export function readFields(fields: readonly Field[], body: Body, context: FieldContext) {
  const facts: Record<string, string | boolean | readonly string[]> = {};
  const sealed: SealedWords = {};
  const mistakes: Mistake[] = [];
  for (const field of fields) {
    const reading = readField(field, body, context);
    if ('mistake' in reading) mistakes.push(reading.mistake);
    else if ('sealed' in reading) sealed[field.name] = reading.sealed;
    else if ('open' in reading) facts[field.name] = reading.open;
  }
  return { facts, sealed, mistakes };
}

/** Whether a conflict of interest was declared: then only the reasons must be given. */
const isDeclared = ({ fields = [] }: Form, body: Body): boolean =>
  fields.some(({ name }) => name === conflictName) && typedOne(body, conflictName) === 'yes';

/** Judges what was posted by the form's own data: the answer with its words to seal, or every mistake in page order. */
export function readForm(form: Form, body: Body, context: FieldContext): FormReading {
  const isCounted = !isDeclared(form, body);
  const choice = readChoice(form, body);
  const { tests, sealed: testReasons, mistakes: wrongTests } = readTests(form.tests ?? [], body);
  const chosen = typeof choice === 'string' ? choice : undefined;
  const asked = (form.fields ?? [])
    .filter((field) => appliesTo(field, chosen))
    .map((field): Field => (isCounted || field.name === conflictName ? field : { ...field, optional: true }));
  const { facts, sealed, mistakes: wrongFields } = readFields(asked, body, context);
  const reasons = form.reasons === undefined ? '' : readReasons(form, body);
  const isFirst = ({ name }: Mistake): boolean => name === conflictName;
  const mistakes = [
    ...wrongFields.filter(isFirst),
    ...(isCounted ? wrongTests : []),
    ...(typeof choice === 'object' && isCounted ? [choice] : []),
    ...wrongFields.filter((mistake) => !isFirst(mistake)),
    ...(typeof reasons === 'object' ? [reasons] : []),
  ];
  if (mistakes.length > 0) return { mistakes };
  if (typeof reasons === 'string' && reasons !== '') sealed['reasons'] = reasons;
  return {
    answer: {
      ...(chosen === undefined ? {} : { choice: chosen }),
      ...(form.tests === undefined ? {} : { tests }),
      facts,
    },
    sealed: { ...testReasons, ...sealed },
  };
}
