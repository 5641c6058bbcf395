import type { CaseView } from '../domain/case-view';
import { momentInWords } from '../domain/dates-in-words';
import type { Shown } from '../domain/duty';
import type { Actor, Entry } from '../domain/record';
import { answerRows, type Row } from './forms/answer-rows';
import { mayDo } from './permissions';
import { readReport, readWords } from './report-words';
import type { Services } from './services';

/** One answer as it is shown to those who decide on it or are told of it. */
export type ShownAnswer = { by: Actor; atMs: number; rows: Row[] };
/** The report (in `rows`), or a question with every answer to it. */
export type ShownPiece = { title: string; rows: Row[]; answers: ShownAnswer[] };

type AnswerEntry = Extract<Entry, { kind: 'answer' }>;

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

/** What is sealed of a piece; null, and an error in the log, where it cannot be opened: the rest is shown all the same. */
export async function opened<T>(
  services: Services,
  about: { reference: string; duty?: string; person: string },
  read: Promise<T>,
): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    services.log.error({ event: 'parcel-not-opened', ...about }, error);
    return null;
  }
}

/** The choice first, so that who dissents is seen at once; then tests, facts and words by the form's own labels. */
function rowsOf(
  services: Services,
  view: CaseView,
  entry: AnswerEntry,
  words: Record<string, string>,
): Row[] {
  const state = view.duties.find(
    (one) => one.duty === entry.duty && one.instance === entry.instance && one.round === entry.round,
  );
  const form = state?.form ?? {};
  const { choice, ...rest } = entry.answer;
  const chosen = entry.choiceLabel ?? choice;
  const correction = view.story.find((one) => one.kind === 'entry' && one.supersedes === entry.number);
  return [
    ...(chosen === undefined ? [] : [{ label: form.choice?.legend ?? 'Answer', value: chosen }]),
    ...answerRows(form, rest, words, services.people.agencies()),
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

async function shownAnswer(
  services: Services,
  view: CaseView,
  entry: AnswerEntry,
  person: string,
): Promise<ShownAnswer> {
  const { by, atMs, duty, instance, answer } = entry;
  const { parcel } = answer;
  const { reference } = view;
  const words =
    parcel === undefined
      ? {}
      : await opened(
          services,
          { reference, duty, person },
          readWords(services, reference, parcel, person, { duty, instance }),
        );
  const rows = [...rowsOf(services, view, entry, words ?? {}), ...(words === null ? [unreadable] : [])];
  return { by, atMs, rows };
}

async function shownReport(
  services: Services,
  { reference, opening }: CaseView,
  person: string,
): Promise<ShownPiece> {
  const about = { reference, duty: 'report', person };
  const rows = await opened(services, about, readReport(services, reference, opening, person));
  return { title: 'Read the report', rows: rows ?? [unreadable], answers: [] };
}

/**
 * What a duty shows, in its own order, and nothing else: each reading of sealed words is logged. The report needs the
 * permission to read it as well; a question that has no answer yet is left out.
 */
export async function shownTo(
  services: Services,
  view: CaseView,
  shows: readonly Shown[],
  reader: Pick<Actor, 'recipient' | 'person'>,
): Promise<ShownPiece[]> {
  const pieces = await Promise.all(
    shows.map(async (one): Promise<ShownPiece | null> => {
      if (one === 'report')
        return mayDo([reader.recipient], 'read-report') ? shownReport(services, view, reader.person) : null;
      const entries = latestAnswers(view, one);
      const title = entries.at(-1)?.title;
      if (title === undefined) return null;
      const answers = await Promise.all(
        entries.map((entry) => shownAnswer(services, view, entry, reader.person)),
      );
      return { title, rows: [], answers };
    }),
  );
  return pieces.filter((piece) => piece !== null);
}
