import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { parseDirectory } from '../../config/directory-file';
import { Secret } from '../../config/secret';
import { personasOf } from '../../local/personas';
import { createSignIn, openSignIn, type SignInSettings } from '../../local/sign-in';

const sample = join(__dirname, '..', '..', 'config', 'sample-directory.json');
const personas = personasOf(parseDirectory(readFileSync(sample, 'utf8')), '2026-11-22');
const application = 'http://127.0.0.1:3999';

const settings = (changes: Partial<SignInSettings> = {}): SignInSettings => ({
  production: false,
  host: '127.0.0.1',
  ports: { application: 0, mailbox: 0, codec: 0, signIn: 0, uiProxy: 0, temporal: 0, temporalUi: 0 },
  publicUrl: application,
  dataDir: mkdtempSync(join(tmpdir(), 'sign-in-')),
  directoryFile: sample,
  documents: mkdtempSync(join(tmpdir(), 'sign-in-')),
  signIn: {
    issuer: 'http://127.0.0.1:1',
    clientId: 'safeguarding-reviews',
    clientSecret: new Secret('made-up-secret'),
    rolesClaim: 'roles',
  },
  ...changes,
});

/** A browser that keeps its cookies and stops where the application would take over. */
class Browser {
  readonly #cookies = new Map<string, string>();

  async open(url: string, options: RequestInit = {}): Promise<{ url: string; response: Response }> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...options, headers: { cookie }, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const next = response.headers.get('location');
    if (next === null) return { url, response };
    const target = new URL(next, url).href;
    return target.startsWith(application) ? { url: target, response } : this.open(target);
  }
}

// The provider warns that it keeps its sessions in memory, as it is meant to here.
beforeEach(() => {
  jest.spyOn(console, 'warn').mockReturnValue();
});

describe('sign-in of the embedded service', () => {
  let server: Server;
  let issuer: string;

  beforeEach(async () => {
    server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const signIn = { ...settings().signIn, issuer };
    server.on(
      'request',
      createSignIn(settings({ signIn }), () => personas),
    );
  });

  afterEach(async () => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  });

  const ask = (of = issuer): string =>
    `${of}/auth?client_id=safeguarding-reviews&response_type=code&scope=openid%20profile%20email&state=s&nonce=n&redirect_uri=${encodeURIComponent(`${application}/callback`)}`;

  const chosen = async (browser: Browser, person: string): Promise<string> => {
    const page = await browser.open(ask());
    const body = new URLSearchParams({ person });
    return (await browser.open(page.url, { method: 'POST', body })).url;
  };

  const claimsFor = async (callback: string): Promise<Record<string, unknown>> => {
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code: new URL(callback).searchParams.get('code') ?? '',
      redirect_uri: `${application}/callback`,
    });
    const authorization = `Basic ${Buffer.from('safeguarding-reviews:made-up-secret').toString('base64')}`;
    const response = await fetch(`${issuer}/token`, { method: 'POST', body, headers: { authorization } });
    return decodeJwt(((await response.json()) as { id_token: string }).id_token);
  };

  it('offers everybody of the directory who holds a role', async () => {
    const { response } = await new Browser().open(ask());
    const page = await response.text();
    expect(personas.filter(({ id }) => !page.includes(`value="${id}"`))).toEqual([]);
    expect(personas.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'business-unit-a',
        'business-unit-b',
        'administrator',
        'police-partner',
        'scrutineer',
      ]),
    );
  });

  it('lets people in by the last good directory while its file is at fault', async () => {
    const spare = createServer();
    await once(spare.listen(0, '127.0.0.1'), 'listening');
    const { port } = spare.address() as AddressInfo;
    await once(spare.close(), 'close');
    const of = `http://127.0.0.1:${port}`;
    const directoryFile = join(mkdtempSync(join(tmpdir(), 'sign-in-')), 'directory.json');
    cpSync(sample, directoryFile);
    const given = settings({ directoryFile, signIn: { ...settings().signIn, issuer: of } });
    const opened = await openSignIn({ ...given, ports: { ...given.ports, signIn: port } });
    writeFileSync(directoryFile, '{');
    const { response } = await new Browser().open(ask(of));
    const page = await response.text();
    await opened.close();
    expect(page).toContain('value="administrator"');
  });

  it('gives the application who was chosen: id, name, address and roles', async () => {
    const claims = await claimsFor(await chosen(new Browser(), 'police-partner'));
    expect(claims).toMatchObject({
      sub: 'police-partner',
      name: 'Police partner',
      email: 'police-partner@police.exampleshire.example',
      roles: expect.arrayContaining(['police-partner']) as unknown,
    });
  });

  it('asks again at the next sign-in, so that one can be somebody else', async () => {
    const browser = new Browser();
    await chosen(browser, 'police-partner');
    expect((await claimsFor(await chosen(browser, 'administrator'))).sub).toBe('administrator');
  });

  it('signs nobody in who is not in the directory', async () => {
    const browser = new Browser();
    const page = await browser.open(ask());
    const body = new URLSearchParams({ person: 'stranger' });
    const { response } = await browser.open(page.url, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Nobody was chosen');
  });

  it('sends nobody on to another application', async () => {
    const { response } = await new Browser().open(
      ask().replace(encodeURIComponent(application), encodeURIComponent('http://elsewhere.example')),
    );
    expect(response.status).toBe(400);
  });

  it('answers in words, not with a stack, when a sign-in is over', async () => {
    const { response } = await new Browser().open(`${issuer}/choose/long-gone`);
    const page = await response.text();
    expect(response.status).toBe(400);
    expect(page).toContain('This sign-in is over');
    expect(page).not.toMatch(/\bat .*\.js:/);
  });
});

describe('the provider without passwords', () => {
  it.each([
    ['in production', { production: true }],
    ['off loopback', { host: '0.0.0.0' }],
  ])('refuses to start %s', async (_where, changes) => {
    await expect(openSignIn(settings(changes))).rejects.toThrow('loopback and outside production only');
  });
});

describe('sign-in under another name of this machine', () => {
  it('is refused, since another site may point its name here', async () => {
    const server = createServer(createSignIn(settings(), () => personas));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/.well-known/openid-configuration`);
    server.closeAllConnections();
    await once(server.close(), 'close');
    expect(response.status).toBe(421);
  });
});
