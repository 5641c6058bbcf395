export type Verdict = 'right' | 'wrong' | 'locked' | 'expired';

/**
 * How the code of one question stands. `asked`: the first attempt to mail it has not ended; `deferred`: the mail server
 * has not taken it yet, and it is tried again; `refused`: the mail server does not take letters to this address;
 * `locked`: after too many wrong codes none counts for a while; `none`: no code counts, and none is being mailed.
 */
export type CodeStanding = 'none' | 'asked' | 'deferred' | 'mailed' | 'refused' | 'locked';

/** What came of one attempt to mail a code; `unknown`: it may have been mailed, with a hash that nobody learned. */
export type Mailing = { hash: string } | { failed: 'deferred' | 'refused' | 'unknown' };

/** A code for one question is wanted at an address. */
export type Wanted = { question: string; address: string; untilMs: number; isDeferred: boolean };

/** A code that was mailed, or with a hash of null may have been. */
type Mailed = { question: string; address: string; hash: string | null; atMs: number; untilMs: number };

export type CodeState = {
  /** Each counts for its ten minutes: letters arrive late, and out of their order. */
  mailed: Mailed[];
  /** One at a time: whoever asks again while it is being mailed has asked for the same. */
  wanted: Wanted | null;
  /** The question whose code was refused last. */
  refused: string | null;
  /** Letters that went out, or may have, for all questions. */
  sent: number;
  tries: number;
  used: boolean;
};

/** For how long a mailed code is valid, and one that is asked for is tried to be mailed. */
export const validMs = 10 * 60 * 1000;
/** Whoever asks again so soon gets no other: a program that looks at letters presses every button, and at once. */
const sameMs = 60 * 1000;
const mostTries = 5;
/** Codes of one question that are valid at one time: whoever gets no other has one that opens. */
const mostValid = 3;
/** For all questions of a person in a case, before it ends. */
const mostSent = 30;

export const newState = (): CodeState => ({
  mailed: [],
  wanted: null,
  refused: null,
  sent: 0,
  tries: 0,
  used: false,
});

const codesOf = ({ mailed }: CodeState, question: string): Mailed[] =>
  mailed.filter((code) => code.question === question);

/** Whether no further code is mailed for a question, for as long as those that were mailed are valid. */
export const isSpent = (state: CodeState, question: string): boolean =>
  state.tries >= mostTries || state.sent >= mostSent || codesOf(state, question).length >= mostValid;

/** Whether all that was mailed has been used. */
export const isOver = ({ used, mailed }: CodeState): boolean => used && mailed.length === 0;

export function forgetExpired(state: CodeState, nowMs: number): void {
  state.mailed = state.mailed.filter(({ untilMs }) => untilMs >= nowMs);
}

/** A code is asked for. Asking anew gives no more time than was given before, or a run could be kept open for ever. */
export function ask(state: CodeState, question: string, address: string, nowMs: number): void {
  forgetExpired(state, nowMs);
  const { wanted } = state;
  const isSame = (one: { question: string; address: string }): boolean =>
    one.question === question && one.address === address;
  const isJustMailed = state.mailed.some((code) => isSame(code) && nowMs < code.atMs + sameMs);
  if (isSpent(state, question) || isJustMailed || (wanted !== null && isSame(wanted))) return;
  state.wanted = { question, address, untilMs: wanted?.untilMs ?? nowMs + validMs, isDeferred: false };
}

/** Takes in what came of an attempt to mail what was wanted then. */
export function take(state: CodeState, wanted: Wanted, mailing: Mailing, nowMs: number): void {
  const { question, address } = wanted;
  if ('hash' in mailing || mailing.failed === 'unknown') {
    const hash = 'hash' in mailing ? mailing.hash : null;
    state.mailed.push({ question, address, hash, atMs: nowMs, untilMs: nowMs + validMs });
    state.sent += 1;
  }
  if ('hash' in mailing) state.refused = null;
  else if (mailing.failed === 'refused') state.refused = question;
  else {
    wanted.isDeferred = true;
    return;
  }
  if (state.wanted === wanted) state.wanted = null;
}

export function standingOf(state: CodeState, question: string): CodeStanding {
  if (state.tries >= mostTries && !isOver(state)) return 'locked';
  if (state.wanted?.question === question) return state.wanted.isDeferred ? 'deferred' : 'asked';
  if (state.refused === question) return 'refused';
  return codesOf(state, question).some(({ hash }) => hash !== null) ? 'mailed' : 'none';
}

/** Judges a guess, already hashed, and counts it. A right one uses up every code of its question. */
export function judge(state: CodeState, question: string, hash: string, nowMs: number): Verdict {
  forgetExpired(state, nowMs);
  const codes = codesOf(state, question).filter((code) => code.hash !== null);
  if (codes.length === 0 && (isOver(state) || state.tries < mostTries)) return 'expired';
  if (state.tries >= mostTries) return 'locked';
  state.tries += 1;
  if (!codes.some((code) => code.hash === hash)) return 'wrong';
  state.used = true;
  state.mailed = state.mailed.filter((code) => code.question !== question);
  if (state.wanted?.question === question) state.wanted = null;
  return 'right';
}
