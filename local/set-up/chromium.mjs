import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { outputOf, pathOf, root, run, say, StepFailed } from './step.mjs';

const usual = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The path of a Chromium for the tests: CHROMIUM, one that is installed, Debian's package when root, or Playwright's own. */
export async function findChromium(environment = process.env) {
  const named = environment.CHROMIUM;
  if (named !== undefined && named !== '') return checkNamed(named);
  return installed() ?? playwrights() ?? (await fromDebian()) ?? (await fromPlaywright()) ?? giveUp();
}

function checkNamed(path) {
  if (runs(path)) return path;
  throw new StepFailed(`CHROMIUM names ${path}, which does not run: correct it, or unset it.`);
}

// Ubuntu's package of this name is a stub that only points elsewhere: asking its version tells them apart.
const runs = (path) => /chrom/i.test(outputOf(path, ['--version', '--no-sandbox']) ?? '');

function installed() {
  const paths = usual.map((name) => (name.startsWith('/') ? name : pathOf(name)));
  return paths.find((path) => path !== null && existsSync(path) && runs(path));
}

function playwrights() {
  const { chromium } = createRequire(import.meta.url)('playwright-core');
  const path = chromium.executablePath();
  return existsSync(path) && runs(path) ? path : undefined;
}

async function fromDebian() {
  if (process.getuid?.() !== 0 || outputOf('apt-get', ['--version']) === null) return undefined;
  say('Installing the Debian package chromium for the browser tests: a minute or two.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0'];
  await run('apt-get', [...quiet, 'update'], { env });
  await run('apt-get', [...quiet, 'install', '--yes', '--no-install-recommends', 'chromium'], { env });
  return installed();
}

async function fromPlaywright() {
  say("Fetching Playwright's own Chromium for the browser tests: a minute or two.");
  await run(process.execPath, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium']);
  return playwrights();
}

function giveUp() {
  throw new StepFailed(
    'No Chromium could be installed for the browser tests: install Chromium or Chrome, or name its file in CHROMIUM.',
  );
}
