import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { takeDrillFolder } from '../../cli/drill/drill-folder';
import { FolderLock } from '../../local/folder-lock';

describe('the folder of a drill', () => {
  let parent: string;
  beforeEach(() => {
    parent = mkdtempSync(path.join(os.tmpdir(), 'drills-'));
  });
  afterEach(() => {
    rmSync(parent, { recursive: true });
  });

  it('is a new or an empty one, for its owner alone, and is kept where it was named', () => {
    const empty = path.join(parent, 'empty');
    mkdirSync(empty, { mode: 0o755 });
    for (const named of [path.join(parent, 'new', 'one'), empty]) {
      const folder = takeDrillFolder(named);
      expect(statSync(named).mode & 0o777).toBe(0o700);
      writeFileSync(path.join(named, 'temporal.db'), '');
      folder.release();
      expect(readdirSync(named)).toEqual(['temporal.db']);
    }
  });

  it('is gone afterwards where none was named', () => {
    const folder = takeDrillFolder(undefined);
    writeFileSync(path.join(folder.path, 'keys.json'), '');
    folder.release();
    expect(existsSync(folder.path)).toBe(false);
  });

  it('is not that of a service that runs, nor of another drill', () => {
    const lock = new FolderLock(parent);
    lock.take();
    expect(() => takeDrillFolder(parent)).toThrow(`${parent} is in use (process ${process.pid})`);
    lock.release();
    const mine = takeDrillFolder(parent);
    expect(() => takeDrillFolder(parent)).toThrow('is in use');
    mine.release();
  });

  it('is not that of a service that has ended, nor of a drill, nor anything else that holds something', () => {
    writeFileSync(path.join(parent, 'temporal.db'), 'records');
    const before = statSync(parent).mode;
    expect(() => takeDrillFolder(parent)).toThrow(/is not empty: .* name another by --data$/);
    expect(readdirSync(parent)).toEqual(['temporal.db']);
    expect(statSync(parent).mode).toBe(before);
  });

  it('is not a file, which is said in a sentence', () => {
    const file = path.join(parent, 'file');
    writeFileSync(file, '');
    for (const wrong of [file, path.join(file, 'within')])
      expect(() => takeDrillFolder(wrong)).toThrow(
        /^[^\n]+ cannot be the data folder \(E[A-Z]+\): choose one by --data that you own and may write to\.$/,
      );
  });
});
