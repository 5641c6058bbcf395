import { Router, type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import { auth, type Session } from 'express-openid-connect';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { AccessEntry } from '../config/access-log/open';
import type { Environment } from '../config/environment';
import type { createFreshness } from './fresh-session';
import type { People, SignedIn, SignIn } from './services';
import { idleMs, longestMs } from './session-time';
import { personOfClaims, signedInOf, startedAt } from './signed-in';

/** A path of ours to come back to; anything else would send people wherever a link says. */
const ownPath = z
  .string()
  .regex(/^\/(?![/\\])[^\s\\]*$/u)
  .max(2000)
  .catch('/');

const settingsOf = (environment: Environment, secret: string) => {
  const { issuer, clientId, clientSecret } = environment.signIn;
  return {
    issuerBaseURL: issuer,
    baseURL: environment.publicUrl,
    clientID: clientId,
    clientSecret: clientSecret.reveal(),
    secret,
    authRequired: false,
    idpLogout: true,
    enableTelemetry: false,
    authorizationParams: { response_type: 'code', scope: 'openid profile email offline_access' },
    session: {
      rolling: true,
      rollingDuration: idleMs / 1000,
      absoluteDuration: longestMs / 1000,
      cookie: { httpOnly: true, sameSite: 'Lax', secure: environment.publicUrl.startsWith('https:') },
    },
    routes: { login: false, logout: false } as const,
  };
};

/** What a provider says of why it lets nobody in; anything else in an address is not repeated. */
const providersWord = z
  .object({ query: z.object({ error: z.string().regex(/^[a-z_]{1,40}$/u) }) })
  .transform(({ query }) => query.error)
  .catch('not-completed');

/**
 * Sign-in by OpenID Connect at any issuer: eight hours at most, thirty minutes when idle, roles as they are now.
 * @param passed hears of who signed in or out, and of sign-ins that came to nothing.
 */
export function openSignIn(
  environment: Environment,
  secret: string,
  people: People,
  refreshed: ReturnType<typeof createFreshness>,
  passed: (entry: AccessEntry) => void,
): SignIn {
  const router = Router();
  const { rolesClaim } = environment.signIn;
  const pass = (who: SignedIn | null, action: 'sign-in' | 'sign-out'): void => {
    if (who !== null)
      passed({ person: who.person, role: who.roles.join(' ') || 'none', action, outcome: 'done' });
  };
  const afterCallback = (request: Request, _response: unknown, session: Session) => {
    pass(personOfClaims(decodeJwt(session.id_token), rolesClaim, people), 'sign-in');
    // Signing in again while a session holds begins no new one.
    return { ...session, startedAtMs: startedAt(request) ?? Date.now() };
  };
  router.use(auth({ ...settingsOf(environment, secret), afterCallback }));
  const notSignedIn: ErrorRequestHandler = (error, request, _response, next) => {
    const what = providersWord.parse(request);
    passed({ person: 'unknown', role: 'none', action: 'sign-in', what, outcome: 'refused' });
    next(error);
  };
  router.use('/callback', notSignedIn);
  router.use(async (request, _response, next) => {
    await refreshed(request);
    next();
  });
  router.get('/sign-in', async (request, response) => {
    await response.oidc.login({ returnTo: ownPath.parse(request.query['to']) });
  });
  router.get('/sign-out', async (request, response) => {
    pass(signedInOf(request, rolesClaim, people), 'sign-out');
    await response.oidc.logout({ returnTo: environment.publicUrl });
  });
  return { middleware: router, who: (request) => signedInOf(request, rolesClaim, people) };
}

/** Reads the same session in a neighbour on the same host: the codec server, the proxy of the Temporal UI. */
export function sessionReader(
  environment: Environment,
  secret: string,
  people: People,
  refreshed: ReturnType<typeof createFreshness>,
) {
  const settings = settingsOf(environment, secret);
  const middleware: RequestHandler = auth({ ...settings, routes: { ...settings.routes, callback: false } });
  return async (request: Request): Promise<SignedIn | null> => {
    const { res: response } = request;
    if (response === undefined) return null;
    await new Promise<void>((resolve, reject) => {
      void middleware(request, response, (error?: unknown) => {
        if (error === undefined) resolve();
        else reject(error instanceof Error ? error : new Error('The session could not be read.'));
      });
    });
    await refreshed(request);
    return signedInOf(request, environment.signIn.rolesClaim, people);
  };
}
