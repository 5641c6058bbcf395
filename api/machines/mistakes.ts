import type { z } from 'zod';

/** What is wrong, and where in the body it stands: a JSON pointer, empty for the whole. */
export type Pointed = { pointer: string; detail: string };

/** A JSON pointer (RFC 6901). */
export const pointer = (...parts: readonly (string | number)[]): string =>
  parts.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  number: 'a number',
  int: 'a whole number',
};

function inWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'This is missing.'
        : `This must be ${kinds[issue.expected] ?? issue.expected}.`;
    case 'too_big':
      return `This is too long: ${String(issue.maximum)} at most.`;
    case 'too_small':
      return `This is too short: ${String(issue.minimum)} at least.`;
    case 'invalid_format':
      return issue.format === 'date'
        ? 'This must be a day that exists, as in 2026-12-18.'
        : 'This is not in the form that is asked for.';
    case 'invalid_union':
    case 'invalid_value':
      return issue.input === undefined
        ? 'This is missing.'
        : 'This is none of the values that can be chosen.';
    default:
      return 'This is not what is asked for.';
  }
}

const pathOf = (issue: z.core.$ZodIssue): string => pointer(...issue.path.map((part) => String(part)));

/** Every mistake that a schema finds, each at its place. */
export const mistakesOf = (error: z.core.$ZodError): Pointed[] =>
  error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          pointer: `${pathOf(issue)}${pointer(key)}`,
          detail: 'This is not asked for here.',
        }))
      : [{ pointer: pathOf(issue), detail: inWords(issue) }],
  );

/** Every text and name in a value that no character set can write: with half of a character (a lone surrogate) in it. */
export function illFormed(value: unknown, at = ''): Pointed[] {
  const mistake = { pointer: at, detail: 'This holds half of a character, and is no text.' };
  if (typeof value === 'string') return hasHalf(value) ? [mistake] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    hasHalf(name) ? [mistake] : illFormed(one, `${at}${pointer(name)}`),
  );
}

const hasHalf = (text: string): boolean => /\p{Cs}/u.test(text);
