import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openAccessLog } from '../../config/access-log/open';
import { readAccessLog } from '../../config/access-log/read';
import { folderStore, type GrowingStore } from '../../config/folder-store';
import { keyRingText } from '../../config/key-ring';
import { accessLogAtFault } from '../../watchdog/access-log-at-fault';
import { inWords } from '../../watchdog/finding';

const keys = keyRingText.parse(`audit:${randomBytes(32).toString('base64')}`);
const entry = {
  person: 'business-unit-a',
  role: 'business-unit',
  action: 'see-cases',
  outcome: 'shown',
} as const;
const dayMs = 24 * 60 * 60_000;

describe('the access log, as the watchdog looks through it', () => {
  let folder: string;
  let store: GrowingStore;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'access-'));
    store = folderStore(folder);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const chain = (): string => {
    const chains = path.join(folder, 'access-log', 'chains');
    return path.join(chains, readdirSync(chains).find((name) => name.includes('application')) ?? '');
  };

  it('is no fault as it was written, and that it was looked through is an entry', async () => {
    const log = openAccessLog(store, keys, 'application');
    await log.record(entry);
    await log.close();
    expect(await accessLogAtFault(store, keys, Date.now())).toEqual([]);
    expect((await readAccessLog(store)).map(({ action }) => action)).toEqual([
      'see-cases',
      'verify-access-log',
    ]);
  });

  it('is no fault where a process was killed before it had signed its last entries', async () => {
    await openAccessLog(store, keys, 'application').record(entry);
    expect(await accessLogAtFault(store, keys, Date.now() + dayMs)).toEqual([]);
  });

  it('is found where an entry was changed: once for the same fault', async () => {
    const log = openAccessLog(store, keys, 'application');
    await log.record(entry);
    await log.close();
    const text = readFileSync(chain(), 'utf8');
    writeFileSync(chain(), text.replace('business-unit-a', 'business-unit-b'));
    const [found, ...others] = await accessLogAtFault(store, keys, Date.now());
    expect(others).toEqual([]);
    expect(found).toMatchObject({ what: 'access-log-at-fault' });
    expect(await accessLogAtFault(store, keys, Date.now() + dayMs)).toEqual([found]);
    expect(found && inWords(found)).toContain('npm run -s sg -- audit verify');
  });
});
