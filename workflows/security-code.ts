import {
  condition,
  defineQuery,
  defineSignal,
  proxyActivities,
  setDefaultSignalHandler,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { SecurityCodeActivities } from '../activities/security-code';

/** For one person and one case (or one reporter): where codes are mailed. */
export type SecurityCodeInput = { reference: string; address: string };
/** Another code is asked for, for one question. */
export type CodeRequest = { question: string };
/** A guess, already hashed where it was typed: no code stands in the history. `id` names it in the query for its verdict. */
export type Guess = { id: string; question: string; hash: string };
export type Verdict = 'right' | 'wrong' | 'locked' | 'expired';

export const sendCode = defineSignal<[CodeRequest]>('sendCode');
/** By signal and not by update: of many updates at once the server aborts some, and a guess would get no verdict. */
export const enterCode = defineSignal<[Guess]>('enterCode');
/** Whether it mails no further code before it ends. */
export const sendsNoMore = defineQuery<boolean>('sendsNoMore');
export const verdict = defineQuery<Verdict | null, [string]>('verdict');

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
  const verdicts = new Map<string, Verdict>();
  const state: State = { current: null, sent: 0, tries: 0, used: false };

  // Whatever arrives, the handlers never throw: a code that stands still could not even expire.
  setHandler(sendCode, (request: unknown) => {
    if (hasTexts(request, 'question')) asked.push({ question: request.question });
  });
  setHandler(enterCode, (guess: unknown) => {
    if (hasTexts(guess, 'id', 'question', 'hash'))
      verdicts.set(guess.id, verdicts.get(guess.id) ?? judge(state, guess));
  });
  setHandler(sendsNoMore, () => isSpent(state));
  setHandler(verdict, (id) => verdicts.get(id) ?? null);
  // Last, or it would take the signals that came with the start.
  setDefaultSignalHandler(() => undefined);

  for (;;) {
    const untilMs = state.current?.untilMs ?? Date.now() + validMs;
    const left = Math.max(untilMs - Date.now(), 1);
    const woken = await condition(() => state.used || asked.length > 0, left, {
      summary: 'The code is valid',
    });
    const request = asked.shift();
    if (!woken || state.used || request === undefined) return;
    if (isSpent(state)) continue;
    state.sent += 1;
    const made = await mailCode({ ...input, ...request, salt: runId }).catch(() => null);
    // A letter that the mail server did not take: the one before stays valid, and the person may ask again.
    if (made !== null) state.current = { ...request, ...made, untilMs: Date.now() + validMs };
  }
}

const hasTexts = <Name extends string>(value: unknown, ...names: Name[]): value is Record<Name, string> =>
  typeof value === 'object' &&
  value !== null &&
  names.every((name) => typeof (value as Partial<Record<Name, unknown>>)[name] === 'string');

type State = {
  current: { question: string; hash: string; untilMs: number } | null;
  sent: number;
  tries: number;
  used: boolean;
};

const isSpent = ({ sent, tries }: State): boolean => sent >= mostSent || tries >= mostTries;

function judge(state: State, { question, hash }: Guess): Verdict {
  const { current } = state;
  if (state.used) return 'expired';
  if (state.tries >= mostTries) return 'locked';
  if (current === null || Date.now() > current.untilMs || current.question !== question) return 'expired';
  state.tries += 1;
  state.used = hash === current.hash;
  return state.used ? 'right' : 'wrong';
}
