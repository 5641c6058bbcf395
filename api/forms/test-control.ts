import { citeSource, reasonName, type Test } from '../../domain/duty';
import { errorOf, radios, yesNo, type Control, type ControlsContext } from './field-control';
import { testName, typedOne } from './typed';

const whyOf = {
  required: 'Why?',
  'with-yes': 'Why? (needed with “yes”)',
  'with-no': 'Why? (needed with “no”)',
  optional: 'Why? (optional)',
} as const;

/** The reason's text area; folded away where it is not always needed, unless it holds something or has a mistake. */
function reasonOf(test: Test, context: ControlsContext) {
  const name = reasonName(test);
  const value = typedOne(context.body, name, true);
  const error = errorOf(name, context);
  const required = test.reason === 'required';
  return {
    name,
    value,
    text: whyOf[test.reason ?? 'optional'],
    folded: !required,
    open: value !== '' || 'errorMessage' in error,
    ...error,
  };
}

/** One test of the law in one fieldset: yes or no, and the reason for it. */
export function testControl(test: Test, context: ControlsContext): Control {
  const name = testName(test.name);
  const weight = test.weight === 'must' ? 'To be taken into account' : 'To have regard to';
  const hint = `${weight} · ${citeSource(test.source)}`;
  // The fieldset is drawn around both, so the radios must not bring their own.
  const { fieldset, ...answer } = radios(name, test.label, yesNo, context, hint).params;
  const describedBy = 'errorMessage' in answer ? `${name}-hint ${name}-error` : `${name}-hint`;
  return {
    macro: 'test',
    params: { fieldset, describedBy, answer, label: test.label, reason: reasonOf(test, context) },
  };
}
