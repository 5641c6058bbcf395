import { londonDateOf } from '../calendar/london';
import type { CaseView, DutyState } from '../case-view';
import { partOf } from '../parts-in-words';
import type { LetterKind, LetterRecord } from '../record';

/** What papers print the day of. */
export type DatedEvent =
  'incident' | 'report-received' | 'panel-notification' | 'panel-acknowledgement' | 'rapid-review-meeting';

/** Which field of which answer says when it was. */
const recordedIn: Partial<Record<string, { event: DatedEvent; field: string }>> = {
  'panel-notification': { event: 'panel-notification', field: 'sentAt' },
  'panel-acknowledgement': { event: 'panel-acknowledgement', field: 'receivedAt' },
  'rapid-review-meeting': { event: 'rapid-review-meeting', field: 'heldOn' },
};

/** The London date on which something happened, by the record as it stands corrected; null while it has not happened. */
export function dayOf({ opening, story }: CaseView, event: DatedEvent): string | null {
  let on: string | null = null;
  if (event === 'incident') on = opening.incidentOn;
  if (event === 'report-received') on = opening.reportReceivedOn;
  for (const entry of story) {
    if (entry.kind !== 'answer') continue;
    const { facts } = entry.answer;
    const recorded = recordedIn[entry.duty];
    const said =
      entry.duty === 'correction' && facts['event'] === event
        ? facts['date']
        : recorded?.event === event
          ? facts[recorded.field]
          : undefined;
    if (typeof said === 'string' && said !== '') on = said.slice(0, 10);
  }
  return on;
}

/** The London date on which a letter reached its recipient: by mail or, as a person recorded it, otherwise. */
const reachedOn = ({ acceptedAtMs, sentOtherwiseOn }: LetterRecord): string[] => [
  ...(acceptedAtMs === undefined ? [] : [londonDateOf(acceptedAtMs)]),
  ...(sentOtherwiseOn === undefined ? [] : [sentOtherwiseOn]),
];

/** On which London date each part of a duty was first reached by a letter of this kind; null for whom none has reached. */
export function reachedParts(
  { letters }: CaseView,
  { duty, instance, round, parts }: DutyState,
  kind: LetterKind,
): { part: string; on: string | null }[] {
  const sent = letters.filter(
    (letter) =>
      letter.duty === duty && letter.instance === instance && letter.round === round && letter.kind === kind,
  );
  return parts.map((part) => ({
    part,
    on:
      sent
        .filter(({ to }) => partOf(to) === part)
        .flatMap(reachedOn)
        .sort()[0] ?? null,
  }));
}
