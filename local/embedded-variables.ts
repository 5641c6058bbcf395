import { existsSync } from 'node:fs';
import path from 'node:path';
import { OwnError } from '../config/own-error';
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

/** What a service of somebody's own is never without. */
const ofTheirOwn = ['ENCRYPTION_KEYS', 'MASTER_KEYS', 'AUDIT_KEYS', 'SIGNING_SECRET', 'DIRECTORY_FILE'];

/** Whether an environment is that of a service of somebody's own. */
export const isOfTheirOwn = (given: NodeJS.ProcessEnv): boolean =>
  ofTheirOwn.some((name) => given[name] !== undefined);

/**
 * The environment as given, where it is that of a service; that of the embedded start, with its keys, where one was made here.
 * @throws OwnError where there is neither.
 */
export const embeddedVariables = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  if (isOfTheirOwn(given)) return given;
  const variables = asEmbedded(given);
  const keys = path.join(variables.DATA_DIR, 'keys.json');
  if (existsSync(keys)) return { ...readKeys(keys), ...variables };
  throw new OwnError(
    `No service was started in ${variables.DATA_DIR} yet: name its data folder by DATA_DIR, start one there by npm start, or give the variables of a service of your own (docs/running.md).`,
  );
};
