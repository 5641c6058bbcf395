import {
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { SecurityCodeActivities } from '../activities/security-code';

/** For one person and one case (or one reporter): where codes are mailed. */
export type SecurityCodeInput = { reference: string; address: string };
/** Another code is asked for, for one question. */
export type CodeRequest = { question: string };
/** A guess, already hashed where it was typed: no code stands in the history. */
export type Guess = { question: string; hash: string };

export const sendCode = defineSignal<[CodeRequest]>('sendCode');
export const enterCode = defineUpdate<'right' | 'wrong' | 'locked' | 'expired', [Guess]>('enterCode');

const validMs = 10 * 60 * 1000;
const mostTries = 5;
const mostSent = 3;

const { mailCode } = proxyActivities<SecurityCodeActivities>({
  startToCloseTimeout: '2 minutes',
  retry: { maximumAttempts: 3 },
});

/**
 * Mails a six-digit code and judges guesses, for ten minutes from the last code sent. Five tries in all, however many
 * codes were sent; then locked until the ten minutes are over. A right guess ends it.
 */
export async function securityCode(input: SecurityCodeInput): Promise<void> {
  const { runId } = workflowInfo();
  const asked: CodeRequest[] = [];
  const state: State = { current: null, tries: 0, used: false };

  setHandler(sendCode, (request) => {
    asked.push(request);
  });
  setHandler(enterCode, (guess) => judge(state, guess));

  for (let sent = 0; ;) {
    const untilMs = state.current?.untilMs ?? Date.now() + validMs;
    const left = Math.max(untilMs - Date.now(), 1);
    const woken = await condition(() => state.used || asked.length > 0, left, {
      summary: 'The code is valid',
    });
    const request = asked.shift();
    if (!woken || state.used || request === undefined) return;
    if (sent >= mostSent || state.tries >= mostTries) continue;
    sent += 1;
    const made = await mailCode({ ...input, ...request, salt: runId }).catch(() => null);
    // A letter that the mail server did not take: the one before stays valid, and the person may ask again.
    if (made !== null) state.current = { ...request, ...made, untilMs: Date.now() + validMs };
  }
}

type State = {
  current: { question: string; hash: string; untilMs: number } | null;
  tries: number;
  used: boolean;
};

function judge(state: State, { question, hash }: Guess): 'right' | 'wrong' | 'locked' | 'expired' {
  const { current } = state;
  if (state.used) return 'expired';
  if (state.tries >= mostTries) return 'locked';
  if (current === null || Date.now() > current.untilMs || current.question !== question) return 'expired';
  state.tries += 1;
  state.used = hash === current.hash;
  return state.used ? 'right' : 'wrong';
}
