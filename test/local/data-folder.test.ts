import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDataFolder } from '../../local/data-folder';

const folder = (): string => mkdtempSync(join(tmpdir(), 'data-folder-'));
const nothing = (): undefined => undefined;

describe('the data folder', () => {
  it('gets keys at the first start, for its owner alone, and says so', () => {
    const path = folder();
    const said: string[] = [];
    openDataFolder(path, (sentence) => said.push(sentence));
    expect(statSync(join(path, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(said.join(' ')).toContain('the keys were made');
  });

  it('keeps its keys and its directory at every later start, and says nothing', () => {
    const path = folder();
    const first = openDataFolder(path, nothing);
    writeFileSync(join(path, 'directory.json'), '{ "ours": true }');
    const said: string[] = [];
    expect(openDataFolder(path, (sentence) => said.push(sentence))).toEqual(first);
    expect(readFileSync(join(path, 'directory.json'), 'utf8')).toBe('{ "ours": true }');
    expect(said).toEqual([]);
  });

  it('has keys of its own, each for one purpose', () => {
    const [one, other] = [openDataFolder(folder(), nothing), openDataFolder(folder(), nothing)];
    const secrets = [one, other].flatMap((keys) =>
      Object.values(keys).map((value) => value.split(':').at(-1)),
    );
    expect(new Set(secrets).size).toBe(8);
  });

  it('refuses damaged keys in a sentence and does not make new ones over them', () => {
    const path = folder();
    writeFileSync(join(path, 'keys.json'), '{ half');
    expect(() => openDataFolder(path, nothing)).toThrow(/is damaged: put back a copy/);
    expect(readFileSync(join(path, 'keys.json'), 'utf8')).toBe('{ half');
  });
});
