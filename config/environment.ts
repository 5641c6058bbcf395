import { isIPv6 } from 'node:net';
import path from 'node:path';
import { ConfigurationError } from './configuration-error';
import { faultsBetween, faultsOfPlace } from './environment-faults';
import { environmentFields, someFields, type Variables } from './environment-fields';
import type { KeyRing } from './key-ring';
import type { MailOAuth } from './mail-oauth';
import type { ScannerAddress } from './malware-scanner';
import type { Secret } from './secret';

type Ports = {
  application: number;
  mailbox: number;
  codec: number;
  signIn: number;
  uiProxy: number;
  temporal: number;
  temporalUi: number;
};

/** What may go with one answer: bytes of one file, how many, and bytes of them all together. */
export type FileLimits = { maxBytes: number; maxFiles: number; maxBytesTogether: number };

/** All that the parts of the service are told from outside. A `Secret` is printed nowhere; addresses end without a slash. */
export type Environment = {
  production: boolean;
  /** Rehearsals only: the time of a case may be moved, and every letter says so. */
  training: boolean;
  /** Everything runs on one machine with stand-ins for the outside; set by the embedded start only. */
  embedded: boolean;
  host: string;
  /** The proxies whose word on where a request comes from is taken, in Express's own terms. */
  trustProxy: string | number;
  ports: Ports;
  /** Absolute path, as are `directoryFile` and `documents`. */
  dataDir: string;
  publicUrl: string;
  temporal: { address: string; namespace: string; taskQueue: string; uiUrl: string };
  /** The address at which administrators reach the Temporal UI through our proxy. */
  uiProxyUrl: string;
  codecUrl: string;
  encryptionKeys: Secret<KeyRing>;
  masterKeys: Secret<KeyRing>;
  /** Sign the access log's checkpoints. */
  auditKeys: Secret<KeyRing>;
  signingSecret: Secret<Buffer>;
  /** Without `oauth` the relay's user and password, if any, are in its address. */
  mail: { smtpUrl: Secret<string>; requireTls: boolean; from: string; oauth?: MailOAuth };
  signIn: { issuer: string; clientId: string; clientSecret: Secret<string>; rolesClaim: string };
  /** The interface for machines, where it is on: for whom a token must be made, and the services that may come with one. */
  machines?: { audience: string; clients: readonly string[] };
  directoryFile: string;
  documents: string;
  files: FileLimits & { scanner: ScannerAddress | null };
  logLevel: Variables['LOG_LEVEL'];
};

const defaults = {
  NODE_ENV: 'development',
  TRAINING: 'false',
  EMBEDDED: 'false',
  HOST: '127.0.0.1',
  TRUST_PROXY: 'loopback',
  PORT: '3000',
  MAILBOX_PORT: '3001',
  CODEC_PORT: '3002',
  SIGN_IN_PORT: '3003',
  UI_PROXY_PORT: '3004',
  TEMPORAL_PORT: '7233',
  TEMPORAL_UI_PORT: '8233',
  DATA_DIR: './data',
  TEMPORAL_NAMESPACE: 'safeguarding-reviews',
  TASK_QUEUE: 'safeguarding-reviews',
  SMTP_REQUIRE_TLS: 'true',
  // Exchange Online's.
  SMTP_OAUTH_SCOPE: 'https://outlook.office365.com/.default',
  OIDC_ROLES_CLAIM: 'roles',
  FILE_MAX_MB: '20',
  FILES_MAX: '5',
  FILES_MAX_MB: '40',
  LOG_LEVEL: 'info',
};

type Given = typeof defaults & NodeJS.ProcessEnv;

/** Made from the host and the ports: who gave a wrong one of those hears of it, and of nothing that was made from it. */
const embeddedAddresses = (given: Given, host: string) => ({
  PUBLIC_URL: `http://${host}:${given.PORT}`,
  TEMPORAL_ADDRESS: `${host}:${given.TEMPORAL_PORT}`,
  TEMPORAL_UI_URL: `http://${host}:${given.TEMPORAL_UI_PORT}`,
  UI_PROXY_URL: `http://${host}:${given.UI_PROXY_PORT}`,
  CODEC_URL: `http://${host}:${given.CODEC_PORT}`,
  OIDC_ISSUER: `http://${host}:${given.SIGN_IN_PORT}`,
});

/** What the embedded start need not say, because its stand-ins are on this machine. Secrets have no default even there. */
const embeddedDefaults = (given: Given) => ({
  ...embeddedAddresses(given, isIPv6(given.HOST) ? `[${given.HOST}]` : given.HOST),
  OIDC_CLIENT_ID: 'safeguarding-reviews',
  API_AUDIENCE: 'safeguarding-reviews-api',
  API_CLIENTS: 'example-service',
  SMTP_REQUIRE_TLS: 'false',
  MAIL_FROM: 'Safeguarding reviews <reviews@exampleshire.example>',
  DIRECTORY_FILE: path.join(given.DATA_DIR, 'directory.json'),
  DOCUMENTS: path.join(given.DATA_DIR, 'documents'),
});

/**
 * Parses the environment. An empty variable counts as missing.
 * @throws ConfigurationError naming every fault at once, without the values.
 */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const common: Given = { ...defaults, ...given };
  const made = common.EMBEDDED === 'true' ? embeddedDefaults(common) : {};
  const all: NodeJS.ProcessEnv = { ...common, ...made, ...given };
  const parsed = environmentFields.safeParse(all);
  const issues = parsed.error?.issues ?? [];
  const faulty = new Set(issues.map(({ path: [variable] }) => String(variable)));
  const sound = Object.fromEntries(Object.entries(all).filter(([variable]) => !faulty.has(variable)));
  const isConsequence = (variable: string): boolean =>
    variable in made && variable in embeddedAddresses(common, '') && !(variable in given);
  const faults = [
    ...issues
      .map((issue) => ({ variable: issue.path.join('.'), message: issue.message }))
      .filter(({ variable }) => !isConsequence(variable))
      .map(({ variable, message }) => `${variable} ${message}`),
    ...faultsOfPlace(common),
    ...faultsBetween(someFields.parse(sound), faulty),
  ];
  if (!parsed.success || faults.length > 0) throw new ConfigurationError('The environment', faults);
  return toEnvironment(parsed.data);
}

/** All three or none: `faultsBetween` has seen to that. */
const oauthOf = (variables: Variables): Pick<Environment['mail'], 'oauth'> => {
  const {
    SMTP_OAUTH_TOKEN_URL: tokenUrl,
    SMTP_OAUTH_CLIENT_ID: clientId,
    SMTP_OAUTH_CLIENT_SECRET: clientSecret,
    SMTP_OAUTH_SCOPE: scope,
  } = variables;
  if (tokenUrl === undefined || clientId === undefined || clientSecret === undefined) return {};
  return { oauth: { tokenUrl, clientId, clientSecret, scope } };
};

/** Both or none, likewise. */
const machinesOf = ({ API_AUDIENCE: audience, API_CLIENTS: clients }: Variables) =>
  audience === undefined || clients === undefined ? {} : { machines: { audience, clients } };

const toEnvironment = (variables: Variables): Environment => ({
  production: variables.NODE_ENV === 'production',
  training: variables.TRAINING,
  embedded: variables.EMBEDDED,
  host: variables.HOST,
  trustProxy: variables.TRUST_PROXY,
  ports: {
    application: variables.PORT,
    mailbox: variables.MAILBOX_PORT,
    codec: variables.CODEC_PORT,
    signIn: variables.SIGN_IN_PORT,
    uiProxy: variables.UI_PROXY_PORT,
    temporal: variables.TEMPORAL_PORT,
    temporalUi: variables.TEMPORAL_UI_PORT,
  },
  dataDir: variables.DATA_DIR,
  publicUrl: variables.PUBLIC_URL,
  temporal: {
    address: variables.TEMPORAL_ADDRESS,
    namespace: variables.TEMPORAL_NAMESPACE,
    taskQueue: variables.TASK_QUEUE,
    uiUrl: variables.TEMPORAL_UI_URL,
  },
  uiProxyUrl: variables.UI_PROXY_URL,
  codecUrl: variables.CODEC_URL,
  encryptionKeys: variables.ENCRYPTION_KEYS,
  masterKeys: variables.MASTER_KEYS,
  auditKeys: variables.AUDIT_KEYS,
  signingSecret: variables.SIGNING_SECRET,
  mail: {
    smtpUrl: variables.SMTP_URL,
    requireTls: variables.SMTP_REQUIRE_TLS,
    from: variables.MAIL_FROM,
    ...oauthOf(variables),
  },
  signIn: {
    issuer: variables.OIDC_ISSUER,
    clientId: variables.OIDC_CLIENT_ID,
    clientSecret: variables.OIDC_CLIENT_SECRET,
    rolesClaim: variables.OIDC_ROLES_CLAIM,
  },
  ...machinesOf(variables),
  directoryFile: variables.DIRECTORY_FILE,
  documents: variables.DOCUMENTS,
  files: {
    maxBytes: variables.FILE_MAX_MB,
    maxFiles: variables.FILES_MAX,
    maxBytesTogether: variables.FILES_MAX_MB,
    scanner: variables.CLAMD ?? null,
  },
  logLevel: variables.LOG_LEVEL,
});
