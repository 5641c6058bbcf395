import { londonDateOf } from '../domain/calendar/london';
import type { CaseView } from '../domain/case-view';
import { capital, dayInWords } from '../domain/dates-in-words';
import { thePart, type AgencyTitles } from '../domain/parts-in-words';

/** Of each part that has a deputy now, or will have one, the latest entry in words; null where its last day is over. */
function latestOf({ story, nowMs }: CaseView, agencies: AgencyTitles): Map<unknown, string | null> {
  const todayOn = londonDateOf(nowMs);
  const latest = new Map<unknown, string | null>();
  for (const entry of story) {
    if (entry.kind !== 'answer' || entry.duty !== 'deputy') continue;
    const { role, address, from, until } = entry.answer.facts;
    if (typeof from !== 'string' || typeof until !== 'string') continue;
    const days =
      from > todayOn ? `from ${dayInWords(from)} until ${dayInWords(until)}` : `until ${dayInWords(until)}`;
    const words = `${capital(thePart(String(role), agencies))} has a deputy ${days}, at ${String(address)}.`;
    latest.set(role, until < todayOn ? null : words);
  }
  return latest;
}

/** Who stands in for whom in this case now, or will: of each part the latest entry, until its last day is over. */
export const deputiesOf = (view: CaseView, agencies: AgencyTitles): string[] =>
  [...latestOf(view, agencies).values()].filter((words) => words !== null);

/** Of a part that has a deputy, or will have one: what another entry for it does to that one. */
export function deputyReplaced(view: CaseView, part: unknown, agencies: AgencyTitles): string[] {
  const words = latestOf(view, agencies).get(part) ?? null;
  return words === null
    ? []
    : [
        `${words} This entry takes the place of that one at once: until the new first day, what is opened goes to the holder of the role. What that deputy was asked already stays there until then.`,
      ];
}
