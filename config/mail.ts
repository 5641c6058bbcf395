import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection, {
  type SMTPConnectionOptions,
  type SMTPEnvelope,
} from 'nodemailer/lib/smtp-connection';
import type { Environment } from './environment';
import { deliveryAfter, onOneLine, type Delivery } from './mail-result';

/** A file that goes with a letter. */
export type MailAttachment = { filename: string; content: Buffer; contentType: 'application/pdf' };

/** A letter ready to go: one recipient, the same words as text and as HTML. */
export type MailMessage = {
  to: string;
  subject: string;
  text: string;
  html: string;
  date: Date;
  /** `<hash@domain>`; the same for each attempt at one letter. Without it a random one is made. */
  messageId?: string;
  /** The message that this one follows, for threading. */
  inReplyTo?: string;
  attachments?: readonly MailAttachment[];
};

/** Sends through the relay. Never throws for what the relay or the network does: that is the answer. */
export type Mailer = { deliver(message: MailMessage): Promise<Delivery> };

export type MailLimits = {
  /** From the lookup of the relay's name to the end of TLS. */
  connectionMs: number;
  greetingMs: number;
  /** Silence of the relay. */
  socketMs: number;
  /** The whole attempt, for a relay that always says a little. */
  attemptMs: number;
};

export const mailLimits: MailLimits = {
  connectionMs: 15_000,
  greetingMs: 15_000,
  socketMs: 60_000,
  attemptMs: 90_000,
};

/** The longest that one attempt can take; the activity's start-to-close must be longer. */
export const longestAttemptMs = mailLimits.attemptMs;

/** Many relays take no more. The whole message is meant, of which a file takes up a third more than its own size. */
export const largestMailBytes = 20_000_000;

/** Connects anew for each letter: letters are few, and a connection kept open breaks unseen. */
export function openMailer(settings: Environment['mail'], limits: MailLimits = mailLimits): Mailer {
  const relay = relayOf(settings, limits);
  return {
    async deliver(message) {
      if (!isAddress(message.to)) {
        return { result: 'refused', response: 'This is not an address that a letter can be sent to.' };
      }
      const composed = new MailComposer({
        ...message,
        attachments: [...(message.attachments ?? [])],
        to: { name: '', address: message.to },
        from: settings.from,
        subject: onOneLine(message.subject),
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...(message.inReplyTo === undefined ? {} : { references: message.inReplyTo }),
        disableFileAccess: true,
        disableUrlAccess: true,
      }).compile();
      const bytes = await composed.build();
      if (bytes.length > largestMailBytes) return { result: 'refused', response: tooLarge };
      return handOver(relay, composed.getEnvelope(), bytes, limits.attemptMs);
    },
  };
}

const tooLarge =
  'This letter is larger than 20 MB with what is attached to it: please send it in another way.';

/** One plain address: printable ASCII, one at sign, nothing that a header or an envelope gives a meaning to. */
export const isAddress = (address: string): boolean =>
  address.length <= 254 &&
  /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/.test(address) &&
  /^[!-~]+$/.test(address);

type Relay = { connection: SMTPConnectionOptions; signIn: { user: string; pass: string } | null };

function relayOf(settings: Environment['mail'], limits: MailLimits): Relay {
  const url = new URL(settings.smtpUrl.reveal());
  return {
    connection: {
      host: url.hostname.replace(/^\[|\]$/g, ''),
      ...(url.port === '' ? {} : { port: url.port }),
      secure: url.protocol === 'smtps:',
      requireTLS: settings.requireTls,
      connectionTimeout: limits.connectionMs,
      dnsTimeout: limits.connectionMs,
      greetingTimeout: limits.greetingMs,
      socketTimeout: limits.socketMs,
      allowInternalNetworkInterfaces: true,
    },
    signIn:
      url.username === ''
        ? null
        : { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
  };
}

/**
 * One dialogue with the relay. The connection is driven here and not by nodemailer's transport,
 * whose errors do not tell whether the connection broke before or after the final dot.
 */
function handOver(relay: Relay, envelope: SMTPEnvelope, bytes: Buffer, attemptMs: number): Promise<Delivery> {
  return new Promise((resolve) => {
    const connection = new SMTPConnection(relay.connection);
    const message = Readable.from(pieces(bytes));
    let wholeMessageSent = false;
    message.once('end', () => (wholeMessageSent = true));

    const fail = (failure: Error): void => {
      settle(deliveryAfter(failure, wholeMessageSent));
      connection.close();
    };
    const settle = (delivery: Delivery): void => {
      clearTimeout(deadline);
      resolve(delivery);
    };
    const deadline = setTimeout(() => {
      fail(new Error('The mail server took too long'));
    }, attemptMs);

    // The connection may speak up again after all is settled: it keeps its listener.
    connection.on('error', fail);
    connection.once('end', () => {
      fail(new Error('The mail server closed the connection'));
    });
    const send = (failure?: Error | null): void => {
      if (failure) {
        fail(failure);
        return;
      }
      connection.send(envelope, message, (refusal, sent) => {
        if (refusal) fail(refusal);
        else {
          settle({ result: 'accepted', response: onOneLine(sent.response) });
          connection.quit();
          // A relay that never answers QUIT must not keep the process from ending.
          setTimeout(() => {
            connection.close();
          }, 5_000).unref();
        }
      });
    };
    connection.connect((failure) => {
      if (!failure && relay.signIn && connection.allowsAuth) connection.login(relay.signIn, send);
      else send(failure);
    });
  });
}

/** In small pieces, so that a long message still has some left to give when the connection breaks half-way. */
function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += 16_384) yield bytes.subarray(start, start + 16_384);
}
