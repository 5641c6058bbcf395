import { keyOf, type CaseFile } from './file';
import { awaitedByLetter } from './ledger';

/** Of the characters of all sentences together: the server takes two kilobytes of one attribute. */
const mostCharacters = 1800;

/** A sentence for each open question that waits for somebody who was asked by letter, the oldest first; of very many the oldest. */
export const awaitedInWords = ({ rounds }: CaseFile): string[] => {
  const sentences: string[] = [];
  let characters = 0;
  for (const round of rounds) {
    const parts = awaitedByLetter(round);
    if (parts.length === 0) continue;
    const { openedAtMs, reminders } = round.state;
    const since = new Date(openedAtMs).toISOString().replace(/\.\d+/u, '');
    const sentence = `${keyOf(round.state)}: ${parts.join(' ')}, since ${since}, reminded ${reminders}`;
    characters += sentence.length;
    if (characters > mostCharacters) break;
    sentences.push(sentence);
  }
  return sentences;
};
