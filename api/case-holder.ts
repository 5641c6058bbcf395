import type { CaseView } from '../domain/case-view';

/** The id of the member of staff who holds a case: to whom it was handed over last, or who had it first; empty where nobody did. */
export function holderOf({ story, opening }: Pick<CaseView, 'story' | 'opening'>): string {
  const last = story.findLast((entry) => entry.kind === 'entry' && entry.event === 'handed-over');
  const person = last?.kind === 'entry' ? last.facts?.['person'] : undefined;
  return typeof person === 'string' ? person : opening.handler;
}
