import { condition } from '@temporalio/workflow';
import type { Recipient } from '../domain/duty';
import type { Addressee } from '../domain/opened-duty';
import type { Given } from './case/file';
import { agreement, hasConflict, noteDissent, votes, type Incident } from './incident';

type Asked = ReturnType<Incident['ask']>;

/**
 * The three partners decide together. With dissent, at once; with a conflict of interest; or with silence from the fourth
 * working day on, the authority, which bears the duty, decides alone; dissent and silence stay in the record.
 * Source: D 5.1, 6.2, 7.1, 7.2.
 */
export const decideThreshold = async (incident: Incident): Promise<'met' | 'not-met'> => {
  const partners = incident.ask('notification-threshold');
  const askedAtMs = Date.now();
  const deputy = deputyAtOnce(incident, partners);
  const disagreed = condition(() => disagree(partners.given));
  await incident.until('threshold-silence', { unless: Promise.race([partners.answers, disagreed]) });
  const choice =
    agreed(partners.given) ?? (await authorityDecides(incident, { partners, askedAtMs, deputy }));
  partners.close();
  if (disagree(partners.given)) noteUnheard(incident, silentOf(partners.given));
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

const authority = 'local-authority-partner';
const partnersAsked: readonly Recipient[] = [authority, 'health-partner', 'police-partner'];
const silentOf = (given: readonly Given[]): Recipient[] =>
  partnersAsked.filter((partner) => !given.some(({ by }) => by.recipient === partner));

/** They cannot all agree any more, whatever the others answer. */
const disagree = (given: readonly Given[]): boolean => votes(given).size > 1;

/** All three alike; who has a conflict of interest cannot take the decision from the authority. */
const agreed = (given: readonly Given[]): string | null =>
  silentOf(given).length === 0 && !given.some(hasConflict) ? agreement(given) : null;

const declaredBy = ({ given }: Asked): Given | undefined =>
  given.find((one) => one.by.recipient === authority && hasConflict(one));

/** With a conflict of interest of the authority's own partner somebody else will have to decide: nobody waits for that to be asked. */
const deputyAtOnce = async (incident: Incident, partners: Asked): Promise<Addressee> => {
  await condition(() => declaredBy(partners) !== undefined);
  const declared = declaredBy(partners);
  if (declared === undefined) throw new Error('the conflict of interest was declared and is gone');
  return deputyFor(incident, declared);
};

type Alone = { partners: Asked; askedAtMs: number; deputy: Promise<Addressee> };

const authorityDecides = async (
  incident: Incident,
  { partners, askedAtMs, deputy }: Alone,
): Promise<string> => {
  if (!disagree(partners.given)) noteSilence(incident, silentOf(partners.given), askedAtMs);
  // The partners may still agree before the authority has decided.
  const late = partners.answers.then((given) => agreed(given) ?? new Promise<never>(() => undefined));
  let to = declaredBy(partners) && [await deputy];
  for (;;) {
    const alone = incident.ask('threshold-by-authority', to ? { to } : {});
    const first = await Promise.race([alone.answer, late]);
    alone.close();
    if (typeof first === 'string') return first;
    if (!hasConflict(first)) return first.answer.choice ?? '';
    to = [await deputyFor(incident, first)];
  }
};

const hourMs = 60 * 60_000;

const noteSilence = (incident: Incident, silent: readonly Recipient[], askedAtMs: number): void => {
  if (silent.length === 0) return;
  const title =
    Date.now() - askedAtMs < hourMs
      ? 'The fourth working day had passed when the partners were asked: the authority is asked beside them'
      : 'Partners have not answered by the fourth working day';
  incident.note({ kind: 'entry', event: 'silence', title, facts: { silent } });
};

/** After a dissent nobody waits for the rest; the authority has decided, whatever it was asked before. */
const noteUnheard = (incident: Incident, notYet: readonly Recipient[]): void => {
  const silent = notYet.filter((partner) => partner !== authority);
  if (silent.length === 0) return;
  const title = 'The partners disagreed, and the authority decided before these had answered';
  incident.note({ kind: 'entry', event: 'silence', title, facts: { silent } });
};

/** Where those who were asked for a partner were written to. */
const addressesOf = ({ file }: Incident, partner: Recipient): string[] =>
  file.rounds
    .filter(({ state }) => state.stage === 'threshold')
    .flatMap(({ state }) => state.addressees)
    .filter(({ recipient }) => recipient === partner)
    .map(({ address }) => address.toLowerCase());

/** The duty is the authority's, the conflict one person's: the business unit says who decides in their place. */
const deputyFor = async (incident: Incident, { by }: Given): Promise<Addressee> => {
  incident.note({
    kind: 'entry',
    event: 'conflict',
    title: 'Declared a conflict of interest: somebody else decides for the authority',
    by,
  });
  const taken = addressesOf(incident, authority);
  const { answer } = await incident.ask('authority-deputy', {
    permit: ({ facts }) =>
      taken.includes(String(facts.address).toLowerCase())
        ? 'That is the address of somebody who has declared a conflict of interest. Somebody else has to decide.'
        : null,
  }).answer;
  return { recipient: authority, person: `named:${authority}`, address: String(answer.facts.address) };
};
