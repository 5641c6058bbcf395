import { existsSync } from 'node:fs';
import path from 'node:path';
import { readKeys } from './data-folder';

/** What the embedded start adds to the environment that it was given. */
export const asEmbedded = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  TRAINING: 'true',
  SMTP_URL: 'smtp://127.0.0.1:3025',
  ...given,
  EMBEDDED: 'true',
  DATA_DIR: path.resolve(given['DATA_DIR'] ?? 'data'),
});

/** The environment as given, where it carries keys; that of the embedded start, with its keys, where one was made here. */
export const embeddedVariables = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const variables = asEmbedded(given);
  const keys = path.join(variables['DATA_DIR'] ?? '', 'keys.json');
  return given['ENCRYPTION_KEYS'] !== undefined || !existsSync(keys)
    ? given
    : { ...readKeys(keys), ...variables };
};
