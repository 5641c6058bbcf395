import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedService } from '../../local/embedded-service';

describe('a start that is refused', () => {
  const parent = mkdtempSync(join(tmpdir(), 'refused-'));
  const held = createServer();
  // The service sets it for its process.
  const umask = process.umask(0o077);
  beforeAll(async () => {
    await once(held.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(async () => {
    process.umask(umask);
    await once(held.close(), 'close');
  });
  const port = (): string => String((held.address() as AddressInfo).port);

  const refused = async (DATA_DIR: string, given: NodeJS.ProcessEnv): Promise<string> => {
    const told: string[] = [];
    const service = new EmbeddedService(
      { ...given, DATA_DIR, NODE_ENV: 'test' },
      (sentence) => told.push(sentence),
      () => undefined,
    );
    const why = await service.start().catch((error: unknown) => (error as Error).message);
    await service.stop();
    expect(told).toEqual([]);
    return String(why);
  };

  it.each<[string, () => NodeJS.ProcessEnv, RegExp]>([
    [
      'a port that is taken',
      () => ({ PORT: port() }),
      /^Port \d+ \(the application\) is taken by another program/,
    ],
    [
      'a port that is none',
      () => ({ PORT: 'abc' }),
      /^The environment cannot be used:\n {2}- PORT must be a port, 1 to 65535$/,
    ],
    [
      'a host that is not this machine',
      () => ({ HOST: 'reviews.example' }),
      /- HOST must be a loopback address/,
    ],
  ])('for %s has made neither folder nor keys', async (_case, given, words) => {
    const fresh = join(parent, 'deep', 'data');
    expect(await refused(fresh, given())).toMatch(words);
    expect(existsSync(join(parent, 'deep'))).toBe(false);
    const empty = join(parent, 'empty');
    mkdirSync(empty, { recursive: true });
    expect(await refused(empty, given())).toMatch(words);
    expect(readdirSync(empty)).toEqual([]);
  });
});
