import type { Duty, Edition, EditionId } from '../duty';
import { workingTogether2018 } from './working-together-2018';
import { workingTogether2023 } from './working-together-2023';

/** Every edition, by its id. */
export const editions: Readonly<Record<EditionId, Edition>> = {
  'working-together-2018': workingTogether2018,
  'working-together-2023': workingTogether2023,
};

/** The day from which a partnership goes by an edition, where that is not the edition's own. */
export type Adoption = Partial<Record<EditionId, string>>;

/** The edition with an id that came from outside, or undefined. */
export const editionCalled = (id: string): Edition | undefined =>
  Object.values(editions).find((edition) => edition.id === id);

/** The title of a duty in whichever edition has it, where no case or edition is at hand; undefined for none. */
export const titleOfDuty = (duty: string): string | undefined =>
  Object.values(editions)
    .map(({ duties }) => (duties as Readonly<Record<string, { title: string }>>)[duty]?.title)
    .find((title) => title !== undefined);

/** Whether the edition's own reading of a duty's clock counts in working days. */
export function countsWorkingDays(edition: string, duty: string): boolean {
  const duties: Readonly<Record<string, Duty>> = editionCalled(edition)?.duties ?? {};
  const within = duties[duty]?.clock?.within;
  return typeof within === 'object' && 'workingDays' in within;
}

/** The title of a duty in the edition of its case; where nobody knows it any more, its id. */
export function titleIn(edition: string, duty: string): string {
  const duties: Readonly<Record<string, { title: string }>> = editionCalled(edition)?.duties ?? {};
  return duties[duty]?.title ?? titleOfDuty(duty) ?? duty;
}

/**
 * The edition in force on the day on which the authority became aware, or a sentence that says why there is none.
 * A partnership's own dates of adoption take the place of the national ones.
 */
export function editionInForce(
  awareOn: string,
  adoption: Adoption = {},
): { edition: EditionId } | { refused: string } {
  const starts = Object.values(editions)
    .map(({ id, inForceFrom }) => ({ id, from: adoption[id] ?? inForceFrom }))
    .sort((one, other) => (one.from < other.from ? -1 : 1));
  const edition = starts.filter(({ from }) => from <= awareOn).at(-1);
  if (edition) return { edition: edition.id };
  return {
    refused: `No edition of the guidance known here was in force on ${awareOn}; the first applies from ${starts[0]?.from ?? ''}.`,
  };
}
