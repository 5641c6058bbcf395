import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import { clientForLists } from '../config/encryption/naming-codec';
import type { Directory } from '../config/directory';
import { whoHolds } from '../config/directory';
import type { Log } from '../config/log';
import type { Mailer } from '../config/mail';
import { londonDateOf } from '../domain/calendar/london';
import { asItWentOn } from './ended-run';
import { inWords, type Finding } from './finding';

export type TellServices = {
  client: Client;
  taskQueue: string;
  mailer: Mailer;
  directory: () => Directory;
  training: boolean;
};

/**
 * Tells the administrators of a finding, by mail of its own, and keeps it as a task of theirs until one of them settles
 * it. One that is kept already is not told again, nor is another faulty version of the directory; one whose letter was not taken is told at the next look.
 */
export const tellOnce = async (services: TellServices, finding: Finding, nowMs: number): Promise<boolean> => {
  if (await isKept(services.client, finding.id)) return false;
  if (finding.what === 'directory-at-fault' && (await isOpen(services.client, finding))) return false;
  const told = await asItWentOn(services.client, finding);
  // That no letter is taken is never told by one: it stands on their first page.
  if (!(await mail(services, told, nowMs)) && told.what !== 'mail-refused') return false;
  await services.client.workflow
    .start('attention', {
      taskQueue: services.taskQueue,
      workflowId: finding.id,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      args: [{ ...told, words: inWords(told), noticedAtMs: nowMs }],
      staticSummary: inWords(told),
    })
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
  return true;
};

/**
 * Tells findings, each by itself: what keeps one from being told is logged, and keeps no other from it. Never rejects.
 * One that is just being told is not told beside itself.
 */
export const openTelling = (
  services: TellServices,
  log: Pick<Log, 'warn' | 'error'>,
): ((finding: Finding) => Promise<void>) => {
  const underWay = new Set<string>();
  return async (finding) => {
    if (underWay.has(finding.id)) return;
    underWay.add(finding.id);
    const { what: kind, reference = '' } = finding;
    try {
      if (await tellOnce(services, finding, Date.now()))
        log.warn({ event: 'watchdog-told', kind, reference });
    } catch (error) {
      log.error({ event: 'watchdog-not-told', kind, reference }, error);
    } finally {
      underWay.delete(finding.id);
    }
  };
};

const isKept = (client: Client, id: string): Promise<boolean> =>
  clientForLists(client)
    .workflow.getHandle(id)
    .describe()
    .then(
      () => true,
      (error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return false;
        throw error;
      },
    );

/** Whether another of its kind waits to be settled. */
const isOpen = async (client: Client, { what }: Finding): Promise<boolean> => {
  const alike = `WorkflowType = 'attention' AND WorkflowId STARTS_WITH 'attention-${what}-'`;
  const { count } = await client.workflow.count(`${alike} AND ExecutionStatus = 'Running'`);
  return count > 0;
};

/** By the watchdog's own path: the worker may be what is missing. */
export const mail = async (
  { mailer, directory, training }: Omit<TellServices, 'client' | 'taskQueue'>,
  finding: Finding,
  nowMs: number,
): Promise<boolean> => {
  const to = whoHolds(directory(), 'administrator', londonDateOf(nowMs));
  if ('unfilled' in to) return false;
  const mark = training ? '[TRAINING] ' : '';
  const about = finding.reference === undefined ? '' : `[${finding.reference}] `;
  const text = inWords(finding);
  const { result } = await mailer.deliver({
    to: to.address,
    subject: `${mark}${about}The service needs an administrator`,
    text: `${text}\n`,
    html: `<p>${text}</p>`,
    date: new Date(nowMs),
  });
  return result === 'accepted' || result === 'unknown';
};
