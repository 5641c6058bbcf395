import type { CaseAsKept } from './case-view';
import type { LetterOrder } from './letter';
import { partOf } from './parts-in-words';
import type { Actor } from './record';

/** To whom a confirmation goes, and about what. */
export type Confirmation = Pick<LetterOrder, 'to' | 'duty' | 'training'>;

/** Of an answer in somebody's name: the letter goes to where they were asked; null where they were not. */
export function confirmationFor(
  { duties, opening }: Pick<CaseAsKept, 'duties' | 'opening'>,
  { by, ...at }: { duty: string; instance: string; round: number; by: Actor },
): Confirmation | null {
  const asked = duties.find(
    ({ duty, instance, round }) => duty === at.duty && instance === at.instance && round === at.round,
  );
  const to = asked?.addressees.find((one) => partOf(one) === partOf(by) && one.person === by.person);
  if (asked === undefined || to === undefined) return null;
  const { duty, instance, round, edition, title, source, dates, kind } = asked;
  return {
    to,
    duty: { duty, instance, round, edition, title, source, dates, kind },
    training: opening.training,
  };
}
