import type { Variables } from './environment-fields';

const isLoopback = (host: string): boolean => ['127.0.0.1', 'localhost'].includes(host);

/** What may not be together: stand-ins and production, embedded parts and a public address. Takes the raw variables. */
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
  const publicUrl = given['PUBLIC_URL'] ?? '';
  const insecure =
    publicUrl.startsWith('http://') && URL.canParse(publicUrl) && !isLoopback(new URL(publicUrl).hostname);
  return insecure ? [...standIns, 'PUBLIC_URL must be an https address in production'] : standIns;
}

/** One port for two parts, one key for two purposes. */
export function faultsBetween(variables: Variables): string[] {
  const taken = Object.entries(variables).filter(([variable]) => variable.endsWith('PORT'));
  const twice = taken.filter(([, port], index) => taken.some(([, other], i) => i < index && other === port));
  const master = [...variables.MASTER_KEYS.reveal().keys.values()];
  const shared = [...variables.ENCRYPTION_KEYS.reveal().keys.values()].some((key) =>
    master.some((other) => other.equals(key)),
  );
  return [
    ...twice.map(([variable]) => `${variable} is the port of another part as well`),
    // The codec server holds the encryption keys: were they master keys too, an administrator could open every parcel.
    ...(shared ? ['MASTER_KEYS must not repeat a key of ENCRYPTION_KEYS'] : []),
  ];
}
