import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Part } from '../../local/part';

const until = async (holds: () => boolean): Promise<void> => {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const started = (script: string, firstPauseMs = 1_000) => {
  const said: string[] = [];
  const gaveUp: string[] = [];
  const pids: number[] = [];
  const logs = mkdtempSync(join(tmpdir(), 'part-'));
  const part = new Part(
    {
      name: 'worker',
      command: process.execPath,
      args: ['-e', script],
      env: process.env,
      logs,
      followsParent: true,
      firstPauseMs,
    },
    {
      tell: (sentence) => said.push(sentence),
      onStart: (_name, pid) => pids.push(pid),
      onGiveUp: (sentence) => gaveUp.push(sentence),
    },
  );
  const log = (): string => readFileSync(part.logFile, 'utf8');
  return { part, said, gaveUp, pids, log };
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a part of the embedded service', () => {
  it('is started again, and that is said, when it ends unasked', async () => {
    const { part, said, pids, log } = started('console.log("up"); setInterval(() => 0, 1000)');
    await until(() => log() === 'up\n');
    process.kill(part.pid ?? 0, 'SIGKILL');
    await until(() => log() === 'up\nup\n');
    await part.stop(5_000);
    expect(said).toEqual([expect.stringMatching(/^worker ended by SIGKILL; starting it again in 1 s\./)]);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('waits longer before each new try when it cannot stay up', async () => {
    const { part, said } = started('process.exit(3)');
    await until(() => said.length === 2);
    await part.stop(5_000);
    expect(said.map((sentence) => /code 3; starting it again in (\d+) s/.exec(sentence)?.[1])).toEqual([
      '1',
      '2',
    ]);
  });

  it('repeats the last sentence of a part that ends, and gives up on one that never stays up', async () => {
    const { part, said, gaveUp } = started(
      'console.log(JSON.stringify({ event: "x" })); console.error("The directory cannot be used:\\n  - file: is not JSON"); process.exit(1)',
      10,
    );
    await until(() => gaveUp.length > 0);
    expect(said).toHaveLength(5);
    expect(said[0]).toMatch(
      /ended with code 1; .*It said: The directory cannot be used: - file: is not JSON/,
    );
    expect(gaveUp).toEqual([
      expect.stringMatching(/^worker does not stay up \(6 times .*It said: The directory cannot be used/),
    ]);
    await part.stop(5_000);
  });

  it('is not started again once it was asked to end', async () => {
    const { part, said, log } = started(
      'process.on("SIGTERM", () => { console.log("drained"); process.exit() }); console.log("up"); setInterval(() => 0, 1000)',
    );
    await until(() => log() === 'up\n');
    await part.stop(5_000);
    expect({ log: log(), said, pid: part.pid }).toEqual({ log: 'up\ndrained\n', said: [], pid: undefined });
  });

  it('is ended by force when it does not end in time', async () => {
    const { part, pids, log } = started(
      'process.on("SIGTERM", () => 0); console.log("up"); setInterval(() => 0, 1000)',
    );
    await until(() => log() === 'up\n');
    await part.stop(100);
    expect(pids.filter(isAlive)).toEqual([]);
  });
});
