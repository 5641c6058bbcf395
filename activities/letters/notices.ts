import type { IncidentNotice } from '../../domain/duty';

/** What a notice tells: its subject, its first sentence, what the link shows, and what else must be said. */
export type NoticeWords = { about: string; opening: string; shows: string; more: readonly string[] };

const notices: Readonly<Record<IncidentNotice, NoticeWords>> = {
  'report-forwarded-to-director': {
    about: 'Incident report forwarded',
    opening: 'A report of a serious child safeguarding incident has come in and is forwarded to you at once.',
    shows: 'Read the report',
    more: ['You need not answer. What is decided from here on stands in the record of the case.'],
  },
  'incident-reported-to-partners': {
    about: 'Incident reported to the partners',
    opening: 'A serious child safeguarding incident is reported to you as a safeguarding partner.',
    shows: 'Read the report',
    more: ['Whether the threshold for notification is met is asked in a letter of its own.'],
  },
  'looked-after-death': {
    about: 'Notification: looked-after child',
    opening: 'The local authority notifies you of the death of a looked-after child.',
    shows: 'Read the notification',
    more: ['This is notified in every case, whatever the cause, and apart from any decision about a review.'],
  },
  'threshold-outcome-to-referrer': {
    about: 'Outcome of the incident that you reported',
    opening: 'The incident that you reported has been considered, and this is the outcome.',
    shows: 'Read the outcome',
    more: [
      'If you are not content with it, you may turn to the Director of Children and Adult Services or to the safeguarding partners, by the procedure for professional challenge.',
    ],
  },
  'threshold-outcome-to-learning-chair': {
    about: 'Threshold decision, for learning',
    opening: 'The threshold decision on an incident is shared with you, as every such decision is.',
    shows: 'Read the decision',
    more: ['Where Learning and Development is to decide something, it is asked in a letter of its own.'],
  },
  'notification-copies': {
    about: 'Copy for information: notification',
    opening: 'The local authority is notifying the national panel of a serious child safeguarding incident.',
    shows: 'Read the copy',
    more: [
      'This letter is a copy for your information. It does not replace the notification that the local authority makes in the government’s own system.',
    ],
  },
  'rapid-review-outcome-to-panel': {
    about: 'Outcome of the rapid review',
    opening: 'The partnership reports to you the outcome of its rapid review.',
    shows: 'Read the report of the rapid review',
    more: ['The decision with its reasons, any dissent, and the record of the meeting are at the link.'],
  },
  'learning-to-learning-chair': {
    about: 'Learning for Learning and Development',
    opening: 'Learning from a case without a local review is passed on to you.',
    shows: 'Read what is passed on',
    more: [],
  },
  'delay-notice': {
    about: 'Publication delayed',
    opening:
      'The report of a local review will not be published within six months of the decision to review.',
    shows: 'Read the reasons',
    more: ['The reasons and the date now expected are at the link.'],
  },
  'not-published-in-full': {
    about: 'Report not published in full',
    opening: 'The partners have decided not to publish the report of a local review in full.',
    shows: 'Read the reasons',
    more: [
      'The reasons, and what will be published of the improvements, are at the link. The partners will have regard to your answer.',
    ],
  },
  'report-to-panel-and-department': {
    about: 'Full report before publication',
    opening: 'The full report of a local review is sent to you before it is published.',
    shows: 'Read the full report',
    more: [
      'The link asks for a security code, which is sent to this address. The report must not be passed on before it is published.',
    ],
  },
  'report-to-ofsted': {
    about: 'Report before publication',
    opening: 'The report of a local review, or its improvements, is sent to you before it is published.',
    shows: 'Read the report',
    more: [
      'The link asks for a security code, which is sent to this address. The report must not be passed on before it is published.',
    ],
  },
  'publication-announced': {
    about: 'Report published',
    opening: 'The report of a local review has been published.',
    shows: 'See where it is published',
    more: [],
  },
  'withdrawn-in-error': {
    about: 'Case withdrawn: opened in error',
    opening: 'A case of which you were told was opened in error and has been withdrawn.',
    shows: 'Read why',
    more: ['Please disregard the earlier letters with this reference. You need not do anything further.'],
  },
};

/** The words of a notice; for one that is not known here, its title. */
export const noticeWords = (duty: string, title: string): NoticeWords =>
  (notices as Readonly<Record<string, NoticeWords | undefined>>)[duty] ?? {
    about: title,
    opening: `${title}.`,
    shows: 'Read the notice',
    more: [],
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
