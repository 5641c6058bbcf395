import { keyOf, type CaseFile, type Round } from './file';
import { awaitedByLetter, partOf } from './ledger';

/** Of the characters of all sentences together: the server takes two kilobytes of one attribute, and some are around each. */
const mostCharacters = 1900;
const aroundEach = 3;

/**
 * A sentence for each open question that waits for somebody who was asked by letter, the oldest first; where they are too
 * many, the last says how many more there are.
 */
export const awaitedInWords = ({ rounds }: CaseFile): string[] => {
  const all = rounds.flatMap((round) => {
    const parts = awaitedByLetter(round);
    return parts.length === 0 ? [] : [sentenceOf(round, parts)];
  });
  let characters = '999 more'.length + aroundEach;
  const left = all.findIndex((sentence) => (characters += sentence.length + aroundEach) > mostCharacters);
  return left === -1 ? all : [...all.slice(0, left), `${all.length - left} more`];
};

/** `agency-information/schools/1: agency-lead, since 2026-12-14T09:12Z, reminded 2`: the agency is the one that was asked. */
const sentenceOf = ({ state }: Round, parts: readonly string[]): string => {
  const { instance, openedAtMs, reminders } = state;
  const ofAgency = partOf({ recipient: 'agency-lead', agency: instance });
  const whose = parts.map((part) => (part === ofAgency ? 'agency-lead' : part)).join(' ');
  const since = new Date(openedAtMs).toISOString().slice(0, 16);
  return `${keyOf(state)}: ${whose}, since ${since}Z${reminders === 0 ? '' : `, reminded ${reminders}`}`;
};
