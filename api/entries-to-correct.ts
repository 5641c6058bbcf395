import type { CaseView } from '../domain/case-view';
import type { Names } from '../domain/names';
import { reportEntry } from '../domain/papers/since-report';
import { sentenceOf } from '../domain/sentences';

const shortened = (words: string): string => (words.length > 110 ? `${words.slice(0, 107)}…` : words);

/** A plain number as a key would be sorted by its size; zeros before it keep the order. */
const entryKey = (number: number): string => String(number).padStart(6, '0');

/** The report, and what people answered, the newest first: what the service itself noted is not theirs to correct.
 * `isEvery` where an earlier choice is named: it may be of any. */
export function entriesToCorrect(view: CaseView, names: Names, isEvery: boolean): Record<string, string> {
  const answers = view.story
    .filter(({ kind, number }) => number !== reportEntry && (kind === 'answer' || isEvery))
    .toReversed();
  return Object.fromEntries([
    [entryKey(reportEntry), 'The report of the incident'],
    ...answers.map((entry): [string, string] => [
      entryKey(entry.number),
      shortened(`${String(entry.number)}: ${sentenceOf(entry, view, names)}`),
    ]),
  ]);
}
