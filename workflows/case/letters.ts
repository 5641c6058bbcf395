import {
  ActivityCancellationType,
  ActivityFailure,
  TimeoutFailure,
  isCancellation,
  proxyActivities,
} from '@temporalio/workflow';
import type { OutsideActivities } from '../../activities';
import type { LetterAttempt, LetterOrder } from '../../domain/letter';
import type { LetterKind, LetterRecord, LetterState } from '../../domain/record';
import { dayInWords } from './day-in-words';
import { keyOf, note, scopeWithin, type CaseFile, type Posting, type Round } from './file';
import { partOf } from './ledger';
import { factsOf } from './letter-facts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** What is waited between attempts: ten further ones, over about five days. */
export const letterPausesMs = [
  5 * minuteMs,
  15 * minuteMs,
  hourMs,
  3 * hourMs,
  6 * hourMs,
  12 * hourMs,
  ...Array<number>(4).fill(24 * hourMs),
];

/** Longer than all the time-outs of the mail transport together, so that a slow relay is not taken for a lost one. */
const { sendLetter } = proxyActivities<OutsideActivities>({
  startToCloseTimeout: '3 minutes',
  heartbeatTimeout: '10 seconds',
  // Only the workflow knows whether an attempt may have been delivered, so it alone decides about the next.
  retry: { maximumAttempts: 1 },
  // Otherwise the ledger says "withdrawn" of a letter that went out.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

const open: readonly LetterState[] = ['sending', 'retrying'];
export const isUnsettled = (letter: LetterRecord): boolean => open.includes(letter.state);
export const hasReached = (letter: LetterRecord): boolean =>
  letter.state === 'accepted' || letter.state === 'sent-otherwise';

/** Also one of which an attempt did not come to an end that is known. */
export const mayHaveReached = (letter: LetterRecord): boolean =>
  hasReached(letter) || letter.possiblySentTwice;

const stops = new WeakMap<LetterRecord, (state: LetterState) => void>();

/** Stops what is not delivered yet; an attempt that is under way is waited for, and its truth recorded. */
export const stopLetter = (
  letter: LetterRecord,
  state: 'withdrawn' | 'replaced' | 'sent-otherwise',
): void => {
  stops.get(letter)?.(state);
};

const letterId = (file: CaseFile, posting: Posting): string => {
  const { duty, kind, ordinal, to } = posting;
  const id = [keyOf(duty), kind, ordinal, partOf(to)].join('/');
  let copies = 1;
  while (file.letters.has(copies === 1 ? id : `${id}/${copies}`)) copies += 1;
  return copies === 1 ? id : `${id}/${copies}`;
};

/** Sends one letter to one recipient, within its round, and follows it until it is accepted, refused or given up. */
export const post = async (file: CaseFile, round: Round, posting: Posting): Promise<LetterRecord> => {
  const { duty, kind, ordinal, to } = posting;
  replaceEarlier(file, posting);
  const letter: LetterRecord = {
    id: letterId(file, posting),
    kind,
    duty: duty.duty,
    instance: duty.instance,
    round: duty.round,
    ordinal,
    to,
    state: 'sending',
    ...(posting.outcome === undefined ? {} : { outcome: posting.outcome }),
    attempts: 0,
    possiblySentTwice: false,
  };
  file.letters.set(letter.id, letter);
  const scope = scopeWithin(round.scope);
  let stopped: LetterState = 'withdrawn';
  stops.set(letter, (state) => {
    stopped = state;
    scope.cancel();
  });
  try {
    await scope.run(() => deliver(file, letter, posting));
  } catch (error) {
    if (!isCancellation(error)) throw error;
    move(file, letter, posting, stopped);
  }
  stops.delete(letter);
  if (letter.state === 'refused' || letter.state === 'given-up')
    file.trouble.undelivered(round, letter, posting);
  return letter;
};

/** After an outage nobody gets question, reminders and breach at once. */
const replaceEarlier = (file: CaseFile, { duty, to }: Posting): void => {
  for (const letter of file.letters.values())
    if (
      letter.state === 'retrying' &&
      letter.duty === duty.duty &&
      letter.instance === duty.instance &&
      partOf(letter.to) === partOf(to)
    )
      stopLetter(letter, 'replaced');
};

const deliver = async (file: CaseFile, letter: LetterRecord, posting: Posting): Promise<void> => {
  for (;;) {
    letter.attempts += 1;
    const attempt = await attemptOnce(file, letter, posting);
    letter.response = attempt.response;
    if (attempt.result === 'accepted') {
      letter.acceptedAtMs = Date.now();
      move(file, letter, posting, 'accepted');
      return;
    }
    const isFirstUnknown = attempt.result === 'unknown' && !letter.possiblySentTwice;
    letter.possiblySentTwice ||= isFirstUnknown;
    const pauseMs = letterPausesMs[letter.attempts - 1];
    if (attempt.result === 'refused' || pauseMs === undefined) {
      move(file, letter, posting, attempt.result === 'refused' ? 'refused' : 'given-up');
      return;
    }
    letter.retryUntilMs ??= Date.now() + letterPausesMs.reduce((sum, next) => sum + next, 0);
    move(file, letter, posting, 'retrying', isFirstUnknown);
    await file.sleepUntil(Date.now() + pauseMs, `${summaryOf(posting)}: try again`);
  }
};

/** @param isNews that it may have arrived is known from now on: that is said although the state is as before. */
const move = (
  file: CaseFile,
  letter: LetterRecord,
  posting: Posting,
  state: LetterState,
  isNews = false,
): void => {
  const mayHaveArrived = letter.possiblySentTwice && (state === 'retrying' || state === 'given-up');
  if (letter.state === state && !(mayHaveArrived && isNews)) return;
  letter.state = state;
  note(file, {
    kind: 'letter',
    letter: letter.id,
    letterKind: letter.kind,
    duty: letter.duty,
    instance: letter.instance,
    title: posting.duty.title,
    to: letter.to,
    state,
    ...(mayHaveArrived ? { mayHaveArrived: true } : {}),
    ...(letter.response === undefined ? {} : { response: letter.response }),
  });
};

const attemptOnce = async (
  file: CaseFile,
  letter: LetterRecord,
  posting: Posting,
): Promise<Pick<LetterAttempt, 'result' | 'response'>> => {
  const { duty, instance, round, edition, title, source, dates, kind, provenBy } = posting.duty;
  return sendLetterOnce(
    {
      reference: file.opening.reference,
      kind: letter.kind,
      ordinal: letter.ordinal,
      attempt: letter.attempts,
      possiblySentTwice: letter.possiblySentTwice,
      nowMs: Date.now(),
      training: file.opening.training,
      to: letter.to,
      duty: {
        duty,
        instance,
        round,
        edition,
        title,
        source,
        dates,
        kind,
        ...(provenBy === undefined ? {} : { provenBy }),
      },
      ...(posting.outcome === undefined ? {} : { outcome: posting.outcome }),
      ...factsOf(file, letter, posting),
    },
    summaryOf(posting),
  );
};

/** One attempt at a letter. @throws where it was cancelled. */
export const sendLetterOnce = async (
  order: LetterOrder,
  summary: string,
): Promise<Pick<LetterAttempt, 'result' | 'response'>> => {
  try {
    return await sendLetter.executeWithOptions({ summary }, [order]);
  } catch (error) {
    if (isCancellation(error) || !(error instanceof ActivityFailure)) throw error;
    return error.cause instanceof TimeoutFailure
      ? { result: 'unknown', response: 'the attempt did not come to an end that is known' }
      : { result: 'deferred', response: 'the attempt failed before the letter was handed over' };
  }
};

const kindInWords: Record<LetterKind, string> = {
  question: 'Question',
  reminder: 'Reminder',
  breach: 'Overdue',
  notice: 'Notice',
};

/** What an administrator reads in the timeline. */
const summaryOf = ({ kind, ordinal, to, duty }: Posting): string => {
  const which = kind === 'reminder' || kind === 'breach' ? ` ${ordinal}` : '';
  const due = duty.dates?.alarmOn ? `, by ${dayInWords(duty.dates.alarmOn)}` : '';
  return `${kindInWords[kind]}${which} to ${partOf(to)}: ${duty.title}${due}`;
};
