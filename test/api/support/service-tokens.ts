import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createLocalJWKSet } from 'jose';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

export const tokenRules = {
  issuer: 'https://sign-in.example',
  audience: 'reviews-api',
  clients: ['records-system', 'other-system'],
  rolesClaim: 'roles',
};

/** What the issuer says its keys are. */
export const issuerKeys = createLocalJWKSet({
  keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'ES256', use: 'sig' }],
});

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as the issuer makes it for a service with these roles; with what a test changes in it. */
export function serviceToken(
  roles: readonly string[] | string,
  claims: Readonly<Record<string, unknown>> = {},
  { header = {}, key = privateKey }: { header?: object; key?: KeyObject } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: tokenRules.issuer,
    aud: tokenRules.audience,
    client_id: 'records-system',
    iat: now,
    exp: now + 600,
    roles,
    ...claims,
  };
  const said = `${encoded({ alg: 'ES256', kid: 'one', typ: 'at+jwt', ...header })}.${encoded(payload)}`;
  const signature = sign('sha256', Buffer.from(said), { key, dsaEncoding: 'ieee-p1363' });
  return `${said}.${signature.toString('base64url')}`;
}

/** Another's key, of the same kind. */
export const strangersKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
