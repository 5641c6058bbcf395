import type { LetterOrder } from '../../domain/letter';

/**
 * Where the one link of a letter leads: to the question, to the notice, or to the case itself for the business unit
 * where it hears of what others owe, or of a notice that the service has not yet proven sent.
 */
export function destinationOf({ kind, to, duty }: LetterOrder): 'question' | 'notice' | 'case' {
  if (to.recipient === 'business-unit' && (kind === 'breach' || duty.kind !== 'question')) return 'case';
  return duty.kind === 'question' ? 'question' : 'notice';
}
