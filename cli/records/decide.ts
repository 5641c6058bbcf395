import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { AccessEntry } from '../../config/access-log/open';
import { personById, rolesOf } from '../../config/directory';
import type { SubmissionView } from '../../domain/case-view';
import type { DestroyDecision, KeepDecision } from '../../domain/closed-case';
import { londonDateOf } from '../../domain/calendar/london';
import { dayInWords } from '../../domain/dates-in-words';
import { wayTo, type Action } from '../../domain/permissions';
import { BadInput, type Terminal } from '../terminal';
import { runningType, withCases, type ServiceWithCases } from './open-service';

type Decided = { by: string; reason: string };

/** Keeps a record until a later day. @throws BadInput when its workflow refuses. */
export const keepRecord = (
  reference: string,
  untilOn: string,
  { by, reason }: Decided,
  terminal: Terminal,
): Promise<void> =>
  withCases(async (service) => {
    const role = decidingRole(service, by, 'keep-record');
    await mustBeKept(service, reference);
    const sealed = await service.parcels.seal(reference, { reason });
    const decision: KeepDecision = { submission: randomUUID(), by, untilOn, reason: sealed };
    await recorded(service, { person: by, role, action: 'keep-record', what: untilOn, case: reference }, () =>
      send(service.client, reference, 'keep', decision),
    );
    terminal.out(`The record of ${reference} is kept until ${dayInWords(untilOn)}.\n`);
  });

/** Destroys a record for ever. @throws BadInput when its workflow refuses: before the period is over it always does. */
export const destroyRecord = (
  reference: string,
  { by, reason }: Decided,
  terminal: Terminal,
): Promise<void> =>
  withCases(async (service) => {
    const role = decidingRole(service, by, 'destroy-record');
    await mustBeKept(service, reference);
    const decision: DestroyDecision = { submission: randomUUID(), by, reason };
    await recorded(service, { person: by, role, action: 'destroy-record', case: reference }, () =>
      send(service.client, reference, 'destroy', decision),
    );
    terminal.out(`The content of ${reference} is destroyed: nobody can read it any more.\n`);
  });

/** The role in which somebody decides about records. @throws BadInput where they have none that may. */
export const decidingRole = (
  { directory }: Pick<ServiceWithCases, 'directory'>,
  by: string,
  action: Action,
): string => {
  if (!personById(directory(), by)) throw new BadInput(`The directory knows nobody as "${by}".`);
  const role = rolesOf(directory(), by, londonDateOf(Date.now())).find(
    (one) => wayTo(one, action) === 'command',
  );
  if (role === undefined)
    throw new BadInput(
      `Of the roles that decide this (business unit, Director, partners: docs/access.md) "${by}" holds none today.`,
    );
  return role;
};

/** Sealing would make a key for what is no closed case. */
const mustBeKept = async (service: ServiceWithCases, reference: string): Promise<void> => {
  const running = await runningType(service.client, reference);
  if (running === 'recordRetention') return;
  if (running !== null) throw new BadInput(`${reference} is not a closed case.`);
  const destroyed = await service.contentKeys.destruction(reference);
  if (destroyed)
    throw new BadInput(
      `${reference} was destroyed on ${dayInWords(londonDateOf(destroyed.atMs))} by ${destroyed.by}.`,
    );
  throw new BadInput(
    `No workflow keeps the record of ${reference}; if its bags are kept, \`sg records rebuild\` starts it again.`,
  );
};

/** What was decided is in the log even where its workflow has refused it, or has not said yet what became of it. */
const recorded = async (
  { access }: ServiceWithCases,
  entry: Omit<AccessEntry, 'outcome'>,
  act: () => Promise<void>,
): Promise<void> => {
  try {
    await act();
  } catch (error) {
    await access.record({ ...entry, outcome: error instanceof BadInput ? 'refused' : 'failed' });
    throw error;
  }
  await access.record({ ...entry, outcome: 'done' });
};

const patienceMs = 30_000;

const send = async (
  client: Client,
  reference: string,
  signal: 'keep' | 'destroy',
  decision: KeepDecision | DestroyDecision,
): Promise<void> => {
  await client.workflow.getHandle(reference).signal(signal, decision);
  const outcome = await outcomeOf(client, reference, decision.submission);
  if (outcome === null)
    throw new BadInput(
      'The decision was sent, and its workflow has not said yet what became of it: look at `sg records list` once a worker runs.',
    );
  if (outcome.outcome === 'refused') throw new BadInput(outcome.detail ?? 'The decision was refused.');
};

const outcomeOf = async (client: Client, reference: string, submission: string): Promise<SubmissionView> => {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const outcome = await client
      .withDeadline(deadline, () =>
        client.workflow.getHandle(reference).query<SubmissionView, [string]>('submission', submission),
      )
      .catch(() => null);
    if (outcome) return outcome;
    await sleep(200);
  }
  return null;
};
