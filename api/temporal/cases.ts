import { WorkflowNotFoundError, type Client, type WorkflowExecutionDescription } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { caseTime, moveTime } from '../../config/training';
import type { CaseAsKept, CaseRow, CaseView, SubmissionView } from '../../domain/case-view';
import { clientForLists } from '../../config/encryption/naming-codec';
import type { EmbeddedParts } from '../../config/embedded-parts';
import type { OpenedCases } from '../../config/opened-cases';
import type { ReportIndex } from '../../config/report-index';
import type { Records } from '../../config/records';
import type { ClosedView } from '../../domain/closed-case';
import type { CaseKnown, Cases } from '../services';
import { openAttentions, settleAttention } from './attentions';
import { momentInHistory } from './moment-in-history';
import { isClosed, recordedCase } from './closed-case';
import { rowOf, wasOpenedWith } from '../../config/case-row';
import { daysLater, nextAlarmAt } from '../next-alarm';
import { openCasesQuery } from './case-windows';
import { withinDeadline } from './repeat';
import { sendSignal } from './send-signal';
import { sharedFor } from './shared';
import { startConfirmation } from './start-confirmation';
import { startCase } from './start-case';

/** How long a page waits for a case to answer, before it shows what the memo knows. */
const queryMs = 2_000;
/** A worker asks for work at least once a minute; one that has not is gone. */
const pollerAgeMs = 70_000;

/** Longer ids than this are no case's, and the server would refuse them. */
const longestId = 200;
/** A case, and the keeping of its record once it is closed. */
const caseTypes: readonly string[] = ['seriousIncident', 'recordRetention'];
/** Its record was destroyed by somebody's decision: nothing else ends the keeping. */
const isDestroyed = ({ type, status }: WorkflowExecutionDescription): boolean =>
  type === 'recordRetention' && status.name === 'COMPLETED';
/** An open case goes on in one run for good: a later one was begun by somebody who set it back. */
const resetOf = ({ type, runId, startTime, raw }: WorkflowExecutionDescription): { resetAtMs?: number } => {
  const first = raw.workflowExecutionInfo?.firstRunId ?? '';
  return type !== 'seriousIncident' || first === '' || first === runId
    ? {}
    : { resetAtMs: startTime.getTime() };
};
/** How a run ends that does not end by itself. */
const stoppedStates: readonly string[] = ['TERMINATED', 'FAILED', 'TIMED_OUT', 'CANCELLED'];
const stoppedShownMs = 90 * 24 * 60 * 60 * 1000;

/** Lists lag by about as much; and everybody looks at the same first page. */
const sharedMs = 2_000;

/** What is kept of cases outside Temporal. */
export type KeptOfCases = {
  records: Pick<Records, 'read'>;
  openedCases: Pick<OpenedCases, 'mark'>;
  reportIndex: ReportIndex;
};

/** Asks and tells cases on a Temporal server. */
export function casesOn(
  client: Client,
  taskQueue: string,
  { records, openedCases, reportIndex }: KeptOfCases,
  parts: EmbeddedParts | null = null,
): Cases {
  const query = <T>(reference: string, name: string, ...args: unknown[]): Promise<T> =>
    client.withDeadline(Date.now() + queryMs, () =>
      client.workflow.getHandle(reference).query<T, unknown[]>(name, ...args),
    );

  const view = async (reference: string): Promise<CaseView | null> => {
    const [kept, nowMs] = await Promise.all([
      query<CaseAsKept | ClosedView>(reference, 'view'),
      withinDeadline(client, () => caseTime(client, reference)),
    ]);
    if (!isClosed(kept)) return { ...kept, nowMs };
    const recorded = await recordedCase(records, reference);
    return recorded && { ...recorded, nowMs, closed: true, keptUntilOn: kept.keptUntilOn };
  };

  const described = async (reference: string): Promise<WorkflowExecutionDescription | null> => {
    try {
      return await withinDeadline(client, () => client.workflow.getHandle(reference).describe());
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    }
  };

  /** Null where there is no case of this reference, or its record was destroyed. */
  const caseNow = async (reference: string): Promise<WorkflowExecutionDescription | null> => {
    const run = reference.length > longestId ? null : await described(reference);
    return run === null || !caseTypes.includes(run.type) || isDestroyed(run) ? null : run;
  };

  const look = async (reference: string): Promise<CaseKnown> => {
    const run = await caseNow(reference);
    if (run === null) return { known: 'absent' };
    const stopped = stoppedStates.includes(run.status.name)
      ? { stoppedAtMs: run.closeTime?.getTime() ?? Date.now() }
      : {};
    // A case that cannot answer is shown by its memo.
    const now = await view(reference).catch(() => null);
    if (now !== null) return { known: 'view', view: { ...now, ...stopped, ...resetOf(run) } };
    const memo = rowOf(run);
    return memo === null ? { known: 'absent' } : { known: 'memo', memo, ...stopped };
  };

  /** The moment to which a rehearsal moves: 10:00 after so many days, or just after the next alarm. */
  const targetOf = (view: CaseView, on: { days: number } | 'next'): number =>
    (on === 'next' ? nextAlarmAt(view) : null) ?? daysLater(view.nowMs, on === 'next' ? 1 : on.days);

  const shared = sharedFor(sharedMs);

  const lists = clientForLists(client);

  /** In the order in which the runs began, the latest first, which is the server's own. */
  const listed = async (query: string, wanted = Infinity): Promise<CaseRow[]> => {
    const found: { row: CaseRow; startTime: Date }[] = [];
    for await (const run of lists.workflow.list({ query, pageSize: Math.min(wanted, 1000) })) {
      const row = rowOf(run);
      if (row !== null) found.push({ row, startTime: run.startTime });
      if (found.length >= wanted) break;
    }
    return found
      .toSorted((one, other) => other.startTime.getTime() - one.startTime.getTime())
      .map(({ row }) => row);
  };

  const stopped = async (): Promise<CaseRow[]> => {
    const since = new Date(Date.now() - stoppedShownMs).toISOString();
    const ended = `ExecutionStatus IN ('Terminated', 'Failed', 'TimedOut', 'Canceled')`;
    const rows = await withinDeadline(client, () =>
      listed(`WorkflowType = 'seriousIncident' AND ${ended} AND CloseTime > '${since}'`),
    );
    const each = [...new Map(rows.map((row) => [row.reference, row])).values()];
    // One that was reset goes on in another run, and stands among the open ones.
    const now = await Promise.all(each.map(({ reference }) => described(reference)));
    return each.filter((_, index) => stoppedStates.includes(now[index]?.status.name ?? ''));
  };

  return {
    look,
    async repeated({ marks, tokenHash }) {
      const others = (await reportIndex.sharing(marks)).filter((one) => one.tokenHash !== tokenHash);
      // One that was to be opened may never have been, or by another report.
      const there = await Promise.all(others.map(({ reference }) => caseNow(reference)));
      return others.flatMap(({ reference }, index) => {
        const run = there[index];
        return run && wasOpenedWith(run.memo, marks) ? [reference] : [];
      });
    },
    async open(opening) {
      // Before it starts: of two at one moment each finds the other.
      await reportIndex.add(opening);
      const opened = await startCase(client, taskQueue, opening);
      // Where the mark could not be kept, the form says that it was not sent, and is marked when it is sent again.
      if (opened !== 'taken') await openedCases.mark(opening.reference, opening.openedAtMs);
      return opened;
    },
    submit: (reference, duty, submission) =>
      sendSignal(client, { workflowId: reference }, duty, submission, submission.submission),
    async confirm(sent) {
      await startConfirmation(client, taskQueue, sent);
    },
    count(filter, within) {
      const query = openCasesQuery(filter, within);
      return shared(`count ${query}`, async () => {
        const { count } = await withinDeadline(client, () => client.workflow.count(query));
        return count;
      });
    },
    rows(filter, within, wanted) {
      const query = openCasesQuery(filter, within);
      return shared(`${String(wanted)} ${query}`, () => withinDeadline(client, () => listed(query, wanted)));
    },
    // The keeping of a record begins when its case is closed.
    closed: () =>
      withinDeadline(client, () =>
        listed(`WorkflowType = 'recordRetention' AND ExecutionStatus = 'Running'`),
      ),
    stopped: () => shared('stopped', stopped),
    moment: (reference, atMs) => momentInHistory(client, reference, atMs),
    attentions: () => openAttentions(client),
    settle: (id, person) => settleAttention(client, id, person),
    async outcome(reference, submission) {
      try {
        return await query<SubmissionView>(reference, 'submission', submission);
      } catch {
        // Nobody can say yet: the page says so too, and asks again.
        return null;
      }
    },
    async moveTime(reference, on) {
      const now = await view(reference);
      if (now === null || now.closed) return;
      await moveTime(client, reference, targetOf(now, on) - now.nowMs);
    },
    async ready() {
      const { pollers } = await client.withDeadline(Date.now() + queryMs, () =>
        client.workflowService.describeTaskQueue({
          namespace: client.options.namespace,
          taskQueue: { name: taskQueue },
          taskQueueType: temporal.api.enums.v1.TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW,
        }),
      );
      const since = (Date.now() - pollerAgeMs) / 1000;
      const worker = pollers.some(
        ({ lastAccessTime, identity }) =>
          Number(lastAccessTime?.seconds ?? 0) > since && (parts?.isWorker(identity ?? '') ?? true),
      );
      return { temporal: true, worker, down: parts?.down() ?? [] };
    },
  };
}
