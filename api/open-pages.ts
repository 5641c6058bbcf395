import type { Client } from '@temporalio/client';
import { openCodeHash } from '../config/code-hash';
import { embeddedParts } from '../config/embedded-parts';
import type { ConfiguredServices } from '../config/services';
import { lawOf } from './law';
import { peopleOf } from './people';
import type { Services } from './services';
import { openSignIn } from './sign-in';
import { casesOn } from './temporal/cases';
import { codesOn } from './temporal/codes';

/** What the pages need, from what is configured and a client of Temporal. */
export function openPages(configured: ConfiguredServices, client: Client): Services {
  const { environment, directory, log, parcels, access } = configured;
  const { namespace, taskQueue } = environment.temporal;
  const people = peopleOf(directory);
  return {
    settings: {
      publicUrl: environment.publicUrl,
      training: environment.training,
      temporalUi: environment.uiProxyUrl,
      namespace,
      judgedWithinMs: 2_000,
      trustProxy: environment.trustProxy,
      files: environment.files,
    },
    cases: casesOn(
      client,
      taskQueue,
      configured,
      environment.embedded ? embeddedParts(environment.dataDir) : null,
    ),
    codes: codesOn(client, taskQueue, openCodeHash(environment.signingSecret.reveal())),
    people,
    law: lawOf(() => directory().partnership.adoption ?? {}),
    keys: configured,
    words: parcels,
    files: configured.files,
    calendars: configured.calendars,
    drafts: configured.reportDrafts,
    signIn: openSignIn(environment, configured.secretFor('sessions'), people),
    access,
    log,
    clock: () => Date.now(),
  };
}
