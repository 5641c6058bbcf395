import { citeSource } from '../../domain/duty';
import { reasonName, type Test } from '../../domain/form';
import { citationsInWords } from '../../domain/sources';
import { errorOf, radios, yesNo, type Control, type ControlsContext } from './field-control';
import { testName, typedOne } from './typed';

/** What opens a reason that is folded away; one that is always needed is not. */
const folded = {
  required: null,
  'with-yes': 'Reason (needed with “yes”)',
  'with-no': 'Reason (needed with “no”)',
  optional: 'Add a reason',
} as const;

/** The reason's text area; folded away where it is not always needed, unless it holds something or has a mistake. */
export function reasonOf(test: Test, context: ControlsContext) {
  const name = reasonName(test);
  const value = typedOne(context.body, name, true);
  const error = errorOf(name, context);
  const reason = test.reason ?? 'optional';
  return {
    name,
    value,
    text: reason === 'optional' ? 'Why? (optional)' : 'Why?',
    folded: folded[reason],
    open: value !== '' || 'errorMessage' in error,
    ...error,
  };
}

export const weightInWords = ({ weight }: Test): string =>
  weight === 'must' ? 'To be taken into account' : 'To have regard to';

/** One test of the law in one fieldset: yes or no, and the reason for it. */
export function testControl(test: Test, context: ControlsContext): Control {
  const name = testName(test.name);
  const hint = `${weightInWords(test)} · ${citationsInWords(citeSource(test.source))}`;
  // The fieldset is drawn around both, so the radios must not bring their own.
  const { fieldset, ...answer } = radios(name, test.label, yesNo, context, hint).params;
  const describedBy = 'errorMessage' in answer ? `${name}-hint ${name}-error` : `${name}-hint`;
  return {
    macro: 'test',
    params: { fieldset, describedBy, answer, label: test.label, reason: reasonOf(test, context) },
  };
}
