import type { Client } from '@temporalio/client';
import { heartbeat } from '@temporalio/activity';
import type { FixingActivities, OutsideActivities } from '../activities';
import { createArchive } from '../activities/archive-record';
import { askCase, createConfirmation, type ConfirmationActivities } from '../activities/confirmation';
import { createDestroyContent } from '../activities/destroy-content';
import { createFixRetention } from '../activities/fix-retention';
import { createOtherCases, repeatsOn } from '../activities/other-cases';
import { createOpenDuties } from '../activities/open-duties';
import { createSecurityCode, type SecurityCodeActivities } from '../activities/security-code';
import { createAttach } from '../activities/papers/attach';
import { createSendLetter } from '../activities/send-letter';
import { createSendSecurityCode } from '../activities/send-security-code';
import { openCodeHash } from '../config/code-hash';
import { readableHistory } from '../config/encryption/readable-history';
import { openMailer } from '../config/mail';
import { OwnError } from '../config/own-error';
import type { ConfiguredServices } from '../config/services';
import type { CaseAsKept } from '../domain/case-view';
import type { ClosedView } from '../domain/closed-case';
import { editions } from '../domain/editions';

/** How long a letter waits for its case to say what it is to carry. */
const queryMs = 10_000;

/** All that an open case holds, asked of itself. Throws where it does not answer, or is closed. */
const caseOn = async (client: Client, reference: string): Promise<CaseAsKept> => {
  const view = await client.withDeadline(Date.now() + queryMs, () =>
    client.workflow.getHandle(reference).query<CaseAsKept | ClosedView>('view'),
  );
  if ('bags' in view) throw new OwnError('The case is closed.');
  return view;
};

/** Every activity, on the services that are configured. */
export const createActivities = (
  services: ConfiguredServices,
  client: Client,
): FixingActivities & OutsideActivities & SecurityCodeActivities & ConfirmationActivities => {
  const { environment, log, access, directory, dataConverter, files, parcels, records, reportIndex } =
    services;
  const mailer = openMailer(environment.mail);
  const partnership = () => directory().partnership;
  const [codec] = dataConverter.payloadCodecs ?? [];
  if (!codec) throw new Error('cases are never kept in the clear');
  return {
    openDuties: createOpenDuties({
      directory,
      relaxations: () => directory().partnership.relaxations ?? [],
      editions,
      repeatsOf: repeatsOn(client, reportIndex),
    }),
    ...createFixRetention(() => directory().partnership.retentionYears),
    sendLetter: createSendLetter({
      ...services,
      mailer,
      publicUrl: environment.publicUrl,
      partnership,
      heartbeat,
      attach: createAttach({
        log,
        access,
        directory,
        words: parcels,
        caseOf: (reference) => caseOn(client, reference),
      }),
    }),
    ...createArchive({
      client,
      records,
      files,
      openParcel: (reference, parcel) => parcels.open(reference, parcel),
      readableHistory: (history) => readableHistory(codec, history),
    }),
    ...createOtherCases(client),
    destroyContent: createDestroyContent(services),
    ...createConfirmation(askCase(client)),
    ...createSecurityCode({
      hashCode: openCodeHash(environment.signingSecret.reveal()).hashCode,
      sendCode: createSendSecurityCode({ mailer, partnership, training: environment.training }),
    }),
  };
};
