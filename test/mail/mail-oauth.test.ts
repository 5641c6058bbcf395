import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Secret } from '../../config/secret';
import { openMailer } from '../../config/mail';
import { openMailCheck } from '../../config/mail-check';
import type { MailLimits } from '../../config/mail-relay';
import { openRelay, type Relay } from './relay';

const limits: MailLimits = { connectionMs: 10_000, greetingMs: 10_000, socketMs: 10_000, attemptMs: 25_000 };
const message = {
  to: 'lead@police.example',
  subject: 'A subject',
  text: 'Words',
  html: '<p>Words</p>',
  date: new Date('2026-12-14T09:00:00Z'),
};

describe('The mailer, where it signs in with a token', () => {
  const asked: Record<string, string>[] = [];
  let status = 200;
  let seconds = 3_600;
  let relay: Relay;
  let server: Server;
  beforeEach(async () => {
    asked.length = 0;
    status = 200;
    seconds = 3_600;
    relay = await openRelay();
    server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push(Object.fromEntries(new URLSearchParams(body)));
        response.writeHead(status, { 'content-type': 'application/json', location: '/elsewhere' });
        response.end(JSON.stringify({ access_token: `token-${asked.length}`, expires_in: seconds }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    await relay.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const settings = (of = relay) => ({
    ...of.settings({ signIn: true }),
    oauth: {
      tokenUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
      clientId: 'reviews',
      clientSecret: new Secret('battery-staple'),
      scope: 'https://outlook.office365.com/.default',
    },
  });
  const signIns = (of = relay): string[] =>
    of.said.filter((line) => line.startsWith('AUTH')).map((line) => line.replace('AUTH XOAUTH2 ', ''));
  const xoauth2 = (token: string): string =>
    Buffer.from(`user=relay-user\x01auth=Bearer ${token}\x01\x01`).toString('base64');

  it('asks for one as an application, and uses it as long as it holds', async () => {
    const mailer = openMailer(settings(), limits);
    expect((await mailer.deliver(message)).result).toBe('accepted');
    expect((await mailer.deliver(message)).result).toBe('accepted');
    expect(asked).toEqual([
      {
        grant_type: 'client_credentials',
        client_id: 'reviews',
        client_secret: 'battery-staple',
        scope: 'https://outlook.office365.com/.default',
      },
    ]);
    expect(signIns()).toEqual([xoauth2('token-1'), xoauth2('token-1')]);
    expect(await openMailCheck(settings(), limits)()).toBeNull();
  });

  it('asks for another shortly before it runs out', async () => {
    seconds = 59;
    const mailer = openMailer(settings(), limits);
    await mailer.deliver(message);
    await mailer.deliver(message);
    expect(signIns()).toEqual([xoauth2('token-1'), xoauth2('token-2')]);
  });

  it.each([401, 302, 500])(
    'tries again later where none is given (%d), and tells no secret',
    async (given) => {
      status = given;
      const delivery = await openMailer(settings(), limits).deliver(message);
      expect(delivery.result).toBe('deferred');
      expect(delivery.response).toMatch(/^The sign-in service gave no token/);
      expect(JSON.stringify(delivery)).not.toContain('battery');
      expect(asked).toHaveLength(1);
      expect(await openMailCheck(settings(), limits)()).toBe('sign-in');
      expect(relay.delivered).toEqual([]);
    },
  );

  it('tries again later where the relay refuses it', async () => {
    const refusing = await openRelay('AUTH', { reply: '535 5.7.3 Authentication unsuccessful' });
    const delivery = await openMailer(settings(refusing), limits).deliver(message);
    expect(delivery).toEqual({ result: 'deferred', response: '535 5.7.3 Authentication unsuccessful' });
    await refusing.close();
  });
});
