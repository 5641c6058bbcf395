import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that holds package.json, whether this runs compiled (from dist/) or as source. */
export const projectRoot = ((): string => {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The project folder (with package.json) was not found.');
    folder = parent;
  }
  return folder;
})();
