import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../api/project-root';
import { OwnError } from '../config/own-error';

const keysFile = z.object({
  ENCRYPTION_KEYS: z.string(),
  MASTER_KEYS: z.string(),
  SIGNING_SECRET: z.string(),
  OIDC_CLIENT_SECRET: z.string(),
});

/** The secrets of the embedded start, by the names of the variables that carry them. */
export type LocalKeys = z.infer<typeof keysFile>;

/**
 * Makes the data folder what a start needs: keys and directory are made once and then left alone.
 * @param tell is given a sentence about each thing made.
 * @throws Error when the keys cannot be read.
 */
export function openDataFolder(folder: string, tell: (sentence: string) => void): LocalKeys {
  mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
  const directory = join(folder, 'directory.json');
  if (!existsSync(directory)) {
    copyFileSync(join(projectRoot, 'config', 'sample-directory.json'), directory);
    tell(`First start: a sample directory of people and agencies is in ${shown(directory)}.`);
  }
  const keys = join(folder, 'keys.json');
  if (!existsSync(keys)) {
    writeFileSync(keys, `${JSON.stringify(newKeys(), null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    tell(
      `First start: the keys were made, in ${shown(keys)}, readable by you alone. Keep a copy apart from the data: without them nothing here can be read.`,
    );
  }
  return readKeys(keys);
}

function newKeys(): LocalKeys {
  const secret = () => randomBytes(32).toString('base64');
  const made = new Date().toISOString().slice(0, 10);
  return {
    ENCRYPTION_KEYS: `case-${made}:${secret()}`,
    MASTER_KEYS: `master-${made}:${secret()}`,
    SIGNING_SECRET: secret(),
    OIDC_CLIENT_SECRET: randomBytes(32).toString('base64url'),
  };
}

/** @throws Error when the file is damaged. */
export function readKeys(file: string): LocalKeys {
  const parsed = keysFile.safeParse(parseOrNull(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  // New keys would make every open case unreadable, so a person has to decide.
  throw new OwnError(
    `${shown(file)} is damaged: put back a copy of it, or start with an empty data folder (DATA_DIR).`,
  );
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const shown = (file: string): string => relative(process.cwd(), file);
