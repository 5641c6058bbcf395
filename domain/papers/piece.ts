import type { CaseView } from '../case-view';
import type { Shown } from '../duty';
import type { AttachedFile } from '../attached-file';
import type { Action } from '../permissions';
import type { Actor, Entry, Parcel } from '../record';
import type { Row, SealedWords } from './answer-rows';

/** One answer as it is shown to those who decide on it or are told of it. */
export type ShownAnswer = {
  by: Actor;
  atMs: number;
  /** When an entry of the record put it right, where one did. */
  correctedAtMs?: number;
  rows: Row[];
  /** Those that went with it. */
  files: ShownFile[];
};

/** A file of an answer, with its name where it can be opened; where it opens is for who shows it to say. */
export type ShownFile = AttachedFile & { name: string; words: string; href?: string };

/** The report or a paper (in `rows`), or a question with every answer to it. */
export type ShownPiece = {
  title: string;
  /** Where a paper's form is written, and for whom it is. */
  about?: string;
  rows: Row[];
  answers: ShownAnswer[];
};

export type AnswerEntry = Extract<Entry, { kind: 'answer' }>;

/** What pieces are composed from, for one reader. Null where something sealed cannot be opened: the rest is shown all the same. */
export type PieceSource = {
  view: CaseView;
  /** Agencies by id, with their titles. */
  agencies: Readonly<Record<string, string>>;
  may: (action: Action) => boolean;
  /** Whether the reader may have the answer of this one. */
  mayReadAnswerOf: (by: Actor) => boolean;
  openReport: () => Promise<Row[] | null>;
  openWords: (parcel: Parcel, of: Pick<AnswerEntry, 'duty' | 'instance'>) => Promise<SealedWords | null>;
};

export const unopened = 'It is kept, but it cannot be opened just now. Please ask the business unit for it.';

/** Of each instance the answers of its latest round that has any, in the order in which they came. */
export function latestAnswers({ story }: CaseView, question: Shown): AnswerEntry[] {
  const all = story.filter(
    (entry): entry is AnswerEntry => entry.kind === 'answer' && entry.duty === question,
  );
  const isLater = (one: AnswerEntry, other: AnswerEntry): boolean =>
    one.instance === other.instance && one.round > other.round;
  return all.filter((entry) => !all.some((other) => isLater(other, entry)));
}

/** The sealed words of an answer; none where it has none, null where they cannot be opened. */
export const wordsOf = (source: PieceSource, entry: AnswerEntry): Promise<SealedWords | null> =>
  entry.answer.parcel === undefined ? Promise.resolve({}) : source.openWords(entry.answer.parcel, entry);
