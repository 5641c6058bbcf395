import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

const root = path.join(__dirname, '..', '..');
const portNames = [
  'PORT',
  'MAILBOX_PORT',
  'CODEC_PORT',
  'SIGN_IN_PORT',
  'UI_PROXY_PORT',
  'TEMPORAL_PORT',
  'TEMPORAL_UI_PORT',
  'SMTP_PORT',
] as const;
type Ports = Record<(typeof portNames)[number], number>;

/**
 * Below those that a system gives to whoever asks for any port, and apart for each worker of the run: a port that is free
 * now is still free when the service takes it.
 */
let nextPort = 20_000 + 500 * (Number(process.env['JEST_WORKER_ID'] ?? '1') % 20) + (process.pid % 400);

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
};

/** The embedded service as `npm start` runs it, on free ports and a data folder of its own. */
export class EmbeddedUnderTest {
  said = '';
  /** Where the service hands over its letters: its own mailbox, unless a test stands in between. */
  relayHost = '127.0.0.1';
  #process: ChildProcess | null = null;

  private constructor(
    readonly ports: Ports,
    readonly dataDir: string,
  ) {}

  static async prepare(): Promise<EmbeddedUnderTest> {
    const numbers: number[] = [];
    while (numbers.length < portNames.length) {
      nextPort += 1;
      if (await isFree(nextPort)) numbers.push(nextPort);
    }
    const ports = Object.fromEntries(portNames.map((name, index) => [name, numbers[index]])) as Ports;
    return new EmbeddedUnderTest(ports, mkdtempSync(path.join(tmpdir(), 'embedded-')));
  }

  /**
   * Starts it, or tries to: resolves when it says that it runs, or ends.
   * @param command by npm itself, at the head of a group of processes as a terminal has it, where a test signals npm.
   */
  async start(command: 'node' | 'npm' = 'node'): Promise<void> {
    this.said = '';
    const env = this.environment();
    const how = { cwd: root, env, stdio: 'pipe' } as const;
    const child =
      command === 'node'
        ? spawn(process.execPath, ['local/set-up/start.mjs'], how)
        : spawn('npm', ['start'], { ...how, detached: true });
    this.#process = child;
    child.stdout.on('data', (text: Buffer) => (this.said += text.toString()));
    child.stderr.on('data', (text: Buffer) => (this.said += text.toString()));
    await this.until('running', () => this.said.includes('is running') || child.exitCode !== null);
  }

  /** What it is started with, and what a command on it needs. */
  environment(): NodeJS.ProcessEnv {
    const { SMTP_PORT: smtp, ...ports } = this.ports;
    const settings = Object.entries(ports).map(([name, port]): [string, string] => [name, String(port)]);
    return {
      ...process.env,
      ...Object.fromEntries(settings),
      NODE_ENV: 'development',
      DATA_DIR: this.dataDir,
      SMTP_URL: `smtp://${this.relayHost}:${smtp}`,
    };
  }

  logOf(part: string): string {
    return readFileSync(path.join(this.dataDir, 'logs', `${part}.log`), 'utf8');
  }

  /**
   * Ctrl-C in the terminal of a service that npm started: the signal reaches npm and what it runs, and this once more
   * from npm. Two that come at one moment are one to the system, so the second is sent late here.
   */
  async interruptGroup(): Promise<number | null> {
    const child = this.#process;
    if (child?.pid === undefined) return null;
    const ended = once(child, 'exit');
    const { start = 0 } = this.parts();
    process.kill(-child.pid, 'SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 100));
    process.kill(start, 'SIGINT');
    await ended;
    return child.exitCode;
  }

  /** Sends the signal and resolves with the exit code, null where the signal itself ended it. */
  async end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null)
      return child?.exitCode ?? null;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
    return child.exitCode;
  }

  /** Ends it and removes its data. */
  async close(): Promise<void> {
    await this.end('SIGINT');
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  async isReady(): Promise<boolean> {
    try {
      return (await fetch(`http://127.0.0.1:${this.ports.PORT}/health/ready`)).ok;
    } catch {
      return false;
    }
  }

  /** The process numbers of its parts, by name. */
  parts(): Record<string, number> {
    const book = JSON.parse(readFileSync(path.join(this.dataDir, 'processes.json'), 'utf8')) as unknown;
    const entries = Object.entries(z.record(z.string(), z.object({ pid: z.number() })).parse(book));
    return Object.fromEntries(entries.map(([name, { pid }]) => [name, pid]));
  }

  /** Kills the worker, and keeps it from being started again until the work is done. */
  async withoutWorker(work: () => Promise<void>): Promise<void> {
    const { start = 0, worker = 0 } = this.parts();
    process.kill(start, 'SIGSTOP');
    process.kill(worker, 'SIGKILL');
    try {
      await work();
    } finally {
      process.kill(start, 'SIGCONT');
      await this.untilAnotherWorker(worker);
    }
  }

  /** Waits until the service has started another worker than the one of this process number. */
  async untilAnotherWorker(before: number): Promise<void> {
    await this.until('another worker', () => this.parts()['worker'] !== before);
    await this.until('it to be ready again', () => this.isReady());
  }

  async until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + 90_000;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`waited in vain for: ${what}\n${this.said}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
