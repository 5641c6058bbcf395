import type { LetterOrder } from '../../domain/letter';

/**
 * Where the one link of a letter leads: to the question, to the notice, to a page for those who only watch, or to the case
 * itself for the business unit where it hears of what others owe, or of a notice that the service has not yet proven sent.
 */
export function destinationOf({
  kind,
  to,
  duty,
  owedBy,
}: LetterOrder): 'question' | 'notice' | 'watched' | 'case' {
  if (to.recipient === 'business-unit' && (kind === 'breach' || duty.kind !== 'question')) return 'case';
  if (owedBy !== undefined) return 'watched';
  return duty.kind === 'question' ? 'question' : 'notice';
}
