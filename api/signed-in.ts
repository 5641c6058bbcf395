import type { Request } from 'express';
// For the type of what the middleware adds to a request.
import type {} from 'express-openid-connect';
import { z } from 'zod';
import type { People, SignedIn } from './services';

/** When a session began; unknown of one that says nothing of it. */
export const startedAt = (request: Request): number | undefined =>
  z
    .object({ startedAtMs: z.number().optional() })
    .catch({})
    .parse((request as { appSession?: unknown }).appSession).startedAtMs;

/** What the provider said of somebody since their token was made, and when. */
export const saidSince = z.object({ atMs: z.number(), claims: z.looseObject({ sub: z.string() }) });

const claimsSince = (request: Request): object | undefined =>
  z
    .object({ said: saidSince.nullish() })
    .catch({})
    .parse((request as { appSession?: unknown }).appSession).said?.claims;

/** Who a session belongs to: the directory's person of that id or address, with the roles that the provider states. */
export function signedInOf(request: Request, rolesClaim: string, people: People): SignedIn | null {
  // Set by the middleware, and absent on the few pages that are served before it.
  const oidc = (request as Partial<Request>).oidc;
  if (oidc?.isAuthenticated() !== true) return null;
  const known = personOfClaims(claimsSince(request) ?? oidc.idTokenClaims, rolesClaim, people);
  const startedAtMs = startedAt(request);
  return known === null || startedAtMs === undefined ? known : { ...known, startedAtMs };
}

/** The same of the claims of an ID token. */
export function personOfClaims(stated: unknown, rolesClaim: string, people: People): SignedIn | null {
  const claims = z
    .looseObject({
      sub: z.string(),
      name: z.string().catch(''),
      email: z.string().catch(''),
      email_verified: z.unknown().optional(),
    })
    .safeParse(stated);
  if (!claims.success) return null;
  const { sub, name } = claims.data;
  // An address that the provider has not verified may be anybody's.
  const email = [false, 'false'].some((no) => no === claims.data.email_verified) ? '' : claims.data.email;
  const roles = z
    .array(z.string())
    .or(z.string().transform((role) => [role]))
    .catch([]);
  const person = people.person(sub) ?? (email === '' ? null : people.personOfAddress(email));
  return {
    person: person?.id ?? sub,
    // Somebody whom the directory does not know is still told who they are.
    name: person?.name ?? [name, email, sub].find((known) => known !== '') ?? '',
    address: person?.address ?? email,
    roles: roles.parse(claims.data[rolesClaim]),
  };
}
