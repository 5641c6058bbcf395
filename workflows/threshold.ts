import type { Recipient } from '../domain/duty';
import { agreement, noteDissent, type Incident } from './incident';
import type { Given } from './case/file';

/**
 * The three partners decide together. With dissent, or with silence from the fourth working day on, the authority,
 * which bears the duty, decides alone; dissent and silence stay in the record. Source: D 5.1, 6.2, 7.1, 7.2.
 */
export const decideThreshold = async (incident: Incident): Promise<'met' | 'not-met'> => {
  const partners = incident.ask('notification-threshold');
  await incident.until('threshold-silence', { unless: partners.answers });
  const choice = agreed(partners.given) ?? (await authorityDecides(incident, partners));
  partners.close();
  noteDissent(incident, partners.given, choice);
  incident.note({
    kind: 'entry',
    event: 'decided',
    title: 'Threshold for notification decided',
    facts: { choice },
  });
  incident.happened('threshold-decision');
  return choice === 'met' ? 'met' : 'not-met';
};

const partnersAsked: readonly Recipient[] = ['local-authority-partner', 'health-partner', 'police-partner'];
const silentOf = (given: readonly Given[]): Recipient[] =>
  partnersAsked.filter((partner) => !given.some(({ by }) => by.recipient === partner));
const agreed = (given: readonly Given[]): string | null =>
  silentOf(given).length === 0 ? agreement(given) : null;

const authorityDecides = async (
  incident: Incident,
  partners: ReturnType<Incident['ask']>,
): Promise<string> => {
  const silent = silentOf(partners.given);
  if (silent.length > 0)
    incident.note({
      kind: 'entry',
      event: 'silence',
      title: 'Partners have not answered by the fourth working day',
      facts: { silent },
    });
  const authority = incident.ask('threshold-by-authority');
  // The partners may still agree before the authority has decided.
  const late = partners.answers.then((given) => agreed(given) ?? new Promise<never>(() => undefined));
  const choice = await Promise.race([authority.answer.then(({ answer }) => answer.choice ?? ''), late]);
  authority.close();
  return choice;
};
