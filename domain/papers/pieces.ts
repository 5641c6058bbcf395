import { fileNameKey, kindAndSize } from '../attached-file';
import { momentInWords } from '../dates-in-words';
import type { Paper, Shown } from '../duty';
import { citeSource, type Source } from '../duty';
import type { Action } from '../permissions';
import type { Answer } from '../record';
import { sourceInWords } from '../sources';
import { answerRows, type Row, type SealedWords } from './answer-rows';
import { learningReferral } from './learning-referral';
import {
  latestAnswers,
  unopened,
  wordsOf,
  type AnswerEntry,
  type PieceSource,
  type ShownAnswer,
  type ShownFile,
  type ShownPiece,
} from './piece';
import { qualityChecks } from './quality-checks';
import { correctedDays, sinceReport, withoutEntry } from './since-report';

type PaperForm = {
  title: string;
  source: Source;
  /** For whom it is, where the form says so. */
  use?: string;
  needs: Action;
  rows: (source: PieceSource) => Row[] | Promise<Row[]>;
};

const papers: Readonly<Record<Paper, PaperForm>> = {
  'learning-referral': {
    title: 'Referral to Learning and Development',
    source: { document: 'D', section: 'app. 1' },
    needs: 'read-report',
    rows: learningReferral,
  },
  'quality-checks': {
    title: 'Quality checks of the rapid review',
    source: { document: 'D', section: 'app. 5' },
    use: 'For internal use only. ',
    needs: 'read-quality-checks',
    rows: ({ view }) => qualityChecks(view),
  },
};

/** The title of a form that is filled from a case. */
export const paperTitle = (paper: Paper): string => papers[paper].title;

const isPaper = (shown: Shown): shown is Paper => Object.hasOwn(papers, shown);

/** The choice first, so that who dissents is seen at once; then tests, facts and words by the form's own labels. */
function rowsOf({ view, agencies }: PieceSource, entry: AnswerEntry, words: SealedWords): Row[] {
  const state = view.duties.find(
    (one) => one.duty === entry.duty && one.instance === entry.instance && one.round === entry.round,
  );
  const form = state?.form ?? {};
  const { choice, ...rest } = entry.answer;
  const chosen = entry.choiceLabel ?? choice;
  return [
    ...(chosen === undefined ? [] : [{ label: form.choice?.legend ?? 'Answer', value: chosen }]),
    ...answerRows(form, rest, words, agencies),
  ];
}

async function shownAnswer(source: PieceSource, entry: AnswerEntry): Promise<ShownAnswer> {
  const words = await wordsOf(source, entry);
  const correction = source.view.story.find((one) => one.kind === 'entry' && one.supersedes === entry.number);
  const rows = rowsOf(source, entry, words ?? {});
  if (correction !== undefined) {
    const value = `On ${momentInWords(correction.atMs)}, by entry ${String(correction.number)}`;
    rows.push({ label: 'Corrected', value });
  }
  if (words === null) rows.push({ label: 'What was written', value: unopened });
  const { by, atMs } = entry;
  const files = shownFiles(entry, words ?? {});
  return { by, atMs, ...(correction === undefined ? {} : { correctedAtMs: correction.atMs }), rows, files };
}

/** The files of an answer, with their names by its sealed words. */
export const shownFiles = (
  { answer: { files = [] } }: { answer: Pick<Answer, 'files'> },
  words: SealedWords,
): ShownFile[] =>
  files.map((file) => ({ ...file, name: words[fileNameKey(file)] ?? 'A file', words: kindAndSize(file) }));

/** The answers that are shown to a reader whole, and whose files therefore open. */
export const shownEntries = (
  shows: readonly Shown[],
  reader: Pick<PieceSource, 'view' | 'may' | 'mayReadAnswerOf'>,
): AnswerEntry[] =>
  shows.flatMap((one) => {
    if (one === 'report') return sinceReport(reader);
    if (isPaper(one)) return [];
    return latestAnswers(reader.view, one).filter(({ by }) => reader.mayReadAnswerOf(by));
  });

async function shownReport(source: PieceSource): Promise<ShownPiece | null> {
  if (!source.may('read-report')) return null;
  const rows = (await source.openReport()) ?? [{ label: 'What was written', value: unopened }];
  return { title: 'The report of the incident', rows: [...correctedDays(source.view), ...rows], answers: [] };
}

async function shownSince(source: PieceSource): Promise<ShownPiece | null> {
  const entries = sinceReport(source);
  if (entries.length === 0) return null;
  const answers = await Promise.all(entries.map((entry) => shownAnswer(source, withoutEntry(entry))));
  return { title: 'What was corrected in the report, or added to it, since', rows: [], answers };
}

async function shownPaper(source: PieceSource, paper: Paper): Promise<ShownPiece | null> {
  const { title, source: written, use = '', needs, rows } = papers[paper];
  if (!source.may(needs)) return null;
  const about = `${use}The form is that of ${sourceInWords(citeSource(written))}.`;
  return { title, about, rows: await rows(source), answers: [] };
}

async function shownQuestion(source: PieceSource, question: Shown): Promise<ShownPiece | null> {
  const entries = latestAnswers(source.view, question).filter(({ by }) => source.mayReadAnswerOf(by));
  const title = entries.at(-1)?.title;
  if (title === undefined) return null;
  const answers = await Promise.all(entries.map((entry) => shownAnswer(source, entry)));
  return { title, rows: [], answers };
}

/** Each parcel is opened once, however many pieces quote from it. */
function openingOnce(source: PieceSource): PieceSource {
  const opened = new Map<string, Promise<SealedWords | null>>();
  let report: ReturnType<PieceSource['openReport']> | undefined;
  return {
    ...source,
    openReport: () => (report ??= source.openReport()),
    openWords: (parcel, of) => {
      const words = opened.get(parcel.sealed) ?? source.openWords(parcel, of);
      opened.set(parcel.sealed, words);
      return words;
    },
  };
}

/**
 * What a duty shows, in its own order, and nothing else. The report and the papers need the reader's permission as well;
 * a question that has no answer yet is left out.
 */
export async function composePieces(shows: readonly Shown[], given: PieceSource): Promise<ShownPiece[]> {
  const source = openingOnce(given);
  const pieces = await Promise.all(
    shows.flatMap((one) => {
      if (one === 'report') return [shownReport(source), shownSince(source)];
      return [isPaper(one) ? shownPaper(source, one) : shownQuestion(source, one)];
    }),
  );
  return pieces.filter((piece) => piece !== null);
}
