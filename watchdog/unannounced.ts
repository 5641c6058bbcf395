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
/** A case that has announced what it had to is left alone for so long, unless a deadline of its own lies nearer. */
const leftAloneMs = 3_600_000;

const overdueCases = (nowMs: number): string =>
  `WorkflowType = 'seriousIncident' AND ExecutionStatus = 'Running' AND CaseNextDeadline < '${new Date(nowMs - breachLagMs).toISOString()}'`;

/**
 * Open cases with a deadline that is past by more than the lag, and unannounced. The server's list alone cannot tell: what
 * was announced first keeps the next deadline of its case in the past, and a case that was opened after a deadline has its
 * announcement still to come. So the case itself is asked, a few at a time: one that waits behind many others is not to be
 * taken for one that does not answer.
 * @param askAgainAtMs of each case that was asked before, and said that nothing was unannounced, when to ask it again; it
 * is kept from look to look, or each would ask every case that is late for whatever reason.
 */
export const unannounced = async (
  client: Client,
  nowMs: number,
  askAgainAtMs: Map<string, number>,
): Promise<Finding[]> => {
  const overdue = client.workflow.list({ query: overdueCases(nowMs) })[Symbol.asyncIterator]();
  const found: Finding[] = [];
  const askOneAfterTheOther = async (): Promise<void> => {
    for (let next = await overdue.next(); next.done !== true; next = await overdue.next()) {
      const { workflowId, typedSearchAttributes } = next.value;
      const hasBreach = (typedSearchAttributes.get(breaches) ?? 0) > 0;
      if ((askAgainAtMs.get(workflowId) ?? 0) > nowMs) continue;
      const findings = await askCase(client, workflowId, nowMs, !hasBreach, askAgainAtMs);
      found.push(...findings);
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
  askAgainAtMs: Map<string, number>,
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
  const fromMs = Math.min(...view.duties.map(unannouncedFromMs));
  if (fromMs < nowMs) return findings;
  askAgainAtMs.set(workflowId, Math.min(fromMs, nowMs + leftAloneMs));
  return [];
};

/** From when on its timer stands, though its time is over. A duty whose day had passed when it was opened is given the lag too. */
const unannouncedFromMs = ({
  state,
  breaches: announced,
  nextAlarm,
  dates,
  openedAtMs,
}: DutyState): number =>
  state === 'open' && announced === 0 && nextAlarm !== undefined
    ? Math.max(dates?.alarmEndsMs ?? Infinity, openedAtMs) + breachLagMs
    : Infinity;
