import { existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { keyRingText } from '../../config/key-ring';
import { openDataFolder, ownFolder } from '../../local/data-folder';
import { embeddedVariables } from '../../local/embedded-variables';

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
    expect(new Set(secrets).size).toBe(10);
  });

  it('completes the keys of an earlier version, once, and leaves the others alone', () => {
    const path = folder();
    const whole = openDataFolder(path, nothing);
    // JSON leaves out what is undefined.
    writeFileSync(join(path, 'keys.json'), JSON.stringify({ ...whole, AUDIT_KEYS: undefined }));
    const completed = openDataFolder(path, nothing);
    expect(completed).toEqual({ ...whole, AUDIT_KEYS: expect.stringMatching(/^audit-/) as unknown });
    expect(completed.AUDIT_KEYS).not.toBe(whole.AUDIT_KEYS);
    expect(openDataFolder(path, nothing)).toEqual(completed);
    expect(statSync(join(path, 'keys.json')).mode & 0o777).toBe(0o600);
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

  it('is its owner’s alone, and what cannot be one is said in a sentence', () => {
    const parent = folder();
    const inside = join(parent, 'new', 'data');
    ownFolder(inside);
    expect(statSync(inside).mode & 0o777).toBe(0o700);
    writeFileSync(join(parent, 'file'), '');
    for (const wrong of [join(parent, 'file'), join(parent, 'file', 'data')])
      expect(() => {
        ownFolder(wrong);
      }).toThrow(/cannot be the data folder \(E[A-Z]+\): choose one by DATA_DIR/);
  });

  it('is not told of where no service was started and no environment given', () => {
    const DATA_DIR = folder();
    expect(() => embeddedVariables({ DATA_DIR })).toThrow(
      /No service was started in .+ name its data folder/,
    );
    expect(embeddedVariables({ DATA_DIR, SIGNING_SECRET: 'theirs' })).toEqual({
      DATA_DIR,
      SIGNING_SECRET: 'theirs',
    });
    openDataFolder(DATA_DIR, () => undefined);
    expect(embeddedVariables({ DATA_DIR })).toMatchObject({ DATA_DIR, EMBEDDED: 'true' });
  });

  it('has keys whose ids tell two of one day apart', () => {
    const ids = [1, 2].map(() => keyRingText.parse(openDataFolder(folder(), nothing).ENCRYPTION_KEYS).active);
    expect(ids[0]).toMatch(/^case-\d{4}-\d\d-\d\d-[0-9a-f]{8}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });
});
