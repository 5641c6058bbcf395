import type { Request } from 'express';
// For the type of what the middleware adds to a request.
import type {} from 'express-openid-connect';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { sharedFor } from './temporal/shared';

/** When the provider of sign-in is asked again who somebody is, and which roles are theirs. */
const askAgainAfterMs = 5 * 60_000;
/** As long as its last word counts where it does not answer. */
const countsForMs = 15 * 60_000;
/** Requests of one page come together, and a refresh token may be good for one use: for so long they share its answer. */
const sharedForMs = 60_000;

const tokens = z.looseObject({
  id_token: z.string(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
  expires_at: z.number().optional(),
});
type Tokens = z.infer<typeof tokens>;

/** The session as the middleware of sign-in left it with a request. */
type WithSession = { appSession?: unknown };

/**
 * Keeps the roles of a session to what the provider says now: a role withdrawn, or a person removed, counts within
 * minutes. A session of which nothing new can be learnt ends, and who still has a session at the provider comes back
 * from there without noticing.
 */
export function createFreshness(now: () => number): (request: Request) => Promise<void> {
  const shared = sharedFor(sharedForMs, now);
  return async (request) => {
    const holder = request as WithSession;
    const session = tokens.safeParse(holder.appSession);
    if (!session.success) return;
    const ageMs = now() - (decodeJwt(session.data.id_token).iat ?? 0) * 1000;
    if (ageMs < askAgainAfterMs) return;
    const { refresh_token: token } = session.data;
    const answer = token === undefined ? 'silent' : await shared(token, () => ask(request));
    if (answer === 'over' || (answer === 'silent' && ageMs >= countsForMs)) holder.appSession = undefined;
    else if (answer !== 'silent') Object.assign(holder.appSession as object, answer);
  };
}

/** One for all of a process: the application, the codec server and the proxy hold the same sessions. */
export const keepFresh = createFreshness(Date.now);

/** `over`: the provider will not hear of this session any more. `silent`: it said nothing that one could go by. */
async function ask(request: Request): Promise<Tokens | 'over' | 'silent'> {
  const before = tokens.parse((request as WithSession).appSession).id_token;
  try {
    await request.oidc.accessToken?.refresh();
    const after = tokens.parse((request as WithSession).appSession);
    return after.id_token === before ? 'silent' : after;
  } catch (error) {
    return z.object({ error: z.literal('invalid_grant') }).safeParse(error).success ? 'over' : 'silent';
  }
}
