import { citeSource } from '../../domain/duty';
import { citationsInWords } from '../../domain/sources';
import { errorOf, fieldset, type Control, type ControlsContext } from './field-control';
import { reasonOf, weightInWords } from './test-control';
import { noneApplies, type TestList } from './test-lists';
import { noneName, testName, typedOne } from './typed';

/** `section 9.1 and section 9.2 of the procedure`: each source of a list once. */
const sourcesOf = ({ tests }: TestList): string =>
  citationsInWords([...new Set(tests.map(({ source }) => citeSource(source)))].join(' and ')).replaceAll(
    ' of the procedure and section ',
    ' and section ',
  );

/** Tests that are ticked in one fieldset, each with the reason for it, and at the end that none of them applies. */
export function listControl(list: TestList, context: ControlsContext): Control {
  const { body } = context;
  const [first] = list.tests;
  const none = noneName(list);
  const isNone =
    typedOne(body, none) !== '' || list.tests.every(({ name }) => typedOne(body, testName(name)) === 'no');
  const items = list.tests.map((test) => ({
    id: testName(test.name),
    name: testName(test.name),
    text: test.listed.item,
    checked: typedOne(body, testName(test.name)) === 'yes',
    reason: reasonOf(test, context),
  }));
  return {
    macro: 'listed-tests',
    params: {
      idPrefix: testName(first.name),
      fieldset: { ...fieldset(list.legend), classes: 'test' },
      hint: { text: `Select all that apply. ${weightInWords(first)} · ${sourcesOf(list)}` },
      items: [...items, { divider: 'or' }, { id: none, name: none, text: noneApplies, checked: isNone }],
      ...errorOf(none, context),
    },
  };
}
