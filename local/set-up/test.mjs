import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { prepare } from './prepare.mjs';
import { orExplain, root, run, say } from './step.mjs';

/** How many files run side by side: more at one Temporal server, or in browsers, would wait for one another. */
const sideBySide = { quick: '100%', server: '2', browser: '2' };

// `npm test` runs everything; `npm test -- quick`, or server, or browser, runs that part of the tests alone.
const parts = Object.keys(sideBySide);
const asked = process.argv.slice(2);
const unknown = asked.find((part) => !parts.includes(part));
if (unknown !== undefined) {
  say(
    `There is no part named ${unknown}: ask for quick, server or browser, or for nothing to run everything.`,
  );
  process.exit(1);
}

const chosen = asked.length > 0 ? asked : parts;
await orExplain(async () => {
  await prepare({ temporal: chosen.includes('server') || chosen.includes('browser') });
  if (chosen.includes('browser')) process.env.CHROMIUM = await findChromium();
});

const npm = (script) => ['npm', 'run', '--silent', script];
/** How compose/check.mjs says that Docker Compose is not on this machine: neither passed nor failed. */
const notHere = 75;
/** Lint takes as long as all the others, and runs beside them. */
const checks = [
  [['lint', npm('lint')]],
  [
    ['format', npm('format:check')],
    ['types', npm('types')],
    ['imports', npm('imports')],
    ['workflow bundle', [process.execPath, join(root, 'local', 'set-up', 'bundle.mjs')]],
    ['docker compose config', [process.execPath, join(root, 'compose', 'check.mjs')], notHere],
  ],
];
const jestPath = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const artefacts = join(root, 'test-artefacts');
mkdirSync(artefacts, { recursive: true });
const results = [];
if (asked.length === 0)
  await Promise.all(
    checks.map(async (row) => {
      for (const [title, ...how] of row) await check(title, ...how);
    }),
  );
for (const part of chosen) await jest(part);
// A date that depends on where the machine stands shows itself on the other side of the world.
if (asked.length === 0) await jest('quick', 'test/domain/', 'Pacific/Auckland');
report();

async function check(title, [command, ...args], skipCode = undefined) {
  const seconds = stopwatch();
  say(`\n== ${title}`);
  const code = await run(command, args);
  const counts =
    code === skipCode ? { passed: 0, failed: 0 } : { passed: +(code === 0), failed: +(code !== 0) };
  results.push({ title, ...counts, seconds: seconds() });
}

async function jest(part, path = '', zone = undefined) {
  const seconds = stopwatch();
  const title = zone === undefined ? `${part} tests` : `${path} in ${zone}`;
  say(`\n== ${title}`);
  const file = join(artefacts, `${title.replaceAll(/\W+/g, '-')}.json`);
  rmSync(file, { force: true });
  const workers = ['--maxWorkers', sideBySide[part]];
  const options = ['--selectProjects', part, ...workers, '--ci', '--json', '--outputFile', file];
  const env = zone === undefined ? process.env : { ...process.env, TZ: zone };
  const code = await run(process.execPath, [jestPath, ...options, path].filter(Boolean), { env });
  results.push({ title, ...countIn(file, code), seconds: seconds() });
}

// A test that did not run is a failure, and so is a file that could not be loaded or a run without any test.
function countIn(file, code) {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const { numPassedTests, numTotalTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = numTotalTests - numPassedTests + numRuntimeErrorTestSuites;
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function stopwatch() {
  const startedAt = performance.now();
  return () => ((performance.now() - startedAt) / 1000).toFixed(1);
}

function report() {
  say('');
  for (const { title, passed, failed, seconds } of results) {
    const verdict = failed > 0 ? 'FAILED' : passed > 0 ? 'ok' : 'not run';
    say(
      `${verdict.padEnd(7)} ${title.padEnd(30)} ${seconds.padStart(7)} s  ${passed} passed, ${failed} failed`,
    );
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
  process.exitCode = sum('failed') === 0 ? 0 : 1;
}
