import type { Logger, LogLevel } from '@temporalio/common';
import type { Fields, Log } from './log';
import { only } from './log';

/** The same log for Temporal's runtime: `Runtime.install({ logger: temporalLog(log) })`. Failure texts stay out of it. */
export function temporalLog(log: Log): Logger {
  const write = (level: LogLevel, message: string, meta: Record<string, unknown> = {}): void => {
    const fields: Fields = { ...only(meta), event: `temporal: ${withoutFailure(message)}` };
    if (level === 'ERROR') log.error(fields, meta['error']);
    else if (level === 'WARN') log.warn(fields);
    else if (level === 'INFO') log.info(fields);
    else log.debug(fields);
  };
  return {
    log: write,
    trace: (message, meta) => {
      write('TRACE', message, meta);
    },
    debug: (message, meta) => {
      write('DEBUG', message, meta);
    },
    info: (message, meta) => {
      write('INFO', message, meta);
    },
    warn: (message, meta) => {
      write('WARN', message, meta);
    },
    error: (message, meta) => {
      write('ERROR', message, meta);
    },
  };
}

/** The SDK appends the text of an error after a colon. */
const withoutFailure = (message: string): string => (/^[^:\n]*/.exec(message)?.[0] ?? '').slice(0, 120);
