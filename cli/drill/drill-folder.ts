import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ownFolder } from '../../local/data-folder';
import { FolderLock } from '../../local/folder-lock';
import { BadInput } from '../terminal';

export type DrillFolder = {
  path: string;
  /** Removes all that the rehearsal made. */
  empty: () => void;
  /** Gives it free, and removes it where nobody asked to keep it. */
  release: () => void;
};

/**
 * The folder of one rehearsal, and of nothing else: a second server on the records of a service would spoil them, and
 * in the folder of an earlier rehearsal it would go on with a case that was broken off.
 * @throws BadInput where the folder holds anything already, OwnError where it cannot be a data folder.
 */
export const takeDrillFolder = (named: string | undefined): DrillFolder => {
  const folder = path.resolve(named ?? mkdtempSync(path.join(os.tmpdir(), 'safeguarding-reviews-drill-')));
  const lock = new FolderLock(folder);
  const other = lock.heldBy();
  if (other !== null) throw inUse(folder, other);
  if (holdsAnything(folder))
    throw new BadInput(
      `${folder} is not empty: a rehearsal writes into a new or an empty folder only, so name another by --data`,
    );
  ownFolder(folder, '--data');
  const quicker = lock.take();
  if (quicker !== null) throw inUse(folder, quicker);
  return {
    path: folder,
    empty: () => {
      for (const name of readdirSync(folder))
        rmSync(path.join(folder, name), { recursive: true, force: true });
    },
    release: () => {
      lock.release();
      if (named === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

const inUse = (folder: string, pid: number): BadInput =>
  new BadInput(`${folder} is in use (process ${pid}): name another folder by --data`);

/** A file in its place is for `ownFolder` to refuse. */
const holdsAnything = (folder: string): boolean => {
  try {
    return existsSync(folder) && readdirSync(folder).length > 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw new BadInput(`${folder} cannot be read: name another folder by --data`);
  }
};
