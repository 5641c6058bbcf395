import type { Duty, Edition, IncidentDuty, Shown } from '../duty';

const reviewed: readonly Shown[] = [
  'agency-information',
  'rapid-review-meeting',
  'rapid-review-recommendation',
];
const thresholdDecided: readonly Shown[] = ['notification-threshold', 'threshold-by-authority'];

/** What each who is asked or told must see, to decide on it or to be told anything by it. What is not named shows nothing. */
const shown: Partial<Record<IncidentDuty, readonly Shown[]>> = {
  'report-acceptance': ['report'],
  'may-repeat': ['report'],
  'awareness-date': ['report'],
  'child-particulars': ['report'],
  'national-request': ['national-review'],
  'report-forwarded-to-director': ['report'],
  'incident-reported-to-partners': ['report'],
  'looked-after-death': ['report'],
  'notification-threshold': ['report'],
  'threshold-by-authority': ['report', 'notification-threshold'],
  'threshold-outcome-to-learning-chair': ['learning-referral', 'report', ...thresholdDecided],
  'notification-copies': ['report'],
  'agency-information': ['report'],
  'rapid-review-meeting': ['report', 'agency-information'],
  'rapid-review-recommendation': ['report', 'agency-information', 'rapid-review-meeting', 'quality-checks'],
  'rapid-review-decision': ['report', ...reviewed, 'quality-checks', 'panel-answer'],
  'rapid-review-outcome-to-panel': [
    'rapid-review-meeting',
    'rapid-review-recommendation',
    'rapid-review-decision',
  ],
  'learning-to-learning-chair': [
    'learning-referral',
    'rapid-review-meeting',
    'rapid-review-decision',
    'other-review',
    'national-review',
    'learning-found',
    'below-threshold-learning',
    'learning-outcome',
    'learning-outcome-approval',
  ],
  'below-threshold-learning': ['report', ...thresholdDecided],
  'learning-outcome': [
    'learning-referral',
    'report',
    ...thresholdDecided,
    'below-threshold-learning',
    'learning-outcome-approval',
  ],
  'learning-outcome-approval': ['learning-referral', 'below-threshold-learning', 'learning-outcome'],
  'publication-form': ['review-report'],
  'not-published-in-full': ['publication-form', 'review-report'],
  'report-to-panel-and-department': ['review-report', 'publication-form'],
  'report-to-ofsted': ['review-report', 'publication-form'],
  'delay-notice': ['publication-delay'],
  'publication-announced': ['publication'],
  'withdrawn-in-error': ['withdrawal'],
};

/** Gives each duty what it shows. */
export const withShown = (duties: Edition['duties']): Edition['duties'] => {
  const give = <Kind extends Duty>(id: IncidentDuty, duty: Kind): Kind => ({
    ...duty,
    shows: shown[id] ?? [],
  });
  const pairs = Object.entries(duties).map(([id, duty]) => [id, give(id as IncidentDuty, duty)]);
  return { ...duties, ...(Object.fromEntries(pairs) as Partial<Edition['duties']>) };
};
