import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';
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
  /** Before the first new try; it doubles with each. */
  firstPauseMs?: number;
};

/** Who is told what becomes of a part. */
export type PartWatcher = {
  tell: (sentence: string) => void;
  onStart: (name: string, pid: number) => void;
  /** It will not be tried again. */
  onGiveUp: (sentence: string) => void;
};

const ordinaryPauseMs = 1_000;
const longestPauseMs = 30_000;
/** Who has run this long starts again at once when it fails. */
const steadyAfterMs = 60_000;
/** So many ends in a row, each before it ran steadily: what is wrong will not go away by itself. */
const mostQuickEnds = 6;
const largestLogBytes = 10_000_000;

/** A running part: started again, at growing intervals, whenever it ends unasked, until it is plain that it cannot stay up. */
export class Part {
  #child: ChildProcess | null = null;
  #ended: Promise<void> = Promise.resolve();
  #wanted = true;
  #quickEnds = 0;
  #logFrom = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly how: PartCommand,
    private readonly watcher: PartWatcher,
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
    this.#logFrom = existsSync(this.logFile) ? statSync(this.logFile).size : 0;
    const child = spawnPart(this.how, this.logFile);
    this.#child = child;
    if (child.pid !== undefined) this.watcher.onStart(this.how.name, child.pid);
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
    this.#quickEnds = performance.now() - startedAt > steadyAfterMs ? 1 : this.#quickEnds + 1;
    const words = lastWords(this.logFile, this.#logFrom);
    const more = `${words === '' ? '' : ` It said: ${words}`} Its log: ${this.logFile}`;
    if (this.#quickEnds >= mostQuickEnds) {
      this.#wanted = false;
      this.watcher.onGiveUp(
        `${this.how.name} does not stay up (${mostQuickEnds} times in a row, at last it ${how}), so the service ends.${more}`,
      );
      return;
    }
    const firstMs = this.how.firstPauseMs ?? ordinaryPauseMs;
    const pauseMs = Math.min(firstMs * 2 ** (this.#quickEnds - 1), longestPauseMs);
    this.watcher.tell(`${this.how.name} ${how}; starting it again in ${pauseMs / 1000} s.${more}`);
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

const mostSaidBytes = 4_000;

/** What a part wrote at its end in plain words, on one line: neither lines of JSON nor where an error was thrown. */
function lastWords(logFile: string, from: number): string {
  if (!existsSync(logFile)) return '';
  const { size } = statSync(logFile);
  const bytes = Buffer.alloc(Math.min(Math.max(size - from, 0), mostSaidBytes));
  const log = openSync(logFile, 'r');
  try {
    readSync(log, bytes, 0, bytes.length, size - bytes.length);
  } finally {
    closeSync(log);
  }
  const lines = bytes.toString('utf8').split('\n');
  const isPlain = (line: string): boolean => line.trim() !== '' && !/^\{|^\s+at /.test(line);
  return lines.filter(isPlain).slice(-8).join(' ').replace(/\s+/g, ' ').trim();
}

function rotate(file: string): void {
  if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`);
}
