export type Verdict = 'right' | 'wrong' | 'locked' | 'expired';

/**
 * How the code of one question stands. `asked`: the first attempt to mail it has not ended; `deferred`: the mail server
 * has not taken it yet, and it is tried again; `refused`: the mail server does not take letters to this address;
 * `none`: no code counts, and none is being mailed.
 */
export type CodeStanding = 'none' | 'asked' | 'deferred' | 'mailed' | 'refused';

/** What came of one attempt to mail a code; `unknown`: it may have been mailed, with a hash that nobody learned. */
export type Mailing = { hash: string } | { failed: 'deferred' | 'refused' | 'unknown' };

/** A code for one question is wanted at an address. */
export type Wanted = { question: string; address: string; untilMs: number; isDeferred: boolean };

export type CodeState = {
  /** The latest code that was mailed. */
  current: { question: string; hash: string; untilMs: number } | null;
  /** One at a time: whoever asks again while it is being mailed has asked for the same. */
  wanted: Wanted | null;
  /** The question whose code was refused last. */
  refused: string | null;
  /** Letters that went out, or may have. */
  sent: number;
  tries: number;
  used: boolean;
};

/** For how long a mailed code is valid, and one that is asked for is tried to be mailed. */
export const validMs = 10 * 60 * 1000;
const mostTries = 5;
const mostSent = 3;

export const newState = (): CodeState => ({
  current: null,
  wanted: null,
  refused: null,
  sent: 0,
  tries: 0,
  used: false,
});

/** Whether no further code is mailed. */
export const isSpent = ({ sent, tries }: CodeState): boolean => sent >= mostSent || tries >= mostTries;

/** A code is asked for. Asking anew gives no more time than was given before, or a run could be kept open for ever. */
export function ask(state: CodeState, question: string, address: string, nowMs: number): void {
  const { wanted } = state;
  if (isSpent(state) || (wanted?.question === question && wanted.address === address)) return;
  state.wanted = { question, address, untilMs: wanted?.untilMs ?? nowMs + validMs, isDeferred: false };
}

/** Takes in what came of an attempt to mail what was wanted then. */
export function take(state: CodeState, wanted: Wanted, mailing: Mailing, nowMs: number): void {
  if ('hash' in mailing) {
    state.current = { question: wanted.question, hash: mailing.hash, untilMs: nowMs + validMs };
    state.refused = null;
    state.sent += 1;
  } else if (mailing.failed === 'refused') state.refused = wanted.question;
  else {
    if (mailing.failed === 'unknown') state.sent += 1;
    wanted.isDeferred = true;
    return;
  }
  if (state.wanted === wanted) state.wanted = null;
}

export function standingOf({ wanted, current, refused }: CodeState, question: string): CodeStanding {
  if (wanted?.question === question) return wanted.isDeferred ? 'deferred' : 'asked';
  if (refused === question) return 'refused';
  return current?.question === question ? 'mailed' : 'none';
}

/** Judges a guess, already hashed, and counts it. */
export function judge(state: CodeState, question: string, hash: string, nowMs: number): Verdict {
  const { current } = state;
  if (state.used) return 'expired';
  if (state.tries >= mostTries) return 'locked';
  if (current === null || nowMs > current.untilMs || current.question !== question) return 'expired';
  state.tries += 1;
  state.used = hash === current.hash;
  return state.used ? 'right' : 'wrong';
}
