import { setTimeout as sleep } from 'node:timers/promises';
import { OwnError } from '../config/own-error';

const readyWithinMs = 120_000;

/**
 * Waits until every page answers, or until it is of no use any more.
 * @throws Error naming the page that did not answer within two minutes.
 */
export async function untilReady(pages: readonly string[], isOver: () => boolean): Promise<void> {
  const startedAt = performance.now();
  for (const page of pages) {
    while (!isOver() && !(await answers(page))) {
      if (performance.now() - startedAt > readyWithinMs) {
        throw new OwnError(`${page} does not answer: look into the logs in the data folder.`);
      }
      await sleep(200);
    }
  }
}

async function answers(page: string): Promise<boolean> {
  try {
    const response = await fetch(page, { signal: AbortSignal.timeout(2_000), redirect: 'manual' });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}
