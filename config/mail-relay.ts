import SMTPConnection, {
  type SMTPConnectionAuth,
  type SMTPConnectionOptions,
} from 'nodemailer/lib/smtp-connection';
import type { Environment } from './environment';
import { tokenSignIn } from './mail-oauth';

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

export type Relay = {
  connection: SMTPConnectionOptions;
  signIn: SMTPConnectionAuth | null;
  attemptMs: number;
};

export function relayOf(settings: Environment['mail'], limits: MailLimits): Relay {
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
    signIn: url.username === '' ? null : signInOf(settings, url, limits),
    attemptMs: limits.attemptMs,
  };
}

const signInOf = ({ oauth }: Environment['mail'], url: URL, limits: MailLimits): SMTPConnectionAuth => {
  const user = decodeURIComponent(url.username);
  return oauth === undefined
    ? { user, pass: decodeURIComponent(url.password) }
    : tokenSignIn(oauth, user, limits.connectionMs);
};

export type Dialogue<T> = {
  /** Connected, secured and signed in: calls `end` or `fail` once. */
  ready: (connection: SMTPConnection, end: (outcome: T) => void, fail: (failure: Error) => void) => void;
  /** What a failure comes to, before it was ready or after. */
  failed: (failure: Error) => T;
};

/**
 * One dialogue with the relay. The connection is driven here and not by nodemailer's transport,
 * whose errors do not tell whether the connection broke before or after the final dot.
 */
export function converse<T>(
  { connection: options, signIn, attemptMs }: Relay,
  { ready, failed }: Dialogue<T>,
): Promise<T> {
  return new Promise((resolve) => {
    const connection = new SMTPConnection(options);
    const settle = (outcome: T): void => {
      clearTimeout(deadline);
      resolve(outcome);
    };
    const fail = (failure: Error): void => {
      settle(failed(failure));
      connection.close();
    };
    const end = (outcome: T): void => {
      settle(outcome);
      connection.quit();
      // A relay that never answers QUIT must not keep the process from ending.
      setTimeout(() => {
        connection.close();
      }, 5_000).unref();
    };
    const deadline = setTimeout(() => {
      fail(new Error('The mail server took too long'));
    }, attemptMs);

    // The connection may speak up again after all is settled: it keeps its listener.
    connection.on('error', fail);
    connection.once('end', () => {
      fail(new Error('The mail server closed the connection'));
    });
    const go = (failure?: Error | null): void => {
      if (failure) fail(failure);
      else ready(connection, end, fail);
    };
    connection.connect((failure) => {
      if (!failure && signIn && connection.allowsAuth) connection.login(signIn, go);
      else go(failure);
    });
  });
}
