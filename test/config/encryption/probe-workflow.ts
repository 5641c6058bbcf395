import {
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertMemo,
} from '@temporalio/workflow';
import type { probeActivities } from './case-codec.server.test';

type Activities = typeof probeActivities;
const outside = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 2 },
});
const once = proxyActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { maximumAttempts: 1 },
});
const local = proxyLocalActivities<Activities>({ startToCloseTimeout: '10 seconds' });

export const tell = defineSignal<[unknown]>('tell');
export const told = defineQuery<unknown[]>('told');
export const ask = defineUpdate<string, [string]>('ask');

/** Uses every way by which a value reaches Temporal, and returns what came back by each. */
export async function probe(secret: string, heard: unknown[] = []): Promise<unknown> {
  setHandler(tell, (value) => {
    heard.push(value);
  });
  setHandler(told, () => heard);
  setHandler(ask, (question) => `${question} answered`);
  if (heard.length > 0) return finish(secret, heard);
  upsertMemo({ words: secret });
  setCurrentDetails(`waits for ${secret}`);
  await sleep(5, { summary: `timer ${secret}` });
  await condition(() => heard.includes('enough'));
  await continueAsNew(secret, heard);
  return undefined;
}

async function finish(secret: string, heard: unknown[]): Promise<unknown> {
  await outside.nothing();
  return {
    heard,
    echoed: await outside.echo.executeWithOptions({ summary: `activity ${secret}` }, [secret]),
    local: await local.echo(secret),
    beaten: await outside.beatThenEcho(secret),
    failed: await once.fail(secret).catch((error: unknown) => wordsOf(error)),
    failedHere: await local.fail(secret).catch((error: unknown) => wordsOf(error)),
  };
}

const wordsOf = (error: unknown): string[] =>
  error instanceof Error ? [error.message, ...wordsOf(error.cause)] : [];

/** Only pauses: the error is not of Temporal's kind. */
export async function stumble(secret: string): Promise<void> {
  await sleep(1);
  throw new Error(`stumbled over ${secret}`);
}
