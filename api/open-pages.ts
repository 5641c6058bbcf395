import type { Client } from '@temporalio/client';
import { openCodeHash } from '../config/code-hash';
import { embeddedParts } from '../config/embedded-parts';
import type { ConfiguredServices } from '../config/services';
import { createFreshness } from './fresh-session';
import { lawOf } from './law';
import { openMachines } from './machines/tokens';
import { peopleOf } from './people';
import { note } from './recorded';
import type { Services } from './services';
import { openSignIn } from './sign-in';
import { casesOn } from './temporal/cases';
import { codesOn } from './temporal/codes';

/** One for all of a process: the application, the codec server and the proxy hold the same sessions. */
export const freshnessOf = ({ environment, sharedRefreshes }: ConfiguredServices) =>
  createFreshness(environment.signIn.rolesClaim, Date.now, sharedRefreshes);

/** What the pages need, from what is configured and a client of Temporal. */
export function openPages(
  configured: ConfiguredServices,
  client: Client,
  refreshed = freshnessOf(configured),
): Services {
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
    law: lawOf(() => directory().partnership),
    keys: configured,
    words: parcels,
    files: configured.files,
    calendars: configured.calendars,
    drafts: configured.reportDrafts,
    answerDrafts: configured.answerDrafts,
    signIn: openSignIn(environment, configured.secretFor('sessions'), people, refreshed, (entry) => {
      note({ access, log }, entry);
    }),
    machines:
      environment.machines === undefined
        ? null
        : openMachines({ ...environment.signIn, ...environment.machines }),
    access,
    log,
    clock: () => Date.now(),
  };
}
