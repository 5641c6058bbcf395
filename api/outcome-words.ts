import { recipientInWords } from '../domain/dates-in-words';
import { refusalInWords } from '../domain/sentences';
import type { SubmissionView } from '../domain/case-view';

/** Heading and sentences for what became of a submission. */
export function outcomeInWords(outcome: SubmissionView): { h1: string; status: number; texts: string[] } {
  if (outcome === null) {
    return {
      h1: 'Received, not yet recorded',
      status: 202,
      texts: [
        'Your answer has arrived and is kept safely. It will be recorded shortly; you need not send it again.',
        'Load this page again in a few minutes to see that it was recorded.',
      ],
    };
  }
  if (outcome.outcome === 'recorded') {
    return {
      h1: 'Recorded',
      status: 200,
      texts: [
        `Your answer is in the record of the case, as entry ${String(outcome.entry)}. You can close this page.`,
      ],
    };
  }
  const decided =
    outcome.decided === undefined
      ? ''
      : ` It was answered by the ${recipientInWords(outcome.decided.by.recipient)}.`;
  return {
    h1: 'Your answer was not taken',
    status: 409,
    texts: [
      `Your answer was not taken, because ${outcome.detail ?? refusalInWords(outcome.because)}.${decided}`,
      'That it was sent is kept in the record.',
    ],
  };
}
