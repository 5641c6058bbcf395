import { capital, dayInWords } from './dates-in-words';
import type { Refusal } from './record';
import type { UnreadableReason } from './unreadable';

const refusals: Readonly<Record<Refusal, string>> = {
  'already-answered': 'it was answered already',
  'too-late': 'it came too late, and the case had gone on without it',
  'not-asked': 'the person was not asked',
  superseded: 'the question had been replaced by a newer one',
  'not-open': 'the question was not open',
  closed: 'the case was closed',
  'not-allowed': 'the rules do not allow it yet',
  unreadable: 'it could not be read',
};

/** What the case notes in a word where what arrived could not be read, in people's words. */
const unreadable: Readonly<Record<UnreadableReason | 'not an answer', string>> = {
  'not-encrypted': 'it came past the pages of this service, in the clear',
  'unknown-encoding': 'it came past the pages of this service, in a form that they do not use',
  malformed: 'it was marked as encrypted by this service, and was not',
  'other-case': 'it was encrypted for another case',
  'not-authentic': 'it was changed on its way, or encrypted by somebody without the key',
  'broken-content': 'it was decrypted, and still could not be read',
  'unknown-key': 'it was encrypted with a key that was never used for this case',
  'missing-key': 'it was encrypted with a key that is missing',
  'not an answer': 'it was not made as an answer to a question is',
};

const isCode = (detail: string): detail is keyof typeof unreadable => Object.hasOwn(unreadable, detail);

/** Days as people write them, where a sentence holds them as `2026-12-18`. */
const daysInWords = (words: string): string => words.replaceAll(/\b\d{4}-\d\d-\d\d\b/gu, dayInWords);

type Refused = { because: Refusal; detail?: string };

/** The case's own sentence, or a reason that continues one of ours. */
function reasonOf({ because, detail }: Refused): { own: string } | { reason: string } {
  if (detail === undefined) return { reason: refusals[because] };
  return isCode(detail) ? { reason: unreadable[detail] } : { own: capital(daysInWords(detail)) };
}

export const asSentence = (words: string): string => (/[.!?]$/u.test(words) ? words : `${words}.`);

/** Why an answer was not taken, as a sentence: the case's own, or `It was answered already.` */
export function refusalSentence(refused: Refused): string {
  const why = reasonOf(refused);
  return asSentence('own' in why ? why.own : capital(why.reason));
}

/** `An answer was not taken: it was answered already.`, or the case's own sentence after it. */
export function notTakenSentence(what: string, refused: Refused): string {
  const why = reasonOf(refused);
  return 'own' in why ? `${what}. ${asSentence(why.own)}` : `${what}: ${why.reason}.`;
}

/** Whether the same person may mend the answer and send it again; otherwise the question takes none from them any more. */
export const isToBeMended = ({ because }: Pick<Refused, 'because'>): boolean =>
  because === 'not-allowed' || because === 'unreadable';
