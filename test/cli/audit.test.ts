import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listAudit } from '../../cli/audit/list';
import { accessLogForReading } from '../../cli/audit/read-log';
import { verifyAudit } from '../../cli/audit/verify';
import { run } from '../../cli/sg';
import { openAccessLog } from '../../config/access-log/open';
import { folderStore } from '../../config/folder-store';
import { keyRingText } from '../../config/key-ring';
import { openDataFolder } from '../../local/data-folder';

describe('sg audit', () => {
  let folder: string;
  let out: string;
  let err: string;
  const before = process.env;
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
  };
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'audit-'));
    [out, err] = ['', ''];
    const { AUDIT_KEYS } = openDataFolder(folder, () => undefined);
    process.env = { ...before, DATA_DIR: folder };
    const log = openAccessLog(
      folderStore(path.join(folder, 'documents')),
      keyRingText.parse(AUDIT_KEYS),
      'test',
      {
        now: () => Date.UTC(2026, 11, 14, 9, 12),
      },
    );
    const of = { action: 'read-report', what: 'report', outcome: 'shown' } as const;
    await log.record({ person: 'business-unit-a', role: 'business-unit', case: 'SI-2026-7K3Q', ...of });
    await log.record({ person: 'police-partner', role: 'police-partner', case: 'SI-2026-AAAA', ...of });
    await log.close();
  });
  afterEach(() => {
    process.env = before;
    rmSync(folder, { recursive: true });
  });

  it('verifies: says how much there is, and what it cannot see', async () => {
    await verifyAudit(accessLogForReading(), terminal);
    expect(out).toContain('3 entries in 1 chain, as they were written.');
    expect(out).toContain('What cannot be seen: entries cut off after the last checkpoint');
    expect(err).toBe('');
  });

  it('verifies: says what was changed in which chain, and exits 1', async () => {
    const chains = path.join(folder, 'documents', 'access-log', 'chains');
    const [name = ''] = readdirSync(chains);
    const file = path.join(chains, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace('police-partner', 'health-partner'));
    // Which is an exit code of 1, and this on standard error.
    await expect(verifyAudit(accessLogForReading(), terminal)).rejects.toThrow(
      /^The access log is not as it was written: 1 fault was found$/,
    );
    expect(out).toContain(`FAULT   Chain ${name}: entry 3 was changed: its hash is not its own.`);
  });

  it('verifies: a log of other keys is not ours', async () => {
    const keys = keyRingText.parse(`other:${randomBytes(32).toString('base64')}`);
    await expect(verifyAudit({ ...accessLogForReading(), keys }, terminal)).rejects.toThrow('found');
    expect(out).toContain('is signed by a key that is not among AUDIT_KEYS');
  });

  it('lists in London time who did what, or of one case alone', async () => {
    await listAudit(accessLogForReading(), undefined, terminal);
    expect(out.split('\n').map((line) => line.replaceAll(/ {2,}/g, ' | '))).toEqual([
      'WHEN | WHO | ROLE | WHAT | OF | CASE | HOW IT ENDED',
      '14 December 2026 at 09:12 | business-unit-a | business-unit | read-report | report | SI-2026-7K3Q | shown',
      '14 December 2026 at 09:12 | police-partner | police-partner | read-report | report | SI-2026-AAAA | shown',
      '',
    ]);
    out = '';
    await listAudit(accessLogForReading(), 'SI-2026-AAAA', terminal);
    expect(out).not.toContain('business-unit-a');
    expect(out).toContain('police-partner');
    out = '';
    await listAudit(accessLogForReading(), 'SI-2026-BBBB', terminal);
    expect(out).toBe('Nothing is recorded of SI-2026-BBBB.\n');
  });

  it('asks what to do, in a sentence', async () => {
    expect(await run(['audit'], terminal)).toBe(1);
    expect(err).toBe('Say what to do with the access log: verify or list.\n');
    expect(await run(['audit', 'list', '--case', '../x'], terminal)).toBe(1);
  });
});
