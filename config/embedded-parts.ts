import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const book = z.record(z.string(), z.object({ pid: z.number() }));

/** What a start of the whole service on one machine says of its parts, in the book of processes that it keeps. */
export type EmbeddedParts = {
  /** The names of those that are not running at the moment. */
  down: () => string[];
  /** Whether it is the running worker of this start that polls under an identity, and not one from before. */
  isWorker: (identity: string) => boolean;
};

/** Null without a book: each part runs by itself, and knows nothing of the others. */
export const embeddedParts = (dataDir: string): EmbeddedParts | null => {
  const file = path.join(dataDir, 'processes.json');
  if (readBook(file) === null) return null;
  const pids = (): Record<string, { pid: number }> => readBook(file) ?? {};
  return {
    down: () =>
      Object.entries(pids())
        .filter(([, { pid }]) => !isAlive(pid))
        .map(([name]) => name),
    // The SDK's own way to name a worker.
    isWorker(identity) {
      const worker = pids()['worker'];
      return worker !== undefined && isAlive(worker.pid) && identity.startsWith(`${worker.pid}@`);
    },
  };
};

const readBook = (file: string): z.infer<typeof book> | null => {
  try {
    return book.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
