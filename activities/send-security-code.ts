import type { Mailer } from '../config/mail';
import type { Partnership } from './letters/letter';
import { asHtml, asText } from './letters/render';
import { composeSecurityCode } from './letters/security-code';
import type { CodeDelivery } from './security-code';

export type SecurityCodeMail = { to: string; code: string; reference: string | null };

/** Mails a security code. One that may have arrived counts as mailed: a second would spoil the first. */
export const createSendSecurityCode =
  (services: { mailer: Mailer; partnership: () => Partnership; training: boolean }) =>
  async ({ to, code, reference }: SecurityCodeMail): Promise<CodeDelivery> => {
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
    return result === 'deferred' || result === 'refused' ? result : 'mailed';
  };
