import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { ConfigurationError } from '../config/configuration-error';
import { parseDirectory } from '../config/directory-file';
import { londonDateOf } from '../domain/calendar/london';
import type { Finding } from './finding';

/**
 * The directory, where its file cannot be used as it stands: once for each change of the file, also where a fault that
 * was mended comes back; once a day while the file is missing, of which nothing says since when.
 */
export const directoryAtFault = (file: string, nowMs: number): Finding[] => {
  const { text, since } = stateOf(file, nowMs);
  try {
    parseDirectory(text);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const mark = createHash('sha256').update(`${since}\n${text}`).digest('hex').slice(0, 24);
    return [{ id: `attention-directory-at-fault-${mark}`, what: 'directory-at-fault' }];
  }
};

/** A file that is missing is at fault as an empty one is. */
const stateOf = (file: string, nowMs: number): { text: string; since: string } => {
  try {
    return { text: readFileSync(file, 'utf8'), since: String(statSync(file).mtimeMs) };
  } catch {
    return { text: '', since: londonDateOf(nowMs) };
  }
};
