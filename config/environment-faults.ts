import { isIPv4 } from 'node:net';
import type { SomeVariables, Variables } from './environment-fields';

/** A host as it is, or as it stands in an address. */
const isLoopback = (host: string): boolean =>
  /^(localhost|\[?::1\]?)$/.test(host) || (isIPv4(host) && host.startsWith('127.'));

/** What may not be together: stand-ins and production, production and a way without TLS, embedded parts and a public address. Takes the raw variables. */
export function faultsOfPlace(given: NodeJS.ProcessEnv): string[] {
  if (given['EMBEDDED'] === 'true' && !isLoopback(given['HOST'] ?? '')) {
    return [...faultsOfProduction(given), 'HOST must be a loopback address where EMBEDDED is true'];
  }
  return faultsOfProduction(given);
}

function faultsOfProduction(given: NodeJS.ProcessEnv): string[] {
  if (given['NODE_ENV'] !== 'production') return [];
  const standIns = (['EMBEDDED', 'TRAINING'] as const)
    .filter((variable) => given[variable] === 'true')
    .map((variable) => `${variable} must not be true where NODE_ENV is production`);
  return [...standIns, ...faultsOfTransport(given)];
}

/** Where sessions, codes, histories and the secrets of sign-in pass. */
const overTls = ['PUBLIC_URL', 'CODEC_URL', 'UI_PROXY_URL', 'OIDC_ISSUER', 'SMTP_OAUTH_TOKEN_URL'] as const;

/** What would go over a network in the clear. A mailed security code opens what its letter's link leads to. */
function faultsOfTransport(given: NodeJS.ProcessEnv): string[] {
  const leavesInTheClear = (variable: string, protocol: string): boolean => {
    const address = given[variable] ?? '';
    if (!URL.canParse(address)) return false;
    const url = new URL(address);
    return url.protocol === protocol && !isLoopback(url.hostname);
  };
  const relay =
    given['SMTP_REQUIRE_TLS'] === 'false' && leavesInTheClear('SMTP_URL', 'smtp:')
      ? ['SMTP_REQUIRE_TLS must be true in production, unless the relay is on this machine']
      : [];
  return [
    ...overTls
      .filter((variable) => leavesInTheClear(variable, 'http:'))
      .map((variable) => `${variable} must be an https address in production`),
    ...relay,
  ];
}

/**
 * One port for two parts, one key for two purposes, half a sign-in at the relay: between the variables that are
 * sound by themselves.
 * @param faulty the names of those that are given and are not.
 */
export function faultsBetween(variables: SomeVariables, faulty: ReadonlySet<string>): string[] {
  const taken = Object.entries(variables).filter(([variable]) => variable.endsWith('PORT'));
  const twice = taken.filter(([, port], index) => taken.some(([, other], i) => i < index && other === port));
  const keysIn = (ring: Variables['MASTER_KEYS'] | undefined): Buffer[] => [
    ...(ring?.reveal().keys.values() ?? []),
  ];
  const master = keysIn(variables.MASTER_KEYS);
  const encryption = keysIn(variables.ENCRYPTION_KEYS);
  const sharing = (ring: Buffer[], others: Buffer[]): boolean =>
    ring.some((key) => others.some((other) => other.equals(key)));
  return [
    ...faultsOfOAuth(variables, faulty),
    ...faultsOfMachines(variables, faulty),
    ...((variables.FILES_MAX_MB ?? Infinity) < (variables.FILE_MAX_MB ?? 0)
      ? ['FILES_MAX_MB must not be less than FILE_MAX_MB']
      : []),
    ...twice.map(([variable]) => `${variable} is the port of another part as well`),
    // The codec server holds the encryption keys: were they master keys too, an administrator could open every parcel.
    ...(sharing(encryption, master) ? ['MASTER_KEYS must not repeat a key of ENCRYPTION_KEYS'] : []),
    ...(sharing(keysIn(variables.AUDIT_KEYS), [...encryption, ...master])
      ? ['AUDIT_KEYS must not repeat a key of ENCRYPTION_KEYS or MASTER_KEYS']
      : []),
  ];
}

const oauthVariables = ['SMTP_OAUTH_TOKEN_URL', 'SMTP_OAUTH_CLIENT_ID', 'SMTP_OAUTH_CLIENT_SECRET'] as const;

function faultsOfOAuth(variables: SomeVariables, faulty: ReadonlySet<string>): string[] {
  const missing = oauthVariables.filter(
    (variable) => variables[variable] === undefined && !faulty.has(variable),
  );
  if (missing.length === oauthVariables.length) return [];
  const relay = variables.SMTP_URL === undefined ? null : new URL(variables.SMTP_URL.reveal());
  return [
    ...missing.map((variable) => `${variable} is missing: the other SMTP_OAUTH variables need it`),
    ...(relay === null || (relay.username !== '' && relay.password === '')
      ? []
      : ['SMTP_URL must name the user, and no password, where SMTP_OAUTH variables are given']),
  ];
}

function faultsOfMachines(variables: SomeVariables, faulty: ReadonlySet<string>): string[] {
  const { API_AUDIENCE: audience, API_CLIENTS: clients, OIDC_CLIENT_ID: clientId } = variables;
  const lacks = (variable: 'API_AUDIENCE' | 'API_CLIENTS'): boolean =>
    variables[variable] === undefined && !faulty.has(variable);
  return [
    ...(lacks('API_AUDIENCE') && !lacks('API_CLIENTS')
      ? ['API_AUDIENCE is missing: API_CLIENTS needs it']
      : []),
    ...(lacks('API_CLIENTS') && !lacks('API_AUDIENCE')
      ? ['API_CLIENTS is missing: API_AUDIENCE needs it']
      : []),
    // What proves to the application that a person has signed in would open the interface as well.
    ...(audience !== undefined && audience === clientId ? ['API_AUDIENCE must not be OIDC_CLIENT_ID'] : []),
    ...(clients !== undefined && clientId !== undefined && clients.includes(clientId)
      ? ['API_CLIENTS must not name OIDC_CLIENT_ID, by which people sign in']
      : []),
  ];
}
