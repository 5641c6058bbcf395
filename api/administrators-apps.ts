import type { Express, Request } from 'express';
import type { ConfiguredServices } from '../config/services';
import { mayDo, type Action } from '../domain/permissions';
import { createCodecServer } from './codec-server';
import { note } from './recorded';
import type { SignedIn } from './services';
import { createTemporalUiProxy } from './temporal-ui-proxy';

/** The codec server and the proxy of the Temporal UI: for administrators who are signed in to the application. */
export function administratorsApps(
  configured: Pick<ConfiguredServices, 'environment' | 'dataConverter' | 'access' | 'log'>,
  readSession: (request: Request) => Promise<SignedIn | null>,
): { codec: Express; proxy: Express } {
  const { environment, dataConverter, access, log } = configured;
  const { namespace, uiUrl } = environment.temporal;
  const authorise =
    (action: Action) =>
    async (request: Request): Promise<{ person: string } | null> => {
      const signedIn = await readSession(request);
      return signedIn !== null && mayDo(signedIn.roles, action) ? { person: signedIn.person } : null;
    };
  const [codec] = dataConverter.payloadCodecs ?? [];
  if (codec === undefined) throw new Error('Cases are never kept in the clear.');
  return {
    codec: createCodecServer({
      codec,
      namespace,
      allowOrigin: environment.uiProxyUrl,
      authorise: authorise('decode-payloads'),
      access,
      log,
    }),
    proxy: createTemporalUiProxy({
      upstream: uiUrl,
      codecUrl: environment.codecUrl,
      namespace,
      publicUrl: environment.publicUrl,
      authorise: authorise('see-temporal'),
      onRefused: ({ person, ...refusal }) => {
        if (person === undefined) log.warn({ event: 'temporal-ui-refused', ...refusal });
        else
          note(configured, {
            person,
            role: 'administrator',
            action: 'see-temporal',
            what: refusal.method,
            outcome: 'refused',
          });
      },
    }),
  };
}
