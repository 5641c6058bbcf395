import type { Field } from '../../domain/form';
import { citationsInWords } from '../../domain/sources';
import { fieldName, typedAll, typedOne, type Body, type Mistake } from './typed';

/** A control of a page: which macro of govuk-frontend draws it, with its parameters; `test` and `listed-tests` are our own, made of several. */
export type Control = {
  macro: 'input' | 'textarea' | 'radios' | 'checkboxes' | 'date-input' | 'select' | 'test' | 'listed-tests';
  params: Record<string, unknown>;
  /** A line above the control, where it is asked only under some choices. */
  lead?: string;
};

export type ControlsContext = {
  body: Body;
  mistakes: readonly Mistake[];
  prefix: string;
  agencies: Readonly<Record<string, string>>;
};

export const errorOf = (name: string, context: ControlsContext) => {
  const mistake = context.mistakes.find((one) => one.name === name);
  if (mistake === undefined) return {};
  // Beside the field its name need not be said again.
  const words = mistake.text.replace(/^.*”: /u, '');
  return { errorMessage: { text: words.charAt(0).toUpperCase() + words.slice(1) } };
};
const hintOf = (hint: string | undefined) =>
  hint === undefined ? {} : { hint: { text: citationsInWords(hint) } };
const labelOf = (field: Field): string =>
  field.optional && !field.label.startsWith('If ') ? `${field.label} (optional)` : field.label;

export const fieldset = (text: string) => ({ legend: { text, classes: 'govuk-fieldset__legend--s' } });
export const label = (text: string) => ({ text, classes: 'govuk-label--s' });

export function radios(
  name: string,
  legend: string,
  options: Readonly<Record<string, string>>,
  context: ControlsContext,
  hint?: string,
): Control {
  const typed = typedOne(context.body, name);
  const items = Object.entries(options).map(([value, text]) => ({ value, text, checked: typed === value }));
  const inline = Object.keys(options).length === 2 && Object.values(options).every((text) => text.length < 5);
  return {
    macro: 'radios',
    params: {
      idPrefix: name,
      name,
      fieldset: fieldset(legend),
      items,
      ...(inline ? { classes: 'govuk-radios--inline' } : {}),
      ...hintOf(hint),
      ...errorOf(name, context),
    },
  };
}

/** So that what was chosen by mistake can be taken back. */
const none = { '': 'None of these' };

export const yesNo = { yes: 'Yes', no: 'No' };

function dateControl(field: Field, context: ControlsContext): Control {
  const name = fieldName(field, context.prefix);
  const error = errorOf(name, context);
  const part = (suffix: string, text: string, width: number, inputmode: string) => ({
    name: suffix,
    label: text,
    classes: `govuk-input--width-${String(width)}${'errorMessage' in error ? ' govuk-input--error' : ''}`,
    value: typedOne(context.body, `${name}-${suffix}`),
    attributes: { inputmode, autocomplete: 'off' },
  });
  const items = [
    part('day', 'Day', 2, 'numeric'),
    part('month', 'Month', 2, 'numeric'),
    part('year', 'Year', 4, 'numeric'),
  ];
  if (field.type === 'date-time') items.push(part('time', 'Time (24 h)', 4, 'text'));
  const example = field.type === 'date-time' ? 'For example 18 12 2026, 14:30' : 'For example 18 12 2026';
  return {
    macro: 'date-input',
    params: {
      id: name,
      namePrefix: name,
      fieldset: fieldset(labelOf(field)),
      items,
      hint: { text: field.hint === undefined ? example : `${citationsInWords(field.hint)} ${example}` },
      ...error,
    },
  };
}

function selectControl(field: Field, context: ControlsContext): Control {
  const name = fieldName(field, context.prefix);
  const items = Object.entries(field.options ?? {}).map(([value, text]) => ({ value, text }));
  return {
    macro: 'select',
    params: {
      id: name,
      name,
      label: label(labelOf(field)),
      items: [{ value: '', text: 'Choose' }, ...items],
      value: typedOne(context.body, name),
      ...hintOf(field.hint),
      ...errorOf(name, context),
    },
  };
}

function boxes(field: Field, context: ControlsContext): Control {
  const name = fieldName(field, context.prefix);
  const ticked = typedAll(context.body, name);
  const options = field.type === 'agencies' ? context.agencies : (field.options ?? {});
  return {
    macro: 'checkboxes',
    params: {
      idPrefix: name,
      name,
      fieldset: fieldset(labelOf(field)),
      items: Object.entries(options).map(([value, text]) => ({
        value,
        text,
        checked: ticked.includes(value),
      })),
      ...hintOf(field.hint),
      ...errorOf(name, context),
    },
  };
}

function typedControl(field: Field, context: ControlsContext): Control {
  const name = fieldName(field, context.prefix);
  const long = field.type === 'long-text';
  const shared = {
    id: name,
    name,
    label: label(labelOf(field)),
    value: typedOne(context.body, name, long),
    ...hintOf(field.hint),
    ...errorOf(name, context),
  };
  if (long) return { macro: 'textarea', params: { ...shared, rows: 5 } };
  const email = field.type === 'email' ? { type: 'email', spellcheck: false, autocomplete: 'email' } : {};
  return { macro: 'input', params: { ...shared, ...email } };
}

/** The control for one field, filled with what was typed and marked with its mistake. */
export function fieldControl(field: Field, context: ControlsContext): Control {
  switch (field.type) {
    case 'date':
    case 'date-time':
      return dateControl(field, context);
    case 'choice':
      if (Object.keys(field.options ?? {}).length > 8) return selectControl(field, context);
      return radios(
        fieldName(field, context.prefix),
        labelOf(field),
        { ...field.options, ...(field.optional ? none : {}) },
        context,
        field.hint,
      );
    case 'yes-no':
      return radios(fieldName(field, context.prefix), labelOf(field), yesNo, context, field.hint);
    case 'choices':
    case 'agencies':
      return boxes(field, context);
    case 'text':
    case 'long-text':
    case 'email':
    case 'reference':
      return typedControl(field, context);
  }
}
