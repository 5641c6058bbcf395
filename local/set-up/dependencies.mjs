import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say, StepFailed } from './step.mjs';

/** Installs what package-lock.json names, unless exactly that is installed. */
export async function installDependencies(folder = root) {
  if (areInstalled(folder)) return;
  say('Installing the dependencies from package-lock.json: a minute or two.');
  // By default npm leaves out what the build needs where NODE_ENV is production.
  const options = ['--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const code = await run('npm', ['ci', ...options], { cwd: folder });
  if (code !== 0) {
    throw new StepFailed(
      'The dependencies could not be installed (the lines above say why): check the connection to the package registry, then run `npm ci --include=dev`.',
    );
  }
  rememberInstalled(folder);
}

/** Whether node_modules holds what the lock file names; a hash remembers the last yes about the versions. */
export function areInstalled(folder) {
  const installed = installedIn(folder);
  if (installed === null || !areThere(folder, installed)) return false;
  if (textOf(markerIn(folder)) === hashOfLock(folder)) return true;
  if (!areAsLocked(folder, installed)) return false;
  rememberInstalled(folder);
  return true;
}

const markerIn = (folder) => join(folder, 'node_modules', '.installed-from');
const hashOfLock = (folder) =>
  createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
const rememberInstalled = (folder) => writeFileSync(markerIn(folder), hashOfLock(folder));

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** What npm wrote down as installed, by path; null where it has installed nothing. */
function installedIn(folder) {
  const record = textOf(join(folder, 'node_modules', '.package-lock.json'));
  return record === null ? null : JSON.parse(record).packages;
}

// Looked at each time: what npm wrote down stays when somebody takes a package away by hand.
const areThere = (folder, installed) =>
  Object.keys(installed).every((path) => existsSync(join(folder, path, 'package.json')));

// A package for another platform is named in the lock and rightly absent.
function areAsLocked(folder, installed) {
  const locked = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true;
    const present = installed[path];
    return present === undefined ? wanted.optional === true : present.integrity === wanted.integrity;
  });
}
