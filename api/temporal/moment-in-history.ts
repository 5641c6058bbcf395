import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { withinDeadline } from './repeat';

/** Where something stands in the history of a case: the run, and the event that it came of. */
export type Moment = { runId: string; eventId: string };

type Event = temporal.api.history.v1.IHistoryEvent;

const msOf = ({ eventTime }: Event): number =>
  Number(eventTime?.seconds ?? 0) * 1000 + Math.floor((eventTime?.nanos ?? 0) / 1_000_000);

const isOfTask = (event: Event): boolean =>
  Boolean(
    event.workflowTaskScheduledEventAttributes ??
    event.workflowTaskStartedEventAttributes ??
    event.workflowTaskCompletedEventAttributes,
  );

/**
 * What a case noted at a time, in its history: a case takes the time from the task in which it notes something, so that
 * what woke it for that task stands just before. Null where the server no longer has it.
 */
export async function momentInHistory(
  client: Client,
  reference: string,
  atMs: number,
): Promise<Moment | null> {
  let runId: string | undefined;
  for (;;) {
    const run = await runOf(client, reference, runId);
    if (run === null) return null;
    const [first] = run.events;
    const before = first?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
    if (first !== undefined && msOf(first) > atMs && before) runId = before;
    else return placeIn(run.events, run.runId, atMs);
  }
}

function placeIn(events: readonly Event[], runId: string, atMs: number): Moment | null {
  const started = events.findIndex(
    (event) => Boolean(event.workflowTaskStartedEventAttributes) && msOf(event) >= atMs,
  );
  const until = started === -1 ? events.length : started;
  const woke = events.slice(0, until).findLast((event) => !isOfTask(event));
  return woke?.eventId ? { runId, eventId: String(woke.eventId) } : null;
}

async function runOf(
  client: Client,
  reference: string,
  runId: string | undefined,
): Promise<{ runId: string; events: readonly Event[] } | null> {
  try {
    const handle = client.workflow.getHandle(reference, runId);
    const described = await withinDeadline(client, () => handle.describe());
    const pinned = client.workflow.getHandle(reference, described.runId);
    const { events } = await withinDeadline(client, () => pinned.fetchHistory());
    return { runId: described.runId, events: events ?? [] };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}
