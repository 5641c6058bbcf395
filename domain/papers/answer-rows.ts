import { dateTimeInWords } from '../dates-in-words';
import { citeSource } from '../duty';
import { reasonName, type Field, type Form, type Test } from '../form';
import type { Answer } from '../record';
import { citationsInWords } from '../sources';

/** What is sealed beside an answer: field name to what was written; `reasons` for the reasons, `reasonName` for a test's own. */
export type SealedWords = Record<string, string>;

/** A line of *check your answer*, or of an answer shown later. */
export type Row = {
  label: string;
  value: string;
  /** Where a test is written. */
  source?: string;
  /** Why a test was answered so. */
  reason?: string;
};

function valueInWords(
  field: Field,
  value: string | boolean | readonly string[],
  agencies: Readonly<Record<string, string>>,
): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const options = field.type === 'agencies' ? agencies : (field.options ?? {});
  if (typeof value !== 'string') return value.map((one) => options[one] ?? one).join(', ');
  return field.type === 'date' || field.type === 'date-time'
    ? dateTimeInWords(value)
    : (options[value] ?? value);
}

/** One row for each field that was answered. */
export function fieldRows(
  fields: readonly Field[],
  facts: Answer['facts'],
  sealed: SealedWords,
  agencies: Readonly<Record<string, string>>,
): Row[] {
  return fields.flatMap((field) => {
    const value = facts[field.name] ?? sealed[field.name];
    return value === undefined ? [] : [{ label: field.label, value: valueInWords(field, value, agencies) }];
  });
}

function testRow(test: Test, value: boolean, sealed: SealedWords): Row {
  const reason = sealed[reasonName(test)];
  return {
    label: test.label,
    value: value ? 'Yes' : 'No',
    source: citationsInWords(citeSource(test.source)),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** An answer in the words of its form, with the sealed words where they may be read. */
export function answerRows(
  form: Form,
  answer: Omit<Answer, 'parcel'>,
  sealed: SealedWords,
  agencies: Readonly<Record<string, string>>,
): Row[] {
  const rows: Row[] = (form.tests ?? []).flatMap((test) => {
    const value = answer.tests?.[test.name];
    return value === undefined ? [] : [testRow(test, value, sealed)];
  });
  if (form.choice !== undefined && answer.choice !== undefined) {
    rows.push({
      label: form.choice.legend,
      value: form.choice.options[answer.choice] ?? answer.choice,
    });
  }
  rows.push(...fieldRows(form.fields ?? [], answer.facts, sealed, agencies));
  const reasons = sealed['reasons'];
  return reasons === undefined ? rows : [...rows, { label: 'Reasons', value: reasons }];
}
