import { z } from 'zod';
import type { Pointed } from './mistakes';

/** What can go wrong: the last part of a problem's type, its status and its title. */
export const problems = {
  'bad-request': [400, 'The request was not understood'],
  'no-idempotency-key': [400, 'A write needs a header Idempotency-Key'],
  'not-authenticated': [401, 'A good token is needed'],
  'not-allowed': [403, 'The roles of this service do not include this'],
  'not-found': [404, 'There is nothing at this address'],
  'method-not-allowed': [405, 'This cannot be done at this address'],
  'likely-duplicate': [409, 'This incident seems to have been reported already'],
  'not-taken': [409, 'The case did not take the answer'],
  'too-large': [413, 'This is too much at once'],
  'not-json': [415, 'The body must be JSON'],
  mistakes: [422, 'There is something to put right'],
  'key-used-before': [422, 'This Idempotency-Key was used for something else'],
  'too-many-requests': [429, 'Too many requests'],
  failed: [500, 'Something went wrong'],
  'not-now': [503, 'This cannot be done just now'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type ProblemName = keyof typeof problems;

/** A problem on its way to be told. */
export type Problem = {
  problem: ProblemName;
  detail?: string;
  errors?: readonly (Pointed | { parameter: string; detail: string })[];
  /** Cases that may be of the same incident. */
  references?: readonly string[];
  /** Why a case did not take an answer, and the entry that says so in its story. */
  because?: string;
  entry?: number;
  /** A number to quote. */
  code?: string;
};

/** Made with a reason that is for the one who asked. */
export const problem = (name: ProblemName, said: Omit<Problem, 'problem'> = {}): Problem => ({
  problem: name,
  ...said,
});

/** Problem details (RFC 9457). */
export const problemSchema = z
  .strictObject({
    type: z.url().meta({ description: 'Its kind; the page at this address says what to do.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().optional().meta({ description: 'Where in the body: a JSON pointer.' }),
          parameter: z.string().optional().meta({ description: 'Which parameter or header.' }),
          detail: z.string(),
        }),
      )
      .optional(),
    references: z
      .array(z.string())
      .optional()
      .meta({ description: 'Cases that may be of the same incident.' }),
    because: z.string().optional().meta({ description: 'Why the case did not take the answer.' }),
    entry: z.int().optional().meta({ description: 'The entry of its story that says so.' }),
    code: z.string().optional().meta({ description: 'A number to tell the business unit.' }),
  })
  .meta({ id: 'Problem', description: 'What went wrong, as RFC 9457 has it.' });

export const problemType = 'application/problem+json';

export const statusOf = ({ problem: name }: Problem): number => problems[name][0];

/** A problem as it is sent. */
export const problemBody = (publicUrl: string, { problem: name, ...said }: Problem) => {
  const [status, title] = problems[name];
  return problemSchema.parse({ type: `${publicUrl}/api#problem-${name}`, title, status, ...said });
};
