import type { Request, Response } from 'express';
import { readWords } from '../config/report-words';
import { momentInWords, recipientInWords } from '../domain/dates-in-words';
import type { AnswerEntry } from '../domain/papers/piece';
import { answerRows, type Row } from '../domain/papers/answer-rows';
import { mayGet } from '../domain/permissions';
import type { Answer } from '../domain/record';
import type { Asked } from './asked';
import { withLists } from './asked-of-staff';
import { dutyAt } from './asked';
import type { Pages } from './pages';
import type { Services } from './services';
import { opened } from './shown';

/** What a standing duty is about, where two answers to it can be about the same: the field that says so. */
const subjects: Readonly<Record<string, string | null>> = {
  correction: 'entry',
  deputy: 'role',
  'deputy-ended': 'role',
  'sent-otherwise': 'letter',
  'reminder-now': 'question',
  'another-address': 'question',
  'hand-over': null,
};

/** Two versions of one answer, line by line. */
export type Compared = { label: string; theirs: string; yours: string; differs: boolean };

const inWords = ({ value, reason }: Row): string =>
  reason === undefined ? value : `${value}. Reason: ${reason}`;

/** What somebody recorded beside what somebody else typed, by the labels of the form, in its order. */
export function compared(theirs: readonly Row[], yours: readonly Row[]): Compared[] {
  const find = (rows: readonly Row[], label: string): string => {
    const row = rows.find((one) => one.label === label);
    return row === undefined ? '' : inWords(row);
  };
  const longer = theirs.length > yours.length ? [theirs, yours] : [yours, theirs];
  return [...new Set(longer.flat().map(({ label }) => label))].map((label) => {
    const [one, other] = [find(theirs, label), find(yours, label)];
    return { label, theirs: one, yours: other, differs: one !== other };
  });
}

const answersTo = ({ view, duty, instance, round }: Asked, since: number): AnswerEntry[] =>
  (view?.story ?? []).filter(
    (entry): entry is AnswerEntry =>
      entry.kind === 'answer' &&
      entry.duty === duty &&
      entry.instance === instance &&
      entry.round === round &&
      entry.number > since,
  );

const isStanding = (asked: Asked): boolean =>
  asked.view !== null && dutyAt(asked.view, asked)?.rule === 'standing';

/** The answer that stands in the way of another; null where none does, or the question takes every answer. */
export const settledBy = (asked: Asked): AnswerEntry | null =>
  isStanding(asked) ? null : (answersTo(asked, 0).at(-1) ?? null);

/** What was recorded of a standing duty about the same, since the form was opened. */
export function recordedSince(
  asked: Asked,
  { facts }: Pick<Answer, 'facts'>,
  seen: number,
): AnswerEntry | null {
  const field = subjects[asked.duty];
  if (!isStanding(asked) || field === undefined) return null;
  return (
    answersTo(asked, seen).findLast(({ answer }) => field === null || answer.facts[field] === facts[field]) ??
    null
  );
}

/** Says that somebody recorded the same since a form was opened: who, when, both versions, and how to put it right. */
export function createMeanwhile(services: Services, pages: Pages) {
  const { people } = services;

  /** The sealed words are opened, and recorded as read, for who may read them. */
  async function rowsOf({ reference, view, by }: Asked, entry: AnswerEntry): Promise<Row[]> {
    const state = view === null ? undefined : dutyAt(view, entry);
    const form =
      view === null
        ? {}
        : withLists(state?.form ?? {}, entry.duty, { services, view, purpose: 'was-chosen' });
    const { parcel } = entry.answer;
    const words =
      parcel === undefined || !mayGet(by.recipient, 'read-report')
        ? {}
        : await opened(
            services,
            { reference, duty: entry.duty, person: by.person },
            readWords(services, reference, parcel, by, entry),
          );
    const rows = answerRows(form, entry.answer, words ?? {}, people.agencies());
    const unopened = { label: 'What was written', value: 'It is kept, but it cannot be opened just now' };
    return words === null ? [...rows, unopened] : rows;
  }

  /** Where an entry is corrected, with its number chosen already; none where this person may not. */
  function correction({ reference, view, by }: Asked, { number }: AnswerEntry): string | null {
    const state = view?.duties.findLast(({ duty }) => duty === 'correction');
    if (by.recipient !== 'business-unit' || state?.state !== 'open') return null;
    return `/cases/${reference}/answer/correction/-/${String(state.round)}?entry=${String(number)}`;
  }

  return async function show(
    request: Request,
    response: Response,
    asked: Asked,
    entry: AnswerEntry,
    page: {
      yours: readonly Row[];
      texts: readonly string[];
      home: { href: string; text: string };
      /** What sends the answer all the same, where it can still be sent. */
      again?: {
        base: string;
        submission: string;
        seen: number;
        pairs: readonly (readonly [string, string])[];
      };
    },
  ): Promise<void> {
    const isOwn = entry.by.person === asked.by.person;
    const name = people.person(entry.by.person)?.name;
    const role = recipientInWords(entry.by.recipient);
    const who = isOwn ? 'You' : name === undefined ? `The ${role}` : `${name} (${role})`;
    pages(request, response, 'meanwhile.njk', {
      h1: isOwn ? 'You have recorded this already' : 'Somebody else recorded this meanwhile',
      status: 409,
      caption: asked.reference,
      nav: 'cases',
      asked,
      texts: [
        `${who} recorded “${entry.title}” on ${momentInWords(entry.atMs)}, as entry ${String(entry.number)}, after you had opened this form.`,
        ...page.texts,
      ],
      compared: compared(await rowsOf(asked, entry), page.yours),
      theirsLabel: isOwn ? 'Recorded before' : 'As recorded',
      correct: correction(asked, entry),
      entry: entry.number,
      again: page.again ?? null,
      home: page.home,
    });
  };
}
