import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const page = z.record(z.string(), z.object({ pid: z.number(), command: z.string() }));

/**
 * Which processes the service in this data folder runs, on disk: after a crash the next start finds what was left
 * behind. A process counts as ours only while its command line holds what was written down, since numbers are reused.
 */
export class ProcessBook {
  readonly #file: string;
  #processes: z.infer<typeof page>;

  constructor(folder: string) {
    this.#file = join(folder, 'processes.json');
    this.#processes = readPage(this.#file);
  }

  /** The number of the process under this name, if it is still ours and alive. */
  alive(name: string): number | null {
    const entry = this.#processes[name];
    return entry !== undefined && commandOf(entry.pid).includes(entry.command) ? entry.pid : null;
  }

  write(name: string, pid: number, command: string): void {
    this.#processes[name] = { pid, command };
    const draft = `${this.#file}.new`;
    writeFileSync(draft, JSON.stringify(this.#processes), { mode: 0o600 });
    renameSync(draft, this.#file);
  }

  close(): void {
    rmSync(this.#file, { force: true });
  }

  /** Ends what an earlier start left behind, saying so. */
  async endLeftovers(tell: (sentence: string) => void): Promise<void> {
    for (const name of Object.keys(this.#processes)) {
      const pid = this.alive(name);
      if (pid === null) continue;
      tell(`Ending ${name}, which an earlier start left behind (process ${pid}).`);
      await end(pid, () => this.alive(name) === null);
    }
    this.#processes = {};
  }
}

async function end(pid: number, isGone: () => boolean): Promise<void> {
  process.kill(pid, 'SIGTERM');
  for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 100) {
    if (isGone()) return;
    await sleep(100);
  }
  if (!isGone()) process.kill(pid, 'SIGKILL');
  await sleep(500);
}

function readPage(file: string): z.infer<typeof page> {
  try {
    return page.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}

function commandOf(pid: number): string {
  try {
    if (existsSync('/proc/self')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
