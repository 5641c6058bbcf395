import type { Directory } from '../config/directory';
import type { Links } from '../config/links';
import type { MailAttachment, Mailer } from '../config/mail';
import { onOneLine } from '../config/mail-result';
import type { References } from '../config/references';
import { londonDateOf } from '../domain/calendar/london';
import type { LetterAttempt, LetterOrder } from '../domain/letter';
import type { AgencyTitles } from '../domain/parts-in-words';
import { composeLetter } from './letters/compose';
import { destinationOf } from './letters/destination';
import type { Partnership } from './letters/letter';
import { asHtml, asText } from './letters/render';

export type LetterServices = Pick<Links, 'signLink'> &
  Pick<References, 'messageIdOf'> & {
    mailer: Mailer;
    /** Address of the application, without a slash at its end. */
    publicUrl: string;
    /** As its file stands now. */
    directory: () => Directory;
    partnership: () => Partnership;
    /** The file that goes with a letter, or null. Throws where it cannot be made. */
    attach: (order: LetterOrder) => Promise<MailAttachment | null>;
    /** Tells Temporal that the attempt is alive: a slow relay is not a lost worker. */
    heartbeat: () => void;
  };

const heartbeatEveryMs = 2_000;

/**
 * Builds the activity that makes one attempt at one letter. Whatever the relay does is a value; it throws only for
 * what should not happen, and then before anything was sent.
 */
export const createSendLetter =
  (services: LetterServices) =>
  async (order: LetterOrder): Promise<LetterAttempt> => {
    const messageId = services.messageIdOf(identityOf(order));
    const beats = setInterval(services.heartbeat, heartbeatEveryMs);
    try {
      const attachment = await services.attach(order);
      const letter = composeLetter(order, {
        link: linkOf(services, order),
        partnership: services.partnership(),
        todayOn: londonDateOf(order.nowMs),
        agencies: agenciesOf(services.directory()),
        ...(attachment === null ? {} : { attached: attachment.filename }),
      });
      const delivery = await services.mailer.deliver({
        to: order.to.address,
        subject: letter.subject,
        text: asText(letter),
        html: asHtml(letter),
        date: new Date(order.nowMs),
        messageId,
        ...followed(services, order),
        ...(attachment === null ? {} : { attachments: [attachment] }),
      });
      return { ...delivery, messageId };
    } finally {
      clearInterval(beats);
    }
  };

const agenciesOf = ({ agencies }: Directory): AgencyTitles =>
  Object.fromEntries(agencies.map(({ id, title }) => [id, onOneLine(title)]));

/** The same for each attempt. */
const identityOf = ({ reference, duty, kind, ordinal, to }: LetterOrder) => ({
  case: reference,
  duty: duty.duty,
  instance: duty.instance,
  round: duty.round,
  kind,
  ordinal,
  recipient: `${to.recipient}:${to.agency ?? ''}:${to.person}`,
});

/** A letter stands under the first that was sent about the same to the same person. */
const followed = ({ messageIdOf }: LetterServices, order: LetterOrder) =>
  order.follows === undefined ? {} : { inReplyTo: messageIdOf({ ...identityOf(order), ...order.follows }) };

function linkOf({ publicUrl, signLink }: LetterServices, order: LetterOrder): string {
  const { reference, duty, to } = order;
  const claims = {
    case: reference,
    duty: duty.duty,
    instance: duty.instance,
    round: duty.round,
    person: to.person,
  };
  switch (destinationOf(order)) {
    case 'case':
      return `${publicUrl}/cases/${encodeURIComponent(reference)}`;
    case 'question':
      return `${publicUrl}/q/${signLink(claims)}`;
    case 'notice':
      return `${publicUrl}/n/${signLink(claims)}`;
    case 'watched':
      return `${publicUrl}/w/${signLink(claims)}`;
  }
}
