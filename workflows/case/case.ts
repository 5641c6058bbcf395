import { CancellationScope, setDefaultSignalHandler, setHandler, defineQuery } from '@temporalio/workflow';
import type { EventName, Recipient, Stage } from '../../domain/duty';
import type { Addressee } from '../../domain/opened-duty';
import type { CaseAsKept, SubmissionView } from '../../domain/case-view';
import type { Actor, Answer, EntryBody, Opening } from '../../domain/record';
import { beside, note, type CaseFile, type Dating, type Given, type Round, type ToOpen } from './file';
import { settle, submit } from './ledger';
import { dutyOpener } from './opening';
import { overviewKeeper } from './overview';
import { never, openRound, postToAll, redate, waitOut, type WaitOptions } from './rounds';
import { troubleOf } from './trouble';

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

/** The verbs with which a procedure is written. */
export type Case<Question extends string, Notice extends string, Wait extends string> = {
  readonly file: CaseFile;
  ask: (duty: Question, options?: AskOptions) => Asked;
  askEach: (duty: Question, instances: readonly string[], options?: AskOptions) => Asked[];
  tell: (notice: Notice, options?: TellOptions) => Told;
  /** Waits until 09:00 on the day, or until the whole day is over, or until `unless` comes first. */
  until: (wait: Wait, options?: WaitOptions) => Promise<void>;
  note: (body: EntryBody) => void;
  /** Notes the stage that begins. */
  enter: (stage: Stage) => void;
  /** Notes that an event occurred, on a London date or at an instant; what counts from it is dated anew. */
  happened: (event: EventName, when?: string | number) => void;
  /** Ends everything open at once: a case withdrawn or over. */
  endAll: (state: 'withdrawn' | 'over') => void;
};

const viewQuery = defineQuery<CaseAsKept>('view');
const submissionQuery = defineQuery<SubmissionView, [string]>('submission');

const newFile = (opening: Opening, scope: CancellationScope, crash: CaseFile['crash']): CaseFile => {
  const file: CaseFile = {
    opening,
    stage: 'report',
    handler: opening.handler,
    closed: false,
    events: {
      incident: opening.incidentOn,
      'authority-aware': opening.authorityAwareOn,
      'report-received': opening.reportReceivedOn,
    },
    rounds: [],
    letters: new Map(),
    story: [],
    outcomes: new Map(),
    scope,
    crash,
    numbers: new Map(),
    beingOpened: 0,
    era: 0,
    onCorrection: () => undefined,
    withdraw: () => undefined,
    changed: () => undefined,
    open: () => Promise.reject(new Error('not yet set')),
    trouble: { undelivered: () => undefined, unfilled: () => undefined, undated: () => undefined },
  };
  file.changed = overviewKeeper(file);
  file.open = dutyOpener(file);
  file.trouble = troubleOf(file);
  return file;
};

export const viewOf = (file: CaseFile): CaseAsKept => ({
  reference: file.opening.reference,
  opening: file.opening,
  stage: file.stage,
  duties: file.rounds.map(({ state }) => state),
  letters: [...file.letters.values()],
  story: file.story,
  closed: file.closed,
});

/** Sets every handler before anything else runs: a signal without one would be kept back, and then accepted out of place. */
const listen = (file: CaseFile): void => {
  setDefaultSignalHandler((name, ...values) => {
    submit(file, name, values[0]);
  });
  setHandler(viewQuery, () => viewOf(file));
  setHandler(submissionQuery, (submission) => file.outcomes.get(submission) ?? null);
};

/** Opens a case: its handlers, its ledger, its verbs. Call it first of all, inside the guard. */
export const openCase = <Question extends string, Notice extends string, Wait extends string>(
  opening: Opening,
  crash: CaseFile['crash'],
): Case<Question, Notice, Wait> => {
  const file = newFile(opening, CancellationScope.current(), crash);
  listen(file);
  note(file, { kind: 'stage', stage: 'report' });
  // A procedure that is still under way when its case is ended says nothing more.
  const isEnded = (): boolean => file.era > 0;
  return {
    file,
    ask: (duty, options) => (isEnded() ? unasked() : ask(file, duty, options)),
    askEach: (duty, instances, options) =>
      instances.map((instance) => (isEnded() ? unasked() : ask(file, duty, { ...options, instance }))),
    tell: (notice, options) => (isEnded() ? untold() : tell(file, notice, options)),
    until: async (wait, options = {}) => {
      if (isEnded()) await never();
      await waitOut(file, await openRound(file, { duty: wait, instance: '-' }, { quiet: true }), options);
    },
    note: (body) => {
      if (!isEnded()) note(file, body);
    },
    enter: (stage) => {
      if (isEnded()) return;
      file.stage = stage;
      note(file, { kind: 'stage', stage });
    },
    happened: (event, when = Date.now()) => {
      if (isEnded() || file.events[event] === when) return;
      file.events[event] = when;
      redate(file, event);
    },
    endAll: (state) => {
      file.era += 1;
      for (const round of file.rounds) settle(file, round, state);
    },
  };
};

const unasked = (): Asked => ({ answer: never(), answers: never(), given: [], close: () => undefined });
const untold = (): Told => ({ met: never(), round: never(), close: () => undefined });

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

const ask = (file: CaseFile, duty: string, options: AskOptions = {}): Asked => {
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
