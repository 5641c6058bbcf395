import type { Server } from 'node:http';
import express, { type Express } from 'express';
import { Provider, type ClientMetadata, type Configuration } from 'oidc-provider';
import { directoryFrom } from '../config/directory-file';
import type { Environment } from '../config/environment';
import { OwnError } from '../config/own-error';
import { lastGoodDirectory } from '../config/services';
import { londonDateOf } from '../domain/calendar/london';
import { personasOf, type Persona } from './personas';
import { serviceClient } from './service-client';
import { signInKeys } from './sign-in-keys';
import { messagePage, personaPage, signInPolicy, signOutPage } from './sign-in-page';

/** What the provider must know of the service around it. */
export type SignInSettings = Pick<
  Environment,
  | 'production'
  | 'host'
  | 'ports'
  | 'publicUrl'
  | 'dataDir'
  | 'directoryFile'
  | 'documents'
  | 'signIn'
  | 'machines'
>;

/** As long as a session of the application may last. */
const signInSeconds = 8 * 60 * 60;

const loopback = ['127.0.0.1', '::1', 'localhost'];

/**
 * Listens as an OpenID provider whose people are those of the directory and who ask for no password.
 * @throws Error in production, and on any address but loopback.
 */
export async function openSignIn(settings: SignInSettings): Promise<{ close(): Promise<void> }> {
  if (settings.production || !loopback.includes(settings.host)) {
    throw new OwnError('The sign-in without passwords runs on loopback and outside production only.');
  }
  const app = createSignIn(settings, personasIn(settings));
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(settings.ports.signIn, settings.host, (error) => {
      if (error === undefined) resolve(listening);
      else reject(error);
    });
  });
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

// While the file is at fault its last good state stays in force here too: the administrator who mends it has to come in.
const personasIn = (settings: SignInSettings): (() => Persona[]) => {
  const directory = directoryFrom(settings.directoryFile, () => undefined, lastGoodDirectory(settings));
  return () => personasOf(directory(), londonDateOf(Date.now()));
};

/** The provider and its pages, not yet listening. `rotates`: each refresh token is good for one use, as at strict providers. */
export function createSignIn(
  settings: SignInSettings,
  personas: () => Persona[],
  { rotates = false } = {},
): Express {
  const provider = new Provider(settings.signIn.issuer, providerSettings(settings, personas, rotates));
  const app = express().disable('x-powered-by');
  const address = new URL(settings.signIn.issuer);
  app.use((request, response, next) => {
    // Another site whose name was made to point here must not be able to sign anybody in.
    if (request.headers.host !== address.host) {
      response.status(421).send(messagePage('Not here', `Sign-in is at ${address.origin} only.`));
      return;
    }
    response.set({
      'Content-Security-Policy': signInPolicy(new URL(settings.publicUrl).origin),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    });
    next();
  });
  app.get('/', (_request, response) => {
    response.redirect(settings.publicUrl);
  });
  app.get('/choose/:interaction', async (request, response) => {
    await provider.interactionDetails(request, response);
    response.send(personaPage(request.path, personas()));
  });
  app.post('/choose/:interaction', express.urlencoded({ extended: false }), async (request, response) => {
    const chosen: unknown = (request.body as Record<string, unknown>)['person'];
    const person = personas().find(({ id }) => id === chosen);
    if (person === undefined) {
      response.status(400).send(messagePage('Nobody was chosen', 'Go back and choose one of the people.'));
      return;
    }
    await provider.interactionFinished(request, response, {
      login: { accountId: person.id, remember: false },
    });
  });
  app.use(askAnew, provider.callback());
  app.use(failure);
  return app;
}

const failure: express.ErrorRequestHandler = (_error, _request, response, next) => {
  if (response.headersSent) {
    next();
    return;
  }
  response
    .status(400)
    .send(messagePage('Start again', 'This sign-in is over: go back to the application and sign in again.'));
};

/** A token lives so long; a service gets the next one when it needs it. */
const serviceSeconds = 600;

/** What the example service may do: as much as a member of the business unit. */
const rolesOfService = ['business-unit'];

/** One service beside the application: by its secret it gets signed tokens for the interface for machines, and nothing else. */
function servicesOf({ machines, dataDir, signIn }: SignInSettings) {
  const [clientId] = machines?.clients ?? [];
  if (machines === undefined || clientId === undefined) return null;
  const { audience } = machines;
  const client: ClientMetadata = {
    ...serviceClient(dataDir, clientId),
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  };
  const features: Configuration['features'] = {
    clientCredentials: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (_context, { clientId: asking }) => (asking === clientId ? `urn:${audience}` : []),
      getResourceServerInfo: () => ({
        scope: '',
        audience,
        accessTokenFormat: 'jwt',
        accessTokenTTL: serviceSeconds,
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  };
  const extraTokenClaims: Configuration['extraTokenClaims'] = (_context, token) =>
    token.kind === 'ClientCredentials' ? { [signIn.rolesClaim]: rolesOfService } : undefined;
  return { client, features, extraTokenClaims };
}

function providerSettings(
  settings: SignInSettings,
  personas: () => Persona[],
  rotates: boolean,
): Configuration {
  const { publicUrl, signIn, dataDir } = settings;
  const { cookies, jwks } = signInKeys(dataDir);
  const services = servicesOf(settings);
  return {
    clients: [
      {
        client_id: signIn.clientId,
        client_secret: signIn.clientSecret.reveal(),
        redirect_uris: [`${publicUrl}/callback`],
        post_logout_redirect_uris: [publicUrl, `${publicUrl}/`],
        response_types: ['code'],
        grant_types: ['authorization_code', 'refresh_token'],
      },
      ...(services === null ? [] : [services.client]),
    ],
    ...(services === null ? {} : { extraTokenClaims: services.extraTokenClaims }),
    jwks,
    cookies: { keys: cookies },
    pkce: { required: () => false },
    claims: { openid: ['sub'], profile: ['name', signIn.rolesClaim], email: ['email'] },
    // The application reads who somebody is from the token, not by a second call.
    conformIdTokenClaims: false,
    interactions: { url: (_context, { uid }) => `/choose/${uid}` },
    features: {
      devInteractions: { enabled: false },
      ...services?.features,
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = signOutPage(form);
        },
        postLogoutSuccessSource: (context) => {
          context.body = messagePage('Signed out', 'You are signed out.');
        },
      },
    },
    renderError: (context, { error, error_description: description }) => {
      context.type = 'html';
      context.body = messagePage('Sign-in failed', description ?? error);
    },
    findAccount: (_context, id) => {
      const person = personas().find((candidate) => candidate.id === id);
      if (person === undefined) return undefined;
      const { name, address, roles } = person;
      return {
        accountId: id,
        claims: () => ({ sub: id, name, email: address, [signIn.rolesClaim]: roles }),
      };
    },
    // The application asks again, every few minutes, which roles somebody has.
    issueRefreshToken: (_context, client) => Promise.resolve(client.grantTypeAllowed('refresh_token')),
    rotateRefreshToken: rotates,
    expiresWithSession: () => Promise.resolve(false),
    loadExistingGrant: async (context) => {
      const { client, session, provider } = context.oidc;
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    ttl: {
      Session: 600,
      Interaction: 3_600,
      Grant: signInSeconds,
      RefreshToken: signInSeconds,
      AccessToken: 600,
      IdToken: 600,
    },
  };
}

// Whoever tries the service wants to be somebody else the next time: so a sign-in begins without the one before.
const askAnew: express.RequestHandler = (request, _response, next) => {
  if (request.path.startsWith('/auth') && request.headers.cookie !== undefined) {
    request.headers.cookie = request.headers.cookie.replace(/(^|;\s*)_session[\w.]*=[^;]*/g, '');
  }
  next();
};
