import type { CaseView } from '../domain/case-view';

/** By the report, or by the latest answer, a child was not safe, and nobody has recorded yet that it is. */
export const isNotSafe = ({ opening, duties, story }: CaseView): boolean =>
  duties
    .filter(({ duty, state }) => duty === 'children-made-safe' && state === 'open')
    .some(({ duty, instance }) => {
      const latest = story.findLast(
        (entry) => entry.kind === 'answer' && entry.duty === duty && entry.instance === instance,
      );
      if (latest?.kind === 'answer') return latest.answer.facts['childrenSafe'] === false;
      // The other instance is asked where a meeting found that action is needed at once.
      return instance !== '-' || opening.notSafe === true;
    });

/** The day that was proposed last for publication, while the report is not published. */
export function proposedOn({ story, stage }: CaseView): string | null {
  const latest = story.findLast((entry) => entry.kind === 'answer' && entry.duty === 'publication-date');
  const on = latest?.kind === 'answer' ? latest.answer.facts['proposedOn'] : undefined;
  return stage === 'publication' && typeof on === 'string' ? on : null;
}
