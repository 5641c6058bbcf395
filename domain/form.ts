import type { Source } from './duty';

/** A question on a form. Free text is sealed; a date, a choice, yes or no travel in the open of the (encrypted) payload. */
export type Field = {
  name: string;
  label: string;
  hint?: string;
  type:
    | 'text'
    | 'long-text'
    | 'date'
    | 'date-time'
    | 'yes-no'
    | 'choice'
    | 'choices'
    | 'agencies'
    | 'email'
    /** The reference of a case, in the open. */
    | 'reference';
  /** For `choice` and `choices`: value to label. */
  options?: Readonly<Record<string, string>>;
  optional?: true;
  /** A date that must not lie after (or before) the case's today. */
  when?: 'past' | 'future';
  /** Asked only when the form's choice is one of these. */
  onlyFor?: readonly string[];
  /** Sealed although its type would let it travel in the open. */
  sealed?: true;
};

/** A test that the law has a decider answer, yes or no, each with a reason of its own. */
export type Test = {
  name: string;
  label: string;
  weight: 'must' | 'have-regard';
  /** Which answer needs its reason. Every edition says it; a form that was recorded before does not, and needs none. */
  reason?: 'required' | 'with-yes' | 'with-no' | 'optional';
  source: Source;
  /**
   * Neighbours with the same legend are asked in one list, of which one ticks what applies; `item` says the test there, as
   * a statement. A form that was recorded before has none, and asks each by itself.
   */
  listed?: { legend: string; item: string };
};

/** The name under which the reason for a test is typed and sealed. No field is called so: their names have no hyphen. */
export const reasonName = (test: Pick<Test, 'name'>): string => `reason-${test.name}`;

/** The field in which somebody declares a conflict of interest. */
export const conflictName = 'conflict';

/** Whether an answer declares one: it is not counted, so nothing but its reasons is needed. */
export const declaresConflict = (facts: Readonly<Record<string, unknown>>): boolean =>
  facts[conflictName] === true;

export type Form = {
  /** The decision itself: value to label. Radios without a default. */
  choice?: { legend: string; options: Readonly<Record<string, string>> };
  tests?: readonly Test[];
  fields?: readonly Field[];
  reasons?: 'required' | 'optional';
  /** Files may go with the answer: so many at most, where the settings do not allow fewer. */
  files?: { upTo: number; hint?: string };
};
