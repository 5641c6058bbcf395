import { reasonName, type Form } from '../../domain/duty';
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

export type Seal = (words: Readonly<Record<string, string>>) => Promise<Parcel>;

const words = 'Words of a rehearsal';

/** What is written to a form: the reason for each of its tests, and the reasons for the whole. */
const writtenTo = ({ tests = [], reasons }: Form): Record<string, string> => {
  const names = [...tests.map(reasonName), ...(reasons === undefined ? [] : ['reasons'])];
  return Object.fromEntries(names.map((name) => [name, words]));
};

const parcelOf = async (form: Form, given: Given, seal?: Seal): Promise<Parcel | undefined> => {
  if (given.parcel !== undefined || seal === undefined) return given.parcel;
  const written = writtenTo(form);
  return Object.keys(written).length === 0 ? undefined : seal(written);
};

/** An answer to a form as a page would send it. Without `seal` nothing is written but what is given. */
export const rehearsedAnswer = async (form: Form, given: Given, seal?: Seal): Promise<Answer> => {
  const parcel = await parcelOf(form, given, seal);
  const yes = Object.fromEntries((form.tests ?? []).map(({ name }) => [name, true]));
  return {
    ...(given.choice === undefined ? {} : { choice: given.choice }),
    ...(form.tests === undefined ? {} : { tests: { ...yes, ...given.tests } }),
    ...(parcel === undefined ? {} : { parcel }),
    facts: given.facts ?? {},
  };
};
