import type { AgencyTitles } from '../../domain/parts-in-words';

/** What stands in the one way out of a letter. */
export type LetterLink = { label: string; url: string };

/**
 * A letter's content, from which text and HTML are both made, so that they say the same.
 * Each paragraph is plain text; the link stands after the first.
 */
export type Letter = { subject: string; opening: string; link?: LetterLink; paragraphs: readonly string[] };

/** What a letter says beside the order: all of it public, or the recipient's own link. */
export type LetterContext = {
  link: string;
  partnership: Partnership;
  /** The case's London date. */
  todayOn: string;
  /** Titles of the agencies that the directory knows. */
  agencies: AgencyTitles;
  /** The name of the file that goes with the letter, where one does. */
  attached?: string;
};

export type Partnership = { name: string; telephone?: string };
