import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import request from 'supertest';
import { createCodecServer } from '../../api/codec-server';
import { caseCodec } from '../../config/encryption/case-codec';
import type { AccessEntry } from '../../config/access-log/open';
import { openLog } from '../../config/log';

const ring = (id: string) => ({ active: id, keys: new Map([[id, randomBytes(32)]]) });
const keyMarks = randomBytes(32);
const codec = caseCodec(ring('one'), 'cases', keyMarks);
const origin = 'http://127.0.0.1:3004';
const lines: string[] = [];
const accessed: AccessEntry[] = [];
let accessBroken = false;
beforeEach(() => {
  lines.length = 0;
  accessed.length = 0;
  accessBroken = false;
});
const app = createCodecServer({
  codec,
  namespace: 'cases',
  allowOrigin: origin,
  authorise: (asking) =>
    Promise.resolve(asking.get('Cookie') === 'admin' ? { person: 'administrator' } : null),
  access: {
    record: (entry) => {
      if (accessBroken) return Promise.reject(new Error('ENOSPC'));
      accessed.push(entry);
      return Promise.resolve();
    },
  },
  log: openLog('info', { write: (line) => void lines.push(line) }),
});

const asJson = ({ metadata, data }: Payload) => ({
  metadata: Object.fromEntries(
    Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  ),
  data: Buffer.from(data ?? []).toString('base64'),
});
const encrypted = async (value: unknown, workflowId: string, by = codec) => {
  const [payload = {}] = await by.encode([defaultPayloadConverter.toPayload(value)], {
    type: 'workflow',
    namespace: 'cases',
    workflowId,
  });
  return asJson(payload);
};
const ask = (path = '/decode?preserveStorageRefs=true') =>
  request(app).post(path).set({ Origin: origin, Cookie: 'admin', 'X-Namespace': 'cases' });
const valuesOf = (body: { payloads: { data: string }[] }): unknown[] =>
  body.payloads.map(({ data }) => JSON.parse(Buffer.from(data, 'base64').toString()) as unknown);

describe('the codec server', () => {
  it('decodes for an administrator, and records which cases were read and by whom, before it gives them', async () => {
    const payloads = [
      await encrypted({ a: 1 }, 'SI-2026-AAAA'),
      await encrypted('b', 'SI-2026-BBBB'),
      await encrypted('c', 'SI-2026-AAAA'),
    ];
    const response = await ask().send({ payloads });
    expect(response.status).toBe(200);
    expect(valuesOf(response.body as never)).toEqual([{ a: 1 }, 'b', 'c']);
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    });
    const by = {
      person: 'administrator',
      role: 'administrator',
      action: 'decode-payloads',
      outcome: 'shown',
    };
    expect(accessed).toEqual([
      { ...by, what: '2 payloads', case: 'SI-2026-AAAA' },
      { ...by, what: '1 payloads', case: 'SI-2026-BBBB' },
    ]);
    accessBroken = true;
    expect((await ask().send({ payloads })).status).toBe(500);
  });

  it('shows what cannot be read as unreadable, beside what can, and records no reading of it', async () => {
    const payload = await encrypted('x', 'SI-2026-AAAA');
    const payloads = [
      {
        ...payload,
        metadata: { ...payload.metadata, 'safeguarding-case': Buffer.from('SI-1').toString('base64') },
      },
      await encrypted('x', 'SI-2026-BBBB', caseCodec(ring('lost'), 'cases', keyMarks)),
      await encrypted('x', 'SI-2026-BBBB', caseCodec(ring('invented'), 'cases', randomBytes(32))),
      {},
      payload,
    ];
    const response = await ask().send({ payloads });
    expect(valuesOf(response.body as never)).toEqual([
      { unreadable: 'not-authentic' },
      expect.objectContaining({ unreadable: 'missing-key', key: 'lost' }),
      { unreadable: 'unknown-key' },
      { unreadable: 'unknown-encoding' },
      'x',
    ]);
    expect(accessed.map((entry) => entry.case)).toEqual(['SI-2026-AAAA']);
  });

  it('refuses who is not signed in, another namespace and another origin', async () => {
    const body = { payloads: [await encrypted('x', 'SI-2026-AAAA')] };
    expect((await ask().set('Cookie', 'other').send(body)).status).toBe(401);
    expect((await ask().set('X-Namespace', 'training').send(body)).status).toBe(403);
    expect((await ask().unset('X-Namespace').send(body)).status).toBe(403);
    for (const other of ['http://127.0.0.1:3005', 'null', `${origin}.evil.example`]) {
      const response = await ask().set('Origin', other).send(body);
      expect(response.status).toBe(403);
      expect(response.headers).not.toHaveProperty('access-control-allow-origin');
    }
    expect((await ask().unset('Origin').send(body)).status).toBe(403);
    expect(accessed.map(({ what, outcome }) => [what, outcome])).toEqual(
      Array(2).fill(['another namespace', 'refused']),
    );
  });

  it('answers the browser asking beforehand, for its own origin only', async () => {
    const allowed = await request(app).options('/decode').set('Origin', origin);
    expect(allowed.status).toBe(204);
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'Content-Type, X-Namespace',
    });
    const refused = await request(app).options('/decode').set('Origin', 'http://evil.example');
    expect(refused.status).toBe(403);
  });

  it('encodes nothing, and does nothing else', async () => {
    expect((await ask('/encode').send({ payloads: [] })).status).toBe(404);
    expect((await request(app).get('/decode').set('Origin', origin)).status).toBe(404);
    expect((await ask('/').send({})).status).toBe(404);
  });

  it.each([
    ['{', 400],
    ['[]', 400],
    ['{"payloads":[{"data":"not base64!"}]}', 400],
    [JSON.stringify({ payloads: [{ data: 'A'.repeat(5_000_000) }] }), 413],
  ])('refuses a body that is none or too large, without a trace of itself', async (body, status) => {
    const response = await ask().set('Content-Type', 'application/json').send(body);
    expect(response.status).toBe(status);
    expect(response.text.length).toBeLessThan(40);
  });
});
