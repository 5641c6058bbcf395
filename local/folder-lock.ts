import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const holder = z.object({ pid: z.number(), startedAt: z.string() });
type Holder = z.infer<typeof holder>;
const isTaken = z.object({ code: z.literal('EEXIST') });

/** The one process to which a data folder belongs. A process that is gone holds nothing, even by kill -9. */
export class FolderLock {
  readonly #file: string;
  #own: string | null = null;

  constructor(folder: string) {
    this.#file = join(folder, 'running.lock');
  }

  /** @returns null when it was taken, and the number of the process that holds it otherwise. */
  take(): number | null {
    const own = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) } satisfies Holder);
    for (;;) {
      if (this.#link(own)) {
        this.#own = own;
        return null;
      }
      const found = textOf(this.#file);
      const other = aliveIn(found);
      if (other !== null) return other;
      this.#clear(found);
    }
  }

  /** The number of the process that holds the folder, or null; changes nothing in it. */
  heldBy(): number | null {
    return aliveIn(textOf(this.#file));
  }

  /** Whether a file was changed since the folder was taken by the process that holds it. */
  isOlderThan(file: string): boolean {
    return this.heldBy() !== null && statSync(file).mtimeMs > statSync(this.#file).mtimeMs;
  }

  /** Gives the folder free, where it is ours. */
  release(): void {
    if (this.#own !== null && textOf(this.#file) === this.#own) rmSync(this.#file, { force: true });
    this.#own = null;
  }

  /** Unlike a rename, a link fails where the name is taken, even by another process at the same moment. */
  #link(text: string): boolean {
    const draft = `${this.#file}.${randomUUID()}`;
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
    try {
      linkSync(draft, this.#file);
      return true;
    } catch (error) {
      if (isTaken.safeParse(error).success) return false;
      throw error;
    } finally {
      rmSync(draft);
    }
  }

  /** Takes away a lock that nobody holds. What another process has put there since goes back. */
  #clear(stale: string): void {
    const aside = `${this.#file}.${randomUUID()}`;
    try {
      renameSync(this.#file, aside);
    } catch {
      // Another process was quicker: the next try sees what it has put there.
      return;
    }
    const taken = textOf(aside);
    rmSync(aside);
    if (taken !== stale) this.#link(taken);
  }
}

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** The number of the process that holds a lock of these words, where it is still the same one. */
const aliveIn = (text: string): number | null => {
  const found = holderIn(text);
  return found !== null && found.startedAt !== '' && startOf(found.pid) === found.startedAt
    ? found.pid
    : null;
};

const holderIn = (text: string): Holder | null => {
  try {
    return holder.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

/** When a process started, in the system's own words; empty where there is none. Numbers are reused, moments are not. */
function startOf(pid: number): string {
  try {
    if (!existsSync('/proc/self'))
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    // The name of the program, in brackets, may hold spaces; the state is the first field after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? '' : (fields[19] ?? '');
  } catch {
    return '';
  }
}
