import { addDays } from '../domain/calendar/civil-date';
import { londonDateOf } from '../domain/calendar/london';
import { dayInWords } from '../domain/dates-in-words';
import type { Answer } from '../domain/record';
import type { Asked } from './asked';
import type { Law } from './services';

const mostDaysAhead = 60;

/** The first day on which may be published what is sent out today; null where the calendar does not reach so far. */
function earliestOn(law: Law, edition: string, todayOn: string): string | null {
  for (let days = 0; days <= mostDaysAhead; days += 1) {
    const on = addDays(todayOn, days);
    const copiesOn = law.copiesBy(edition, on);
    if (copiesOn !== null && copiesOn >= todayOn) return on;
  }
  return null;
}

const conflictWords: Readonly<Record<string, string>> = {
  'notification-threshold':
    'If you have a conflict of interest, your answer stands in the record but is not counted: the local authority then decides alone.',
  'threshold-by-authority':
    'If you have a conflict of interest, your answer stands in the record but is not counted: somebody else is asked to decide for the authority.',
};
const otherConflict =
  'If you have a conflict of interest, your answer stands in the record but is not counted; the others decide.';

/** What declaring a conflict of interest does, for who declares one. */
export const conflictNote = (asked: Pick<Asked, 'duty'>, { facts }: Pick<Answer, 'facts'>): string[] =>
  facts['conflict'] === true
    ? [
        (conflictWords[asked.duty] ?? otherConflict).replace(
          'If you have a conflict of interest, your',
          'You have declared a conflict of interest. Your',
        ),
      ]
    : [];

/** What somebody should know while answering, beside the guidance. */
export function notesBefore(asked: Asked, law: Law): string[] {
  const edition = asked.view?.opening.edition;
  const earliest =
    asked.duty === 'publication-date' && edition !== undefined
      ? earliestOn(law, edition, londonDateOf(asked.nowMs))
      : null;
  const asksConflict = asked.form.fields?.some(({ name }) => name === 'conflict') ?? false;
  return [
    ...(earliest === null
      ? []
      : [`If the copies go out today, the earliest day of publication is ${dayInWords(earliest)}.`]),
    ...(asksConflict ? [conflictWords[asked.duty] ?? otherConflict] : []),
  ];
}

/** What follows from the answer that is being checked. */
export function notesAtCheck(asked: Asked, answer: Pick<Answer, 'facts'>, law: Law): string[] {
  const { proposedOn } = answer.facts;
  const edition = asked.view?.opening.edition;
  const copiesOn =
    asked.duty === 'publication-date' && edition !== undefined && typeof proposedOn === 'string'
      ? law.copiesBy(edition, proposedOn)
      : null;
  return [
    ...(copiesOn === null
      ? []
      : [
          `For that day the national panel and the Department for Education must have their copies by ${dayInWords(copiesOn)}.`,
        ]),
    ...conflictNote(asked, answer),
  ];
}
