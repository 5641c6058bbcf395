import type { CaseView } from '../case-view';
import { momentInWords } from '../dates-in-words';
import type { Shown } from '../duty';
import type { Actor, Entry, Parcel } from '../record';
import { answerRows, type Row, type SealedWords } from './answer-rows';

/** One answer as it is shown to those who decide on it or are told of it. */
export type ShownAnswer = { by: Actor; atMs: number; rows: Row[] };
/** The report (in `rows`), or a question with every answer to it. */
export type ShownPiece = { title: string; rows: Row[]; answers: ShownAnswer[] };

type AnswerEntry = Extract<Entry, { kind: 'answer' }>;

/** What pieces are composed from, for one reader. Null where something sealed cannot be opened: the rest is shown all the same. */
export type PieceSource = {
  view: CaseView;
  /** Agencies by id, with their titles. */
  agencies: Readonly<Record<string, string>>;
  mayReadReport: boolean;
  openReport: () => Promise<Row[] | null>;
  openWords: (parcel: Parcel, of: Pick<AnswerEntry, 'duty' | 'instance'>) => Promise<SealedWords | null>;
};

/** Of each instance the answers of its latest round that has any, in the order in which they came. */
function latestAnswers({ story }: CaseView, question: Shown): AnswerEntry[] {
  const all = story.filter(
    (entry): entry is AnswerEntry => entry.kind === 'answer' && entry.duty === question,
  );
  const isLater = (one: AnswerEntry, other: AnswerEntry): boolean =>
    one.instance === other.instance && one.round > other.round;
  return all.filter((entry) => !all.some((other) => isLater(other, entry)));
}

const unreadable: Row = {
  label: 'What was written',
  value: 'It is kept, but it cannot be opened just now. Please ask the business unit for it.',
};

/** The choice first, so that who dissents is seen at once; then tests, facts and words by the form's own labels. */
function rowsOf({ view, agencies }: PieceSource, entry: AnswerEntry, words: SealedWords): Row[] {
  const state = view.duties.find(
    (one) => one.duty === entry.duty && one.instance === entry.instance && one.round === entry.round,
  );
  const form = state?.form ?? {};
  const { choice, ...rest } = entry.answer;
  const chosen = entry.choiceLabel ?? choice;
  const correction = view.story.find((one) => one.kind === 'entry' && one.supersedes === entry.number);
  return [
    ...(chosen === undefined ? [] : [{ label: form.choice?.legend ?? 'Answer', value: chosen }]),
    ...answerRows(form, rest, words, agencies),
    ...(correction === undefined
      ? []
      : [
          {
            label: 'Corrected',
            value: `On ${momentInWords(correction.atMs)}, by entry ${String(correction.number)}`,
          },
        ]),
  ];
}

async function shownAnswer(source: PieceSource, entry: AnswerEntry): Promise<ShownAnswer> {
  const { parcel } = entry.answer;
  const words = parcel === undefined ? {} : await source.openWords(parcel, entry);
  const rows = [...rowsOf(source, entry, words ?? {}), ...(words === null ? [unreadable] : [])];
  return { by: entry.by, atMs: entry.atMs, rows };
}

async function shownReport(source: PieceSource): Promise<ShownPiece | null> {
  if (!source.mayReadReport) return null;
  return { title: 'Read the report', rows: (await source.openReport()) ?? [unreadable], answers: [] };
}

async function shownQuestion(source: PieceSource, question: Shown): Promise<ShownPiece | null> {
  const entries = latestAnswers(source.view, question);
  const title = entries.at(-1)?.title;
  if (title === undefined) return null;
  const answers = await Promise.all(entries.map((entry) => shownAnswer(source, entry)));
  return { title, rows: [], answers };
}

/** What a duty shows, in its own order, and nothing else; a question that has no answer yet is left out. */
export async function composePieces(shows: readonly Shown[], source: PieceSource): Promise<ShownPiece[]> {
  const pieces = await Promise.all(
    shows.map((one) => (one === 'report' ? shownReport(source) : shownQuestion(source, one))),
  );
  return pieces.filter((piece) => piece !== null);
}
