import { momentInWords, theRecipient } from '../domain/dates-in-words';
import type { Form } from '../domain/form';
import type { Outcome } from '../domain/record';
import { refusalSentence } from '../domain/refusal-sentence';
import type { SubmissionView } from '../domain/case-view';
import type { Mistake } from './forms/typed';

type Refused = Extract<Outcome, { outcome: 'refused' }>;

/** Why the case did not take an answer, as a mistake of its form: at the field that it names, or at the top. */
export function refusalAsMistake(refused: Refused, { fields = [] }: Form): Mistake {
  const text = refusalSentence(refused).replace(/\.$/u, '');
  const field = fields.find(({ label }) => text.startsWith(`“${label}”`));
  if (field === undefined) return { name: '', href: '#main', text };
  const isDate = field.type === 'date' || field.type === 'date-time';
  return { name: field.name, href: `#${field.name}${isDate ? '-day' : ''}`, text };
}

/**
 * Heading and sentences for what became of a submission; `over` are those of a question that the case has gone on without.
 */
export function outcomeInWords(
  outcome: SubmissionView,
  over: readonly string[] = [],
): { h1: string; status: number; texts: string[] } {
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
  const { decided } = outcome;
  return {
    h1: 'Your answer was not taken',
    status: 409,
    texts: [
      ...(outcome.because === 'too-late' && over.length > 0 ? over : [refusalSentence(outcome)]),
      ...(decided === undefined
        ? []
        : [`It was answered by ${theRecipient(decided.by.recipient)} on ${momentInWords(decided.atMs)}.`]),
      outcome.kept === true
        ? 'What you sent is kept in the record, where the business unit can read it.'
        : 'That it was sent is kept in the record.',
    ],
  };
}
