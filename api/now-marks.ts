import type { CaseView } from '../domain/case-view';

/** By the report, or by the latest answer, a child was not safe, and nobody has recorded yet that it is. */
export function isNotSafe({ opening, duties, story }: CaseView): boolean {
  const isAsked = duties.some((one) => one.duty === 'children-made-safe' && one.state === 'open');
  const latest = story.findLast((entry) => entry.kind === 'answer' && entry.duty === 'children-made-safe');
  const safe = latest?.kind === 'answer' ? latest.answer.facts['childrenSafe'] : !opening.notSafe;
  return isAsked && safe === false;
}

/** The day that was proposed last for publication, while the report is not published. */
export function proposedOn({ story, stage }: CaseView): string | null {
  const latest = story.findLast((entry) => entry.kind === 'answer' && entry.duty === 'publication-date');
  const on = latest?.kind === 'answer' ? latest.answer.facts['proposedOn'] : undefined;
  return stage === 'publication' && typeof on === 'string' ? on : null;
}
