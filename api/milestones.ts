import type { IncidentDuty } from '../domain/duty';

/** What is done by a date, in a word or two: under a line there is no room for a duty's title. */
export const milestones: Readonly<Partial<Record<IncidentDuty, string>>> = {
  'report-acceptance': 'Report taken up',
  'awareness-date': 'Day of awareness',
  'child-particulars': 'Particulars',
  'report-forwarded-to-director': 'Director told',
  'children-made-safe': 'Whether children are safe',
  'incident-reported-to-partners': 'Partners told',
  'looked-after-death': 'Looked-after death notified',
  'notification-threshold': 'Threshold',
  'threshold-silence': 'Wait for partners',
  'threshold-by-authority': 'Threshold',
  'authority-deputy': 'Deputy named',
  'threshold-outcome-to-referrer': 'Referrer told',
  'panel-notification': 'Panel notified',
  'agency-information': 'Agencies’ answers',
  'rapid-review-meeting': 'Meeting',
  'rapid-review-recommendation': 'Recommendation',
  'rapid-review-decision': 'Decision',
  'rapid-review-outcome-to-panel': 'Outcome to panel',
  'family-told': 'Family told',
  'national-request': 'Panel’s request',
  'delay-notice': 'Delay explained',
  'not-published-in-full': 'Form explained',
  'report-to-panel-and-department': 'Report to panel',
  'report-to-ofsted': 'Report to Ofsted',
  publication: 'Publication',
  'kept-public': 'Kept public until',
};

/** A duty in a word or two, or by its title. */
export const milestoneOf = ({ duty, title }: { duty: string; title: string }): string =>
  (milestones as Record<string, string>)[duty] ?? title;
