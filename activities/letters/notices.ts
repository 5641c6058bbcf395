import type { IncidentNotice } from '../../domain/duty';

/**
 * What a notice tells: its subject, its first sentence, what the link shows, what else must be said, and what a file that
 * goes with it is called. `inside` says what can be read there, as the first half of a sentence.
 */
export type NoticeWords = {
  about: string;
  opening: string;
  shows: string;
  inside?: string;
  more: readonly string[];
  file: string;
};

const notices: Readonly<Record<IncidentNotice, NoticeWords>> = {
  'report-forwarded-to-director': {
    about: 'Incident report forwarded',
    opening: 'A report of a serious child safeguarding incident has come in and is forwarded to you at once.',
    shows: 'Read the report',
    more: ['You need not answer. What is decided from here on stands in the record of the case.'],
    file: 'report',
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
    opening: 'The local authority notifies you of the death of a looked-after child.',
    shows: 'Read the notification',
    more: ['This is notified in every case, whatever the cause, and apart from any decision about a review.'],
    file: 'notification',
  },
  'threshold-outcome-to-referrer': {
    about: 'Outcome of the incident that you reported',
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
    shows: 'Read the copy',
    more: [
      'This letter is a copy for your information. It does not replace the notification that the local authority makes in the government’s own system.',
    ],
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
    about: 'Learning for Learning and Development',
    opening: 'Learning from a case without a local review is passed on to you.',
    shows: 'Read what is passed on',
    more: [],
    file: 'learning',
  },
  'delay-notice': {
    about: 'Publication delayed',
    opening:
      'The report of a local review will not be published within six months of the decision to review.',
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
    about: 'Full report before publication',
    opening: 'The full report of a local review is sent to you before it is published.',
    shows: 'Read the full report',
    more: [
      'The link asks for a security code, which is sent to this address. The report must not be passed on before it is published.',
    ],
    file: 'report-before-publication',
  },
  'report-to-ofsted': {
    about: 'Report before publication',
    opening: 'The report of a local review, or its improvements, is sent to you before it is published.',
    shows: 'Read the report',
    more: [
      'The link asks for a security code, which is sent to this address. The report must not be passed on before it is published.',
    ],
    file: 'report-before-publication',
  },
  'publication-announced': {
    about: 'Report published',
    opening: 'The report of a local review has been published.',
    shows: 'See where it is published',
    more: [],
    file: 'publication',
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

const outcomes: Readonly<Record<string, string>> = {
  met: 'the threshold for notification is met',
  'not-met': 'the threshold for notification is not met',
  'local-review': 'a local child safeguarding practice review',
  'national-review': 'a national review is recommended',
  'no-review': 'no local or national review',
  'learning-only': 'only the learning and the recommendations are published',
  none: 'nothing is published',
};

/** An outcome as a sentence; a choice without words here is printed as it is. */
export const outcomeSentence = (outcome: string): string => `Outcome: ${outcomes[outcome] ?? outcome}.`;
