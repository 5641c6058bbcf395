import type { SMTPConnectionAuth } from 'nodemailer/lib/smtp-connection';
import XOAuth2 from 'nodemailer/lib/xoauth2';
import { z } from 'zod';
import { OwnError } from './own-error';
import type { Secret } from './secret';

/** How the service, as an application of its own, gets the token with which it signs in at the relay. */
export type MailOAuth = { tokenUrl: string; clientId: string; clientSecret: Secret<string>; scope: string };

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().default(0) });
type Token = z.infer<typeof granted>;

/** A token is asked for anew before its time, so that none runs out on the way. */
const marginMs = 60_000;

/** A sign-in by XOAUTH2 with client credentials (RFC 6749, 4.4); a token is used as long as it holds. */
export const tokenSignIn = (oauth: MailOAuth, user: string, timeoutMs: number): SMTPConnectionAuth => ({
  type: 'OAUTH2',
  user,
  oauth2: new XOAuth2({
    user,
    provisionCallback: (_user, _renew, done) => {
      tokenFor(oauth, timeoutMs).then(
        ({ access_token: token, expires_in: seconds }) => {
          done(null, token, Math.max(Date.now() + seconds * 1000 - marginMs, 1));
        },
        (error: unknown) => {
          done(error instanceof OwnError ? error : new OwnError('The sign-in service gave no token'));
        },
      );
    },
  }),
});

/** What goes wrong is said in words of ours alone: they stand in the history of a case. */
const tokenFor = async (oauth: MailOAuth, timeoutMs: number): Promise<Token> => {
  const response = await fetch(oauth.tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: oauth.clientId,
      client_secret: oauth.clientSecret.reveal(),
      scope: oauth.scope,
    }),
    // Elsewhere the client's secret is nobody's business.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) throw new OwnError(`The sign-in service gave no token: it answered ${response.status}`);
  return granted.parse(await response.json());
};
