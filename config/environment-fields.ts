import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { keyRingText } from './key-ring';
import type { ScannerAddress } from './malware-scanner';
import { Secret } from './secret';
import { trustedProxies } from './trust-proxy';

const text = z.string({ error: 'is missing' });

const trueOrFalse = text.pipe(
  z.enum(['true', 'false'], { error: 'must be true or false' }).transform((value) => value === 'true'),
);

const port = text
  .regex(/^\d{1,5}$/, 'must be a port, 1 to 65535')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, 'must be a port, 1 to 65535');

/** What a server can listen on. */
const host = text.refine(
  (value) => isIP(value) !== 0 || (/^[A-Za-z0-9.-]{1,253}$/.test(value) && !/^[\d.]*$/.test(value)),
  'must be an address or a host name',
);

const isUrlOf =
  (...protocols: string[]) =>
  (value: string): boolean =>
    URL.canParse(value) && protocols.includes(new URL(value).protocol);

const webAddress = text
  .refine(isUrlOf('http:', 'https:'), 'must be an http or https address')
  .transform((value) => value.replace(/\/+$/, ''));

const folder = text.transform((value) => path.resolve(value));

const name = text.regex(/^[A-Za-z0-9._-]{1,100}$/, 'may hold letters, digits, dots, dashes and underscores');

/** `box@host` or `Words <box@host>`, without line breaks. */
const mailbox = text.regex(
  /^(?:[^<>\r\n"@,;:]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
  'must be one e-mail address',
);

/** At least 32 bytes, in base64. */
const signingSecret = text
  .regex(/^[A-Za-z0-9+/]{43,}={0,2}$/, 'must be at least 32 bytes in base64')
  .transform((value) => new Secret(Buffer.from(value, 'base64')));

const keys = text.pipe(keyRingText).transform((value) => new Secret(value));

const count = (most: number) =>
  text
    .regex(/^\d{1,4}$/, 'must be a number')
    .transform(Number)
    .refine((value) => value >= 1 && value <= most, `must be between 1 and ${most}`);

const megabytes = count(100).transform((value) => value * 1_000_000);

/** `host:port`, or the path of a socket. */
const scanner = text.transform((value, context): ScannerAddress => {
  if (value.startsWith('/')) return { path: value };
  const match = /^\[?([^\s/[\]]+?)\]?:(\d{1,5})$/.exec(value);
  if (match?.[1] !== undefined && Number(match[2]) >= 1 && Number(match[2]) <= 65_535)
    return { host: match[1], port: Number(match[2]) };
  context.addIssue('must be host:port, or the path of a socket');
  return z.NEVER;
});

/** The variables that everything is configured by; their defaults are in `environment.ts`. */
export const environmentFields = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test'], {
    error: 'must be production, development or test',
  }),
  TRAINING: trueOrFalse,
  EMBEDDED: trueOrFalse,
  HOST: host,
  TRUST_PROXY: trustedProxies,
  PORT: port,
  MAILBOX_PORT: port,
  CODEC_PORT: port,
  SIGN_IN_PORT: port,
  UI_PROXY_PORT: port,
  TEMPORAL_PORT: port,
  TEMPORAL_UI_PORT: port,
  DATA_DIR: folder,
  PUBLIC_URL: webAddress,
  TEMPORAL_ADDRESS: text.regex(/^[^\s/]+:\d{1,5}$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: name,
  TASK_QUEUE: name,
  TEMPORAL_UI_URL: webAddress,
  UI_PROXY_URL: webAddress,
  CODEC_URL: webAddress,
  ENCRYPTION_KEYS: keys,
  MASTER_KEYS: keys,
  AUDIT_KEYS: keys,
  SIGNING_SECRET: signingSecret,
  SMTP_URL: text
    .refine(isUrlOf('smtp:', 'smtps:'), 'must be an smtp or smtps address')
    .transform((value) => new Secret(value)),
  SMTP_REQUIRE_TLS: trueOrFalse,
  SMTP_OAUTH_TOKEN_URL: text.refine(isUrlOf('http:', 'https:'), 'must be an https address').optional(),
  SMTP_OAUTH_CLIENT_ID: text.optional(),
  SMTP_OAUTH_CLIENT_SECRET: text.transform((value) => new Secret(value)).optional(),
  SMTP_OAUTH_SCOPE: text,
  MAIL_FROM: mailbox,
  // Compared letter by letter with what the provider says of itself: a final slash must stay.
  OIDC_ISSUER: text.refine(isUrlOf('http:', 'https:'), 'must be an http or https address'),
  OIDC_CLIENT_ID: text,
  OIDC_CLIENT_SECRET: text.transform((value) => new Secret(value)),
  OIDC_ROLES_CLAIM: text,
  API_AUDIENCE: text.optional(),
  API_CLIENTS: text
    .regex(/^[\w.:~/-]{1,150}(?:,[\w.:~/-]{1,150})*$/, 'must be ids of clients with commas between')
    .transform((value) => value.split(','))
    .optional(),
  DIRECTORY_FILE: folder,
  DOCUMENTS: text.refine((value) => !value.includes('://'), 'must be the path of a folder').pipe(folder),
  FILE_MAX_MB: megabytes,
  FILES_MAX: count(20),
  FILES_MAX_MB: megabytes,
  CLAMD: scanner.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
    error: 'must be trace, debug, info, warn, error, fatal or silent',
  }),
});

export type Variables = z.infer<typeof environmentFields>;

/** The same, where some are left out: the others can be judged all the same. */
export const someFields = environmentFields.partial();

export type SomeVariables = z.infer<typeof someFields>;
