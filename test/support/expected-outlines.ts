import type { Outline } from './drilled';

const toReview = ['report', 'threshold', 'notification', 'rapid-review', 'decision'];
const partners = ['health-partner', 'local-authority-partner', 'police-partner'];
const bodies = ['dfe', 'national-panel', 'ofsted'];

const toldFirst = {
  'report-received': ['referrer'],
  'report-forwarded-to-director': ['director'],
  'incident-reported-to-partners': partners,
  'threshold-outcome-to-referrer': ['referrer'],
  'threshold-outcome-to-learning-chair': ['learning-chair'],
};
const toldOfReview = {
  ...toldFirst,
  'notification-copies': bodies,
  'rapid-review-outcome-to-panel': ['national-panel'],
};
const toldOfPublication = {
  'report-to-panel-and-department': ['dfe', 'national-panel'],
  'report-to-ofsted': ['ofsted'],
  'publication-announced': bodies,
};
const toldOfLearning = { 'learning-to-learning-chair': ['learning-chair'] };

/** Each who decides says the same. */
const all = (question: string, choice: string, who = ['local-authority', 'health', 'police']): string[] =>
  who.map((partner) => `${question}: ${choice}, ${partner}-partner`);
const decided = (question: string, choice: string): string[] => [
  ...all(question, choice),
  `${question}: ${choice}, scrutineer`,
];
const involved = 'agency-information: involved, agency-lead';
const recommended = (choice: string): string => `rapid-review-recommendation: ${choice}, rapid-review-chair`;
const staff = (question: string, choice: string): string => `${question}: ${choice}, business-unit`;
const familyTold = staff('family-told', 'told');
const publicationTooEarly = ['publication: not-allowed, business-unit'];

/** What is essential of each scenario. */
export const expectedOf: Readonly<Record<string, Outline>> = {
  'local-review': {
    stages: [...toReview, 'review', 'publication', 'public', 'closed'],
    told: { ...toldOfReview, ...toldOfPublication },
    answers: [
      ...all('notification-threshold', 'met'),
      involved,
      recommended('local-review'),
      ...decided('rapid-review-decision', 'local-review'),
      familyTold,
      staff('panel-answer', 'no-national-review'),
      ...decided('publication-form', 'full'),
    ],
    refused: publicationTooEarly,
  },
  'no-review': {
    stages: [...toReview, 'closed'],
    told: { ...toldOfReview, ...toldOfLearning },
    answers: [
      ...all('notification-threshold', 'met'),
      involved,
      recommended('other-review'),
      ...decided('rapid-review-decision', 'no-review'),
      familyTold,
      staff('panel-answer', 'no-national-review'),
      staff('other-review', 'audit'),
    ],
    refused: [],
  },
  'national-review': {
    stages: [...toReview, 'closed'],
    told: { ...toldOfReview, ...toldOfLearning },
    answers: [
      ...all('notification-threshold', 'met'),
      involved,
      recommended('national-review'),
      ...decided('rapid-review-decision', 'national-review'),
      familyTold,
      staff('panel-answer', 'more-information'),
      staff('panel-answer', 'national-review'),
      staff('national-review', 'asked'),
      staff('national-review', 'completed'),
    ],
    refused: [],
  },
  'below-threshold': {
    stages: ['report', 'threshold', 'below-threshold', 'closed'],
    told: { ...toldFirst, ...toldOfLearning },
    answers: [
      ...all('notification-threshold', 'not-met'),
      ...all('below-threshold-learning', 'learning', ['local-authority']),
      'learning-outcome: single-agency-learning, learning-chair',
      ...all('learning-outcome-approval', 'approve'),
    ],
    refused: [],
  },
  'looked-after-death': {
    stages: ['report', 'threshold', 'below-threshold', 'closed'],
    told: { ...toldFirst, ...toldOfLearning, 'looked-after-death': ['dfe', 'ofsted'] },
    answers: [
      ...all('notification-threshold', 'not-met'),
      ...all('below-threshold-learning', 'no-learning', ['local-authority']),
    ],
    refused: [],
  },
  'everything-late': {
    stages: [...toReview, 'review', 'publication', 'public', 'closed'],
    told: { ...toldOfReview, ...toldOfPublication, 'delay-notice': ['dfe', 'national-panel'] },
    answers: [
      ...all('threshold-by-authority', 'met', ['local-authority']),
      recommended('local-review'),
      ...decided('rapid-review-decision', 'local-review'),
      familyTold,
      staff('panel-answer', 'no-national-review'),
      staff('publication-delay', 'inquest'),
      ...decided('publication-form', 'full'),
    ],
    refused: publicationTooEarly,
  },
  'partners-disagree': {
    stages: [...toReview, 'closed'],
    told: { ...toldOfReview, ...toldOfLearning },
    answers: [
      ...all('notification-threshold', 'met', ['local-authority']),
      ...all('notification-threshold', 'not-met', ['police']),
      ...all('threshold-by-authority', 'met', ['local-authority']),
      involved,
      recommended('no-review'),
      ...decided('rapid-review-decision', 'no-review'),
      familyTold,
      staff('panel-answer', 'no-national-review'),
      staff('other-review', 'none'),
    ],
    refused: [],
  },
};
