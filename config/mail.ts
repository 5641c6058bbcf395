import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import type { Environment } from './environment';
import { converse, mailLimits, relayOf, type MailLimits, type Relay } from './mail-relay';
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
      return handOver(relay, composed.getEnvelope(), bytes);
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

function handOver(relay: Relay, envelope: SMTPEnvelope, bytes: Buffer): Promise<Delivery> {
  const message = Readable.from(pieces(bytes));
  let wholeMessageSent = false;
  message.once('end', () => (wholeMessageSent = true));
  return converse<Delivery>(relay, {
    failed: (failure) => deliveryAfter(failure, wholeMessageSent),
    ready: (connection, end, fail) => {
      connection.send(envelope, message, (refusal, sent) => {
        if (refusal) fail(refusal);
        else end({ result: 'accepted', response: onOneLine(sent.response) });
      });
    },
  });
}

/** In small pieces, so that a long message still has some left to give when the connection breaks half-way. */
function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; start += 16_384) yield bytes.subarray(start, start + 16_384);
}
