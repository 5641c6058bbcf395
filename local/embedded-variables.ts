import { existsSync } from 'node:fs';
import path from 'node:path';
import { readKeys } from './data-folder';

/** What the embedded start makes of the environment that it was given; a variable left empty counts as not given. */
export const asEmbedded = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv & { DATA_DIR: string } => {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  return {
    TRAINING: 'true',
    SMTP_URL: 'smtp://127.0.0.1:3025',
    ...given,
    EMBEDDED: 'true',
    DATA_DIR: path.resolve(given['DATA_DIR'] ?? 'data'),
  };
};

/** The environment as given, where it carries keys; that of the embedded start, with its keys, where one was made here. */
export const embeddedVariables = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const variables = asEmbedded(given);
  const keys = path.join(variables.DATA_DIR, 'keys.json');
  return given['ENCRYPTION_KEYS'] !== undefined || !existsSync(keys)
    ? given
    : { ...readKeys(keys), ...variables };
};
