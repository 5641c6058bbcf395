import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../config/configuration-error';
import { parseDirectory } from '../config/directory-file';
import type { Finding } from './finding';

/** The directory, where its file cannot be used as it stands: once for each change of the file. */
export const directoryAtFault = (file: string): Finding[] => {
  const text = textOf(file);
  try {
    parseDirectory(text);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const mark = createHash('sha256').update(text).digest('hex').slice(0, 24);
    return [{ id: `attention-directory-at-fault-${mark}`, what: 'directory-at-fault' }];
  }
};

/** A file that is missing is at fault as an empty one is. */
const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
