import { proxyActivities, sleep } from '@temporalio/workflow';
import type { ConfirmationActivities, Confirmed } from '../activities/confirmation';
import { letterPausesMs, sendLetterOnce } from './case/letters';

/** What is waited while the case has not judged the answer yet; the last is repeated, for about five days in all. */
const judgedPausesMs = ['1 second', '10 seconds', '1 minute', '10 minutes', '1 hour'] as const;
const mostQuestions = 125;

const { confirmationOf } = proxyActivities<ConfirmationActivities>({ startToCloseTimeout: '1 minute' });

/**
 * Tells somebody by letter what became of an answer that came in their name: so they also hear of one that somebody else
 * gave. It runs beside the case, whose history has no room for it, and whatever keeps it from its work keeps the case from nothing.
 */
export const confirmation = async (given: Confirmed): Promise<'sent' | 'not-sent' | 'none'> => {
  for (let asked = 0; asked < mostQuestions; asked += 1) {
    const order = await confirmationOf(given);
    if (order === 'none') return 'none';
    if (order !== 'not-yet') return (await sent(order)) ? 'sent' : 'not-sent';
    await sleep(judgedPausesMs[asked] ?? '1 hour', { summary: 'The case has not judged the answer yet' });
  }
  return 'not-sent';
};

const sent = async (order: Exclude<Awaited<ReturnType<typeof confirmationOf>>, string>): Promise<boolean> => {
  const summary = `Confirmation: ${order.duty.title}`;
  for (let attempt = 1; ; attempt += 1) {
    const { result } = await sendLetterOnce({ ...order, attempt, possiblySentTwice: false }, summary);
    // One that may have arrived is not sent again: it asks for nothing.
    if (result !== 'deferred') return result !== 'refused';
    const pauseMs = letterPausesMs[attempt - 1];
    if (pauseMs === undefined) return false;
    await sleep(pauseMs, { summary: `${summary}: try again` });
  }
};
