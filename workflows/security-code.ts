import {
  ActivityFailure,
  TimeoutFailure,
  condition,
  defineQuery,
  defineSignal,
  proxyActivities,
  setDefaultSignalHandler,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { CodeOrder, SecurityCodeActivities } from '../activities/security-code';
import {
  ask,
  forgetExpired,
  isOver,
  isSpent,
  judge,
  newState,
  standingOf,
  take,
  validMs,
  type CodeStanding,
  type CodeState,
  type Mailing,
  type Verdict,
} from './code-state';

/** For one person and one case (or one reporter). */
export type SecurityCodeInput = { reference: string; address: string };
/** A code is asked for, for one question, at the address that counts now. */
export type CodeRequest = { question: string; address: string };
/** A guess, already hashed where it was typed: no code stands in the history. `id` names it in the query for its verdict. */
export type Guess = { id: string; question: string; hash: string };

export const sendCode = defineSignal<[CodeRequest]>('sendCode');
/** By signal and not by update: of many updates at once the server aborts some, and a guess would get no verdict. */
export const enterCode = defineSignal<[Guess]>('enterCode');
/** Whether it mails no further code of a question for a while. */
export const sendsNoMore = defineQuery<boolean, [string]>('sendsNoMore');
/** How the code of a question stands. */
export const standing = defineQuery<CodeStanding, [string]>('standing');
export const verdict = defineQuery<Verdict | null, [string]>('verdict');

const secondMs = 1000;
/** What is waited between attempts to mail a code; the last is repeated. A greylisting server mostly wants minutes. */
const pausesMs = [5 * secondMs, 10 * secondMs, 20 * secondMs, 30 * secondMs, 60 * secondMs];

const { mailCode } = proxyActivities<SecurityCodeActivities>({
  startToCloseTimeout: '2 minutes',
  // Only the workflow knows whether an attempt may have been delivered, so it alone decides about the next.
  retry: { maximumAttempts: 1 },
});

/**
 * Mails six-digit codes, trying again for ten minutes, and judges guesses: each code opens its question for ten minutes.
 * Five tries in all, however many codes were mailed; then locked until they are over. It ends when none is valid.
 */
export async function securityCode(input: SecurityCodeInput): Promise<void> {
  const { runId } = workflowInfo();
  const startedMs = Date.now();
  const verdicts = new Map<string, Verdict>();
  const state = newState();

  // Whatever arrives, the handlers never throw: a code that stands still could not even expire.
  setHandler(sendCode, (request: unknown) => {
    if (!hasTexts(request, 'question')) return;
    // A request of an earlier version of the pages says no address.
    ask(state, request.question, hasTexts(request, 'address') ? request.address : input.address, Date.now());
  });
  setHandler(enterCode, (guess: unknown) => {
    if (!hasTexts(guess, 'id', 'question', 'hash') || verdicts.has(guess.id)) return;
    verdicts.set(guess.id, judge(state, guess.question, guess.hash, Date.now()));
  });
  setHandler(sendsNoMore, (question) => isSpent(state, question));
  setHandler(standing, (question) => standingOf(state, question));
  setHandler(verdict, (id) => verdicts.get(id) ?? null);
  // Last, or it would take the signals that came with the start.
  setDefaultSignalHandler(() => undefined);

  for (;;) {
    await mailWanted(state, { reference: input.reference, salt: runId });
    const untilMs = state.mailed[0]?.untilMs ?? startedMs + validMs;
    const left = Math.max(untilMs - Date.now(), 1);
    await condition(() => isOver(state) || state.wanted !== null, left, { summary: 'The code is valid' });
    forgetExpired(state, Date.now());
    const isIdle = state.mailed.length === 0 && Date.now() >= startedMs + validMs;
    if (state.wanted === null && (isOver(state) || isIdle)) return;
  }
}

/** Tries to mail what is wanted until the mail server has taken or refused it, or the time for it is up. */
async function mailWanted(state: CodeState, order: Pick<CodeOrder, 'reference' | 'salt'>): Promise<void> {
  for (let attempt = 0; state.wanted !== null && mayMail(state); attempt += 1) {
    const { wanted } = state;
    const mailing = await attemptOnce({ ...order, question: wanted.question, address: wanted.address });
    take(state, wanted, mailing, Date.now());
    if (state.wanted !== wanted) continue;
    const left = wanted.untilMs - Date.now();
    if (left <= 0) break;
    const pauseMs = Math.min(pausesMs[attempt] ?? 60 * secondMs, left);
    await condition(() => state.wanted !== wanted || !mayMail(state), pauseMs, {
      summary: 'Mailing the code: try again',
    });
  }
  state.wanted = null;
}

const mayMail = (state: CodeState): boolean =>
  state.wanted !== null && !isSpent(state, state.wanted.question);

const attemptOnce = async (order: CodeOrder): Promise<Mailing> => {
  try {
    return await mailCode(order);
  } catch (error) {
    const isUnknown = error instanceof ActivityFailure && error.cause instanceof TimeoutFailure;
    return { failed: isUnknown ? 'unknown' : 'deferred' };
  }
};

const hasTexts = <Name extends string>(value: unknown, ...names: Name[]): value is Record<Name, string> =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Partial<Record<Name, unknown>>)[name] === 'string');
