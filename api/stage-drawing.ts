import { addDays, addMonths, daysBetween } from '../domain/calendar/civil-date';
import { shortDay } from '../domain/dates-in-words';
import { placeFlags, widthOf, type Flag } from './flags';
import type { PlannedDay, StageLine, StageRun } from './stage-line';

const width = 960;
/** Where the words "Planned" and "So far" stand. */
const left = 78;
const rowHeight = 20;
const fewestDays = 21;

/** A mark on a line with its words, which stand `row` rows away from it; of one without room for words, `row` is null. */
type Mark = { x: number; words: string; row: number | null };

/** Numbers for an SVG, to scale: all lengths in its own units. */
export type StageDrawing = {
  width: number;
  height: number;
  rowHeight: number;
  left: number;
  right: number;
  plannedY: number;
  stagesY: number;
  scaleY: number;
  today: { x: number; words: string };
  planned: (Mark & Pick<PlannedDay, 'kind' | 'state'>)[];
  stages: (Mark & { width: number; isNow: boolean; isOdd: boolean })[];
  scale: { x: number; words: string }[];
  /** Some marks have no words. */
  isCrowded: boolean;
};

const joined = (names: readonly string[]): string => {
  const [first = '', second] = names;
  if (second === undefined) return first;
  if (names.length === 2 && first.length + second.length < 32) return `${first}, ${second}`;
  return `${first} and ${String(names.length - 1)} more`;
};

const plannedWords = ({ on, names, kind, state }: PlannedDay, todayOn: string): string => {
  const mark = state === 'overdue' ? ', overdue' : state === 'done' ? ', done' : '';
  return `${shortDay(on, todayOn)}: ${joined(names)}${kind === 'alarm' ? ' (alarm)' : ''}${mark}`;
};

const stageWords = ({ name, fromOn }: StageRun, todayOn: string): string =>
  `${shortDay(fromOn, todayOn)}: ${name}`;

/** Steps of a scale, from the closest to the widest; the first that leaves room for its words is taken. */
const steps: readonly { first: (on: string) => string; next: (on: string) => string; days: number }[] = [
  { first: (on) => mondayFrom(on), next: (on) => addDays(on, 7), days: 7 },
  ...[1, 3, 12].map((months) => ({
    first: (on: string) => `${on.slice(0, 4)}-01-01`,
    next: (on: string) => addMonths(on, months),
    days: 30 * months,
  })),
];

const mondayFrom = (on: string): string => {
  // 1 January 2024 was a Monday.
  const past = ((daysBetween('2024-01-01', on) % 7) + 7) % 7;
  return past === 0 ? on : addDays(on, 7 - past);
};

const roomForWordsPx = 88;

function scaleOf(startOn: string, endOn: string, xOf: (on: string) => number, todayOn: string) {
  const perDay = (xOf(endOn) - xOf(startOn)) / daysBetween(startOn, endOn);
  const step = steps.find(({ days }) => days * perDay >= roomForWordsPx) ?? steps.at(-1);
  const marks: { x: number; words: string }[] = [];
  if (step === undefined) return marks;
  for (let on = step.first(startOn); on <= endOn; on = step.next(on))
    if (on >= startOn) marks.push({ x: xOf(on), words: shortDay(on, todayOn) });
  return marks;
}

/** The last day of the drawing: past what is planned, and not so near that a week fills it. */
const endOf = (line: StageLine, startOn: string): string =>
  [...line.planned.map(({ on }) => on), line.todayOn, addDays(startOn, fewestDays)].reduce((last, on) =>
    on > last ? on : last,
  );

const startOf = ({ planned, stages, todayOn }: StageLine): string =>
  [...planned.map(({ on }) => on), ...stages.map(({ fromOn }) => fromOn)].reduce(
    (first, on) => (on < first ? on : first),
    todayOn,
  );

const highest = (marks: readonly Mark[]): number => Math.max(-1, ...marks.map(({ row }) => row ?? -1));

/** Where everything stands: days to scale from left to right, planned above, what has been below. */
export function drawStages(line: StageLine): StageDrawing {
  const { todayOn } = line;
  const startOn = startOf(line);
  const endOn = endOf(line, startOn);
  const days = daysBetween(startOn, endOn);
  const flagsOf = (xOf: (on: string) => number): { planned: Flag[]; stages: Flag[] } => ({
    planned: line.planned.map((day) => ({
      x: xOf(day.on),
      words: plannedWords(day, todayOn),
      mayBeSilent: day.state === 'done',
    })),
    stages: line.stages.map((run) => ({
      x: xOf(run.fromOn),
      words: stageWords(run, todayOn),
      mayBeSilent: false,
    })),
  });
  const xTo =
    (right: number) =>
    (on: string): number =>
      Math.round(10 * (left + ((right - left) * daysBetween(startOn, on)) / days)) / 10;
  const right = narrowed((to) => {
    const { planned, stages } = flagsOf(xTo(to));
    return [...planned, ...stages];
  });
  const xOf = xTo(right);
  const flags = flagsOf(xOf);
  const planned = placeFlags(flags.planned).map((mark, index) => ({
    ...mark,
    kind: line.planned[index]?.kind ?? 'due',
    state: line.planned[index]?.state ?? 'open',
  }));
  const plannedY = 34 + rowHeight * (highest(planned) + 1) + 14;
  const stagesY = plannedY + 30;
  const stages = placeFlags(flags.stages).map((mark, index) => ({
    ...mark,
    width: Math.max(2, xOf(line.stages[index]?.untilOn ?? todayOn) - mark.x),
    isNow: line.stages[index]?.untilOn === null,
    isOdd: index % 2 === 1,
  }));
  const scaleY = stagesY + 26 + rowHeight * (highest(stages) + 1) + 14;
  return {
    width,
    height: scaleY + 26,
    rowHeight,
    left,
    right,
    plannedY,
    stagesY,
    scaleY,
    today: { x: xOf(todayOn), words: `Today, ${shortDay(todayOn, todayOn)}` },
    planned,
    stages,
    scale: scaleOf(startOn, endOn, xOf, todayOn),
    isCrowded: planned.some(({ row }) => row === null),
  };
}

/** How far to the right the lines go, so that the words of the last marks still have room. */
function narrowed(flagsTo: (right: number) => Flag[]): number {
  let right = width - 44;
  for (let turn = 0; turn < 12; turn += 1) {
    const over = Math.max(...flagsTo(right).map(({ x, words }) => x + widthOf(words) - width));
    if (over <= 0) break;
    right -= over;
  }
  return right;
}
