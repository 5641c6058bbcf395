import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import PostalMime from 'postal-mime';

/** What the list shows of a letter. */
export type KeptLetter = {
  /** Begins with the instant of receipt in milliseconds, so that ids sort as the letters came. */
  id: string;
  receivedAtMs: number;
  /** The letter's own date, which runs ahead of the world's in a rehearsal. */
  datedAtMs: number;
  to: string;
  subject: string;
  messageId: string;
};

export type LetterFilter = {
  /** Part of the recipient's address. */
  to?: string;
  /** Part of the subject. */
  about?: string;
  /** An id, or an instant in milliseconds: only letters that came after it. */
  after?: string;
};

export type KeptLetters = {
  /** Resolves when the letter is safely on the disk. */
  keep: (raw: Buffer) => Promise<void>;
  /** In order of arrival. */
  find: (filter: LetterFilter) => KeptLetter[];
  /** The letter as it came, or null. */
  read: (id: string) => Promise<Buffer | null>;
};

const fileName = /^(\d{13}-\d{6}-[0-9a-f]{8})\.eml$/;
const headBytes = 16_384;

/** Letters as files of a folder, one each, readable by their owner alone; the list is kept in memory, from their heads. */
export async function openKeptLetters(folder: string): Promise<KeptLetters> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const index: KeptLetter[] = [];
  for (const name of (await readdir(folder)).sort()) {
    const id = fileName.exec(name)?.[1];
    if (id !== undefined) index.push(await indexed(id, await headOf(path.join(folder, name))));
  }
  let count = 0;
  const fileOf = (id: string): string => path.join(folder, `${id}.eml`);

  return {
    async keep(raw) {
      count = (count + 1) % 1_000_000;
      const id = `${Date.now()}-${String(count).padStart(6, '0')}-${randomBytes(4).toString('hex')}`;
      await writeWhole(fileOf(id), raw);
      const letter = await indexed(id, raw.subarray(0, headBytes));
      // Two letters may reach the disk in another order than they came.
      const at = index.findLastIndex((earlier) => earlier.id < id);
      index.splice(at + 1, 0, letter);
    },
    find: ({ to = '', about = '', after = '' }) =>
      index.filter(
        (letter) => letter.id > after && contains(letter.to, to) && contains(letter.subject, about),
      ),
    read: (id) => (index.some((letter) => letter.id === id) ? readFile(fileOf(id)) : Promise.resolve(null)),
  };
}

const contains = (whole: string, part: string): boolean =>
  whole.toLowerCase().includes(part.trim().toLowerCase());

async function indexed(id: string, head: Buffer): Promise<KeptLetter> {
  const end = head.indexOf('\r\n\r\n');
  const { to, subject, date, messageId } = await PostalMime.parse(end < 0 ? head : head.subarray(0, end + 4));
  const receivedAtMs = Number(id.slice(0, 13));
  const datedAtMs = Date.parse(date ?? '');
  return {
    id,
    receivedAtMs,
    datedAtMs: Number.isNaN(datedAtMs) ? receivedAtMs : datedAtMs,
    to: (to ?? []).map(({ address }) => address ?? '').join(', '),
    subject: subject ?? '',
    messageId: messageId ?? '',
  };
}

async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Whole or not at all: a letter that was accepted survives a crash. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(`${file}.part`, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.part`, file);
}
