import { reasonName, type Form, type Test } from '../../domain/form';
import type { Row } from '../../domain/papers/answer-rows';
import { yesNo } from './field-control';
import { noneApplies, testsInLists } from './test-lists';
import {
  choiceName,
  fieldName,
  noneName,
  postedNames,
  reasonsName,
  testName,
  typedAll,
  typedOne,
  type Body,
} from './typed';

/** What was typed into a form, as it was typed and unjudged; a row for each part that was filled in. */
export function typedRows(form: Form, body: Body, agencies: Readonly<Record<string, string>>): Row[] {
  const chosen = (name: string, options: Readonly<Record<string, string>>): string =>
    typedAll(body, name)
      .map((value) => options[value] ?? value)
      .join(', ');
  const ofTest = (test: Test): Row => {
    const reason = typedOne(body, reasonName(test), true);
    return {
      label: test.label,
      value: chosen(testName(test.name), yesNo),
      ...(reason === '' ? {} : { reason }),
    };
  };
  const rows: Row[] = [
    ...testsInLists(form.tests ?? []).flatMap((asked) =>
      'tests' in asked
        ? [
            ...asked.tests.map(ofTest),
            { label: asked.legend, value: chosen(noneName(asked), { yes: noneApplies }) },
          ]
        : [ofTest(asked)],
    ),
    ...(form.choice === undefined
      ? []
      : [{ label: form.choice.legend, value: chosen(choiceName, form.choice.options) }]),
    ...(form.fields ?? []).map((field) => {
      const options = field.type === 'agencies' ? agencies : (field.options ?? yesNo);
      const parts = postedNames(field).map((name) => typedOne(body, name, true));
      const value =
        field.type === 'long-text' || parts.length > 1
          ? parts.join(' ').trim()
          : chosen(fieldName(field), options);
      return { label: field.label, value };
    }),
    { label: 'Reasons', value: typedOne(body, reasonsName, true) },
  ];
  return rows.filter((row) => row.value !== '' || row.reason !== undefined);
}
