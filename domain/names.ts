import { recipientInWords, theRecipient } from './dates-in-words';
import { partOf } from './parts-in-words';
import type { Actor } from './record';
import { serviceOf } from './service-person';

/** What the directory calls people and agencies, by their ids; without it the ids stand, as in a record that is kept. */
export type Names = {
  people?: Readonly<Record<string, string>>;
  agencies?: Readonly<Record<string, string>>;
};

/** A sentence in which agencies are called by their titles. */
export const withTitles = (sentence: string, { agencies = {} }: Names): string =>
  sentence.replaceAll(/(safeguarding lead) \(([^)]+)\)/gu, (all, lead: string, agency: string) =>
    Object.hasOwn(agencies, agency) ? `${lead} (${agencies[agency] ?? agency})` : all,
  );

/** `Officer A (business unit)`, of whom the directory knows as one of its staff; else the role alone. */
export function whoIn(by: Actor, { people = {} }: Names): string {
  const service = serviceOf(by.person);
  const name = Object.hasOwn(people, by.person) ? people[by.person] : undefined;
  if (service !== null) return `the service “${service}” (${recipientInWords(partOf(by))})`;
  return name === undefined ? theRecipient(partOf(by)) : `${name} (${recipientInWords(partOf(by))})`;
}
