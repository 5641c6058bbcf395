import PostalMime from 'postal-mime';
import { createSendLetter } from '../../activities/send-letter';
import { createSendSecurityCode } from '../../activities/send-security-code';
import { openMailer, type MailMessage } from '../../config/mail';
import type { LetterOrder } from '../../domain/letter';
import { openRelay, type Relay } from '../mail/relay';
import { anOrder, letterServices, links } from './an-order';

const sent = async (order: LetterOrder): Promise<MailMessage> => {
  const { services, sent: messages } = letterServices();
  await createSendLetter(services)(order);
  const [message] = messages;
  if (!message) throw new Error('nothing was sent');
  return message;
};
const urlIn = ({ text }: MailMessage): string => /https:\S+/.exec(text)?.[0] ?? 'none';

describe('Sending a letter', () => {
  it.each(['accepted', 'deferred', 'refused', 'unknown'] as const)(
    'hands on that the relay %s it, with the Message-ID',
    async (result) => {
      const { services } = letterServices(undefined, { result, response: 'words of the relay' });
      expect(await createSendLetter(services)(anOrder())).toEqual({
        result,
        response: 'words of the relay',
        messageId: expect.stringMatching(/^<[0-9a-f]{48}@exampleshire\.example>$/) as string,
      });
    },
  );

  it('repeats the Message-ID in each attempt, and in no other letter', async () => {
    const { services, sent: messages } = letterServices();
    const send = createSendLetter(services);
    const { to, duty } = anOrder();
    await send(anOrder());
    await send(anOrder({ attempt: 2, possiblySentTwice: true, nowMs: Date.parse('2026-12-15T09:00:00Z') }));
    const others = [
      anOrder({ reference: 'SI-2026-9HXT' }),
      anOrder({ duty: { duty: 'threshold-by-authority' } }),
      anOrder({ duty: { instance: 'city-school' } }),
      anOrder({ duty: { round: duty.round + 1 } }),
      anOrder({ kind: 'reminder', ordinal: 1 }),
      anOrder({ kind: 'reminder', ordinal: 2 }),
      anOrder({ to: { ...to, recipient: 'health-partner' } }),
      anOrder({ to: { ...to, person: 'somebody-else' } }),
      anOrder({ to: { ...to, agency: 'city-school' } }),
    ];
    for (const other of others) await send(other);
    const ids = messages.map(({ messageId }) => messageId);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(others.length + 1);
  });

  it('names to its lead the agency, by its title in the directory', async () => {
    const to = { ...anOrder().to, recipient: 'agency-lead', agency: 'schools' } as const;
    expect((await sent(anOrder({ to }))).text).toContain('safeguarding lead of Exampleshire schools.');
    const unknown = { ...to, agency: 'city-school' };
    expect((await sent(anOrder({ to: unknown }))).text).toContain('as the agency’s safeguarding lead.');
  });

  it('stands under the letter that was sent to the same reader before, and under none where none was', async () => {
    const question = await sent(anOrder());
    expect(question.inReplyTo).toBeUndefined();
    const follows = { kind: 'question', ordinal: 0 } as const;
    expect((await sent(anOrder({ kind: 'reminder', ordinal: 1, follows }))).inReplyTo).toBe(
      question.messageId,
    );
    expect((await sent(anOrder({ kind: 'breach', ordinal: 1, follows }))).inReplyTo).toBe(question.messageId);
    expect((await sent(anOrder({ kind: 'breach', ordinal: 1 }))).inReplyTo).toBeUndefined();
    const watcher = { ...anOrder().to, recipient: 'director' as const };
    const first = anOrder({ kind: 'breach', ordinal: 1, to: watcher, owedBy: ['business-unit'] });
    const second = { ...first, ordinal: 2, follows: { kind: 'breach', ordinal: 1 } as const };
    expect((await sent(second)).inReplyTo).toBe((await sent(first)).messageId);
  });

  it('links who watches a duty to a page that asks nothing of them', async () => {
    const director = { ...anOrder().to, recipient: 'director' as const, person: 'director' };
    const url = urlIn(
      await sent(anOrder({ kind: 'breach', ordinal: 1, to: director, owedBy: ['business-unit'] })),
    );
    expect(links.readLink(url.split('/w/')[1] ?? '')).toMatchObject({
      duty: 'notification-threshold',
      person: 'director',
    });
    const unit = { ...director, recipient: 'business-unit' as const };
    expect(
      urlIn(await sent(anOrder({ kind: 'breach', ordinal: 1, to: unit, owedBy: ['police-partner'] }))),
    ).toBe('https://reviews.exampleshire.example/cases/SI-2026-7K3Q');
  });

  it('links a question to its reader’s own page, a notice to the notice, a breach for the business unit to the case', async () => {
    const claims = { case: 'SI-2026-7K3Q', instance: '-', round: 1, person: 'police-partner' };
    const asked = urlIn(await sent(anOrder()));
    expect(asked).toMatch(/^https:\/\/reviews\.exampleshire\.example\/q\//);
    expect(links.readLink(asked.split('/q/')[1] ?? '')).toEqual({
      ...claims,
      duty: 'notification-threshold',
    });

    const told = urlIn(
      await sent(anOrder({ kind: 'notice', duty: { kind: 'notice', duty: 'looked-after-death' } })),
    );
    expect(links.readLink(told.split('/n/')[1] ?? '')).toEqual({ ...claims, duty: 'looked-after-death' });

    const watcher = { ...anOrder().to, recipient: 'business-unit' as const };
    expect(urlIn(await sent(anOrder({ kind: 'breach', ordinal: 1, to: watcher })))).toBe(
      'https://reviews.exampleshire.example/cases/SI-2026-7K3Q',
    );
  });

  it('tells Temporal that it is alive while a slow relay makes up its mind, and stops when it is done', async () => {
    jest.useFakeTimers();
    let decide = (): void => undefined;
    const slow = {
      deliver: () =>
        new Promise<never>(
          (_, reject) =>
            (decide = () => {
              reject(new Error('over'));
            }),
        ),
    };
    const { services, beats } = letterServices(slow);
    const attempt = createSendLetter(services)(anOrder());
    await jest.advanceTimersByTimeAsync(9_000);
    expect(beats()).toBe(4);
    decide();
    await expect(attempt).rejects.toThrow('over');
    jest.advanceTimersByTime(9_000);
    expect(beats()).toBe(4);
    jest.useRealTimers();
  });
});

describe('A letter on its way through a relay', () => {
  let relay: Relay;
  beforeEach(async () => {
    relay = await openRelay();
  });
  afterEach(() => relay.close());

  const sendFor = (order: LetterOrder) =>
    createSendLetter(letterServices(openMailer(relay.settings())).services)(order);
  const headOf = (raw: string): string => raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n\s+/g, ' ');
  const namesIn = (raw: string): string[] =>
    headOf(raw)
      .split('\r\n')
      .map((line) => line.split(':')[0] ?? '');

  it('is dated by the case’s own time and says nothing of the machine', async () => {
    await sendFor(anOrder());
    const head = headOf(relay.delivered[0] ?? '');
    expect(head).toContain('Date: Mon, 14 Dec 2026 09:00:00 +0000');
    expect(head).toContain('Subject: [SI-2026-7K3Q] Decision needed by Fri 18 Dec: notification threshold');
    expect(namesIn(relay.delivered[0] ?? '').sort()).toEqual(
      [
        'Auto-Submitted',
        'Content-Type',
        'Date',
        'From',
        'MIME-Version',
        'Message-ID',
        'Subject',
        'To',
      ].sort(),
    );
  });

  const evil = '\r\nBcc: other@evil.example\r\n\r\nInjected';
  const spoiltAbout = {
    duty: `d${evil}`,
    kind: 'question',
    title: `t${evil}`,
    part: `p${evil}`,
    response: `r${evil}`,
  } as const;
  const spoilt: [string, LetterOrder][] = [
    ['reference', anOrder({ reference: `SI${evil}` })],
    ['outcome', anOrder({ outcome: `met${evil}` })],
    ['outcome of a notice', anOrder({ kind: 'notice', outcome: `met${evil}`, duty: { kind: 'notice' } })],
    ['person', anOrder({ to: { ...anOrder().to, person: `p${evil}` } })],
    ['agency', anOrder({ to: { ...anOrder().to, agency: `a${evil}` } })],
    ['deputy', anOrder({ to: { ...anOrder().to, deputyFor: `d${evil}` } })],
    ['duty', anOrder({ duty: { duty: `unheard-of${evil}` } })],
    [
      'notice',
      anOrder({ kind: 'notice', duty: { kind: 'notice', duty: `unheard-of${evil}`, title: `t${evil}` } }),
    ],
    ['instance', anOrder({ duty: { instance: `i${evil}` } })],
    ['edition', anOrder({ duty: { edition: `e${evil}` } })],
    ['title', anOrder({ duty: { title: `t${evil}` } })],
    ['source', anOrder({ duty: { source: `s${evil}` } })],
    ['owing', anOrder({ kind: 'breach', ordinal: 1, owedBy: [`o${evil}`] })],
    ['server’s answer', anOrder({ duty: { duty: 'letter-undelivered' }, about: spoiltAbout })],
  ];

  it.each(spoilt)('has no header, body or recipient more, whatever stands in the %s', async (_, order) => {
    await sendFor(anOrder(order.kind === 'notice' ? { kind: 'notice', duty: { kind: 'notice' } } : {}));
    expect((await sendFor(order)).result).toBe('accepted');
    const [plain = '', raw = ''] = relay.delivered;
    expect(namesIn(raw)).toEqual(namesIn(plain));
    expect((await PostalMime.parse(raw)).text).not.toMatch(/^\s*(Bcc|Injected)/m);
    expect(relay.said.filter((line) => line.startsWith('RCPT'))).toEqual(
      Array(2).fill('RCPT TO:<police-partner@police.example>'),
    );
  });

  it('is refused without a word to the relay where the address holds more than an address', async () => {
    const order = anOrder({ to: { ...anOrder().to, address: `p@police.example${evil}` } });
    expect((await sendFor(order)).result).toBe('refused');
    expect(relay.said).toEqual([]);
  });
});

describe('A security code by mail', () => {
  const codeBy = async (result: 'accepted' | 'deferred' | 'refused' | 'unknown') => {
    const { services, sent: messages } = letterServices(undefined, { result, response: 'words' });
    const send = createSendSecurityCode({ ...services, training: true });
    const delivery = await send({ to: 'lead@school.example', code: '048213', reference: 'SI-2026-7K3Q' });
    return { delivery, message: messages[0] };
  };

  it('stands in the body and never in the subject, and is valid for ten minutes', async () => {
    const { message } = await codeBy('accepted');
    expect(message?.subject).toBe('[TRAINING] [SI-2026-7K3Q] Your security code');
    expect(message?.text).toContain('Your security code is 048213. It is valid for ten minutes');
    expect(message?.html).toContain('Your security code is 048213. It is valid for ten minutes');
  });

  it.each(['deferred', 'refused'] as const)('is known to be %s where the relay says so', async (result) => {
    expect((await codeBy(result)).delivery).toBe(result);
  });

  it('counts as mailed where it may have arrived, for a second code would spoil the first', async () => {
    expect((await codeBy('unknown')).delivery).toBe('mailed');
  });
});
