import type { IncidentNotice } from './duty';

/** Said where what counts is sent in another way. */
export const copyOnly =
  'This letter is a copy for your information. It does not replace the notification that the local authority makes in the government’s own system.';

const unreachable =
  'If you cannot open the report where it stands, please ask the business unit: it then sends it to you in another way.';
const keepToYourself = 'Please pass the report on to nobody while it is not public.';

/**
 * What a notice tells: its subject, its first sentence, what the link shows, what else must be said, and what a file that
 * goes with it is called. `inside` says what can be read there, as the first half of a sentence; `inLetter` is said in the
 * letter alone, for it is about the letter or its link.
 */
export type NoticeWords = {
  about: string;
  /** Its subject where it reports one of these outcomes. */
  urgent?: Readonly<Record<string, string>>;
  /** What it is called to the business unit, where `about` speaks to who is told. */
  aboutForUnit?: string;
  opening: string;
  shows: string;
  inside?: string;
  inLetter?: readonly string[];
  more: readonly string[];
  file: string;
};

const notices: Readonly<Record<IncidentNotice, NoticeWords>> = {
  'report-forwarded-to-director': {
    about: 'Incident report forwarded',
    urgent: { 'not-safe': 'Act today: the safety of a child is not settled' },
    opening: 'A report of a serious child safeguarding incident has come in and is forwarded to you.',
    shows: 'Read the report',
    inLetter: ['You need not answer.'],
    more: ['What is decided from here on stands in the record of the case.'],
    file: 'report',
  },
  'report-received': {
    about: 'Your report has come in',
    opening: 'The report that you sent has come in.',
    shows: 'Read this online',
    more: [
      'Please give its reference, which stands above, when you ring or write about it, and no names in an e-mail.',
      'You will hear how it was decided. If a child is not safe now, ring the police or children’s social care: do not wait for that letter.',
    ],
    file: 'receipt',
  },
  'report-turned-away': {
    about: 'Your report',
    opening: 'The report that you sent is not taken up as a case of its own.',
    shows: 'Read this online',
    more: ['Thank you for reporting it. If you see it otherwise, please ring the business unit.'],
    file: 'answer-to-report',
  },
  'incident-reported-to-partners': {
    about: 'Incident reported to the partners',
    opening: 'A serious child safeguarding incident is reported to you as a safeguarding partner.',
    shows: 'Read the report',
    more: ['Whether the threshold for notification is met is asked in a letter of its own.'],
    file: 'report',
  },
  'looked-after-death': {
    about: 'Notification: looked-after child',
    opening: 'The local authority gives notice of the death of a looked-after child.',
    shows: 'Read the report of the incident',
    more: ['This is notified in every case, whatever the cause, and apart from any decision about a review.'],
    file: 'notification',
  },
  'threshold-outcome-to-referrer': {
    about: 'Outcome of the incident that you reported',
    aboutForUnit: 'outcome for the referrer',
    opening: 'The incident that you reported has been considered, and this is the outcome.',
    shows: 'Read the outcome',
    more: [
      'If you are not content with it, you may turn to the Director of Children and Adult Services or to the safeguarding partners, by the procedure for professional challenge.',
    ],
    file: 'outcome',
  },
  'threshold-outcome-to-learning-chair': {
    about: 'Threshold decision, for learning',
    opening: 'The threshold decision on an incident is shared with you, as every such decision is.',
    shows: 'Read the decision',
    more: ['Where Learning and Development is to decide something, it is asked in a letter of its own.'],
    file: 'threshold-decision',
  },
  'notification-copies': {
    about: 'Copy for information: notification',
    opening: 'The local authority is notifying the national panel of a serious child safeguarding incident.',
    shows: 'Read the report of the incident',
    more: [copyOnly],
    file: 'copy-of-notification',
  },
  'rapid-review-outcome-to-panel': {
    about: 'Outcome of the rapid review',
    opening: 'The partnership reports to you the outcome of its rapid review.',
    shows: 'Read the report of the rapid review',
    inside: 'The decision with its reasons, any dissent, and the record of the meeting are',
    more: [],
    file: 'outcome-of-rapid-review',
  },
  'learning-to-learning-chair': {
    about: 'For Learning and Development',
    opening: 'What follows from a case is passed on to you as the chair of Learning and Development.',
    shows: 'Read what is passed on',
    more: [],
    file: 'learning',
  },
  'delay-notice': {
    about: 'Publication delayed',
    opening: 'The publication of the report of a local review is delayed.',
    shows: 'Read the reasons',
    inside: 'The reasons and the date now expected are',
    more: [],
    file: 'reasons-for-delay',
  },
  'not-published-in-full': {
    about: 'Report not published in full',
    opening: 'The partners have decided not to publish the report of a local review in full.',
    shows: 'Read the reasons',
    inside: 'The reasons, and what will be published of the improvements, are',
    more: ['The partners will have regard to your answer.'],
    file: 'reasons-for-not-publishing',
  },
  'report-to-panel-and-department': {
    about: 'Full report of a review: where to read it',
    opening: 'The full report of a local review is ready for you.',
    shows: 'See where to read it',
    inside: 'Where the report can be read, its version and its recommendations are',
    inLetter: ['The link asks for a security code, which is sent to this address.'],
    more: [unreachable, keepToYourself],
    file: 'report-before-publication',
  },
  'report-to-ofsted': {
    about: 'Report of a review: where to read it',
    opening: 'The report of a local review is ready for you, with the improvements that it recommends.',
    shows: 'See where to read it',
    inside: 'Where the report can be read, its version and its recommendations are',
    inLetter: ['The link asks for a security code, which is sent to this address.'],
    more: [unreachable, keepToYourself],
    file: 'report-before-publication',
  },
  'publication-announced': {
    about: 'Publication',
    opening: 'The report of a local review, or what was learned from it, has been published.',
    shows: 'See where it is published',
    more: [],
    file: 'publication',
  },
  'handed-over': {
    about: 'Case handed over to you',
    opening:
      'This case has been handed over to you. Its letters to the business unit come to you from now on.',
    shows: 'Open the case',
    more: [],
    file: 'hand-over',
  },
  'withdrawn-in-error': {
    about: 'Case withdrawn: opened in error',
    opening: 'A case of which you were told was opened in error and has been withdrawn.',
    shows: 'Read why',
    more: ['Please disregard the earlier letters with this reference. You need not do anything further.'],
    file: 'withdrawal',
  },
};

/** The words of a notice; for one that is not known here, its title. */
export const noticeWords = (duty: string, title: string): NoticeWords =>
  (notices as Readonly<Record<string, NoticeWords | undefined>>)[duty] ?? {
    about: title,
    opening: `${title}.`,
    shows: 'Read the notice',
    more: [],
    file: 'notice',
  };

const threshold = {
  met: 'the threshold for notification is met',
  'not-met': 'the threshold for notification is not met',
};
const form = {
  full: 'the report is published in full',
  'learning-only': 'only the learning and the recommendations are published',
  none: 'the report is not published',
};

/** What a notice reports, by the choice that it reports. */
const outcomes: Readonly<Partial<Record<IncidentNotice, Readonly<Record<string, string>>>>> = {
  'report-turned-away': {
    'same-incident': 'it is dealt with together with what is known of the same incident already',
    'not-an-incident': 'it is not a report of an incident of this kind',
  },
  'report-forwarded-to-director': {
    'not-safe': 'the report says that the safety of a child is not settled; please see to that first',
  },
  'threshold-outcome-to-referrer': threshold,
  'threshold-outcome-to-learning-chair': threshold,
  'rapid-review-outcome-to-panel': {
    'local-review': 'a local child safeguarding practice review',
    'national-review': 'a national review is suggested',
    'no-review': 'no local or national review',
  },
  'learning-to-learning-chair': {
    learning: 'there may be learning, and your sub-group is asked what follows',
    'no-learning': 'no learning is seen, and no further action follows',
    approve: 'the partners approve what your sub-group decided',
    'not-approve': 'the partners do not approve what your sub-group decided, which is asked again',
    'single-agency-review': 'a review by a single agency follows in place of a local or national one',
    audit: 'a smaller audit of agency involvement follows in place of a review',
    'another-review': 'another form of review follows in place of a local or national one',
    none: 'no review follows',
    completed: 'the national review is complete',
    'learning-found': 'there is learning outside the scope of the review',
  },
  'not-published-in-full': form,
  'report-to-panel-and-department': form,
  'report-to-ofsted': form,
  'publication-announced': form,
};

/** What a notice reports, as a sentence; none for an outcome that it has no words for. */
export const outcomeSentence = (duty: string, outcome: string): string[] => {
  const words = (outcomes as Readonly<Record<string, Readonly<Record<string, string>> | undefined>>)[duty];
  return words?.[outcome] === undefined ? [] : [`Outcome: ${words[outcome]}.`];
};
