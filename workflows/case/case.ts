import { CancellationScope, setDefaultSignalHandler, setHandler, defineQuery } from '@temporalio/workflow';
import type { EventName, Stage } from '../../domain/duty';
import type { CaseAsKept, SubmissionView } from '../../domain/case-view';
import type { EntryBody, Opening } from '../../domain/record';
import {
  ask,
  tell,
  unasked,
  untold,
  type AskOptions,
  type Asked,
  type TellOptions,
  type Told,
} from './asking';
import { note, type CaseFile } from './file';
import { settle, submit } from './ledger';
import { dutyOpener } from './opening';
import { overviewKeeper } from './overview';
import { never, openRound, redate } from './rounds';
import { sharedTimers } from './shared-timers';
import { troubleOf } from './trouble';
import { waitOut, type WaitOptions } from './waits';

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
    deputies: [],
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
    sleepUntil: sharedTimers(scope),
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
