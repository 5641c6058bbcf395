import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { lookForName } from '../../cli/drill/look-for-name';

const name = 'Qwertine Canarybird';

describe('looking for the name of a child in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'look-'));
    mkdirSync(path.join(folder, 'logs'));
    writeFileSync(path.join(folder, 'logs', 'worker.log'), 'nothing');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const put = (text: string | Buffer): void => {
    writeFileSync(path.join(folder, 'logs', 'other'), text);
  };

  it('finds none where it is in no file', () => {
    expect(lookForName(folder, name)).toEqual({ files: 1, found: [] });
  });

  it.each([
    ['as it is', `x${name}y`],
    ['in an address', `https://x/?name=${encodeURIComponent(name)}`],
    ...['', 'a', 'ab', 'abc'].map((before): [string, string] => [
      `as base64 after ${before.length} bytes`,
      Buffer.from(`${before}${name}, born`).toString('base64'),
    ]),
  ])('finds it %s', (_how, text) => {
    put(text);
    expect(lookForName(folder, name)).toEqual({ files: 2, found: [path.join('logs', 'other')] });
  });

  it('finds it in the name of a file', () => {
    writeFileSync(path.join(folder, `${name}.txt`), '');
    expect(lookForName(folder, name).found).toEqual([`${name}.txt`]);
  });
});
