import { conflictName, type Field, type Form } from '../../domain/form';
import { errorOf, fieldControl, label, radios, type Control, type ControlsContext } from './field-control';
import { listControl } from './list-control';
import { testControl } from './test-control';
import { testsInLists } from './test-lists';
import { choiceName, reasonsName, typedOne } from './typed';

const onlyFor = (field: Field, form: Form): { lead?: string } => {
  const options = form.choice?.options;
  if (field.onlyFor === undefined || options === undefined) return {};
  return {
    lead: `Only if you chose ${field.onlyFor.map((choice) => `“${options[choice] ?? choice}”`).join(' or ')}`,
  };
};

/** All controls of a form, in the order in which they are answered: a conflict of interest, tests, choice, fields, reasons. */
export function formControls(form: Form, context: ControlsContext): Control[] {
  const isFirst = ({ name }: Field): boolean => name === conflictName;
  const controls: Control[] = [
    ...(form.fields ?? []).filter(isFirst).map((field) => fieldControl(field, context)),
    ...testsInLists(form.tests ?? []).map((asked) =>
      'tests' in asked ? listControl(asked, context) : testControl(asked, context),
    ),
  ];
  if (form.choice !== undefined) {
    controls.push(radios(choiceName, form.choice.legend, form.choice.options, context));
  }
  for (const field of (form.fields ?? []).filter((one) => !isFirst(one))) {
    controls.push({ ...fieldControl(field, context), ...onlyFor(field, form) });
  }
  if (form.reasons !== undefined) {
    const text = form.reasons === 'required' ? 'Reasons (kept in the record)' : 'Reasons (optional)';
    controls.push({
      macro: 'textarea',
      params: {
        id: reasonsName,
        name: reasonsName,
        label: label(text),
        value: typedOne(context.body, reasonsName, true),
        rows: 6,
        ...errorOf(reasonsName, context),
      },
    });
  }
  return controls;
}
