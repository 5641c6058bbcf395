import { reasonName, type Field, type Form } from '../../domain/form';
import { testsInLists, type TestList } from './test-lists';

/** What a browser posted: a name to one value, or to several where boxes were ticked. */
export type Body = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A mistake: `href` points to the control, `name` is the control's own name in the page. */
export type Mistake = { name: string; href: string; text: string };

/** The longest answers taken, in characters. */
export const longest = { text: 200, 'long-text': 10_000, email: 254 } as const;

/** Control characters have no place in an answer; a single line has none of its breaks either. */
const withoutControls = (text: string, keepLines: boolean): string =>
  text
    .replaceAll('\r\n', '\n')
    .replaceAll(keepLines ? /[^\P{Cc}\n\t]/gu : /\p{Cc}+/gu, keepLines ? '' : ' ')
    .trim();

/** The one value typed under a name, cleaned; empty where there is none. */
export function typedOne(body: Body, name: string, keepLines = false): string {
  const value = body[name];
  const first = typeof value === 'string' ? value : (value?.[0] ?? '');
  return withoutControls(first, keepLines);
}

/** All values ticked under a name. */
export function typedAll(body: Body, name: string): string[] {
  const value = body[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : [...value];
}

/** Names of the controls of a form; `prefix` keeps several copies of a form apart on one page. */
export const choiceName = 'choice';
export const reasonsName = 'reasons';
export const testName = (test: string): string => `test-${test}`;
/** The box that says that nothing of a list applies. No test or field is called so. */
export const noneName = ({ tests: [first] }: TestList): string => `none-${first.name}`;
export const fieldName = (field: Pick<Field, 'name'>, prefix = ''): string => `${prefix}${field.name}`;

const parts = { date: ['day', 'month', 'year'], 'date-time': ['day', 'month', 'year', 'time'] } as const;

/** The names under which a field is posted: one, or the parts of a date. */
export function postedNames(field: Field, prefix = ''): string[] {
  const name = fieldName(field, prefix);
  return field.type === 'date' || field.type === 'date-time'
    ? parts[field.type].map((part) => `${name}-${part}`)
    : [name];
}

/** What a body holds for a form, as pairs for hidden inputs: so that nothing typed is lost between pages. */
export function heldValues(form: Form, body: Body): [string, string][] {
  const names = [
    choiceName,
    reasonsName,
    ...(form.tests ?? []).flatMap((test) => [testName(test.name), reasonName(test)]),
    ...testsInLists(form.tests ?? []).flatMap((asked) => ('tests' in asked ? [noneName(asked)] : [])),
    ...(form.fields ?? []).flatMap((field) => postedNames(field)),
  ];
  return names.flatMap((name) => typedAll(body, name).map((value): [string, string] => [name, value]));
}
