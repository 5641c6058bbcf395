import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import express from 'express';
import type { AccessEntry } from '../../config/access-log/open';
import type { Environment } from '../../config/environment';
import { parseDirectory } from '../../config/directory-file';
import sampleDirectory from '../../config/sample-directory.json';
import { folderStore } from '../../config/folder-store';
import { Secret } from '../../config/secret';
import { openSharedRefreshes } from '../../config/shared-refreshes';
import { createFreshness } from '../../api/fresh-session';
import { peopleOf } from '../../api/people';
import { openSignIn } from '../../api/sign-in';
import { personasOf, type Persona } from '../../local/personas';
import { createSignIn } from '../../local/sign-in';

const directory = parseDirectory(JSON.stringify(sampleDirectory));
const minuteMs = 60_000;

/** Keeps cookies of both servers, and follows wherever it is sent. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async open(url: string, options: RequestInit = {}): Promise<{ url: string; text: string }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...options, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    const next = response.headers.get('location');
    return next === null ? { url, text: await response.text() } : this.open(new URL(next, url).href);
  }
}

describe('a session of which the provider has changed its mind', () => {
  let folder: string;
  let provider: Server;
  let application: Server;
  let replica: Server;
  let otherBase: string;
  let personas: Persona[];
  let aheadMs = 0;
  let tokenRequests = 0;
  let isDown = false;
  /** Whether the provider says with refreshed tokens who somebody is. */
  let saysWho = true;
  const passed: AccessEntry[] = [];
  let base: string;

  const listen = async (server: Server): Promise<string> => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  };

  beforeEach(async () => {
    jest.spyOn(console, 'warn').mockReturnValue();
    [aheadMs, tokenRequests, isDown, saysWho] = [0, 0, false, true];
    passed.length = 0;
    folder = mkdtempSync(path.join(tmpdir(), 'roles-'));
    personas = personasOf(directory, '2026-11-22');
    [provider, application] = [createServer(), createServer()];
    const [issuer, publicUrl] = [await listen(provider), await listen(application)];
    base = publicUrl;
    const signIn = {
      issuer,
      clientId: 'safeguarding-reviews',
      clientSecret: new Secret('made-up-secret'),
      rolesClaim: 'roles',
    };
    const settings = {
      publicUrl,
      signIn,
      dataDir: folder,
      production: false,
      host: '127.0.0.1',
    } as Environment;
    const standIn = createSignIn(settings, () => personas, { rotates: true });
    const withoutIdToken: RequestListener = (request, response) => {
      const end = response.end.bind(response);
      response.end = ((body: unknown) => {
        const answer = JSON.stringify({ ...JSON.parse(String(body)), id_token: undefined });
        response.setHeader('content-length', Buffer.byteLength(answer));
        return end(answer);
      }) as typeof response.end;
      standIn(request, response);
    };
    provider.on('request', (request, response) => {
      if (request.url === '/token') tokenRequests += 1;
      if (isDown) response.destroy();
      else if (request.url === '/token' && !saysWho) withoutIdToken(request, response);
      else standIn(request, response);
    });
    /** As a process of its own would be: what it shares with others lies in the store. */
    const replicaOf = (): express.Express => {
      const store = folderStore(path.join(folder, 'documents'));
      const now = () => Date.now() + aheadMs;
      const session = openSignIn(
        settings,
        'x'.repeat(32),
        peopleOf(() => directory),
        createFreshness('roles', now, openSharedRefreshes(store, Buffer.alloc(32, 7), now)),
        (entry) => passed.push(entry),
      );
      const app = express();
      app.use(session.middleware);
      app.get('/', (request, response) => {
        response.json(session.who(request)?.roles ?? null);
      });
      app.get('/began', (request, response) => {
        response.json(session.who(request)?.startedAtMs ?? null);
      });
      return app;
    };
    application.on('request', replicaOf());
    replica = createServer(replicaOf());
    otherBase = await listen(replica);
  });

  afterEach(async () => {
    for (const server of [provider, application, replica]) {
      server.closeAllConnections();
      await once(server.close(), 'close');
    }
    rmSync(folder, { recursive: true });
    jest.restoreAllMocks();
  });

  const signedIn = async (person: string): Promise<Browser> => {
    const browser = new Browser();
    const page = await browser.open(`${base}/sign-in`);
    await browser.open(page.url, { method: 'POST', body: new URLSearchParams({ person }) });
    return browser;
  };
  const rolesIn = async (browser: Browser, at = base): Promise<unknown> =>
    JSON.parse((await browser.open(`${at}/`)).text);
  const withdraw = (person: string, role: string): void => {
    personas = personas.map((one) =>
      one.id === person ? { ...one, roles: one.roles.filter((each) => each !== role) } : one,
    );
  };

  it('loses a role that was withdrawn within minutes, and keeps the others', async () => {
    const browser = await signedIn('business-unit-a');
    expect(await rolesIn(browser)).toContain('business-unit');
    withdraw('business-unit-a', 'business-unit');
    aheadMs = 4 * minuteMs;
    expect(await rolesIn(browser)).toContain('business-unit');
    aheadMs = 6 * minuteMs;
    const left = await rolesIn(browser);
    expect(left).not.toBeNull();
    expect(left).not.toContain('business-unit');
  });

  it('learns the same from a provider that does not say with new tokens who it is, and is asked no more often', async () => {
    const browser = await signedIn('business-unit-a');
    saysWho = false;
    aheadMs = 6 * minuteMs;
    expect(await rolesIn(browser)).toContain('business-unit');
    aheadMs = 17 * minuteMs;
    expect(await rolesIn(browser)).toContain('business-unit');
    tokenRequests = 0;
    aheadMs = 20 * minuteMs;
    expect(await rolesIn(browser)).toContain('business-unit');
    expect(tokenRequests).toBe(0);
    withdraw('business-unit-a', 'business-unit');
    aheadMs = 23 * minuteMs;
    expect(await rolesIn(browser)).not.toContain('business-unit');
    saysWho = true;
    personas = personas.map((one) => ({ ...one, roles: [...one.roles, 'administrator'] }));
    aheadMs = 29 * minuteMs;
    expect(await rolesIn(browser)).toContain('administrator');
  });

  it('gets a role that was given meanwhile', async () => {
    const browser = await signedIn('administrator');
    personas = personas.map((one) => ({ ...one, roles: [...one.roles, 'business-unit'] }));
    aheadMs = 6 * minuteMs;
    expect(await rolesIn(browser)).toContain('business-unit');
  });

  it('ends within minutes for a person who was removed', async () => {
    const browser = await signedIn('business-unit-a');
    personas = personas.filter(({ id }) => id !== 'business-unit-a');
    aheadMs = 6 * minuteMs;
    expect(await rolesIn(browser)).toBeNull();
    aheadMs = 0;
    expect(await rolesIn(browser)).toBeNull();
  });

  it('goes on for a while where the provider is down, and no longer', async () => {
    const browser = await signedIn('business-unit-a');
    isDown = true;
    aheadMs = 14 * minuteMs;
    expect(await rolesIn(browser)).toContain('business-unit');
    aheadMs = 16 * minuteMs;
    expect(await rolesIn(browser)).toBeNull();
  });

  it('knows when it began, also after the provider was asked again and after signing in once more', async () => {
    const before = Date.now();
    const browser = await signedIn('business-unit-a');
    const began = async (): Promise<unknown> => JSON.parse((await browser.open(`${base}/began`)).text);
    const at = await began();
    expect(at).toBeGreaterThanOrEqual(before);
    expect(at).toBeLessThanOrEqual(Date.now());
    aheadMs = 6 * minuteMs;
    expect(await began()).toBe(at);
    const page = await browser.open(`${base}/sign-in`);
    await browser.open(page.url, {
      method: 'POST',
      body: new URLSearchParams({ person: 'business-unit-a' }),
    });
    expect(await began()).toBe(at);
  });

  it('asks once for all requests that come together', async () => {
    const browser = await signedIn('business-unit-a');
    tokenRequests = 0;
    aheadMs = 6 * minuteMs;
    const roles = await Promise.all(Array.from({ length: 8 }, () => rolesIn(browser)));
    expect(roles.filter((one) => one === null)).toEqual([]);
    expect(tokenRequests).toBe(1);
  });

  it('asks once for requests that come together at two replicas, and signs nobody out', async () => {
    const browser = await signedIn('business-unit-a');
    tokenRequests = 0;
    for (const minutes of [6, 12, 18]) {
      // A token of the same second would be the same token.
      await delay(1_100);
      aheadMs = minutes * minuteMs;
      const together = Array.from({ length: 8 }, (_, at) => rolesIn(browser, at % 2 ? otherBase : base));
      const roles = await Promise.all(together);
      expect(roles.filter((one) => one === null)).toEqual([]);
    }
    expect(tokenRequests).toBe(3);
    const kept = readdirSync(path.join(folder, 'documents', 'session-refreshes'));
    expect(kept).toHaveLength(3);
    const texts = kept.map((name) =>
      readFileSync(path.join(folder, 'documents', 'session-refreshes', name), 'utf8'),
    );
    expect(texts.join()).not.toMatch(/id_token|business-unit|eyJ/u);
  });

  it('is recorded as it begins and ends, and so is a sign-in that the provider refuses', async () => {
    const browser = await signedIn('business-unit-a');
    await browser.open(`${base}/sign-out`);
    const by = { person: 'business-unit-a', role: 'business-unit', outcome: 'done' };
    expect(passed).toEqual([
      { ...by, action: 'sign-in' },
      { ...by, action: 'sign-out' },
    ]);
    const refused = { person: 'unknown', role: 'none', action: 'sign-in', outcome: 'refused' };
    await browser.open(`${base}/callback?error=access_denied&state=x`);
    await browser.open(`${base}/callback?error=<b>Canary</b>&state=x`);
    expect(passed.slice(2)).toEqual([
      { ...refused, what: 'access_denied' },
      { ...refused, what: 'not-completed' },
    ]);
  });
});
