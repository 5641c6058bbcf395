import { z } from 'zod';
import { readableHistory } from '../../config/encryption/readable-history';
import type { CasesUnderTest } from './case-under-test';

const timer = z.looseObject({ timerId: z.string() });
const event = z.looseObject({
  eventId: z.number(),
  userMetadata: z.looseObject({ summary: z.string().optional() }).optional(),
  timerStartedEventAttributes: timer.optional(),
  timerFiredEventAttributes: timer.optional(),
  timerCanceledEventAttributes: timer.optional(),
  activityTaskScheduledEventAttributes: z.looseObject({}).optional(),
  workflowTaskFailedEventAttributes: z.looseObject({}).optional(),
  workflowExecutionSignaledEventAttributes: z.looseObject({ signalName: z.string() }).optional(),
});

export type ReadableEvent = z.infer<typeof event>;

/** The events of a run, decoded as an administrator reads them. Without a run, of the latest. */
export const historyOf = async (
  { client, codec }: CasesUnderTest,
  reference: string,
  runId?: string,
): Promise<ReadableEvent[]> => {
  const history = await client.workflow.getHandle(reference, runId).fetchHistory();
  return z.object({ events: z.array(event) }).parse(await readableHistory(codec, history)).events;
};

/** The summaries of the timers that are running: started, and neither fired nor cancelled. */
export const runningTimers = (events: readonly ReadableEvent[]): string[] => {
  const ended = new Set(
    events.flatMap(({ timerFiredEventAttributes: fired, timerCanceledEventAttributes: cancelled }) => [
      fired?.timerId,
      cancelled?.timerId,
    ]),
  );
  return events
    .filter(({ timerStartedEventAttributes: started }) => started && !ended.has(started.timerId))
    .map(({ userMetadata }) => userMetadata?.summary ?? '');
};
