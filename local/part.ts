import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How one part of the service is started. Its output goes to `logs/<name>.log` of the data folder. */
export type PartCommand = {
  name: string;
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  logs: string;
  /** A part of Node.js is told through a channel when its parent is gone. */
  followsParent: boolean;
};

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** Who has run this long starts again at once when it fails. */
const steadyAfterMs = 60_000;
const largestLogBytes = 10_000_000;

/** A running part: started again, at growing intervals, whenever it ends unasked. */
export class Part {
  #child: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();
  #wanted = true;
  #pauseMs = firstPauseMs;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly how: PartCommand,
    private readonly tell: (sentence: string) => void,
    private readonly onStart: (name: string, pid: number) => void,
  ) {
    rotate(this.logFile);
    this.#start();
  }

  get logFile(): string {
    return join(this.how.logs, `${this.how.name}.log`);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Asks the part to end, and after `patienceMs` makes it. Resolves when it is gone. */
  async stop(patienceMs: number): Promise<void> {
    this.#wanted = false;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#child?.kill('SIGTERM');
    const force = setTimeout(() => {
      this.force();
    }, patienceMs);
    await this.#ended;
    clearTimeout(force);
  }

  /** Ends the part at once. */
  force(): void {
    this.#wanted = false;
    this.#child?.kill('SIGKILL');
  }

  #start(): void {
    const startedAt = performance.now();
    const child = spawnPart(this.how, this.logFile);
    this.#child = child;
    if (child.pid !== undefined) this.onStart(this.how.name, child.pid);
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => {
        this.#over(`could not be started (${error.message})`, startedAt);
        resolve();
      });
      child.once('exit', (code, signal) => {
        this.#over(signal === null ? `ended with code ${code ?? 0}` : `ended by ${signal}`, startedAt);
        resolve();
      });
    });
  }

  #over(how: string, startedAt: number): void {
    this.#child = null;
    if (!this.#wanted) return;
    if (performance.now() - startedAt > steadyAfterMs) this.#pauseMs = firstPauseMs;
    const pauseMs = this.#pauseMs;
    this.#pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    this.tell(`${this.how.name} ${how}; starting it again in ${pauseMs / 1000} s. Its log: ${this.logFile}`);
    this.#timer = setTimeout(() => {
      this.#start();
    }, pauseMs);
  }
}

// Detached, so that Ctrl-C reaches the parent alone and the parts end in order.
function spawnPart(how: PartCommand, logFile: string): ChildProcess {
  const log = openSync(logFile, 'a', 0o600);
  const channel = how.followsParent ? ['ipc' as const] : [];
  try {
    return spawn(how.command, how.args, {
      env: how.env,
      detached: true,
      stdio: ['ignore', log, log, ...channel],
    });
  } finally {
    closeSync(log);
  }
}

function rotate(file: string): void {
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`);
}
