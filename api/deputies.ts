import { londonDateOf } from '../domain/calendar/london';
import type { CaseView } from '../domain/case-view';
import { capital, dayInWords } from '../domain/dates-in-words';
import { thePart, type AgencyTitles } from '../domain/parts-in-words';

/** Who stands in for whom in this case now, or will: of each part the latest entry, until its last day is over. */
export function deputiesOf({ story, nowMs }: CaseView, agencies: AgencyTitles): string[] {
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
  return [...latest.values()].filter((words) => words !== null);
}
