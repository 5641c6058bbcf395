import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readEnvironment } from '../../config/environment';
import { openServices } from '../../config/services';

const folder = mkdtempSync(path.join(tmpdir(), 'services-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const key = (): string => randomBytes(32).toString('base64');

describe('the services of a configured environment', () => {
  it('are opened from the environment and work together', async () => {
    const services = openServices(
      readEnvironment({
        EMBEDDED: 'true',
        DATA_DIR: folder,
        DIRECTORY_FILE: path.join(__dirname, '../../config/sample-directory.json'),
        ENCRYPTION_KEYS: `a:${key()}`,
        MASTER_KEYS: `b:${key()}`,
        AUDIT_KEYS: `c:${key()}`,
        SIGNING_SECRET: key(),
        SMTP_URL: 'smtp://127.0.0.1:2525',
        OIDC_CLIENT_SECRET: 'x',
      }),
      'test',
    );
    const parcel = await services.parcels.sealOpening('SI-2026-7K3Q', { reasons: 'words' });
    expect(await services.parcels.open('SI-2026-7K3Q', parcel)).toEqual({ reasons: 'words' });
    expect(services.directory().partnership.name).toContain('Exampleshire');
    expect(
      services.messageIdOf({
        case: 'x',
        duty: 'x',
        instance: '-',
        round: 1,
        kind: 'x',
        ordinal: 0,
        recipient: 'x',
      }),
    ).toMatch(/@exampleshire\.example>$/);
    expect(services.secretFor('csrf')).not.toBe(services.secretFor('cookies'));
    expect(services.dataConverter.failureConverterPath).toMatch(/failure-converter\.ts$/);
  });
});
