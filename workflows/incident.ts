import type { IncidentNotice, IncidentQuestion, IncidentWait } from '../domain/duty';
import type { Case } from './case/case';
import type { Given } from './case/file';

/** A serious child safeguarding incident, as its stages write it. */
export type Incident = Case<IncidentQuestion, IncidentNotice, IncidentWait>;

/** The London date in an answer: of a date, or of a date and time. */
export const dateIn = ({ answer }: Given, field: string): string => {
  const fact = answer.facts[field];
  if (typeof fact !== 'string') throw new Error(`an answer was taken without ${field}`);
  return fact.slice(0, 10);
};

export const hasConflict = ({ answer }: Given): boolean => answer.facts.conflict === true;

/** How often each choice was made, by those without a conflict of interest. */
export const votes = (given: readonly Given[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const one of given)
    if (!hasConflict(one) && one.answer.choice !== undefined)
      counts.set(one.answer.choice, (counts.get(one.answer.choice) ?? 0) + 1);
  return counts;
};

/** The choice on which all who may decide agree; null while they do not. */
export const agreement = (given: readonly Given[]): string | null => {
  const choices = [...votes(given).keys()];
  return choices.length === 1 ? (choices[0] ?? null) : null;
};

/** The choice of more than half of the three partners; the scrutineer is heard, and does not outvote them. Null without one. */
export const partnersMajority = (given: readonly Given[]): string | null => {
  const partners = given.filter(({ by }) => by.recipient !== 'scrutineer');
  const counts = votes(partners);
  const voting = [...counts.values()].reduce((sum, count) => sum + count, 0);
  for (const [choice, count] of counts) if (count * 2 > voting) return choice;
  return null;
};

/** Notes who decided otherwise than the rest, and who had a conflict of interest: both stand in the record. */
export const noteDissent = (incident: Incident, given: readonly Given[], decided: string): void => {
  for (const one of given) {
    const facts = { choice: one.answer.choice ?? '' };
    if (hasConflict(one))
      incident.note({
        kind: 'entry',
        event: 'conflict',
        title: 'Declared a conflict of interest and was not counted',
        by: one.by,
        facts,
      });
    else if (one.answer.choice !== decided)
      incident.note({ kind: 'entry', event: 'dissent', title: 'Decided otherwise', by: one.by, facts });
  }
};
