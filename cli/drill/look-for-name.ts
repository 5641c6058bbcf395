import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A shorter name would be found by chance in what is encrypted. */
export const shortestNameBytes = 5;

export type Looked = { files: number; found: string[] };

/** Looks for a name in every file of a folder and in the files' own names; `found` are their paths within it. */
export const lookForName = (folder: string, name: string): Looked => {
  const traces = tracesOf(name);
  const holds = (bytes: Buffer): boolean => traces.some((trace) => bytes.includes(trace));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  const found = files.filter(
    (file) => holds(Buffer.from(file)) || holds(readFileSync(path.join(folder, file))),
  );
  return { files: files.length, found };
};

/** The name as it is, as part of an address, and as base64 from each place within three bytes. */
const tracesOf = (name: string): string[] => [
  name,
  encodeURIComponent(name),
  ...[0, 1, 2].map((before) => {
    const whole = Buffer.from('\0'.repeat(before) + name).toString('base64');
    // The letters at either end hold bits of the neighbours too.
    return whole
      .slice(before === 0 ? 0 : before + 1)
      .replace(/=+$/, '')
      .slice(0, -1);
  }),
];
