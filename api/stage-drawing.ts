import { addDays, daysBetween } from '../domain/calendar/civil-date';
import { shortDay } from '../domain/dates-in-words';
import { scaleOf } from './day-scale';
import { placeFlags, widthOf, wordsWidth, type Flag } from './flags';
import type { DoneDay } from './done-days';
import type { PlannedDay, StageLine, StageRun } from './stage-line';

const width = 960;
/** Where the words "Planned" and "So far" stand. */
const left = 78;
const rowHeight = 19;
const fewestDays = 21;

/** A mark on a line with its words, which stand `row` rows away from it and take `room`; of one without words, `row` is null. */
type Mark = { x: number; words: string; room: number; row: number | null };

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
  /** Something is planned after today: of a case that has ended nothing is. */
  goesOn: boolean;
  planned: (Mark & Pick<PlannedDay, 'kind' | 'state'>)[];
  done: Mark[];
  stages: (Mark & { width: number; isNow: boolean; isOdd: boolean })[];
  scale: { x: number; words: string }[];
  /** Some of what was done has no words. */
  isCrowded: boolean;
};

const joined = (names: readonly string[]): string => {
  const [first = '', second] = names;
  if (second === undefined) return first;
  if (names.length === 2 && first.length + second.length < 32) return `${first}, ${second}`;
  return `${first} and ${String(names.length - 1)} more`;
};

/** Of what is done the day on which it was done has the words, below. */
const plannedWords = ({ on, names, kind, state }: PlannedDay, todayOn: string): string =>
  state === 'done'
    ? ''
    : `${shortDay(on, todayOn)}: ${joined(names)}${kind === 'alarm' ? ' (alarm)' : ''}${state === 'overdue' ? ', overdue' : ''}`;

const doneWords = ({ on, names, isLate }: DoneDay, todayOn: string): string =>
  `${shortDay(on, todayOn)}: ${joined(names)}, done${isLate ? ' late' : ''}`;

/** Stages that began on the same day: all but the last have no length. */
type Begun = { fromOn: string; untilOn: string | null; names: string[] };

const begunByDay = (stages: readonly StageRun[]): Begun[] =>
  stages.reduce<Begun[]>((days, { fromOn, untilOn, name }) => {
    const last = days.at(-1);
    if (last?.fromOn !== fromOn) return [...days, { fromOn, untilOn, names: [name] }];
    return [...days.slice(0, -1), { fromOn, untilOn, names: [...last.names, name] }];
  }, []);

const stageWords = ({ names, fromOn }: Begun, todayOn: string): string =>
  `${shortDay(fromOn, todayOn)}: ${names.length === 1 ? 'stage' : 'stages'} ${names.join(', ')}`;

/** The last day of the drawing: past what is planned, and not so near that a week fills it. */
const endOf = (line: StageLine, startOn: string): string =>
  [...line.planned.map(({ on }) => on), line.todayOn, addDays(startOn, fewestDays)].reduce((last, on) =>
    on > last ? on : last,
  );

const startOf = ({ planned, done, stages, todayOn }: StageLine): string =>
  [...[...planned, ...done].map(({ on }) => on), ...stages.map(({ fromOn }) => fromOn)].reduce(
    (first, on) => (on < first ? on : first),
    todayOn,
  );

const withRoom = <F extends Flag>(flag: F): F & { room: number } => ({
  ...flag,
  room: wordsWidth(flag.words),
});

const highest = (marks: readonly Mark[]): number => Math.max(-1, ...marks.map(({ row }) => row ?? -1));

/** What hangs from both lines, where a day lies at `xOf`. */
function flagsOf({ todayOn, planned, done, stages }: StageLine, xOf: (on: string) => number) {
  return {
    done: done.map((day) => ({ x: xOf(day.on), words: doneWords(day, todayOn), mayBeSilent: true })),
    planned: planned.map((day) => ({
      x: xOf(day.on),
      words: plannedWords(day, todayOn),
      mayBeSilent: false,
      kind: day.kind,
      state: day.state,
    })),
    stages: begunByDay(stages).map((begun, index) => ({
      x: xOf(begun.fromOn),
      words: stageWords(begun, todayOn),
      mayBeSilent: false,
      width: Math.max(2, xOf(begun.untilOn ?? todayOn) - xOf(begun.fromOn)),
      isNow: begun.untilOn === null,
      isOdd: index % 2 === 1,
    })),
  };
}

/** Where everything stands: days to scale from left to right, planned above, what has been below. */
export function drawStages(line: StageLine): StageDrawing {
  const { todayOn } = line;
  const startOn = startOf(line);
  const endOn = endOf(line, startOn);
  const days = daysBetween(startOn, endOn);
  const xTo =
    (right: number) =>
    (on: string): number =>
      Math.round(10 * (left + ((right - left) * daysBetween(startOn, on)) / days)) / 10;
  const right = narrowed((to) => Object.values(flagsOf(line, xTo(to))).flat());
  const xOf = xTo(right);
  const flags = flagsOf(line, xOf);
  const planned = placeFlags(flags.planned).map(withRoom);
  const below = placeFlags<Flag>([...flags.stages, ...flags.done]).map(({ row }) => row);
  const stages = flags.stages.map((flag, index) => withRoom({ ...flag, row: below[index] ?? null }));
  const done = flags.done.map((flag, index) =>
    withRoom({ ...flag, row: below[stages.length + index] ?? null }),
  );
  const plannedY = 46 + rowHeight * (highest(planned) + 1);
  const stagesY = plannedY + 28;
  const scaleY = stagesY + 26 + rowHeight * (highest([...stages, ...done]) + 1);
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
    goesOn: line.planned.some(({ on, state }) => on > todayOn && state !== 'done'),
    planned,
    done,
    stages,
    scale: scaleOf(startOn, endOn, xOf, todayOn),
    isCrowded: done.some(({ row }) => row === null),
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
