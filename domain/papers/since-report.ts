import { dateTimeInWords } from '../dates-in-words';
import type { Row } from './answer-rows';
import type { AnswerEntry, PieceSource } from './piece';

/** The entry with which a case begins stands for the report. */
export const reportEntry = 1;

const isOfReport = ({ duty, answer: { facts } }: AnswerEntry): boolean =>
  duty === 'further-information' ||
  (duty === 'correction' &&
    (Number(facts['entry']) === reportEntry ||
      ['event', 'lookedAfterDied', 'unexpectedDeath'].some((name) => facts[name] !== undefined)));

const corrections = ({ story }: PieceSource['view']): AnswerEntry[] =>
  story.filter((entry): entry is AnswerEntry => entry.kind === 'answer' && isOfReport(entry));

/**
 * What was corrected in the report, or added to the record, after it: for whoever may read every return, for it may quote
 * from them.
 */
export const sinceReport = ({
  view,
  may,
  mayReadAnswerOf,
}: Pick<PieceSource, 'view' | 'may' | 'mayReadAnswerOf'>) =>
  may('read-report') && mayReadAnswerOf({ recipient: 'agency-lead', person: '' }) ? corrections(view) : [];

/** Without the number of the entry that was chosen, which means nothing outside the record. */
export const withoutEntry = (entry: AnswerEntry): AnswerEntry => {
  const facts = Object.entries(entry.answer.facts).filter(([name]) => name !== 'entry');
  return { ...entry, answer: { ...entry.answer, facts: Object.fromEntries(facts) } };
};

/** Of each day that was corrected, the latest, by the words of the form. */
export function correctedDays(view: PieceSource['view']): Row[] {
  const latest = new Map<string, Row>();
  for (const { duty, answer, round } of corrections(view)) {
    const { event, date } = answer.facts;
    if (typeof event !== 'string' || typeof date !== 'string') continue;
    const state = view.duties.find((one) => one.duty === duty && one.round === round);
    const options = state?.form?.fields?.find(({ name }) => name === 'event')?.options;
    latest.set(event, {
      label: 'Corrected since',
      value: `${options?.[event] ?? event}: ${dateTimeInWords(date)}`,
    });
  }
  return [...latest.values()];
}
