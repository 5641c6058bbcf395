import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { examine } from '../../cli/examine';
import { reachTemporal } from '../../config/reach-temporal';
import sampleDirectory from '../../config/sample-directory.json';
import { openRelay, type Relay } from '../mail/relay';
import { FakeClamd } from '../support/fake-clamd';

jest.setTimeout(30_000);

const key = (): string => randomBytes(32).toString('base64');

describe('sg doctor', () => {
  const before = process.env;
  const folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));
  let relay: Relay;
  afterEach(() => relay.close());
  afterAll(() => {
    process.env = before;
    rmSync(folder, { recursive: true });
  });

  const examined = async (directory: object, more: NodeJS.ProcessEnv = {}): Promise<string> => {
    const directoryFile = path.join(folder, 'directory.json');
    writeFileSync(directoryFile, JSON.stringify(directory));
    process.env = {
      ...before,
      EMBEDDED: 'true',
      TEMPORAL_PORT: '1',
      DATA_DIR: folder,
      ENCRYPTION_KEYS: `a:${key()}`,
      MASTER_KEYS: `b:${key()}`,
      AUDIT_KEYS: `c:${key()}`,
      SIGNING_SECRET: key(),
      OIDC_CLIENT_SECRET: key(),
      SMTP_URL: relay.settings({ signIn: true }).smtpUrl.reveal(),
      ...more,
    };
    let out = '';
    const terminal = { out: (text: string) => (out += text), err: () => undefined };
    const reach = (temporal: Parameters<typeof reachTemporal>[0]) =>
      reachTemporal(temporal, { connectTimeout: 200 });
    await expect(examine(terminal, reach)).rejects.toThrow(/must be mended$/);
    return out;
  };
  const withoutScrutineer = { ...sampleDirectory, roles: { ...sampleDirectory.roles, scrutineer: [] } };

  it('names each role that nobody fills as a fault', async () => {
    relay = await openRelay();
    expect(await examined(withoutScrutineer)).toMatch(/^FAULT {4}Directory: nobody fills scrutineer\.$/m);
  });

  it('names what is wrong with the directory once', async () => {
    relay = await openRelay();
    const out = await examined({ ...sampleDirectory, training: 'perhaps' });
    expect(out.match(/^FAULT {4}The directory .* cannot be used:$/gm)).toHaveLength(1);
    expect(out).not.toContain('Statements');
  });

  it('says whether somebody scans what people attach', async () => {
    relay = await openRelay();
    expect(await examined(sampleDirectory)).toMatch(/^warning {2}Files: .* not checked for malware; CLAMD/m);
    const clamd = new FakeClamd();
    const { port } = await clamd.listen();
    const there = await examined(sampleDirectory, { CLAMD: `127.0.0.1:${String(port)}` });
    expect(there).toMatch(/^well {5}Files: the scanner at 127\.0\.0\.1:\d+ answers\.$/m);
    await clamd.close();
    const gone = await examined(sampleDirectory, { CLAMD: `127.0.0.1:${String(port)}` });
    expect(gone).toMatch(/^FAULT {4}Files: the scanner at .* does not answer;/m);
  });

  it('says which statements for the public are not filled in', async () => {
    relay = await openRelay();
    const statements = { dataProtection: 'a', registration: 'b', lawfulBasis: 'c', preparedOn: '2026-11-26' };
    const filled = (given: object) => ({
      ...sampleDirectory,
      partnership: { ...sampleDirectory.partnership, statements: given },
    });
    expect(await examined(filled(statements))).toMatch(/^warning {2}Statements: .* lack accessibility;/m);
    expect(await examined(filled({ ...statements, accessibility: 'd' }))).toMatch(/^well {5}Statements: /m);
  });

  it('signs in at the mail relay, and says what to look at where that is refused', async () => {
    relay = await openRelay('AUTH', { reply: '535 5.7.8 p@ss is wrong' });
    const out = await examined(sampleDirectory);
    expect(out).toMatch(/^FAULT {4}Mail: .* takes no letter\. It refuses the sign-in of the service/m);
    expect(out).not.toContain('p@ss');
    expect(out).toMatch(/^well {5}Directory: every role is filled today\.$/m);
    relay.mend();
    expect(await examined(sampleDirectory)).toMatch(/^well {5}Mail: .* would take a letter\.$/m);
  });
});
