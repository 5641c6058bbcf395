import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../api/project-root';
import { fingerprintOf } from '../config/key-fingerprint';
import { OwnError } from '../config/own-error';

const keysFile = z.object({
  ENCRYPTION_KEYS: z.string(),
  MASTER_KEYS: z.string(),
  AUDIT_KEYS: z.string(),
  SIGNING_SECRET: z.string(),
  OIDC_CLIENT_SECRET: z.string(),
});

/** The secrets of the embedded start, by the names of the variables that carry them. */
export type LocalKeys = z.infer<typeof keysFile>;

/**
 * Makes a folder that its owner alone can read, or takes one that is there.
 * @param by how another one is chosen.
 * @throws OwnError when it cannot be that.
 */
export function ownFolder(folder: string, by = 'DATA_DIR'): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new OwnError(
      `${folder} cannot be the data folder (${code}): choose one by ${by} that you own and may write to.`,
    );
  }
}

/**
 * Makes the data folder what a start needs: keys and directory are made once and then left alone.
 * @param tell is given a sentence about each thing made.
 * @throws OwnError when the keys cannot be read, or are missing beside what only they can read.
 */
export function openDataFolder(folder: string, tell: (sentence: string) => void): LocalKeys {
  const keys = join(folder, 'keys.json');
  const kept = existsSync(keys) ? undefined : keptIn(folder);
  if (kept !== undefined) {
    throw new OwnError(
      `${shown(keys)} is missing, and nothing in the folder can be read without it (it holds ${kept}): put back the copy of keys.json from your backup, or start with an empty data folder (DATA_DIR).`,
    );
  }
  mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
  const directory = join(folder, 'directory.json');
  if (!existsSync(directory)) {
    const sample = readFileSync(join(projectRoot, 'config', 'sample-directory.json'));
    writeFileSync(directory, sample, { mode: 0o600, flag: 'wx', flush: true });
    tell(`First start: a sample directory of people and agencies is in ${shown(directory)}.`);
  }
  if (!existsSync(keys)) {
    writeFileSync(keys, `${JSON.stringify(newKeys(), null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true });
    tell(
      `First start: the keys were made, in ${shown(keys)}, readable by you alone. Keep a copy apart from the data: without them nothing here can be read.`,
    );
  }
  return withAuditKeys(keys);
}

/** Keys of an earlier version, which kept no log of who read and who wrote, are completed. */
function withAuditKeys(file: string): LocalKeys {
  const { AUDIT_KEYS } = newKeys();
  const completed = readKeys(file, { AUDIT_KEYS });
  if (completed.AUDIT_KEYS === AUDIT_KEYS) replaceKeys(file, completed);
  return completed;
}

const ringNames = { encryption: 'ENCRYPTION_KEYS', master: 'MASTER_KEYS', audit: 'AUDIT_KEYS' } as const;
/** The three rings of keys, as people call them. */
export type Ring = keyof typeof ringNames;
export const variableOf = (ring: Ring): (typeof ringNames)[Ring] => ringNames[ring];

/** A new key for a ring, with its id, as the variable has it. */
export const newKeyFor = (ring: Ring): string => newKeys()[variableOf(ring)];

/** Puts a new key in front of a ring of the folder; the older ones stay. */
export function rotateKeys(folder: string, ring: Ring): void {
  const file = join(folder, 'keys.json');
  const variable = variableOf(ring);
  const keys = readKeys(file);
  replaceKeys(file, { ...keys, [variable]: `${newKeyFor(ring)},${keys[variable]}` });
}

function replaceKeys(file: string, keys: LocalKeys): void {
  const draft = `${file}.draft`;
  writeFileSync(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
}

/** The first thing that was kept under the keys of an earlier start. */
function keptIn(folder: string): string | undefined {
  const holds = (name: string): boolean =>
    existsSync(join(folder, name)) && readdirSync(join(folder, name)).length > 0;
  return existsSync(join(folder, 'temporal.db')) ? 'temporal.db' : ['documents', 'mailbox'].find(holds);
}

/** The keys of the folder, or such as a first start would make: to judge the rest of the settings before it makes any. */
export function keysToJudgeWith(folder: string): LocalKeys {
  const keys = join(folder, 'keys.json');
  const made = newKeys();
  return existsSync(keys) ? readKeys(keys, { AUDIT_KEYS: made.AUDIT_KEYS }) : made;
}

function newKeys(): LocalKeys {
  const made = new Date().toISOString().slice(0, 10);
  return {
    ENCRYPTION_KEYS: newKey(`case-${made}`),
    MASTER_KEYS: newKey(`master-${made}`),
    AUDIT_KEYS: newKey(`audit-${made}`),
    SIGNING_SECRET: randomBytes(32).toString('base64'),
    OIDC_CLIENT_SECRET: randomBytes(32).toString('base64url'),
  };
}

/** Its id carries its fingerprint, so that no other key is ever taken for it. */
function newKey(name: string): string {
  const key = randomBytes(32);
  return `${name}-${fingerprintOf(key)}:${key.toString('base64')}`;
}

/**
 * @param otherwise what to take for what the file lacks.
 * @throws Error when the file is damaged.
 */
export function readKeys(file: string, otherwise: Partial<LocalKeys> = {}): LocalKeys {
  const kept = z.record(z.string(), z.unknown()).safeParse(parseOrNull(readFileSync(file, 'utf8')));
  const parsed = keysFile.safeParse(kept.success ? { ...otherwise, ...kept.data } : null);
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
