import { addDays } from 'date-fns/addDays';
import { formatISO } from 'date-fns/formatISO';
import { parseISO } from 'date-fns/parseISO';
import { deriveSecret, keyedHash } from './secrets';

/** What two reports of one incident are likely to agree in. Dates are `YYYY-MM-DD`. */
export type IncidentTraits = {
  childNames: readonly string[];
  datesOfBirth: readonly string[];
  incidentOn: string;
};

/** Words that stand in the place of a name and say nothing. */
const noNames = new Set([
  'unknown',
  'not',
  'known',
  'baby',
  'unborn',
  'child',
  'infant',
  'tbc',
  'none',
  'na',
]);
const daysApart = 3;

/**
 * Keyed marks of an incident; two reports that share one are likely to be of the same incident. They share one when
 * - a child has the same date of birth, and the incidents are at most three days apart; or
 * - a child has the same name of two words or more, in any order, whatever its accents and capitals; or
 * - a child has the same single name, and the incidents are at most three days apart.
 * A mark cannot be turned back into a name or a date without the signing secret.
 */
export function openIncidentMarks(signingSecret: Buffer): (traits: IncidentTraits) => string[] {
  const key = deriveSecret(signingSecret, 'marks');
  return ({ childNames, datesOfBirth, incidentOn }) => {
    const days = daysFrom(incidentOn);
    const near = (...trait: string[]): string[][] => days.map((day) => [...trait, day]);
    const parts = [
      ...datesOfBirth.flatMap((born) => near('born', born)),
      ...childNames.map(namesIn).flatMap((names) => {
        if (names.length === 0) return [];
        return names.length === 1 ? near('name', ...names) : [['name', ...names]];
      }),
    ];
    return [...new Set(parts.map((part) => keyedHash(key, part).subarray(0, 12).toString('base64url')))];
  };
}

/** The day and the three after it: two such spans meet exactly when their first days are at most three apart. */
const daysFrom = (day: string): string[] =>
  Array.from({ length: daysApart + 1 }, (_, index) =>
    formatISO(addDays(parseISO(day), index), { representation: 'date' }),
  );

const namesIn = (name: string): string[] =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’`]/g, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && !noNames.has(word))
    .sort();
