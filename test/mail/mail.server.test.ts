import tls from 'node:tls';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Secret } from '../../config/secret';
import { isAddress, longestAttemptMs, openMailer } from '../../config/mail';
import { mailLimits, type MailLimits } from '../../config/mail-relay';
import { openRelay, type Misdeed, type Moment, type Relay } from './relay';

/** For a relay that answers: a busy machine does not reach them. */
const limits: MailLimits = { connectionMs: 10_000, greetingMs: 10_000, socketMs: 10_000, attemptMs: 25_000 };
/** For a relay that falls silent: each is waited out, and what comes before the silence has to be quicker. */
const impatient: MailLimits = { connectionMs: 700, greetingMs: 700, socketMs: 700, attemptMs: 5_000 };
const message = {
  to: 'lead@police.example',
  subject: 'A subject',
  text: 'Words',
  html: '<p>Words</p>',
  date: new Date('2026-12-14T09:00:00Z'),
  messageId: '<fixed@exampleshire.example>',
};
const ids = (relay: Relay): string[] =>
  relay.delivered.map((raw) => /^Message-ID: (.+)$/m.exec(raw)?.[1]?.trim() ?? 'none');

type Row = {
  at: Moment;
  misdeed: Misdeed;
  result: string;
  response: RegExp;
  /** Copies delivered by the first attempt. */
  copies?: number;
  takesFirst?: true;
  tls?: true;
  signIn?: true;
};

const busy = { reply: '451 4.7.1 greylisted, come again' };
const never = { reply: '550 5.1.1 not here' };
const temporarily = /^451 4\.7\.1 greylisted, come again$/;
const finally_ = /^550 5\.1\.1 not here$/;
const broken = /closed|reset/i;
const slow = /timeout|never received|timed out/i;

const rows: Row[] = [
  { at: 'banner', misdeed: busy, result: 'deferred', response: temporarily },
  { at: 'banner', misdeed: never, result: 'refused', response: finally_ },
  { at: 'banner', misdeed: 'cut', result: 'deferred', response: broken },
  { at: 'banner', misdeed: 'silence', result: 'deferred', response: slow },
  { at: 'EHLO', misdeed: { reply: '421 going down' }, result: 'deferred', response: /^421 going down$/ },
  { at: 'EHLO', misdeed: never, result: 'refused', response: finally_, tls: true },
  { at: 'EHLO', misdeed: 'cut', result: 'deferred', response: broken },
  { at: 'EHLO', misdeed: 'silence', result: 'deferred', response: slow },
  { at: 'STARTTLS', misdeed: { reply: '502 no' }, result: 'refused', response: /^502 no$/, tls: true },
  { at: 'STARTTLS', misdeed: { reply: '454 later' }, result: 'deferred', response: /^454 later$/, tls: true },
  { at: 'STARTTLS', misdeed: { reply: '220 go' }, result: 'deferred', response: slow, tls: true },
  { at: 'STARTTLS', misdeed: 'cut', result: 'deferred', response: broken, tls: true },
  { at: 'STARTTLS', misdeed: 'silence', result: 'deferred', response: slow, tls: true },
  { at: 'AUTH', misdeed: { reply: '535 5.7.8 bad' }, result: 'deferred', response: /^535/, signIn: true },
  { at: 'AUTH', misdeed: { reply: '454 4.7.0 later' }, result: 'deferred', response: /^454/, signIn: true },
  { at: 'AUTH', misdeed: { reply: '550 5.7.1 closed' }, result: 'deferred', response: /^550/, signIn: true },
  { at: 'AUTH', misdeed: 'cut', result: 'deferred', response: broken, signIn: true },
  { at: 'AUTH', misdeed: 'silence', result: 'deferred', response: slow, signIn: true },
  { at: 'MAIL', misdeed: { reply: '530 sign in first' }, result: 'deferred', response: /^530/ },
  { at: 'MAIL', misdeed: busy, result: 'deferred', response: temporarily },
  { at: 'MAIL', misdeed: never, result: 'refused', response: finally_ },
  { at: 'MAIL', misdeed: 'cut', result: 'deferred', response: broken },
  { at: 'MAIL', misdeed: 'silence', result: 'deferred', response: slow },
  { at: 'RCPT', misdeed: busy, result: 'deferred', response: temporarily },
  { at: 'RCPT', misdeed: never, result: 'refused', response: finally_ },
  { at: 'RCPT', misdeed: 'cut', result: 'deferred', response: broken },
  { at: 'RCPT', misdeed: 'silence', result: 'deferred', response: slow },
  { at: 'RCPT', misdeed: { lateMs: 150 }, result: 'accepted', response: /^250 2\.0\.0/, copies: 1 },
  { at: 'DATA', misdeed: busy, result: 'deferred', response: temporarily },
  { at: 'DATA', misdeed: never, result: 'refused', response: finally_ },
  { at: 'DATA', misdeed: 'cut', result: 'deferred', response: broken },
  { at: 'DATA', misdeed: 'silence', result: 'deferred', response: slow },
  { at: 'dot', misdeed: busy, result: 'deferred', response: temporarily },
  { at: 'dot', misdeed: never, result: 'refused', response: finally_ },
  { at: 'dot', misdeed: { reply: '354 what?' }, result: 'unknown', response: /^354/ },
  { at: 'dot', misdeed: 'cut', result: 'unknown', response: broken },
  { at: 'dot', misdeed: 'cut', result: 'unknown', response: broken, copies: 1, takesFirst: true },
  { at: 'dot', misdeed: { half: '451 ha' }, result: 'unknown', response: /^451 ha$/ },
  { at: 'dot', misdeed: 'silence', result: 'unknown', response: slow },
  { at: 'dot', misdeed: 'silence', result: 'unknown', response: slow, copies: 1, takesFirst: true },
  { at: 'dot', misdeed: { lateMs: 150 }, result: 'accepted', response: /^250 2\.0\.0/, copies: 1 },
  { at: 'QUIT', misdeed: { reply: '421 no' }, result: 'accepted', response: /^250 2\.0\.0/, copies: 1 },
  { at: 'QUIT', misdeed: 'cut', result: 'accepted', response: /^250 2\.0\.0/, copies: 1 },
  { at: 'QUIT', misdeed: 'silence', result: 'accepted', response: /^250 2\.0\.0/, copies: 1 },
];

const opened: Relay[] = [];
const anyRelay: typeof openRelay = async (...how) => {
  const relay = await openRelay(...how);
  opened.push(relay);
  return relay;
};
afterEach(() => Promise.all(opened.splice(0).map((relay) => relay.close())));

describe('The mailer, with a relay that misbehaves', () => {
  it.each(rows)(
    'takes $misdeed at $at for $result, and repeats the Message-ID',
    async ({
      at,
      misdeed,
      result,
      response,
      copies = 0,
      takesFirst = false,
      tls = false,
      signIn = false,
    }) => {
      const relay = await anyRelay(at, misdeed, { takesFirst, offersTls: tls });
      const patience = response === slow ? impatient : limits;
      const first = await openMailer(relay.settings({ requireTls: tls, signIn }), patience).deliver(message);
      expect(first).toEqual({ result, response: expect.stringMatching(response) as string });
      expect(relay.delivered).toHaveLength(copies);

      relay.mend();
      const again = await openMailer(relay.settings(), limits).deliver(message);
      expect(again.result).toBe('accepted');
      expect(ids(relay)).toEqual(Array<string>(copies + 1).fill(message.messageId));
    },
  );

  it('knows that a long message cut half-way was not delivered', async () => {
    const relay = await anyRelay('body');
    const long = { ...message, text: 'Many words.\n'.repeat(1_000_000) };
    expect((await openMailer(relay.settings(), limits).deliver(long)).result).toBe('deferred');
    expect(relay.delivered).toEqual([]);
  });

  it('gives up on a relay that always says a little, before the activity is timed out', async () => {
    const relay = await anyRelay('RCPT', { lateMs: 250 });
    expect(await openMailer(relay.settings(), { ...limits, attemptMs: 200 }).deliver(message)).toEqual({
      result: 'deferred',
      response: 'The mail server took too long (Error)',
    });
    expect(longestAttemptMs).toBe(Math.max(...Object.values(mailLimits)));
    expect(longestAttemptMs).toBeLessThan(120_000);
  });

  it('tries again later where nobody listens, or the name of the relay is not known', async () => {
    const relay = await anyRelay();
    const settings = relay.settings();
    await relay.close();
    expect((await openMailer(settings, limits).deliver(message)).result).toBe('deferred');
  });
});

describe('The mailer', () => {
  it('signs in where it has credentials, and says nothing of what it is made with', async () => {
    const relay = await anyRelay();
    await openMailer(relay.settings({ signIn: true }), limits).deliver(message);
    const credentials = Buffer.from('\0relay-user\0p@ss').toString('base64');
    expect(relay.said).toContain(`AUTH PLAIN ${credentials}`);
    expect(relay.said.filter((line) => line !== 'QUIT').slice(-3)).toEqual([
      'MAIL FROM:<reviews@exampleshire.example>',
      'RCPT TO:<lead@police.example>',
      'DATA',
    ]);
    expect(relay.delivered[0]).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(relay.delivered[0]).not.toMatch(/mailer/i);
  });

  it.each([
    'a@b.example\r\nBcc: other@evil.example',
    'a@b.example, other@evil.example',
    '<a@b.example>',
    '"a b"@b.example',
    'a@b@c.example',
    'nobody',
    '',
    'é@b.example',
    `${'a'.repeat(250)}@b.example`,
  ])('refuses %j as an address, and asks no relay', async (to) => {
    const relay = await anyRelay();
    expect(isAddress(to)).toBe(false);
    expect((await openMailer(relay.settings(), limits).deliver({ ...message, to })).result).toBe('refused');
    expect(relay.said).toEqual([]);
  });

  it('hands over a file as it is, under its name', async () => {
    const relay = await anyRelay();
    const content = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256));
    const attachments = [
      { filename: 'SI-2026-7K3Q-copy.pdf', content, contentType: 'application/pdf' as const },
    ];
    expect((await openMailer(relay.settings(), limits).deliver({ ...message, attachments })).result).toBe(
      'accepted',
    );
    const [raw = ''] = relay.delivered;
    expect(raw).toMatch(/^Content-Disposition: attachment; filename=SI-2026-7K3Q-copy\.pdf\r$/m);
    const body = raw.slice(raw.indexOf('\r\n\r\n', raw.indexOf('Content-Disposition: attachment')));
    const decoded = Buffer.from(body.slice(0, body.lastIndexOf('\r\n--')), 'base64');
    expect(decoded.equals(content)).toBe(true);
  });

  it('refuses in words what is larger than 20 MB when it is written out, and asks no relay', async () => {
    const relay = await anyRelay();
    const sized = (bytes: number) => ({
      ...message,
      attachments: [
        { filename: 'a.pdf', content: Buffer.alloc(bytes, 7), contentType: 'application/pdf' as const },
      ],
    });
    expect(await openMailer(relay.settings(), limits).deliver(sized(15_000_000))).toEqual({
      result: 'refused',
      response: expect.stringMatching(/^This letter is larger than 20 MB.*another way\.$/) as string,
    });
    expect(relay.said).toEqual([]);
    expect((await openMailer(relay.settings(), limits).deliver(sized(1_000_000))).result).toBe('accepted');
  });

  it('bounds and flattens what the relay says', async () => {
    const relay = await anyRelay('RCPT', { reply: `550-first\u001b[31m\r\n550 ${'x'.repeat(2_000)}` });
    const { response } = await openMailer(relay.settings(), limits).deliver(message);
    expect(response).toMatch(/^550-first \[31m 550 x+$/);
    expect(response).toHaveLength(300);
  });
});

describe('The mailer, where TLS is required', () => {
  const signedIn: { secure: boolean; user: string | undefined }[] = [];
  const delivered: string[] = [];
  const server = new SMTPServer({
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username }, { secure }, done) => {
      signedIn.push({ secure, user: username });
      done(null, { user: username });
    },
    onData: (stream, _, done) => {
      void buffer(stream).then((raw) => {
        delivered.push(raw.toString());
        done();
      });
    },
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.close(resolve);
      }),
  );
  beforeEach(() => {
    signedIn.length = 0;
    delivered.length = 0;
    server.on('error', () => undefined);
  });
  const mailer = () =>
    openMailer({
      smtpUrl: new Secret(
        `smtp://relay-user:word@127.0.0.1:${(server.server.address() as AddressInfo).port}`,
      ),
      requireTls: true,
      from: 'reviews@exampleshire.example',
    });

  it('signs in and sends only once the connection is secure', async () => {
    const connect = tls.connect.bind(tls);
    const trusting = jest
      .spyOn(tls, 'connect')
      .mockImplementation(((options: tls.ConnectionOptions, listener?: () => void) =>
        connect({ ...options, rejectUnauthorized: false }, listener)) as typeof tls.connect);
    expect((await mailer().deliver(message)).result).toBe('accepted');
    trusting.mockRestore();
    expect(signedIn).toEqual([{ secure: true, user: 'relay-user' }]);
    expect(delivered).toHaveLength(1);
  });

  it('gives neither credentials nor letter to a relay whose certificate nobody vouches for, and tries again later', async () => {
    expect(await mailer().deliver(message)).toEqual({
      result: 'deferred',
      response: expect.stringMatching(/certificate/) as string,
    });
    expect([signedIn, delivered]).toEqual([[], []]);
  });
});
