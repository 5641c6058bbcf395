import type { Mailer } from '../config/mail';
import type { Partnership } from './letters/letter';
import { asHtml, asText } from './letters/render';
import { composeSecurityCode } from './letters/security-code';

export type SecurityCodeMail = { to: string; code: string; reference: string | null };

/** Mails a security code. Throws, without the code in the message, where the relay surely did not take it. */
export const createSendSecurityCode =
  (services: { mailer: Mailer; partnership: () => Partnership; training: boolean }) =>
  async ({ to, code, reference }: SecurityCodeMail): Promise<void> => {
    const letter = composeSecurityCode(
      { code, reference, training: services.training },
      services.partnership(),
    );
    const { result } = await services.mailer.deliver({
      to,
      subject: letter.subject,
      text: asText(letter),
      html: asHtml(letter),
      date: new Date(),
    });
    if (result === 'deferred' || result === 'refused') throw new Error(`The security code was ${result}.`);
  };
