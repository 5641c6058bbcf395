import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Scenarios of the rehearsal whose histories are kept. */
export const recorded = ['local-review', 'below-threshold'] as const;

const folder = path.join(__dirname, 'histories');

export const historyFile = (name: string): string => path.join(folder, `${name}.json`);

/** A key that protects nothing: made for these recordings of made-up cases, and used for nothing else. */
export const keysOfTheRecordings = (): string =>
  readFileSync(path.join(folder, 'test-only-key.txt'), 'utf8').trim();
