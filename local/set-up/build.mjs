import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { orExplain, root, run, say, StepFailed } from './step.mjs';

const rooms = 'domain workflows activities worker watchdog cli api config local'.split(' ');
const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
const marker = join(root, 'dist', '.built-from');

/** Compiles into dist/, and bundles the workflows, unless nothing has changed since; pages, styles and samples are read where they lie. */
export async function build() {
  const sources = listSources();
  const state = stateOf(sources);
  if (readOr(marker) === state) return;
  say('Building.');
  rmSync(marker, { force: true });
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  if (!existsSync(compiler)) {
    throw new StepFailed('What builds the project is not installed: run `npm ci --include=dev`.');
  }
  if ((await run(process.execPath, [compiler, '--build', 'tsconfig.build.json'])) !== 0) {
    throw new StepFailed('The build failed: mend the faults listed above, then run the command again.');
  }
  removeStale(sources);
  await bundle();
  writeFileSync(marker, state);
}

function listSources() {
  return rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name))),
  );
}

function stateOf(sources) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const file of [...sources, ...settings]) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return hash.digest('hex');
}

// A compiled file without its source would still be found by a require.
function removeStale(sources) {
  const known = new Set(sources.map((file) => file.replace(/\.ts$/, '.js')));
  for (const room of rooms) {
    const folder = join(root, 'dist', room);
    for (const name of listOr(folder)) {
      const file = relative(root, join(root, room, name));
      if (/\.js$/.test(file) && !known.has(file)) {
        rmSync(join(folder, name));
        rmSync(`${join(folder, name)}.map`, { force: true });
      }
    }
  }
}

function listOr(folder) {
  try {
    return readdirSync(folder, { recursive: true });
  } catch {
    return [];
  }
}

function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await orExplain(build);
