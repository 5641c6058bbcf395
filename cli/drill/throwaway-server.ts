import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Environment } from '../../config/environment';
import { temporalArguments } from '../../local/temporal-server';
import { BadInput } from '../terminal';

/** A rehearsal need not survive the machine's loss of power, so its database does not wait for the disk. */
const hasty = ['--sqlite-pragma', 'synchronous=0'];

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });

export type ThrowawayServer = {
  /** Rejects where it cannot be started at all. */
  failed: Promise<never>;
  /** Asks it to end, or makes it; resolves when it is gone. */
  close: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>;
};

/** The Temporal server of a rehearsal. It does not outlive this process, but for kill -9. */
export const startServer = (environment: Environment): ThrowawayServer => {
  const log = openSync(path.join(environment.dataDir, 'logs', 'temporal.log'), 'a', 0o600);
  const child = spawn(
    process.env['TEMPORAL_CLI'] ?? 'temporal',
    [...temporalArguments(environment), ...hasty, '--headless'],
    {
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const failed = new Promise<never>((_, reject) =>
    child.once('error', () => {
      reject(
        new BadInput(
          'The Temporal command line was not found: run `npm run -s sg -- drill`, which fetches it.',
        ),
      );
    }),
  );
  failed.catch(() => undefined);
  const ended = new Promise<void>((resolve) => {
    for (const event of ['exit', 'error'])
      child.once(event, () => {
        resolve();
      });
  });
  return {
    failed,
    close: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
      process.removeListener('exit', end);
    },
  };
};
