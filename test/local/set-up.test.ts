import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const project = join(__dirname, '..', '..');
const setUp = join(project, 'local', 'set-up');
const node = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, ...env } });
const evaluate = (module: string, expression: string, env: NodeJS.ProcessEnv = {}) => {
  const code = `import * as module from ${JSON.stringify(`file://${join(setUp, module)}`)}; ${expression}`;
  return node(['--input-type=module', '--eval', code], env);
};

describe('installed dependencies', () => {
  const folderWith = (locked: object, installed?: object): string => {
    const folder = mkdtempSync(join(tmpdir(), 'set-up-'));
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...locked } }));
    if (installed === undefined) return folder;
    const record = join(folder, 'node_modules', '.package-lock.json');
    writeFileSync(record, JSON.stringify({ packages: installed }));
    for (const path of Object.keys(installed)) {
      mkdirSync(join(folder, path), { recursive: true });
      writeFileSync(join(folder, path, 'package.json'), '{}');
    }
    return folder;
  };
  const areInstalled = (folder: string): string =>
    evaluate('dependencies.mjs', `console.log(module.areInstalled(${JSON.stringify(folder)}))`).stdout.trim();

  const one = { 'node_modules/one': { integrity: 'a' } };
  const elsewhere = { 'node_modules/for-another-platform': { integrity: 'b', optional: true } };

  it.each([
    ['nothing was ever installed', folderWith(one), 'false'],
    ['all that is locked is there', folderWith(one, one), 'true'],
    ['only a package of another platform is missing', folderWith({ ...one, ...elsewhere }, one), 'true'],
    ['one package is missing', folderWith(one, {}), 'false'],
    [
      'one package is of another version',
      folderWith(one, { 'node_modules/one': { integrity: 'z' } }),
      'false',
    ],
  ])('are judged by the lock file: %s', (_case, folder, expected) => {
    expect(areInstalled(folder)).toBe(expected);
  });

  it('are missed when somebody takes one away, whatever was installed before', () => {
    const folder = folderWith(one, one);
    expect(areInstalled(folder)).toBe('true');
    rmSync(join(folder, 'node_modules', 'one'), { recursive: true });
    expect(areInstalled(folder)).toBe('false');
  });

  it('are judged anew when the lock file changes', () => {
    const folder = folderWith(one, one);
    expect(areInstalled(folder)).toBe('true');
    writeFileSync(
      join(folder, 'package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/two': {} } }),
    );
    expect(areInstalled(folder)).toBe('false');
  });
});

describe('the set-up where NODE_ENV is production', () => {
  const production = { NODE_ENV: 'production' };

  it('refuses the embedded start before it installs anything', () => {
    const folder = mkdtempSync(join(tmpdir(), 'set-up-'));
    cpSync(setUp, join(folder, 'local', 'set-up'), { recursive: true });
    const { status, stderr } = node([join(folder, 'local', 'set-up', 'start.mjs')], production);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'The embedded start is for trying and training, and NODE_ENV is production: run `npm run worker`, `npm run watchdog` and `npm run api` instead (docs/running.md).\n',
    });
    expect(existsSync(join(folder, 'node_modules'))).toBe(false);
  });

  it('installs what the build needs all the same', () => {
    const folder = mkdtempSync(join(tmpdir(), 'set-up-'));
    mkdirSync(join(folder, 'compiler'));
    const compiler = { name: 'compiler', version: '1.0.0' };
    const project = { name: 'project', version: '1.0.0', devDependencies: { compiler: 'file:compiler' } };
    writeFileSync(join(folder, 'compiler', 'package.json'), JSON.stringify(compiler));
    writeFileSync(join(folder, 'package.json'), JSON.stringify(project));
    const packages = {
      '': project,
      compiler: { version: '1.0.0', dev: true },
      'node_modules/compiler': { resolved: 'compiler', link: true },
    };
    const lock = { name: 'project', version: '1.0.0', lockfileVersion: 3, packages };
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
    const { stderr } = evaluate(
      'dependencies.mjs',
      `await module.installDependencies(${JSON.stringify(folder)})`,
      production,
    );
    expect(stderr).not.toContain('could not be installed');
    expect(existsSync(join(folder, 'node_modules', 'compiler', 'package.json'))).toBe(true);
  });
});

describe('the build', () => {
  it('says in one sentence what to install where the compiler was left out', () => {
    const folder = mkdtempSync(join(tmpdir(), 'set-up-'));
    cpSync(setUp, join(folder, 'local', 'set-up'), { recursive: true });
    for (const room of 'domain workflows activities worker watchdog cli api config'.split(' '))
      mkdirSync(join(folder, room));
    for (const file of ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'])
      writeFileSync(join(folder, file), '{}');
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(join(project, 'node_modules', '@temporalio'), join(folder, 'node_modules', '@temporalio'));
    const { status, stderr } = node([join(folder, 'local', 'set-up', 'build.mjs')]);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'Building.\nWhat builds the project is not installed: run `npm ci --include=dev`.\n',
    });
  });
});

describe('the set-up', () => {
  it.each([
    ['20.18.1', 1, 'Node.js 20.19 or later is needed, and this is 20.18.1: install Node.js 24.\n'],
    ['18.20.0', 1, 'Node.js 20.19 or later is needed, and this is 18.20.0: install Node.js 24.\n'],
    ['20.19.0', 0, ''],
    ['24.1.0', 0, ''],
  ])('says in one sentence what to do about Node.js %s', (version, status, sentence) => {
    const result = evaluate(
      'step.mjs',
      `await module.orExplain(() => module.checkNode(${JSON.stringify(version)}))`,
    );
    expect({ status: result.status, sentence: result.stderr }).toEqual({ status, sentence });
  });

  const findTemporal = (env: NodeJS.ProcessEnv) => {
    const step = JSON.stringify(`file://${join(setUp, 'step.mjs')}`);
    return evaluate(
      'temporal.mjs',
      `await (await import(${step})).orExplain(() => module.findTemporal())`,
      env,
    );
  };

  it('says in one sentence where to keep the Temporal server when its folder cannot be made', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'set-up-')), 'file');
    writeFileSync(file, '');
    const { status, stderr } = findTemporal({ TEMPORAL_CLI: '', PATH: '', XDG_CACHE_HOME: file });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^The Temporal server cannot be kept in [^\n]* \(ENOTDIR\): name a folder [^\n]*\.\n$/,
    );
  });

  it('takes a named Temporal for granted no more than any other', () => {
    const { status, stderr } = findTemporal({ TEMPORAL_CLI: process.execPath });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^TEMPORAL_CLI names .*, which is not a Temporal command line of 1\.9 or later/);
  });

  it('refuses a part of the tests that does not exist', () => {
    const { status, stderr } = node([join(setUp, 'test.mjs'), 'quik']);
    expect(status).toBe(1);
    expect(stderr).toBe(
      'There is no part named quik: ask for quick, server or browser, or for nothing to run everything.\n',
    );
  });
});
