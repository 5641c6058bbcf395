import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A step of the set-up that a person must mend; its message is one sentence that says how. */
export class StepFailed extends Error {}

/** Tells a person what is being done. Standard error, so that a command's own output stays clean. */
export const say = (sentence) => process.stderr.write(`${sentence}\n`);

/** Runs a command, its output going to standard error, and resolves with its exit code (127 when it cannot be started). */
export function run(command, args, { env = process.env, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 2, 2] });
    child.on('error', () => resolve(127));
    child.on('close', (code, signal) => resolve(signal === null ? code : 1));
  });
}

/** What a command prints, or null when it cannot be run or fails. */
export function outputOf(command, args) {
  const result = spawnSync(command, args, { encoding: 'utf8', timeout: 20_000 });
  return result.status === 0 ? `${result.stdout}${result.stderr}`.trim() : null;
}

/** Where PATH has a program, or null. */
export function pathOf(program) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path)) ?? null;
}

/** Runs `work` and ends the process with one sentence where a step failed. */
export async function orExplain(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    say(error.message);
    process.exit(1);
  }
}

/** Refuses a Node.js that the dependencies cannot run on. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new StepFailed(`Node.js 20.19 or later is needed, and this is ${version}: install Node.js 24.`);
}

const lockFile = join(
  tmpdir(),
  `safeguarding-reviews-${createHash('sha256').update(root).digest('hex').slice(0, 12)}.lock`,
);

/** Lets one set-up at a time work in this folder: two terminals may start at once on a fresh clone. */
export async function alone(work) {
  let told = false;
  while (!takeLock()) {
    if (!told) say('Waiting for another set-up in this folder to end.');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  const release = () => rmSync(lockFile, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

// A link appears whole, with its holder's number in it: nobody sees a lock half made.
function takeLock() {
  const mine = `${lockFile}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, lockFile);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAlive(holderOfLock())) return false;
    rmSync(lockFile, { force: true });
    return takeLock();
  } finally {
    rmSync(mine, { force: true });
  }
}

function holderOfLock() {
  try {
    return Number(readFileSync(lockFile, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
