import type { LetterOrder } from '../../domain/letter';
import type { LetterRecord } from '../../domain/record';
import { roundNamed, type CaseFile, type Posting } from './file';
import { partOf } from './ledger';

type LetterFacts = Pick<LetterOrder, 'owedBy' | 'waits' | 'about' | 'follows'>;

/** What a letter says beside its duty's own data, as the case stands at the attempt. */
export const factsOf = (file: CaseFile, letter: LetterRecord, { duty, owedBy }: Posting): LetterFacts => {
  const about = aboutOf(file, duty.instance);
  const follows = followedBy(file, letter);
  return {
    ...(owedBy === undefined ? {} : { owedBy }),
    ...(isWaiting(file, letter, duty) ? { waits: true } : {}),
    ...(about === undefined ? {} : { about }),
    ...(follows === undefined ? {} : { follows }),
  };
};

const isOfRound =
  ({ duty, instance, round }: LetterRecord) =>
  (other: LetterRecord): boolean =>
    other.duty === duty && other.instance === instance && other.round === round;

/** A notice whose people are known, and to whom no letter was posted, reports what is not decided yet. */
const isWaiting = (file: CaseFile, letter: LetterRecord, { kind, addressees }: Posting['duty']): boolean =>
  kind === 'notice' &&
  addressees.length > 0 &&
  !lettersOf(file)
    .filter(isOfRound(letter))
    .some((other) => other.kind === 'notice');

/** Reminders and breaches stand under the first letter that their reader has, and never under one that was not sent. */
const followedBy = (file: CaseFile, letter: LetterRecord): LetterFacts['follows'] => {
  if (letter.kind !== 'reminder' && letter.kind !== 'breach') return undefined;
  const first = lettersOf(file)
    .filter(isOfRound(letter))
    .filter(({ to }) => partOf(to) === partOf(letter.to) && to.person === letter.to.person)
    .find(({ acceptedAtMs, possiblySentTwice }) => acceptedAtMs !== undefined || possiblySentTwice);
  if (first === undefined || (first.kind === letter.kind && first.ordinal === letter.ordinal))
    return undefined;
  return { kind: first.kind, ordinal: first.ordinal };
};

/** The round, or the letter, after which a duty of the house is named that is to put it right. */
const aboutOf = (file: CaseFile, instance: string): LetterFacts['about'] => {
  const named = roundNamed(file, instance);
  if (named === undefined) return undefined;
  const { duty, kind, title } = named.round.state;
  const letter = file.letters.get(instance);
  if (letter === undefined) return { duty, kind, title, ...(named.rest === '' ? {} : { part: named.rest }) };
  const { to, response } = letter;
  return { duty, kind, title, part: partOf(to), ...(response === undefined ? {} : { response }) };
};

const lettersOf = ({ letters }: CaseFile): LetterRecord[] => [...letters.values()];
