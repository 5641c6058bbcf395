import type { EventName } from './duty';

const events: Readonly<Record<EventName, string>> = {
  incident: 'the incident',
  'authority-aware': 'the authority became aware',
  'report-received': 'the report was received',
  'threshold-decision': 'the threshold was decided',
  'agency-asked': 'the agency was asked',
  'panel-notification': 'the panel was notified',
  'panel-acknowledgement': 'the panel acknowledged',
  'rapid-review-recommendation': 'the rapid review’s recommendation',
  'review-decision': 'the decision to review',
  'panel-answer': 'the panel answered',
  'publication-date': 'the publication date',
  publication: 'publication',
  'national-request-due': 'the day that the panel named',
};

const days: ReadonlySet<EventName> = new Set<EventName>([
  'incident',
  'rapid-review-recommendation',
  'review-decision',
  'publication-date',
  'publication',
  'national-request-due',
]);

/** `It counts from the day on which the panel was notified.` */
export const countsFromSentence = (event: EventName): string =>
  `It counts from ${days.has(event) ? '' : 'the day on which '}${events[event]}.`;

/** `the authority became aware`, from `authority-aware`: what a clock counts from. */
export const eventInWords = (event: EventName): string => events[event];

/** Why a date is another now, as a sentence: what it counts from, or that a missing date was put right. */
export function redatedSentence(because: string): string {
  if (because === 'date-unknown') return 'What was missing to work it out has been put right.';
  return Object.hasOwn(events, because) ? countsFromSentence(because as EventName) : '';
}
