import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isAlive } from '../support/embedded-under-test';
import { temporalCli } from '../support/temporal-cli';

jest.setTimeout(120_000);

const root = path.join(__dirname, '..', '..');

/** The numbers of the processes that a process has started. */
const childrenOf = (pid: number): number[] => {
  const file = `/proc/${pid}/task/${pid}/children`;
  const listed = existsSync(file)
    ? readFileSync(file, 'utf8')
    : spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout;
  return (listed.match(/\d+/g) ?? []).map(Number);
};

describe('a drill', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'broken-off-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    TMPDIR: folder,
    TEMPORAL_CLI: temporalCli(),
  });
  const begun = async (...typed: string[]): Promise<{ drill: ChildProcess; said: () => string }> => {
    const drill = spawn(process.execPath, ['dist/cli/sg.js', 'drill', ...typed], { env: environment() });
    let said = '';
    drill.stderr.on('data', (text: Buffer) => (said += text.toString()));
    await once(drill.stdout, 'data');
    drill.stdout.resume();
    return { drill, said: () => said };
  };

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)(
    'that %s ends leaves neither server nor folder, even where it comes twice',
    async (signal, code) => {
      const { drill, said } = await begun();
      const [server = 0] = childrenOf(drill.pid ?? 0);
      expect(isAlive(server)).toBe(true);
      expect(readdirSync(folder)).toEqual([expect.stringMatching(/^safeguarding-reviews-drill-/)]);
      const ended = once(drill, 'close');
      drill.kill(signal);
      drill.kill(signal);
      expect(await ended).toEqual([code, null]);
      expect(isAlive(server)).toBe(false);
      expect(readdirSync(folder)).toEqual([]);
      expect(said()).toBe('Broken off; nothing of it is left.\n');
    },
  );

  it('that is broken off keeps the folder that it was given', async () => {
    const kept = path.join(folder, 'kept');
    const { drill, said } = await begun('--data', kept);
    const ended = once(drill, 'close');
    drill.kill('SIGTERM');
    await ended;
    expect(said()).toBe(`Broken off; what it wrote is in ${kept}.\n`);
    expect(readdirSync(kept)).toEqual(expect.arrayContaining(['keys.json', 'temporal.db']));
    expect(readdirSync(kept)).not.toContain('running.lock');
  });

  const refused = (env: NodeJS.ProcessEnv, ...typed: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli/sg.js', 'drill', ...typed], {
      cwd: root,
      encoding: 'utf8',
      env,
    });
    return { status, stdout, stderr };
  };

  it('writes nothing into the data folder of a service', () => {
    const data = path.join(folder, 'data');
    mkdirSync(data);
    writeFileSync(path.join(data, 'temporal.db'), 'records');
    expect(refused(environment(), '--data', data)).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^[^\n]+ is not empty: [^\n]+\.\n$/) as string,
    });
    expect(readdirSync(data)).toEqual(['temporal.db']);
    expect(readFileSync(path.join(data, 'temporal.db'), 'utf8')).toBe('records');
  });

  it('that finds no Temporal server leaves nothing', () => {
    const none = { ...environment(), TEMPORAL_CLI: path.join(folder, 'none') };
    const kept = path.join(folder, 'kept');
    expect(refused(none, '--data', kept)).toMatchObject({ status: 1, stdout: '' });
    expect(readdirSync(kept)).toEqual([]);
    expect(refused(none).stderr).toMatch(/^The Temporal command line was not found: [^\n]+\n$/);
    expect(readdirSync(folder)).toEqual(['kept']);
  });
});
