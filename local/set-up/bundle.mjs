import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { orExplain, root, say, StepFailed } from './step.mjs';

// What an open case runs is pinned by recorded results: data of an edition in here would break its replay, a parser slow it.
const refused = [
  'node_modules/zod/',
  'node_modules/date-fns/',
  'dist/domain/editions/',
  'dist/domain/calendar/',
  'dist/activities/',
  'dist/config/directory',
  'dist/api/',
];

/** Bundles the compiled workflows into dist/workflow-bundle.js and refuses what must not be inside. */
export async function bundle() {
  const { bundleWorkflows } = createRequire(import.meta.url)('../../dist/worker/bundle.js');
  const file = await bundleWorkflows(join(root, 'dist', 'workflow-bundle.js'));
  const code = readFileSync(file, 'utf8');
  const found = refused.filter((part) => code.includes(part));
  if (found.length > 0) {
    throw new StepFailed(
      `The workflow bundle holds ${found.join(', ')}: import types only, and ask an activity for values.`,
    );
  }
  say(`The workflow bundle has ${Math.round(code.length / 1024)} kB.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await orExplain(bundle);
