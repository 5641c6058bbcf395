import { theRecipient } from './dates-in-words';
import { partOf } from './parts-in-words';
import type { EntryOf, LetterKind, LetterState } from './record';

/** What kind of letter it is. */
export const letterNames: Readonly<Record<LetterKind, string>> = {
  question: 'Question',
  reminder: 'Reminder',
  breach: 'Notice of a missed date',
  notice: 'Letter',
};

const letterStates: Readonly<Record<LetterState, string>> = {
  sending: 'is on its way',
  retrying: 'could not be delivered yet and is being tried again',
  accepted: 'was accepted by the mail server',
  refused: 'was refused by the mail server',
  'given-up': 'could not be delivered, and trying has ended',
  withdrawn: 'was withdrawn because it is no longer needed',
  replaced: 'was replaced by a later one',
  'sent-otherwise': 'was sent in another way',
};

const brokenOff: Readonly<Partial<Record<LetterState, string>>> = {
  retrying: 'broke off at its end, so it may have arrived; it is being tried again',
  'given-up': 'broke off at its end, so it may have arrived; trying has ended',
};

/**
 * What a letter's state is called in a list: `was accepted by the mail server`. Of one of which an attempt did not come
 * to an end that is known, nobody can say that it was not delivered.
 */
export const letterStateInWords = (state: LetterState, mayHaveArrived = false): string =>
  (mayHaveArrived ? brokenOff[state] : undefined) ?? letterStates[state];

/** `Letter to the police partner about “Hold the meeting”` */
export const letterInWords = ({
  letterKind,
  to,
  title,
}: Pick<EntryOf<'letter'>, 'letterKind' | 'to' | 'title'>): string =>
  `${letterNames[letterKind]} to ${theRecipient(partOf(to))} about “${title}”`;
