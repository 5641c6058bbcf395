import { londonDateOf } from '../domain/calendar/london';
import type { CaseView, DutyState } from '../domain/case-view';
import { dayInWords, stageInWords } from '../domain/dates-in-words';
import type { Stage } from '../domain/duty';
import type { FirstDate } from '../domain/first-date';
import type { DutyDates } from '../domain/opened-duty';
import { doneDays, type DoneDay } from './done-days';
import { milestoneOf } from './milestones';

/** A day that the rules set: an own reading's, or an earlier one by which the alarm goes. */
export type PlannedDay = {
  on: string;
  kind: 'due' | 'alarm';
  /** What is due, each once: of a day on which something is not done yet, that alone. */
  names: readonly string[];
  /** What else fell on the day and is done. */
  done?: readonly string[];
  state: 'open' | 'overdue' | 'done';
};

/** A stage that the case has been at. `untilOn` is null of the one at which it is. */
export type StageRun = { stage: Stage; name: string; fromOn: string; untilOn: string | null };

export type StageLine = {
  todayOn: string;
  planned: readonly PlannedDay[];
  done: readonly DoneDay[];
  stages: readonly StageRun[];
};

type Dated = Pick<DutyState, 'duty' | 'title' | 'state'> & {
  dates: Pick<DutyDates, 'dueOn' | 'alarmOn'> | null;
};

/** What is shown of a duty's dates: once it is done, no alarm goes by them. */
function daysOf(state: Dated, todayOn: string): PlannedDay[] {
  const { dates } = state;
  if (dates === null) return [];
  const { dueOn, alarmOn } = dates;
  const names = [milestoneOf(state)];
  const isOpen = state.state === 'open';
  const at = (on: string, kind: PlannedDay['kind']): PlannedDay => ({
    on,
    kind,
    names,
    state: isOpen ? (on < todayOn ? 'overdue' : 'open') : 'done',
  });
  return [
    ...(dueOn === null ? [] : [at(dueOn, 'due')]),
    ...(isOpen && alarmOn !== null && alarmOn !== dueOn ? [at(alarmOn, 'alarm')] : []),
  ];
}

const worst = ['overdue', 'open', 'done'] as const;

/** What falls on the same day is one mark: it is done when all of it is, and late is said only of what is. */
function together(days: readonly PlannedDay[]): PlannedDay[] {
  const keys = new Set(days.map(({ on, kind }) => `${on} ${kind}`));
  return [...keys].flatMap((key) => {
    const same = days.filter(({ on, kind }) => `${on} ${kind}` === key);
    const state = worst.find((one) => same.some((day) => day.state === one));
    const [first] = same;
    if (first === undefined || state === undefined) return [];
    const named = (days: readonly PlannedDay[]) => [...new Set(days.flatMap(({ names }) => names))];
    const names = named(same.filter((day) => day.state === state));
    const done = named(same.filter((day) => day.state !== state)).filter((name) => !names.includes(name));
    return [{ ...first, state, names, ...(done.length === 0 ? {} : { done }) }];
  });
}

function stagesOf({ story, opening, stage }: CaseView): StageRun[] {
  const entered = story.flatMap((entry) =>
    entry.kind === 'stage' ? [{ stage: entry.stage, fromOn: londonDateOf(entry.atMs) }] : [],
  );
  const all = entered.length > 0 ? entered : [{ stage, fromOn: londonDateOf(opening.openedAtMs) }];
  return all.map((one, index) => ({
    ...one,
    name: stageInWords(one.stage),
    untilOn: all[index + 1]?.fromOn ?? null,
  }));
}

const isPlanned = ({ state, rule }: DutyState): boolean =>
  rule !== 'standing' && (state === 'open' || state === 'met' || state === 'answered');

/** A duty that is not opened yet, and will be if the threshold is met. */
function daysAhead({ duty, title, dueOn, alarmOn }: FirstDate, todayOn: string): PlannedDay[] {
  const days = daysOf({ duty, title, state: 'open', dates: { dueOn, alarmOn: alarmOn ?? dueOn } }, todayOn);
  return days.map((day) => ({ ...day, names: day.names.map((name) => `${name}, if met`), state: 'open' }));
}

/**
 * What the rules set, and what has been: the days by which a case's duties are due, those on which they were done, and its
 * stages as its story has them. `ifMet` is owed only if the threshold is met.
 */
export function stageLine(view: CaseView, ifMet: FirstDate | null = null): StageLine {
  const todayOn = londonDateOf(view.nowMs);
  const duties = view.duties.filter(isPlanned);
  const days = [
    ...duties.flatMap((state) => daysOf(state, todayOn)),
    ...(ifMet === null ? [] : daysAhead(ifMet, todayOn)),
  ];
  return {
    todayOn,
    planned: together(days).toSorted((one, other) => one.on.localeCompare(other.on)),
    done: doneDays(view, duties),
    stages: stagesOf(view),
  };
}

/** A day on which something is due, was done or began, as a table says it. */
export type StageRow = { on: string; isToday: boolean; planned: string[]; soFar: string[] };

const plannedInWords = ({ names, done, kind, state }: PlannedDay): string => {
  const what = kind === 'due' ? 'Due' : 'Alarm, by an earlier reading';
  const mark = state === 'open' ? '' : state === 'done' ? ' (done)' : ' (overdue)';
  const also = done === undefined ? '' : `; ${done.join(', ')} (done)`;
  return `${what}: ${names.join(', ')}${mark}${also}`;
};

/** The same as the drawing, day by day, today among them. */
export function stageRows({ todayOn, planned, done, stages }: StageLine): StageRow[] {
  const soFar = [
    ...stages.map(({ fromOn: on, name }) => ({ on, words: `Stage ${name} began` })),
    ...done.map(({ on, names, isLate }) => ({
      on,
      words: `${isLate ? 'Done late' : 'Done'}: ${names.join(', ')}`,
    })),
  ];
  const days = new Set([todayOn, ...[...planned, ...soFar].map(({ on }) => on)]);
  return [...days].sort().map((on) => ({
    on,
    isToday: on === todayOn,
    planned: planned.filter((day) => day.on === on).map(plannedInWords),
    soFar: soFar.filter((day) => day.on === on).map(({ words }) => words),
  }));
}

/** What the drawing says, for who does not see it. */
export function stageSummary({ todayOn, planned, stages }: StageLine): string {
  const now = stages.at(-1);
  const next = planned.find(({ on, state }) => state !== 'done' && on >= todayOn);
  return [
    ...(now === undefined ? [] : [`At the stage “${now.name}” since ${dayInWords(now.fromOn)}.`]),
    ...(next === undefined
      ? []
      : [`The next planned day is ${dayInWords(next.on)}: ${next.names.join(', ')}.`]),
    'The table that follows says the same.',
  ].join(' ');
}
