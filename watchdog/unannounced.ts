import type { Client } from '@temporalio/client';
import type { CaseAsKept, DutyState } from '../domain/case-view';
import type { ClosedView } from '../domain/closed-case';
import { findingAbout, type Finding } from './finding';

/** A breach is announced nine hours after its day has ended; an hour of grace. */
export const breachLagMs = 10 * 3_600_000;

/** A page waits two; a case that is not in the worker's memory is read again first. */
const answerMs = 3_000;

/** Open cases whose next deadline is past by more than the lag, as the server lists them. */
export const overdueCases = (nowMs: number): string =>
  `WorkflowType = 'seriousIncident' AND ExecutionStatus = 'Running' AND CaseNextDeadline < '${new Date(nowMs - breachLagMs).toISOString()}'`;

/**
 * Cases with a breach announced and another deadline that is past unannounced. What was announced first keeps the case's
 * next deadline in the past, so only the case itself can tell the two apart; these few are asked.
 */
export const unannouncedBesideBreach = async (client: Client, nowMs: number): Promise<Finding[]> => {
  const found: Promise<Finding[]>[] = [];
  for await (const { workflowId } of client.workflow.list({
    query: `${overdueCases(nowMs)} AND CaseBreaches > 0`,
  }))
    found.push(askCase(client, workflowId, nowMs));
  return (await Promise.all(found)).flat();
};

const askCase = async (client: Client, workflowId: string, nowMs: number): Promise<Finding[]> => {
  const view = await client
    .withDeadline(Date.now() + answerMs, () =>
      client.workflow.getHandle(workflowId).query<CaseAsKept | ClosedView>('view'),
    )
    // A case that does not answer is paused, or has no worker: that is found by itself.
    .catch(() => null);
  if (view === null || !('duties' in view)) return [];
  const today = new Date(nowMs).toISOString().slice(0, 10);
  return view.duties.some((duty) => isUnannounced(duty, nowMs))
    ? [findingAbout('deadline-unannounced', workflowId, today)]
    : [];
};

/** Its timer stands, though its time is over. A duty whose day had passed when it was opened is given the lag too. */
const isUnannounced = (duty: DutyState, nowMs: number): boolean =>
  duty.state === 'open' &&
  duty.breaches === 0 &&
  duty.nextAlarm !== undefined &&
  Math.max(duty.dates?.alarmEndsMs ?? Infinity, duty.openedAtMs) < nowMs - breachLagMs;
