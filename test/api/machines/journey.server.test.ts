import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedUnderTest } from '../../support/embedded-under-test';
import { report } from './machine-under-test';

jest.setTimeout(180_000);

type Said = { status: number; headers: Headers; body: Record<string, unknown> };

/** A service as its makers would write it, against the service as it is started on a machine. */
class Client {
  private token = '';

  constructor(readonly service: EmbeddedUnderTest) {}

  get #base(): string {
    return `http://127.0.0.1:${String(this.service.ports.PORT)}`;
  }

  /** By the secret that the first start has made. */
  async signIn(changed: Record<string, string> = {}): Promise<number> {
    const file = path.join(this.service.dataDir, 'service-client.json');
    const { client_id: id, client_secret: secret } = JSON.parse(readFileSync(file, 'utf8')) as Record<
      string,
      string
    >;
    const response = await fetch(`http://127.0.0.1:${String(this.service.ports.SIGN_IN_PORT)}/token`, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`${id ?? ''}:${changed['secret'] ?? secret ?? ''}`).toString('base64')}`,
      },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const said = (await response.json()) as { access_token?: string };
    this.token = said.access_token ?? '';
    return response.status;
  }

  async ask(address: string, body?: object, key = ''): Promise<Said> {
    const response = await fetch(`${this.#base}${address}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Idempotency-Key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Record<string, unknown>,
    };
  }

  async until(address: string, holds: (body: Record<string, unknown>) => boolean): Promise<Said> {
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline) {
      const said = await this.ask(address);
      if (said.status === 200 && holds(said.body)) return said;
      await delay(200);
    }
    throw new Error(`waited in vain at ${address}`);
  }
}

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
const now = { ...report, incidentOn: daysAgo(3), awareOn: daysAgo(2), receivedOn: daysAgo(2) };
const safe = {
  fields: { childrenSafe: true, othersConsidered: true, referralMade: true, actions: 'Canary actions' },
};

describe('another system, at the service as it is started', () => {
  let service: EmbeddedUnderTest;
  let client: Client;
  beforeAll(async () => {
    service = await EmbeddedUnderTest.prepare();
    await service.start();
    client = new Client(service);
  });
  afterAll(() => service.close());

  it('gets no token by another secret, and one by its own', async () => {
    expect(await client.signIn({ secret: 'guessed' })).toBe(401);
    expect((await client.ask('/api/v1/cases')).status).toBe(401);
    expect(await client.signIn()).toBe(200);
    expect((await client.ask('/api/v1/cases')).body).toMatchObject({ cases: [], total: 0, next: null });
  });

  it('reports, records, and reads what became of it; each write is done once', async () => {
    const opened = await client.ask('/api/v1/reports', now, 'report-1');
    expect(opened).toMatchObject({ status: 201 });
    expect((await client.ask('/api/v1/reports', now, 'report-1')).body).toEqual(opened.body);
    expect((await client.ask('/api/v1/reports', now, 'report-2')).body).toMatchObject({
      status: 409,
      references: [opened.body['reference']],
    });
    const address = opened.headers.get('location') ?? '';
    type List = { recordable: { duty: string; address: string }[] };
    const list = (body: Record<string, unknown>) => (body as unknown as List).recordable;
    const { body } = await client.until(`${address}/recordable`, (said) =>
      list(said).some(({ duty }) => duty === 'children-made-safe'),
    );
    const to = list(body).find(({ duty }) => duty === 'children-made-safe')?.address ?? '';

    const both = await Promise.all([client.ask(to, safe, 'safe-1'), client.ask(to, safe, 'safe-1')]);
    // 202 where the case takes longer to judge than anybody is kept waiting.
    for (const { status } of both) expect([201, 202]).toContain(status);
    const [at = '', same] = both.map(({ headers }) => headers.get('location') ?? '');
    expect(same).toBe(at);
    await client.until(at, ({ outcome }) => outcome === 'recorded');
    const first = await client.ask(to, safe, 'safe-1');
    expect(first).toMatchObject({ status: 201, body: { outcome: 'recorded' } });
    expect((await client.ask(to, safe, 'safe-1')).body).toEqual(first.body);
    const other = { fields: { ...safe.fields, actions: 'Something else' } };
    expect((await client.ask(to, other, 'safe-1')).status).toBe(422);
    expect((await client.ask(to, other, 'safe-2')).body).toMatchObject({
      status: 409,
      because: 'already-answered',
    });
    expect((await client.ask(first.headers.get('location') ?? '')).body).toMatchObject({
      outcome: 'recorded',
    });

    const whole = JSON.stringify((await client.ask(address)).body);
    expect(whole).toContain('The service “example-service” (business unit) recorded');
    expect(whole).not.toContain('Canary');
    const listed = await client.until('/api/v1/cases', ({ total }) => total === 1);
    expect(JSON.stringify(listed.body)).toContain(String(opened.body['reference']));
  });

  it('goes on after a restart by the same secret', async () => {
    await service.end('SIGINT');
    await service.start();
    expect(await client.signIn()).toBe(200);
    await client.until('/api/v1/cases', ({ total }) => total === 1);
  });
});
