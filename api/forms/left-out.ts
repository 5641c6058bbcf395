import type { Field, Form } from '../../domain/form';
import { appliesTo } from './read-form';
import { postedNames, typedAll, type Body } from './typed';

const isTyped = (field: Field, body: Body): boolean =>
  postedNames(field).some((name) => typedAll(body, name).some((value) => value.trim() !== ''));

const quoted = (texts: readonly string[], last: string): string => {
  const each = texts.map((text) => `“${text}”`);
  return each.length < 2 ? each.join('') : `${each.slice(0, -1).join(', ')} ${last} ${each.at(-1) ?? ''}`;
};

/** What was typed into fields that belong to another choice, and why it is not sent; one sentence for each such choice. */
export function leftOut(form: Form, choice: string | undefined, body: Body): string[] {
  const options = form.choice?.options;
  if (options === undefined) return [];
  const groups = new Map<string, string[]>();
  for (const field of form.fields ?? []) {
    if (appliesTo(field, choice) || !isTyped(field, body)) continue;
    const only = quoted(
      (field.onlyFor ?? []).map((one) => options[one] ?? one),
      'or',
    );
    groups.set(only, [...(groups.get(only) ?? []), field.label]);
  }
  return [...groups].map(
    ([only, labels]) =>
      `What you entered under ${quoted(labels, 'and')} is left out and not sent: it is asked only with the answer ${only}. It is still there if you choose Change.`,
  );
}
