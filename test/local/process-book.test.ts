import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessBook } from '../../local/process-book';

const folder = (): string => mkdtempSync(join(tmpdir(), 'book-'));
const sleeper = (mark: string) =>
  spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)', mark], { stdio: 'ignore' });

describe('the book of processes', () => {
  it('ends what an earlier start left behind, and says so', async () => {
    const path = folder();
    const child = sleeper('left-behind-server');
    new ProcessBook(path).write('temporal', child.pid ?? 0, 'left-behind-server');
    const said: string[] = [];
    const ended = once(child, 'exit');
    await new ProcessBook(path).endLeftovers((sentence) => said.push(sentence));
    await ended;
    expect(said).toEqual([`Ending temporal, which an earlier start left behind (process ${child.pid}).`]);
  });

  it('leaves a stranger alone that was given the same number', async () => {
    const path = folder();
    const stranger = sleeper('something-else');
    new ProcessBook(path).write('temporal', stranger.pid ?? 0, 'left-behind-server');
    await new ProcessBook(path).endLeftovers(() => undefined);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill('SIGKILL');
    await once(stranger, 'exit');
  });

  it('starts anew from a damaged page', () => {
    const path = folder();
    writeFileSync(join(path, 'processes.json'), '{ half');
    expect(new ProcessBook(path).alive('start')).toBeNull();
  });
});
