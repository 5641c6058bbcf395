import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderLock } from '../../local/folder-lock';

const folder = (): string => mkdtempSync(join(tmpdir(), 'lock-'));

describe('the lock of a data folder', () => {
  it('is held by one alone, who is named to the other, until it is given free', () => {
    const path = folder();
    const [one, other] = [new FolderLock(path), new FolderLock(path)];
    expect(one.take()).toBeNull();
    expect(other.take()).toBe(process.pid);
    other.release();
    expect(other.take()).toBe(process.pid);
    one.release();
    expect(other.take()).toBeNull();
    expect(readdirSync(path)).toEqual(['running.lock']);
  });

  it('is taken over from a process that is gone', async () => {
    const path = folder();
    const gone = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
    await once(gone, 'exit');
    writeFileSync(join(path, 'running.lock'), JSON.stringify({ pid: gone.pid, startedAt: '1' }));
    expect(new FolderLock(path).take()).toBeNull();
  });

  it('is taken over where its holder’s number belongs to another process by now', () => {
    const path = folder();
    writeFileSync(join(path, 'running.lock'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    expect(new FolderLock(path).take()).toBeNull();
  });

  it('is taken over where it is damaged, and leaves nothing when it is given free', () => {
    const path = folder();
    writeFileSync(join(path, 'running.lock'), '{ half');
    const lock = new FolderLock(path);
    expect(lock.take()).toBeNull();
    lock.release();
    expect(existsSync(join(path, 'running.lock'))).toBe(false);
  });
});
