import type { IncidentQuestion } from '../../domain/duty';

/**
 * What a question wants of the person asked, and what it is about, in the few words of a subject; `explained` is what must
 * be understood of it before the link is opened.
 */
export type QuestionWords = { wants: keyof typeof wanted; about: string; explained?: readonly string[] };

/** What is wanted: as a subject names it, and as the first sentence asks for it, and what the link is called. */
export const wanted = {
  decision: { needed: 'Decision needed', please: 'Please decide', link: 'Read and decide' },
  answer: { needed: 'Answer needed', please: 'Please answer', link: 'Read and answer' },
  record: { needed: 'Entry needed', please: 'Please see to this and record it', link: 'Read and record' },
} as const;

const decide = (about: string): QuestionWords => ({ wants: 'decision', about });
const answer = (about: string): QuestionWords => ({ wants: 'answer', about });
const record = (about: string): QuestionWords => ({ wants: 'record', about });

const threshold =
  'The threshold for notification is the point from which the local authority must tell the national panel: abuse or neglect is known or suspected, and a child has died or been seriously harmed.';
const alone =
  'The partners were asked first. They differ, or not all of them have answered by the fourth working day, or one has a conflict of interest; the duty is the local authority’s, so it decides alone. What they answered is shown at the link.';

const questions: Readonly<Record<IncidentQuestion, QuestionWords>> = {
  'report-acceptance': decide('acceptance of a report'),
  'may-repeat': decide('perhaps the same incident'),
  'awareness-date': record('when the authority became aware'),
  'child-particulars': record('what is known of the children'),
  'looked-after-notification': record('notification of a looked-after child’s death'),
  'authority-deputy': record('who decides for the authority'),
  'agencies-named': record('agencies to be asked'),
  'national-request': record('information for the national review'),
  'learning-found': record('learning outside the review'),
  'further-information': record('information added to the record'),
  'children-made-safe': {
    ...record('immediate safety'),
    explained: [
      'That children are safe comes before every other step. If one is not, or nobody knows, see to that first, and then record it.',
    ],
  },
  'notification-threshold': { ...decide('notification threshold'), explained: [threshold] },
  'threshold-by-authority': {
    ...decide('notification threshold, by the local authority'),
    explained: [alone, threshold],
  },
  'panel-notification': record('notification of the national panel'),
  'panel-acknowledgement': record('acknowledgement by the national panel'),
  'agency-information': answer('information from your agency'),
  'rapid-review-meeting': record('rapid review meeting'),
  'rapid-review-recommendation': decide('recommendation of the rapid review'),
  'rapid-review-decision': decide('what follows the rapid review'),
  'panel-answer': record('answer of the national panel'),
  'panel-information': record('information for the national panel'),
  'family-told': record('family told of the decision'),
  'other-review': record('other form of review'),
  'national-review': record('national review'),
  'review-commissioned': record('commissioning of the review'),
  'review-report': record('report of the review'),
  'publication-form': decide('form of publication'),
  'publication-date': record('date of publication'),
  'publication-delay': record('delay of publication'),
  'publication-comments': record('comments on publication'),
  'agencies-added': record('further agencies'),
  publication: record('publication'),
  'below-threshold-learning': decide('learning below the threshold'),
  'learning-outcome': decide('outcome of Learning and Development'),
  'learning-outcome-approval': decide('approval of the learning outcome'),
  'child-death-review': record('child death review'),
  correction: record('correction of the record'),
  'hand-over': record('handing over of the case'),
  withdrawal: record('withdrawal of the case'),
  'sent-otherwise': record('letter sent in another way'),
  'reminder-now': record('reminder sent by hand'),
  'another-address': record('question to another address'),
  deputy: record('deputy between two dates'),
  'deputy-ended': record('deputy called off'),
  'letter-undelivered': record('letter not delivered'),
  'role-unfilled': record('role that nobody fills'),
  'date-unknown': record('date that cannot be worked out'),
  'cancel-requested': answer('request to cancel the case'),
};

/** The words of a question; for one that is not known here, its id in plain words. */
export const questionWords = (duty: string): QuestionWords =>
  (questions as Readonly<Record<string, QuestionWords | undefined>>)[duty] ??
  answer(duty.replaceAll('-', ' '));
