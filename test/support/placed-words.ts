import { editions } from '../../domain/editions';
import type { Question } from '../../domain/duty';
import { reasonName, type Form } from '../../domain/form';
import type { DrilledRecord } from './drilled';

/** Every place of a form where something is typed in words, under the choice that was made. */
const placesOf = ({ tests = [], fields = [], reasons }: Form, choice = ''): string[] => [
  ...tests.map(reasonName),
  ...fields
    .filter(({ type, onlyFor }) => type.endsWith('text') && (onlyFor?.includes(choice) ?? true))
    .map(({ name }) => name),
  ...(reasons === undefined ? [] : ['reasons']),
];

const duties: Readonly<Record<string, unknown>> = editions['working-together-2023'].duties;

/** The places of a record in which words are asked for, and these do not stand: of the report and of every answer. */
export const placesWithout = (words: string, { opening, story }: DrilledRecord): string[] => {
  const ofReport = opening.parcel.opened.rows.map(({ label, value }) => ({ place: label, value }));
  const ofAnswers = story.flatMap(({ kind, duty = '', answer }) => {
    if (kind !== 'answer') return [];
    const { form } = duties[duty] as Question;
    return placesOf(form, answer?.choice).map((name) => ({
      place: `${duty}, ${name}`,
      value: answer?.parcel?.opened[name] ?? '',
    }));
  });
  if (ofReport.length < 10 || ofAnswers.length === 0) throw new Error('next to nothing was asked for');
  return [...ofReport, ...ofAnswers].filter(({ value }) => !value.includes(words)).map(({ place }) => place);
};
