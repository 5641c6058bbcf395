import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Secret } from '../../config/secret';

/** Where in the dialogue a relay misbehaves; `body` is half-way through the message, `dot` after its end. */
export type Moment =
  'banner' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | 'dot' | 'QUIT';

/** What it does: answers this instead, breaks off in the middle of an answer or before it, says nothing, or answers rightly but late. */
export type Misdeed = { reply: string } | { half: string } | 'cut' | 'silence' | { lateMs: number };

export type Relay = {
  /** Settings for `openMailer`. */
  settings: (over?: { requireTls?: boolean; signIn?: boolean }) => {
    smtpUrl: Secret<string>;
    requireTls: boolean;
    from: string;
  };
  /** The messages that it took into its care, as they came. */
  delivered: string[];
  /** All that clients have said to it, line by line, without the messages. */
  said: string[];
  /** Behaves from now on. */
  mend: () => void;
  close: () => Promise<void>;
};

const rightly: Record<Moment, string> = {
  banner: '220 relay.example ready',
  EHLO: '250-relay.example\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN',
  STARTTLS: '502 not here',
  AUTH: '235 2.7.0 welcome',
  MAIL: '250 2.1.0 sender ok',
  RCPT: '250 2.1.5 recipient ok',
  DATA: '354 go on',
  body: '',
  dot: '250 2.0.0 queued as 4711',
  QUIT: '221 bye',
};

/** A relay on raw sockets, so that it can break at every verb. `takesFirst`: the message is kept before it misbehaves at the dot. */
export async function openRelay(
  at: Moment = 'QUIT',
  misdeed: Misdeed = { lateMs: 0 },
  { takesFirst = false, offersTls = false } = {},
): Promise<Relay> {
  const sockets = new Set<Socket>();
  const relay = { delivered: [] as string[], said: [] as string[], misbehaves: true };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    converse(socket);
  });

  function converse(socket: Socket): void {
    let pending = '';
    let inMessage = false;
    const answer = (moment: Moment): void => {
      const words =
        offersTls && relay.misbehaves ? rightly[moment] : rightly[moment].replace('250-STARTTLS\r\n', '');
      if (!relay.misbehaves || moment !== at) socket.write(`${words}\r\n`);
      else if (misdeed === 'cut') socket.destroy();
      else if (misdeed === 'silence') return;
      else if ('half' in misdeed) socket.end(misdeed.half);
      else if ('reply' in misdeed) socket.write(`${misdeed.reply}\r\n`);
      else setTimeout(() => socket.write(`${words}\r\n`), misdeed.lateMs);
      if (moment === 'DATA') inMessage = true;
    };
    const takeMessage = (): void => {
      const end = pending.indexOf('\r\n.\r\n');
      if (relay.misbehaves && at === 'body' && pending.length > 200) socket.destroy();
      if (end < 0) return;
      const behaves =
        !relay.misbehaves || at !== 'dot' || (typeof misdeed === 'object' && 'lateMs' in misdeed);
      if (behaves || takesFirst) relay.delivered.push(pending.slice(0, end));
      pending = pending.slice(end + 5);
      inMessage = false;
      answer('dot');
    };
    socket.on('data', (bytes) => {
      pending += bytes.toString('latin1');
      while (!inMessage && pending.includes('\r\n')) {
        const line = pending.slice(0, pending.indexOf('\r\n'));
        pending = pending.slice(line.length + 2);
        relay.said.push(line);
        answer((line.split(' ')[0] ?? '').toUpperCase() as Moment);
      }
      if (inMessage) takeMessage();
    });
    answer('banner');
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    settings: ({ requireTls = false, signIn = false } = {}) => ({
      smtpUrl: new Secret(`smtp://${signIn ? 'relay-user:p%40ss@' : ''}127.0.0.1:${port}`),
      requireTls,
      from: 'Safeguarding reviews <reviews@exampleshire.example>',
    }),
    delivered: relay.delivered,
    said: relay.said,
    mend: () => {
      relay.misbehaves = false;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
  };
}
