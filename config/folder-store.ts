import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, unlink } from 'node:fs/promises';
import path from 'node:path';

/** Where bytes are kept under names (`keys/SI-2026-7K3Q`); a folder now, an object store another time. */
export type Store = {
  /** @returns false, changing nothing, when something is kept under that name already. */
  create: (name: string, bytes: Uint8Array) => Promise<boolean>;
  replace: (name: string, bytes: Uint8Array) => Promise<void>;
  read: (name: string) => Promise<Buffer | null>;
  delete: (name: string) => Promise<void>;
  /** The last parts of the names that begin with these parts, in order; what was not finished is not among them. */
  list: (parts: string) => Promise<string[]>;
};

/** A store whose files can grow at their end, and only there. */
export type GrowingStore = Store & {
  /** On the disk when it resolves. Throws where nothing is kept under that name: what was taken away is not begun anew. */
  append: (name: string, bytes: Uint8Array) => Promise<void>;
};

/** Keeps files readable by their owner alone; what is written is whole and on the disk, or is not there. */
export function folderStore(folder: string): GrowingStore {
  const fileOf = (name: string): string => {
    if (!name.split('/').every(isPart)) throw new Error('This is no name of a stored file.');
    return path.join(folder, name);
  };
  return {
    async create(name, bytes) {
      const file = fileOf(name);
      const draft = await writeDraft(file, bytes);
      // Unlike a rename, a link fails where the name is taken, even by another process at the same moment.
      const created = await link(draft, file).then(() => true, absentWhen('EEXIST'));
      await unlink(draft);
      await flush(path.dirname(file));
      return created === true;
    },
    async replace(name, bytes) {
      const file = fileOf(name);
      await rename(await writeDraft(file, bytes), file);
      await flush(path.dirname(file));
    },
    async append(name, bytes) {
      const handle = await open(fileOf(name), constants.O_WRONLY | constants.O_APPEND);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    read: (name) => readFile(fileOf(name)).catch(absentWhen('ENOENT')),
    async delete(name) {
      await rm(fileOf(name), { force: true });
    },
    async list(parts) {
      const names = await readdir(fileOf(parts)).catch(absentWhen('ENOENT'));
      return (names ?? []).filter(isPart).toSorted();
    },
  };
}

const isPart = (text: string): boolean => /^[A-Za-z0-9-]+$/.test(text);

async function writeDraft(file: string, bytes: Uint8Array): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomUUID()}.draft`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return draft;
}

/** A new name is on the disk only once its folder is. */
async function flush(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const absentWhen =
  (code: string) =>
  (error: NodeJS.ErrnoException): null => {
    if (error.code !== code) throw error;
    return null;
  };
