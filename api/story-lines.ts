import { londonDateOf } from '../domain/calendar/london';
import { theParts, type AgencyTitles } from '../domain/parts-in-words';

/** So many letters of one day, one after another, are folded into one line. */
const fewestFolded = 3;

/** `postTo`: the part whom a letter reached that was accepted, where the line says so. */
type Line = { atMs: number; postTo: string | null };

const isOfOneRun = (one: Line, other: Line | undefined): boolean =>
  one.postTo !== null &&
  other !== undefined &&
  other.postTo !== null &&
  londonDateOf(one.atMs) === londonDateOf(other.atMs);

function inRuns<L extends Line>(lines: readonly L[]): L[][] {
  const runs: L[][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (isOfOneRun(line, last?.at(-1))) last?.push(line);
    else runs.push([line]);
  }
  return runs;
}

const toWhom = (run: readonly Line[], agencies: AgencyTitles): string =>
  theParts([...new Set(run.toReversed().flatMap(({ postTo }) => postTo ?? []))], agencies);

/** Many letters that were accepted one after another are one line, with them in it; everything else is a line of its own. */
export function foldPost<L extends Line>(lines: readonly L[], agencies: AgencyTitles) {
  return inRuns(lines).flatMap((run): (L & { post?: { to: string; lines: readonly L[] } })[] =>
    run.length < fewestFolded
      ? run
      : run.slice(0, 1).map((newest) => ({ ...newest, post: { to: toWhom(run, agencies), lines: run } })),
  );
}
