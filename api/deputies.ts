import { londonDateOf } from '../domain/calendar/london';
import type { CaseView } from '../domain/case-view';
import { capital, dayInWords } from '../domain/dates-in-words';
import { partInWords, thePart, type AgencyTitles } from '../domain/parts-in-words';

type Terms = { from: string; until: string; address: string };

/** Of each part for which somebody was set and not called off, the latest entry; its last day may be over. */
function latestOf({ story }: Pick<CaseView, 'story'>): Map<string, Terms> {
  const latest = new Map<string, Terms>();
  for (const entry of story) {
    if (entry.kind !== 'answer') continue;
    const { role, address, from, until } = entry.answer.facts;
    const part = String(role);
    if (entry.duty === 'deputy-ended') latest.delete(part);
    if (entry.duty === 'deputy' && typeof from === 'string' && typeof until === 'string')
      latest.set(part, { from, until, address: String(address) });
  }
  return latest;
}

const daysInWords = ({ from, until }: Terms, todayOn: string): string =>
  from > todayOn ? `from ${dayInWords(from)} until ${dayInWords(until)}` : `until ${dayInWords(until)}`;

/** Of each part whose deputy's last day is not over, a sentence. */
function standingIn(view: CaseView, agencies: AgencyTitles): Map<string, string> {
  const todayOn = londonDateOf(view.nowMs);
  const now = [...latestOf(view)].filter(([, { until }]) => until >= todayOn);
  return new Map(
    now.map(([part, terms]) => [
      part,
      `${capital(thePart(part, agencies))} has a deputy ${daysInWords(terms, todayOn)}, at ${terms.address}.`,
    ]),
  );
}

/** Who stands in for whom in this case now, or will: of each part the latest entry, until its last day is over. */
export const deputiesOf = (view: CaseView, agencies: AgencyTitles): string[] => [
  ...standingIn(view, agencies).values(),
];

/** Whether somebody was set and not called off. */
export const hasDeputies = (view: CaseView): boolean => latestOf(view).size > 0;

/** Parts whose deputy can be called off, each with its days; after the last day a deputy may still owe what it was asked. */
export function partsToCallOff(view: CaseView, agencies: AgencyTitles): Record<string, string> {
  const todayOn = londonDateOf(view.nowMs);
  return Object.fromEntries(
    [...latestOf(view)].map(([part, terms]) => [
      part,
      `${capital(partInWords(part, agencies))}: deputy ${daysInWords(terms, todayOn)}, at ${terms.address}`,
    ]),
  );
}

/** Of a part that has a deputy, or will have one: what another entry for it does to that one. */
export function deputyReplaced(view: CaseView, part: unknown, agencies: AgencyTitles): string[] {
  const words = standingIn(view, agencies).get(String(part));
  return words === undefined
    ? []
    : [
        `${words} This entry takes the place of that one at once: until the new first day, what is opened goes to the holder of the role. What that deputy was asked already stays there until then.`,
      ];
}
