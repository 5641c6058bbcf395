import { conflictName, declaresConflict } from '../domain/form';
import type { Answer } from '../domain/record';
import type { Asked } from './asked';
import { noteOnAddress } from './asked-about';
import { deputyReplaced } from './deputies';
import {
  adviceOnEarlyPublication,
  copiesNote,
  notesOnProposing,
  warningsOnProposing,
} from './publication-notes';
import type { Law, People, Services } from './services';
import { thresholdDoubt } from './threshold-doubt';

const conflictWords: Readonly<Record<string, string>> = {
  'notification-threshold':
    'If you have a conflict of interest, your answer stands in the record but is not counted: the local authority then decides alone, by somebody else where you are its partner.',
  'threshold-by-authority':
    'If you have a conflict of interest, your answer stands in the record but is not counted: somebody else is asked to decide for the authority.',
};
const otherConflict =
  'If you have a conflict of interest, your answer stands in the record but is not counted; the others decide.';

/** What declaring a conflict of interest does, for who declares one. */
export const conflictNote = (asked: Pick<Asked, 'duty'>, { facts }: Pick<Answer, 'facts'>): string[] =>
  declaresConflict(facts)
    ? [
        (conflictWords[asked.duty] ?? otherConflict).replace(
          'If you have a conflict of interest, your',
          'You have declared a conflict of interest. Your',
        ),
      ]
    : [];

/** What somebody should know while answering, beside the guidance. */
export function notesBefore(asked: Asked, law: Law): string[] {
  const asksConflict = asked.form.fields?.some(({ name }) => name === conflictName) ?? false;
  return [
    ...(asked.duty === 'publication-date' ? notesOnProposing(asked, law) : []),
    ...noteOnAddress(asked),
    ...(asksConflict
      ? [`${conflictWords[asked.duty] ?? otherConflict} Of this form only your reasons are needed then.`]
      : []),
  ];
}

/** What follows from the answer that is being checked. */
export function notesAtCheck(asked: Asked, answer: Pick<Answer, 'facts'>, law: Law): string[] {
  return [
    ...(asked.duty === 'publication-date' ? copiesNote(asked, answer, law) : []),
    ...conflictNote(asked, answer),
  ];
}

const adviceOnPublication = (asked: Asked, answer: Pick<Answer, 'facts'>, law: Law): string | null =>
  asked.duty === 'publication' ? adviceOnEarlyPublication(asked, answer, law) : null;

const namedByAddress: Readonly<Record<string, string>> = {
  'authority-deputy': 'reads the whole report',
  'role-unfilled': 'gets what this role gets',
  'letter-undelivered': 'gets what was meant for this recipient',
  deputy: 'is asked for this role while it lasts, and reads what is shown with it',
  'another-address': 'can answer the question, and reads what is shown with it',
};

/** Whoever decides for the authority reads the report, and whoever is named gets a link: an address that nobody knows here is looked at twice. */
const unknownAddress = (asked: Asked, { facts }: Pick<Answer, 'facts'>, people: People): string[] => {
  const { address } = facts;
  const gets = namedByAddress[asked.duty];
  return gets === undefined || typeof address !== 'string' || people.isKnownAddress(address)
    ? []
    : [
        `The directory knows neither ${address} nor where it belongs. Whoever has it ${gets}: check it letter by letter.`,
      ];
};

/** What the button says by which an answer is sent; what cannot be undone is named there. */
export const sendWords = ({ duty, reference }: Pick<Asked, 'duty' | 'reference'>): string =>
  duty === 'withdrawal' ? `Withdraw ${reference}` : 'Send';

/** What speaks against the answer that is being checked; it refuses nothing. */
export function warningsAtCheck(
  asked: Asked,
  answer: Omit<Answer, 'parcel'>,
  { law, people }: Pick<Services, 'law' | 'people'>,
): string[] {
  const doubt = thresholdDoubt(asked.duty, asked.form, answer);
  const advice = adviceOnPublication(asked, answer, law);
  return [
    // What cannot be undone is said again where it is sent.
    ...(asked.duty === 'withdrawal' && asked.guidance !== undefined ? [asked.guidance] : []),
    ...(doubt === null ? [] : [doubt]),
    ...(advice === null ? [] : [advice]),
    ...unknownAddress(asked, answer, people),
    ...(asked.duty === 'deputy' && asked.view !== null
      ? deputyReplaced(asked.view, answer.facts['role'], people.agencies())
      : []),
    ...(asked.duty === 'publication-date' ? warningsOnProposing(asked, answer, law) : []),
  ];
}

/** What to do about an answer that the case did not take, in place of its own sentence, where that does not say so. */
export function adviceInstead(
  { detail }: { detail?: string },
  asked: Asked,
  answer: Pick<Answer, 'facts'>,
  law: Law,
): { detail?: string } {
  const advice = detail?.startsWith('The date proposed is') ? adviceOnPublication(asked, answer, law) : null;
  return advice === null ? {} : { detail: advice };
}
