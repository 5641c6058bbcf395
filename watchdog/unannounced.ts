import type { Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { CaseAsKept, DutyState } from '../domain/case-view';
import type { ClosedView } from '../domain/closed-case';
import { findingAbout, type Finding } from './finding';

/** A breach is announced nine hours after its day has ended; an hour of grace. */
export const breachLagMs = 10 * 3_600_000;

const breaches = defineSearchAttributeKey('CaseBreaches', SearchAttributeType.INT);

/** A page waits two; a case that is not in the worker's memory is read again first. */
const answerMs = 3_000;
const askedAtOnce = 20;

const overdueCases = (nowMs: number): string =>
  `WorkflowType = 'seriousIncident' AND ExecutionStatus = 'Running' AND CaseNextDeadline < '${new Date(nowMs - breachLagMs).toISOString()}'`;

/**
 * Open cases with a deadline that is past by more than the lag, and unannounced. The server's list alone cannot tell: what
 * was announced first keeps the next deadline of its case in the past, and a case that was opened after a deadline has its
 * announcement still to come. So the case itself is asked, a few at a time: one that waits behind many others is not to be
 * taken for one that does not answer.
 */
export const unannounced = async (client: Client, nowMs: number): Promise<Finding[]> => {
  const overdue = client.workflow.list({ query: overdueCases(nowMs) })[Symbol.asyncIterator]();
  const found: Finding[] = [];
  const askOneAfterTheOther = async (): Promise<void> => {
    for (let next = await overdue.next(); next.done !== true; next = await overdue.next()) {
      const { workflowId, typedSearchAttributes } = next.value;
      const hasBreach = (typedSearchAttributes.get(breaches) ?? 0) > 0;
      found.push(...(await askCase(client, workflowId, nowMs, !hasBreach)));
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, askOneAfterTheOther));
  return found;
};

/** `unlessToldOtherwise`: a case that says nothing is taken for one with a deadline unannounced. */
const askCase = async (
  client: Client,
  workflowId: string,
  nowMs: number,
  unlessToldOtherwise: boolean,
): Promise<Finding[]> => {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const findings = [findingAbout('deadline-unannounced', workflowId, today)];
  const view = await client
    .withDeadline(Date.now() + answerMs, () =>
      client.workflow.getHandle(workflowId).query<CaseAsKept | ClosedView>('view'),
    )
    // A case that does not answer is paused, or has no worker: that is found by itself.
    .catch(() => null);
  if (view === null) return unlessToldOtherwise ? findings : [];
  if (!('duties' in view)) return [];
  return view.duties.some((duty) => isUnannounced(duty, nowMs)) ? findings : [];
};

/** Its timer stands, though its time is over. A duty whose day had passed when it was opened is given the lag too. */
const isUnannounced = (duty: DutyState, nowMs: number): boolean =>
  duty.state === 'open' &&
  duty.breaches === 0 &&
  duty.nextAlarm !== undefined &&
  Math.max(duty.dates?.alarmEndsMs ?? Infinity, duty.openedAtMs) < nowMs - breachLagMs;
