import type { EventName } from '../../domain/duty';
import type { OpeningProblem } from '../../domain/opened-duty';
import type { LetterRecord } from '../../domain/record';
import { tellNearerDay, watchClock } from './alarms';
import {
  beside,
  latestRound,
  note,
  scopeWithin,
  type CaseFile,
  type Dating,
  type Posting,
  type Round,
  type ToOpen,
} from './file';
import { partOf, settle } from './ledger';
import { hasReached, post } from './letters';

type Behaviour = Pick<Round, 'quiet' | 'permit' | 'onAnswer' | 'onSettled'>;

const ordinary: Behaviour = {
  quiet: false,
  permit: () => null,
  onAnswer: () => undefined,
  onSettled: () => undefined,
};

/** What waits for it goes no further: the case has been ended meanwhile. */
export const never = (): Promise<never> => new Promise(() => undefined);

/** Opens a round of a duty; an earlier round of the same one is superseded. Never resolves when the case has been ended meanwhile. */
export const openRound = async (
  file: CaseFile,
  wanted: Omit<ToOpen, 'round'>,
  behaviour: Partial<Behaviour>,
): Promise<Round> => {
  const era = file.era;
  file.beingOpened += 1;
  const opened = await file.open({ ...wanted, round: nextRound(file, wanted) });
  file.beingOpened -= 1;
  if (era !== file.era) return never();
  const earlier = latestRound(file, wanted.duty, wanted.instance);
  if (earlier) settle(file, earlier, 'superseded');
  const scope = scopeWithin(file.scope);
  const round: Round = {
    ...ordinary,
    ...behaviour,
    state: {
      ...opened,
      openedAtMs: Date.now(),
      state: 'open',
      answeredBy: [],
      awaited: opened.rule === 'standing' || opened.provenBy !== undefined ? [] : [...opened.parts],
      reminders: 0,
      breaches: 0,
    },
    dating: datingOf(wanted),
    given: [],
    scope,
    clock: scopeWithin(scope),
  };
  file.rounds.push(round);
  file.changed();
  noteDates(file, round);
  reportProblems(file, round);
  startClock(file, round);
  return round;
};

const datingOf = ({ undated, on }: Dating): Dating => ({
  ...(undated ? { undated } : {}),
  ...(on ? { on } : {}),
});

const nextRound = (file: CaseFile, { duty, instance }: Pick<ToOpen, 'duty' | 'instance'>): number => {
  const key = `${duty}/${instance}`;
  const number = (file.numbers.get(key) ?? 0) + 1;
  file.numbers.set(key, number);
  return number;
};

const noteDates = (
  file: CaseFile,
  { state }: Round,
  redated?: { from: string | null; because: string },
): void => {
  if (!state.dates) return;
  const { duty, instance, round, title } = state;
  const { dueOn, alarmOn, relaxation } = state.dates;
  note(file, {
    ...{ kind: 'due', duty, instance, round, title, dueOn, alarmOn },
    ...(relaxation ? { relaxed: relaxation.lifts ? 'lifted' : 'moved' } : {}),
    ...(redated ? { redated } : {}),
  });
};

const reportProblems = (file: CaseFile, round: Round): void => {
  for (const problem of round.state.problems)
    if (problem.problem === 'role-unfilled') file.trouble.unfilled(round, problem);
    else file.trouble.undated(round, problem.detail);
};

const startClock = (file: CaseFile, round: Round): void => {
  beside(file, round.clock, () => watchClock(file, round));
};

/** Sends what opens a round to each of its addressees. */
export const postToAll = (
  file: CaseFile,
  round: Round,
  posting: Pick<Posting, 'kind'> & { outcome?: string },
): void => {
  for (const to of round.state.addressees)
    postTo(file, round, { ...posting, ordinal: 0, to, duty: round.state });
};

export const postTo = (file: CaseFile, round: Round, posting: Posting): void => {
  if (round.state.state !== 'open') return;
  beside(file, round.scope, async () => {
    await post(file, round, posting);
    checkMet(file, round);
  });
};

/** A notice is met when every part of it has been reached, by letter or otherwise; what is no longer needed ends it too. */
export const checkMet = (file: CaseFile, round: Round): void => {
  const { duty, instance, round: number, kind } = round.state;
  if (kind !== 'notice' || round.state.state !== 'open' || round.state.provenBy !== undefined) return;
  const letters = [...file.letters.values()]
    .filter((letter) => letter.duty === duty && letter.instance === instance && letter.round === number)
    .filter((letter) => letter.kind === 'notice');
  const without = (ended: LetterRecord[]): string[] =>
    round.state.parts.filter((part) => !ended.some(({ to }) => partOf(to) === part));
  const reached = letters.filter(hasReached);
  round.state.awaited = without([...reached, ...letters.filter(({ state }) => state === 'withdrawn')]);
  file.changed();
  if (round.state.awaited.length > 0) return;
  const ending = without(reached).length === 0 ? 'met' : 'over';
  settle(file, round, ending);
  if (ending === 'over') round.onSettled(round.given);
};

/** The event has occurred, or is now planned for that day: every open duty with a reading that counts from it is dated anew. */
export const redate = (file: CaseFile, event: EventName): void => {
  for (const round of file.rounds)
    if (round.state.state === 'open' && round.state.dates?.readings.some(({ from }) => from === event))
      beside(file, round.scope, () => redateRound(file, round, event));
};

const isUnfilled = ({ problem }: OpeningProblem): boolean => problem === 'role-unfilled';

/** Asks for the dates of a round again, in the same round; who was asked and what was asked stay as they were. */
export const redateRound = async (file: CaseFile, round: Round, because: string): Promise<void> => {
  const { duty, instance, round: number, addressees } = round.state;
  const { dates, weeklyAtMs, problems } = await file.open({
    duty,
    instance,
    round: number,
    addressees,
    ...round.dating,
  });
  if (round.state.state !== 'open' && round.state.state !== 'met') return;
  const before = round.state.dates;
  round.state.dates = dates;
  round.state.weeklyAtMs = weeklyAtMs;
  round.state.problems = [...round.state.problems.filter(isUnfilled), ...problems];
  if (
    before?.dueOn !== dates?.dueOn ||
    before?.alarmOn !== dates?.alarmOn ||
    before?.relaxation?.lifts !== dates?.relaxation?.lifts
  )
    noteDates(file, round, { from: before?.dueOn ?? null, because });
  if (round.state.state === 'met') return;
  if (before?.alarmOn !== dates?.alarmOn) {
    round.clock.cancel();
    round.clock = scopeWithin(round.scope);
    startClock(file, round);
    tellNearerDay(file, round, before);
  }
  for (const problem of problems)
    if (problem.problem === 'date-unknown') file.trouble.undated(round, problem.detail);
};
