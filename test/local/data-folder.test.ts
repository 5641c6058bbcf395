import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { keyRingText } from '../../config/key-ring';
import { openDataFolder } from '../../local/data-folder';

const folder = (): string => mkdtempSync(join(tmpdir(), 'data-folder-'));
const nothing = (): undefined => undefined;

describe('the data folder', () => {
  it('gets keys at the first start, for its owner alone, and says so', () => {
    const path = folder();
    const said: string[] = [];
    openDataFolder(path, (sentence) => said.push(sentence));
    expect(statSync(join(path, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, 'directory.json')).mode & 0o777).toBe(0o600);
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

  it.each(['temporal.db', 'documents/content-keys/SI-2026-7K3Q', 'mailbox/1.eml'])(
    'gets no new keys while it holds %s, which they could not read',
    (kept) => {
      const path = folder();
      mkdirSync(dirname(join(path, kept)), { recursive: true });
      writeFileSync(join(path, kept), 'x');
      expect(() => openDataFolder(path, nothing)).toThrow(
        /^[^\n]*keys\.json is missing[^\n]*put back[^\n]*\.$/,
      );
      expect(existsSync(join(path, 'keys.json'))).toBe(false);
      expect(existsSync(join(path, 'directory.json'))).toBe(false);
    },
  );

  it('gets keys where a first start was broken off before it kept anything', () => {
    const path = folder();
    for (const empty of ['documents', 'mailbox', 'logs']) mkdirSync(join(path, empty));
    expect(openDataFolder(path, nothing).MASTER_KEYS).toMatch(/^master-/);
  });

  it('has keys whose ids tell two of one day apart', () => {
    const ids = [1, 2].map(() => keyRingText.parse(openDataFolder(folder(), nothing).ENCRYPTION_KEYS).active);
    expect(ids[0]).toMatch(/^case-\d{4}-\d\d-\d\d-[0-9a-f]{8}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });
});
