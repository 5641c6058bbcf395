/** A place on a line and the words that hang from it to its right, if any. `mayBeSilent` words give way where it is crowded. */
export type Flag = { x: number; words: string; mayBeSilent: boolean };

/** On the safe side for the fonts that people's systems have: the widest of them needs 7.5 at this size. */
const widthOfLetter = 7.9;
const gap = 12;

/** How wide words are at most, in the units of the drawing. */
export const wordsWidth = (words: string): number => Math.ceil(words.length * widthOfLetter);

/** The same with the gap to what follows. */
export const widthOf = (words: string): number => wordsWidth(words) + gap;

/** So many rows high may words stand that could be left out. */
const rowsForSilent = 8;

/**
 * In which row each flag's words stand, counted from the line, so that no words cover others, nor the stalk of a flag: a
 * stalk goes up from its mark, and whatever its words would cover to the right stands lower. Null where there are no words, or they
 * are left out.
 */
export function placeFlags<F extends Flag>(flags: readonly F[]): (F & { row: number | null })[] {
  const rows = new Map<F, number | null>();
  for (const flag of flags.toSorted((one, other) => other.x - one.x)) {
    const covered = [...rows].flatMap(([{ x }, row]) =>
      row !== null && x < flag.x + widthOf(flag.words) ? [row] : [],
    );
    const row = Math.max(-1, ...covered) + 1;
    const isLeftOut = flag.words === '' || (flag.mayBeSilent && row >= rowsForSilent);
    rows.set(flag, isLeftOut ? null : row);
  }
  return flags.map((flag) => ({ ...flag, row: rows.get(flag) ?? null }));
}
