import type { Environment } from './environment';
import { converse, mailLimits, relayOf, type MailLimits } from './mail-relay';
import { troubleOf, type MailTrouble } from './mail-result';

/** Connects, takes up TLS and signs in as for a letter, and sends none. Null where all is well; never throws. */
export type MailCheck = () => Promise<MailTrouble | null>;

export const openMailCheck = (settings: Environment['mail'], limits: MailLimits = mailLimits): MailCheck => {
  const relay = relayOf(settings, limits);
  return () =>
    converse<MailTrouble | null>(relay, {
      failed: troubleOf,
      ready: (_, end) => {
        end(null);
      },
    });
};
