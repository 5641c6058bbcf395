import { z } from 'zod';
import { OwnError } from './own-error';

export type LoggedError = {
  name: string;
  code?: string | number;
  message?: string;
  /** The calls that led to it, innermost first. */
  at?: string[];
  cause?: LoggedError;
};

const coded = z.object({ code: z.union([z.string().max(50), z.number()]) });

/** What may be logged of an error. A message that is not ours may repeat what somebody wrote, and stays out. */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = coded.safeParse(error);
  const at = callsOf(error);
  return {
    name: error.name.slice(0, 80),
    ...(code.success ? code.data : {}),
    ...(error instanceof OwnError ? { message: error.message } : {}),
    ...(at.length > 0 ? { at } : {}),
    ...(error.cause === undefined || depth === 3 ? {} : { cause: loggedError(error.cause, depth + 1) }),
  };
}

function callsOf({ stack = '', message }: Error): string[] {
  // The stack begins with the message, whose lines may look like calls.
  const after = message !== '' && stack.includes(message) ? stack.indexOf(message) + message.length : 0;
  return stack
    .slice(after)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at [^\s].*:\d+:\d+\)?$/.test(line))
    .slice(0, 8);
}
