import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { personOfService } from '../../domain/service-person';
import type { Machines, SignedIn } from '../services';
import { Unanswered } from '../unanswered';

/** Whose tokens are taken: those of one issuer, made for this interface, for one of these clients. */
export type TokenRules = {
  issuer: string;
  audience: string;
  clients: readonly string[];
  rolesClaim: string;
};

/** Signatures whose key the issuer alone has; a shared secret proves nothing about who signed. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];
/** A token cannot be taken back: roles that were withdrawn must not live in one for days. */
const oldest = '90 minutes';
const clockToleranceSeconds = 30;
const answersWithinMs = 5_000;

const text = z.string().min(1).max(150);
/** Providers name the client in one of these (RFC 9068, OpenID Connect, Entra). */
const claimsOfClient = z
  .looseObject({ client_id: text.optional(), azp: text.optional(), appid: text.optional() })
  .transform((claims) => claims.client_id ?? claims.azp ?? claims.appid ?? null);
const statedRoles = z
  .array(z.string())
  .or(z.string().transform((role) => [role]))
  .catch([]);

const metadata = z.looseObject({ issuer: z.string(), jwks_uri: z.url() });

async function remoteKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(answersWithinMs), redirect: 'error' });
  const said = metadata.parse(await response.json());
  const keys = new URL(said.jwks_uri);
  // Keys that came over a way on which anybody could change them would be anybody's.
  if (said.issuer !== issuer || (keys.protocol !== 'https:' && keys.protocol !== new URL(issuer).protocol))
    throw new Error('The provider of sign-in is not the issuer that it was set to be.');
  return createRemoteJWKSet(keys, { timeoutDuration: answersWithinMs });
}

/** The keys of an issuer: its addresses are asked for once, and again where that failed. */
export function keysOfIssuer(issuer: string): () => Promise<JWTVerifyGetKey> {
  let known: Promise<JWTVerifyGetKey> | null = null;
  return async () => {
    known ??= remoteKeys(issuer);
    try {
      return await known;
    } catch (error) {
      known = null;
      throw error;
    }
  };
}

/** What is wrong with the token itself; anything else means that nobody could judge it. */
const judged: readonly string[] = [
  errors.JWTClaimValidationFailed.code,
  errors.JWTExpired.code,
  errors.JWTInvalid.code,
  errors.JWSInvalid.code,
  errors.JWSSignatureVerificationFailed.code,
  errors.JOSEAlgNotAllowed.code,
  errors.JOSENotSupported.code,
  errors.JWKSNoMatchingKey.code,
  errors.JWKSMultipleMatchingKeys.code,
];

/** Judges the tokens by which services come: signature, issuer, audience, age, and whether the client is one of ours. */
export function openMachines(
  { issuer, audience, clients, rolesClaim }: TokenRules,
  keys: () => Promise<JWTVerifyGetKey> = keysOfIssuer(issuer),
): Machines {
  return {
    async who(token): Promise<SignedIn | null> {
      try {
        const { payload } = await jwtVerify(token, await keys(), {
          issuer,
          audience,
          algorithms,
          requiredClaims: ['exp', 'iat'],
          maxTokenAge: oldest,
          clockTolerance: clockToleranceSeconds,
        });
        const client = claimsOfClient.safeParse(payload).data ?? null;
        if (client === null || !clients.includes(client)) return null;
        const roles = statedRoles.parse(payload[rolesClaim]);
        return { person: personOfService(client), name: client, address: '', roles };
      } catch (error) {
        if (error instanceof errors.JOSEError && judged.includes(error.code)) return null;
        throw new Unanswered(error);
      }
    },
  };
}
