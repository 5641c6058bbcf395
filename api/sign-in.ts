import { Router, type Request, type RequestHandler } from 'express';
import { auth, type Session } from 'express-openid-connect';
import { z } from 'zod';
import type { Environment } from '../config/environment';
import { keepFresh } from './fresh-session';
import type { People, SignedIn, SignIn } from './services';
import { idleMs, longestMs } from './session-time';
import { signedInOf, startedAt } from './signed-in';

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
    // Signing in again while a session holds begins no new one.
    afterCallback: (request: Request, _response: unknown, session: Session) => ({
      ...session,
      startedAtMs: startedAt(request) ?? Date.now(),
    }),
    routes: { login: false, logout: false } as const,
  };
};

/** Sign-in by OpenID Connect at any issuer: eight hours at most, thirty minutes when idle, roles as they are now. */
export function openSignIn(
  environment: Environment,
  secret: string,
  people: People,
  refreshed: typeof keepFresh = keepFresh,
): SignIn {
  const router = Router();
  router.use(auth(settingsOf(environment, secret)));
  router.use(async (request, _response, next) => {
    await refreshed(request);
    next();
  });
  router.get('/sign-in', async (request, response) => {
    await response.oidc.login({ returnTo: ownPath.parse(request.query['to']) });
  });
  router.get('/sign-out', async (_request, response) => {
    await response.oidc.logout({ returnTo: environment.publicUrl });
  });
  return { middleware: router, who: (request) => signedInOf(request, environment.signIn.rolesClaim, people) };
}

/** Reads the same session in a neighbour on the same host: the codec server, the proxy of the Temporal UI. */
export function sessionReader(environment: Environment, secret: string, people: People) {
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
    await keepFresh(request);
    return signedInOf(request, environment.signIn.rolesClaim, people);
  };
}
