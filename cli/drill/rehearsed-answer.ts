import { appliesTo } from '../../api/forms/read-form';
import { reasonName, type Field, type Form } from '../../domain/form';
import type { Actor, Answer, Parcel } from '../../domain/record';

/** What somebody answers. Without `by`, it is the first who is still awaited; a test that is not named is answered with yes. */
export type Given = {
  choice?: string;
  tests?: Answer['tests'];
  facts?: Answer['facts'];
  parcel?: Answer['parcel'];
  instance?: string;
  by?: Partial<Actor>;
};

/** How people write in a rehearsal: the same words in every place where words are asked for, and what seals them. */
export type Pen = {
  words: string;
  seal: (words: Readonly<Record<string, string>>) => Promise<Parcel>;
};

/** Whether a field is answered in words of one's own. */
export const isWritten = ({ type }: Field): boolean => type === 'text' || type === 'long-text';

/** Every place of a form where something is written: the reason for each test, each field of words, the reasons for the whole. */
const writtenTo = ({ tests = [], fields = [], reasons }: Form, choice: string | undefined): string[] => [
  ...tests.map(reasonName),
  ...fields.filter((field) => isWritten(field) && appliesTo(field, choice)).map(({ name }) => name),
  ...(reasons === undefined ? [] : ['reasons']),
];

const parcelOf = async (form: Form, given: Given, pen?: Pen): Promise<Parcel | undefined> => {
  if (given.parcel !== undefined || pen === undefined) return given.parcel;
  const places = writtenTo(form, given.choice);
  if (places.length === 0) return undefined;
  return pen.seal(Object.fromEntries(places.map((name) => [name, pen.words])));
};

/** An answer to a form as a page would send it. Without a pen nothing is written but what is given. */
export const rehearsedAnswer = async (form: Form, given: Given, pen?: Pen): Promise<Answer> => {
  const parcel = await parcelOf(form, given, pen);
  const yes = Object.fromEntries((form.tests ?? []).map(({ name }) => [name, true]));
  return {
    ...(given.choice === undefined ? {} : { choice: given.choice }),
    ...(form.tests === undefined ? {} : { tests: { ...yes, ...given.tests } }),
    ...(parcel === undefined ? {} : { parcel }),
    facts: given.facts ?? {},
  };
};
