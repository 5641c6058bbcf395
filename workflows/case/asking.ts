import type { Recipient } from '../../domain/duty';
import type { Addressee } from '../../domain/opened-duty';
import type { Actor, Answer } from '../../domain/record';
import { beside, type CaseFile, type Dating, type Given, type Round, type ToOpen } from './file';
import { settle } from './ledger';
import { never, openRound, postToAll } from './rounds';

export type AskOptions = Dating & {
  instance?: string;
  only?: readonly Recipient[];
  /** Whom to ask in place of those whom the directory names. */
  to?: readonly Addressee[];
  /** No letters: it stands on the page for whoever comes to it. */
  quiet?: boolean;
  /** Why an answer cannot be taken now, in a sentence; null when it can. */
  permit?: (answer: Answer, by: Actor) => string | null;
  onAnswer?: (given: Given) => void;
};

/** A question that has been put. `given` fills as answers come; a question that is closed never settles. */
export type Asked = {
  answer: Promise<Given>;
  answers: Promise<readonly Given[]>;
  given: readonly Given[];
  close: () => void;
};

export type TellOptions = Dating & {
  instance?: string;
  /** Owed from now on, but sent when this resolves; it resolves to what the letter reports, in a word. */
  once?: Promise<string | undefined>;
  outcome?: string;
  to?: readonly Addressee[];
};

export type Told = { met: Promise<void>; round: Promise<Round>; close: () => void };

export const unasked = (): Asked => ({
  answer: never(),
  answers: never(),
  given: [],
  close: () => undefined,
});
export const untold = (): Told => ({ met: never(), round: never(), close: () => undefined });

const wantedOf = (
  duty: string,
  instance: string,
  { only, to, undated, on }: AskOptions,
): Omit<ToOpen, 'round'> => ({
  duty,
  instance,
  ...(only ? { only } : {}),
  ...(to ? { addressees: to } : {}),
  ...(undated ? { undated } : {}),
  ...(on ? { on } : {}),
});

export const ask = (file: CaseFile, duty: string, options: AskOptions = {}): Asked => {
  const given: Given[] = [];
  const { instance = '-', quiet = false, permit, onAnswer } = options;
  let round: Round | undefined;
  let closed = false;
  const answers = new Promise<readonly Given[]>((resolve) => {
    openRound(file, wantedOf(duty, instance, options), {
      quiet,
      ...(permit ? { permit } : {}),
      onAnswer: (one) => {
        given.push(one);
        onAnswer?.(one);
      },
      onSettled: resolve,
    }).then((opened) => {
      round = opened;
      if (closed) settle(file, opened, 'over');
      else if (!quiet && opened.state.rule !== 'standing') postToAll(file, opened, { kind: 'question' });
    }, file.crash);
  });
  return {
    answers,
    answer: answers.then(([first]) => {
      if (!first) throw new Error(`${duty} was settled without an answer`);
      return first;
    }),
    given,
    close: () => {
      closed = true;
      if (round) settle(file, round, 'over');
    },
  };
};

/** Letters of this notice are copies only: what meets it is the answer to a question. */
const proveOtherwise = (file: CaseFile, notice: Round): void => {
  const { provenBy, instance } = notice.state;
  if (provenBy === undefined) return;
  ask(file, provenBy, {
    instance,
    onAnswer: () => {
      settle(file, notice, 'met');
    },
  });
};

/** Also for what must still be told when the procedure has ended. */
export const tell = (file: CaseFile, duty: string, options: TellOptions = {}): Told => {
  const { once, instance = '-' } = options;
  let settled: () => void = () => undefined;
  const met = new Promise<void>((resolve) => (settled = resolve));
  const round = openRound(file, wantedOf(duty, instance, options), {
    onSettled: () => {
      settled();
    },
  });
  const send = async (): Promise<void> => {
    const opened = await round;
    proveOtherwise(file, opened);
    const outcome = once ? await once : options.outcome;
    postToAll(file, opened, { kind: 'notice', ...(outcome === undefined ? {} : { outcome }) });
  };
  beside(file, file.scope, send);
  return {
    met,
    round,
    close: () =>
      void round.then((opened) => {
        settle(file, opened, 'over');
      }),
  };
};
