import { once } from 'node:events';
import { createServer, request as ask, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTemporalUiProxy, type TemporalUiProxyOptions } from '../../api/temporal-ui-proxy';
import { isReading } from '../../api/temporal-ui-reading';

describe('reading in the Temporal UI', () => {
  const incident = '/api/v1/namespaces/safeguarding-reviews/workflows/SI-2026-7K3Q';
  it.each([
    ['GET', '/'],
    ['GET', '/namespaces/safeguarding-reviews/workflows'],
    ['HEAD', '/favicon.ico'],
    ['GET', '/_app/immutable/chunks/-3tECcLk.js'],
    ['GET', `${incident}/history?execution.runId=01a2&next_page_token=CiQw%2BA%3D%2F`],
    ['POST', `${incident}/query/__temporal_workflow_metadata?`],
    ['POST', `${incident}/query/__stack_trace`],
    ['POST', `${incident}/runs/01a2/query/view`],
  ])('%s %s is let through', (method, url) => {
    expect(isReading(method, url)).toBe(true);
  });

  it.each([
    ['POST', `${incident}/signal/publication`],
    ['POST', `${incident}/terminate`],
    ['POST', `${incident}/cancel`],
    ['POST', `${incident}/reset`],
    ['POST', `${incident}/update/x`],
    ['POST', '/api/v1/namespaces/safeguarding-reviews/workflows/new%2Fquery%2F'],
    ['POST', '/api/v1/namespaces/safeguarding-reviews/workflows/new%252Fquery%252F'],
    ['POST', '/api/v1/namespaces/safeguarding-reviews/workflows/new/query/'],
    ['POST', '/api/v1/namespaces/safeguarding-reviews/workflows/query/x'],
    ['POST', `${incident}/query/x/signal/y`],
    ['POST', `${incident}/terminate?x=/query/view`],
    ['POST', `${incident}/query/../terminate`],
    ['POST', `${incident}/query/%2e%2e`],
    ['POST', `${incident}/query/..`],
    ['POST', `${incident}//query/view`],
    ['POST', `${incident}/query\\view`],
    ['POST', `${incident}/query/view%0d%0aX:y`],
    ['POST', `${incident}/query/view%00`],
    ['POST', `http://elsewhere.example${incident}/query/view`],
    ['PUT', '/api/v1/namespaces/safeguarding-reviews'],
    ['DELETE', incident],
    ['PATCH', incident],
    ['OPTIONS', incident],
    ['TRACE', '/'],
    ['GET', `${incident}%2Fterminate`],
    ['GET', `${incident}%5cterminate`],
    ['GET', '/%2e%2e/secret'],
    ['GET', '/a/../b'],
    ['GET', '/%zz'],
  ])('%s %s is refused', (method, url) => {
    expect(isReading(method, url)).toBe(false);
  });
});

type Seen = { method: string; url: string; headers: IncomingHttpHeaders; body: string };
type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

describe('the way to the Temporal UI', () => {
  const seen: Seen[] = [];
  const refusals: unknown[] = [];
  const servers: Server[] = [];

  const listen = async (server: Server): Promise<string> => {
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  const upstream = (settings: string): Server =>
    createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        seen.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
        response.setHeader('Set-Cookie', '_csrf=token; SameSite=Strict');
        response.setHeader('Access-Control-Allow-Origin', '*');
        response.setHeader('Content-Type', 'application/json');
        response.end(url.startsWith('/api/v1/settings') ? settings : '{"told":"by upstream"}');
      });
    });

  const proxyOf = async (changes: Partial<TemporalUiProxyOptions> = {}): Promise<string> => {
    const options: TemporalUiProxyOptions = {
      upstream: await listen(
        upstream('{"Version":"2.54.1","Codec":{"Endpoint":""},"DisableWriteActions":false}'),
      ),
      codecUrl: 'https://codec.example',
      namespace: 'safeguarding-reviews',
      publicUrl: 'https://reviews.example',
      authorise: ({ headers }) =>
        Promise.resolve(
          headers.cookie?.includes('session=admin') === true ? { person: 'administrator' } : null,
        ),
      onRefused: (refusal) => refusals.push(refusal),
      ...changes,
    };
    return listen(createServer(createTemporalUiProxy(options)));
  };

  // `fetch` mends paths before it sends them, and they must arrive as they are.
  const send = (origin: string, method: string, path: string, headers = {}, body = ''): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = ask(
        origin,
        { method, path, headers: { cookie: 'session=admin', ...headers } },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('end', () => {
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(chunks).toString(),
            });
          });
        },
      );
      sent.on('error', reject).end(body);
    });

  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
    seen.splice(0);
    refusals.splice(0);
  });

  const query = '/api/v1/namespaces/safeguarding-reviews/workflows/SI-2026-7K3Q/query/view?';

  it('passes reading on, with its path and its query as they came', async () => {
    const answer = await send(
      await proxyOf(),
      'POST',
      query,
      { 'content-type': 'application/json' },
      '{"query":{}}',
    );
    expect(answer).toMatchObject({ status: 200, body: '{"told":"by upstream"}' });
    expect(seen).toMatchObject([{ method: 'POST', url: query, body: '{"query":{}}' }]);
  });

  it('keeps the session of the application from the UI, and lets the UI’s own token through', async () => {
    await send(await proxyOf(), 'GET', '/', {
      cookie: 'session=admin; _csrf=ab12',
      authorization: 'Bearer made-up',
      'x-http-method-override': 'POST',
      'authorization-extras': 'made-up',
    });
    expect(seen[0]?.headers.cookie).toBe('_csrf=ab12');
    expect(Object.keys(seen[0]?.headers ?? {}).filter((name) => /authorization|override/.test(name))).toEqual(
      [],
    );
  });

  it('sends no body with what only reads', async () => {
    await send(await proxyOf(), 'GET', '/', { 'content-length': '9' }, 'smuggled!');
    expect(seen).toMatchObject([{ method: 'GET', body: '' }]);
  });

  it('refuses writing before it reaches the server, and reports who tried', async () => {
    const path = '/api/v1/namespaces/safeguarding-reviews/workflows/SI-2026-7K3Q/terminate';
    const answer = await send(await proxyOf(), 'POST', path, {}, '{}');
    expect(answer).toMatchObject({
      status: 403,
      body: '{"message":"Histories can be read here and not changed."}',
    });
    expect({ seen, refusals }).toEqual({
      seen: [],
      refusals: [{ because: 'not-reading', method: 'POST', person: 'administrator' }],
    });
  });

  it('shows nothing to somebody who is not signed in as an administrator', async () => {
    const answer = await send(await proxyOf(), 'GET', '/', { cookie: 'session=somebody' });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain('https://reviews.example/sign-in');
    expect({ seen, refusals }).toEqual({ seen: [], refusals: [{ because: 'not-signed-in', method: 'GET' }] });
  });

  it('points the UI to our codec server, with the session, and takes its buttons for writing away', async () => {
    const answer = await send(await proxyOf(), 'GET', '/api/v1/settings?');
    expect(JSON.parse(answer.body)).toMatchObject({
      Version: '2.54.1',
      Codec: { Endpoint: 'https://codec.example', IncludeCredentials: true, PassAccessToken: false },
      DisableWriteActions: true,
      WorkflowTerminateDisabled: true,
      WorkflowSignalDisabled: true,
      WorkflowResetDisabled: true,
      StartWorkflowDisabled: true,
      DefaultNamespace: 'safeguarding-reviews',
    });
  });

  it('lets the browser load nothing but the UI itself and our codec server', async () => {
    const { headers } = await send(await proxyOf(), 'GET', '/');
    expect(headers['content-security-policy']).toContain("connect-src 'self' https://codec.example;");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['cache-control']).toBe('no-store');
  });

  it('lets the UI alone frame what it draws of a case, and that load and run nothing', async () => {
    const { headers } = await send(await proxyOf(), 'GET', '/render?content=**x**&theme=light');
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'self'"]));
    expect(policy.find((rule) => rule.startsWith('sandbox'))).not.toContain('allow-scripts');
  });

  it.each(['/', '/api/v1/settings'])('says so when the UI does not answer: %s', async (path) => {
    const origin = await proxyOf({ upstream: 'http://127.0.0.1:1' });
    expect(await send(origin, 'GET', path)).toMatchObject({
      status: 502,
      body: '{"message":"The Temporal UI does not answer at the moment."}',
    });
  });

  it('gives no settings on that are not ours to vouch for', async () => {
    const origin = await proxyOf({ upstream: await listen(upstream('<html>')) });
    expect((await send(origin, 'GET', '/api/v1/settings')).status).toBe(502);
  });
});
