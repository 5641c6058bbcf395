import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { Secret } from '../../config/secret';
import { openMailCheck } from '../../config/mail-check';
import type { MailLimits } from '../../config/mail-relay';
import { openRelay, type Misdeed, type Moment, type Relay } from './relay';

/** A busy machine does not reach them. */
const limits: MailLimits = { connectionMs: 10_000, greetingMs: 10_000, socketMs: 10_000, attemptMs: 25_000 };

describe('The check of the mail relay', () => {
  let relay: Relay;
  afterEach(() => relay.close());

  it('connects and signs in as for a letter, and sends none', async () => {
    relay = await openRelay();
    expect(await openMailCheck(relay.settings({ signIn: true }), limits)()).toBeNull();
    const verbs = relay.said.map((line) => line.split(' ')[0]).filter((verb) => verb !== 'QUIT');
    expect(verbs).toEqual(['EHLO', 'AUTH']);
  });

  it.each<[string, Moment, Misdeed, { requireTls?: boolean; signIn?: boolean }]>([
    ['unwilling', 'banner', { reply: '554 not you' }, {}],
    ['unreachable', 'banner', 'silence', {}],
    ['unreachable', 'banner', 'cut', {}],
    ['unwilling', 'EHLO', { reply: '550 not you' }, { requireTls: true }],
    ['tls', 'STARTTLS', { reply: '502 no' }, { requireTls: true }],
    ['sign-in', 'AUTH', { reply: '535 5.7.8 bad' }, { signIn: true }],
    ['sign-in', 'AUTH', { reply: '454 4.7.0 later' }, { signIn: true }],
  ])('says %s where at %s the relay misbehaves: %j', async (trouble, at, misdeed, over) => {
    relay = await openRelay(at, misdeed, { offersTls: over.requireTls ?? false });
    const patience = misdeed === 'silence' ? { ...limits, greetingMs: 700 } : limits;
    expect(await openMailCheck(relay.settings(over), patience)()).toBe(trouble);
    relay.mend();
    expect(await openMailCheck(relay.settings(), limits)()).toBeNull();
  });

  it('says that a relay is unreachable where nobody listens', async () => {
    relay = await openRelay();
    const settings = relay.settings();
    await relay.close();
    expect(await openMailCheck(settings, limits)()).toBe('unreachable');
  });

  it('says tls where nobody vouches for the certificate', async () => {
    relay = await openRelay();
    const server = new SMTPServer({ disableReverseLookup: true, logger: false });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.server.address() as AddressInfo;
    const settings = {
      smtpUrl: new Secret(`smtp://user:word@127.0.0.1:${port}`),
      requireTls: true,
      from: 'reviews@exampleshire.example',
    };
    expect(await openMailCheck(settings)()).toBe('tls');
    await new Promise<void>((resolve) => {
      server.close(resolve);
    });
  });
});
