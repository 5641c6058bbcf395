import { pino, type DestinationStream } from 'pino';
import { loggedError } from './logged-error';
import type { Environment } from './environment';

/** All that a log may say, by name: words of ours, ids and numbers. Whatever else is given is left out. */
const allowed = new Set(
  [
    'event reference duty instance round letter kind person role recipient agency case because code',
    'method path status port address part ms count attempt ordinal version signal',
    // Temporal's own
    'workflowId workflowType runId activityId activityType taskQueue namespace sdkComponent identity',
  ].flatMap((names) => names.split(' ')),
);

type Value = string | number | boolean;
export type Fields = Readonly<Record<string, Value>>;

export type Log = Record<'debug' | 'info' | 'warn', (fields: Fields) => void> & {
  /** Of the error only name, code, where it was thrown, and its message where that is ours. */
  error: (fields: Fields, error?: unknown) => void;
};

/** One line of JSON for each event. @param stream standard output unless a test wants the lines. */
export function openLog(level: Environment['logLevel'], stream?: DestinationStream): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const log = stream === undefined ? pino(options) : pino(options, stream);
  return {
    debug: (fields) => {
      log.debug(only(fields));
    },
    info: (fields) => {
      log.info(only(fields));
    },
    warn: (fields) => {
      log.warn(only(fields));
    },
    error: (fields, error) => {
      log.error({ ...only(fields), ...(error === undefined ? {} : { error: loggedError(error) }) });
    },
  };
}

/** The allowed ones among any fields; long values are cut. */
export const only = (fields: Readonly<Record<string, unknown>>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, Value][] => {
      if (!allowed.has(name)) return [];
      if (typeof value === 'string') return [[name, value.slice(0, 200)]];
      return typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : [];
    }),
  );
