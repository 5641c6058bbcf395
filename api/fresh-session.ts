import type { Request } from 'express';
// For the type of what the middleware adds to a request.
import type {} from 'express-openid-connect';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { SharedRefreshes } from '../config/shared-refreshes';
import { saidSince } from './signed-in';
import { sharedFor } from './temporal/shared';

/** When the provider of sign-in is asked again who somebody is, and which roles are theirs. */
const askAgainAfterMs = 5 * 60_000;
/** As long as its last word counts where it does not answer. */
const countsForMs = 15 * 60_000;
/** Requests of one page come together, and a refresh token may be good for one use: for so long they share its answer. */
const sharedForMs = 60_000;

const tokens = z.looseObject({
  said: saidSince.nullish(),
  id_token: z.string(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  expires_at: z.number().optional(),
});
const answer = z.union([tokens, z.enum(['over', 'silent'])]);
type Answer = z.infer<typeof answer>;

/** The session as the middleware of sign-in left it with a request. */
type WithSession = { appSession?: unknown };

/**
 * Keeps the roles of a session to what the provider says now: a role withdrawn, or a person removed, counts within
 * minutes. A session of which nothing new can be learnt ends, and who still has a session at the provider comes back
 * from there without noticing.
 */
export function createFreshness(
  rolesClaim: string,
  now: () => number,
  elsewhere?: Pick<SharedRefreshes, 'once'>,
): (request: Request) => Promise<void> {
  const shared = sharedFor(sharedForMs, now);
  return async (request) => {
    const holder = request as WithSession;
    const session = tokens.safeParse(holder.appSession);
    if (!session.success) return;
    const { said: lastSaid, id_token: idToken } = session.data;
    const ageMs = now() - Math.max((decodeJwt(idToken).iat ?? 0) * 1000, lastSaid?.atMs ?? 0);
    if (ageMs < askAgainAfterMs) return;
    const { refresh_token: token } = session.data;
    const said: Answer =
      token === undefined
        ? 'silent'
        : await shared(token, () => askOnce(() => ask(request, rolesClaim, now), token, elsewhere));
    // A provider may give a new refresh token, the old one being good for nothing now, and no word on who it is.
    if (typeof said === 'object') Object.assign(holder.appSession as object, said);
    const isNews =
      typeof said === 'object' && (said.id_token !== idToken || said.said?.atMs !== lastSaid?.atMs);
    if (said === 'over' || (!isNews && ageMs >= countsForMs)) holder.appSession = undefined;
  };
}

/** What the provider says, to this process or to another that was given the same token; `elsewhere` knows those. */
async function askOnce(
  asking: () => Promise<Answer>,
  token: string,
  elsewhere: Pick<SharedRefreshes, 'once'> | undefined,
): Promise<Answer> {
  if (elsewhere === undefined) return asking();
  const told = await elsewhere.once(token, async () => JSON.stringify(await asking()));
  return told === null ? 'silent' : answer.parse(JSON.parse(told));
}

/** `over`: the provider will not hear of this session any more. `silent`: it said nothing that one could go by. */
async function ask(request: Request, rolesClaim: string, now: () => number): Promise<Answer> {
  const before = tokens.parse((request as WithSession).appSession);
  try {
    await request.oidc.accessToken?.refresh();
  } catch (error) {
    return z.object({ error: z.literal('invalid_grant') }).safeParse(error).success ? 'over' : 'silent';
  }
  const after = tokens.parse((request as WithSession).appSession);
  if (after.id_token !== before.id_token) return { ...after, said: null };
  // With new tokens a provider need not state again who somebody is (OpenID Connect Core 1.0, section 12.2).
  const claims = await request.oidc.fetchUserInfo().catch(() => null);
  if (claims?.[rolesClaim] === undefined) return after;
  // What it does not repeat holds: an address that is not verified stays so.
  const { sub } = claims;
  const { name, email, email_verified } = { ...request.oidc.idTokenClaims, ...claims };
  const said = { sub, name, email, email_verified, [rolesClaim]: claims[rolesClaim] };
  return { ...after, said: { atMs: now(), claims: said } };
}
