import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'text between quotation marks',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in square brackets',
  object: 'entries in curly brackets',
  record: 'entries in curly brackets',
};

const quoted = (values: readonly unknown[], type: 'conjunction' | 'disjunction'): string =>
  new Intl.ListFormat('en-GB', { type }).format(values.map((value) => JSON.stringify(value)));

const characters = (origin: string): string => (origin === 'string' ? ' characters' : '');

/** What is wrong at a place of a file, for somebody who wrote the file by hand; what its schema says itself comes first. */
export const faultInWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${kinds[issue.expected] ?? issue.expected}`;
    case 'unrecognized_keys':
      return `does not know ${quoted(issue.keys, 'conjunction')}: is it misspelt?`;
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${quoted(issue.values, 'disjunction')}`;
    case 'too_big':
      return `must be at most ${String(issue.maximum)}${characters(issue.origin)}`;
    case 'too_small':
      return `must be at least ${String(issue.minimum)}${characters(issue.origin)}`;
    default:
      return undefined;
  }
};
