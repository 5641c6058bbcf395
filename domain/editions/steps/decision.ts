import type { Edition } from '../../duty';
import type { DocumentD } from '../document-d';
import { remind } from '../document-d';
import { reviewMethods } from '../forms/methods';

/** What the national panel answers, whom the decision reaches, and what follows where no local review does. */
export const decisionSteps = (d: DocumentD) =>
  ({
    'panel-answer': {
      title: 'What does the national panel answer?',
      stage: 'decision',
      ...d.step('8.11'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance: 'The panel answers in writing after its next meeting (D 5.1); no time limit binds it.',
      form: {
        choice: {
          legend: 'The national panel',
          options: {
            'no-national-review': 'Will not carry out a national review',
            'national-review': 'Will carry out a national review',
            'local-more-appropriate': 'Finds that a local review is more appropriate',
            'more-information': 'Asks for more information',
          },
        },
        fields: [
          { name: 'receivedOn', label: 'Answer received on', type: 'date', when: 'past' },
          { name: 'rationale', label: 'The panel’s reasons, or what it asks for', type: 'long-text' },
        ],
        files: { upTo: 5, hint: 'For example the panel’s letter.' },
      },
    },
    'panel-information': {
      title: 'Send the national panel the information that it asks for',
      stage: 'decision',
      ...d.step('9.3'),
      asks: { roles: ['business-unit'], rule: 'first' },
      form: {
        fields: [
          { name: 'sentOn', label: 'Information sent on', type: 'date', when: 'past' },
          { name: 'information', label: 'What was sent', type: 'long-text' },
        ],
        files: { upTo: 5 },
      },
    },
    'family-told': {
      title: 'Has the family been told of the decision and its reasons?',
      stage: 'decision',
      ...d.step('10.5'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'Asked again until the family knows the decision and its reasons, or it is recorded why it is not told.',
      clock: {
        ...d.safeReading(
          '10.5',
          { workingDays: 10 },
          'review-decision',
          'No time is printed; ten working days are this service’s own, so that it is not forgotten.',
        ),
        remind: remind.ofDays,
      },
      form: {
        choice: {
          legend: 'Has the family been told?',
          options: {
            told: 'Yes, the family has been told',
            'not-yet': 'No, not yet',
            'not-to-be-told': 'The family cannot or should not be told',
          },
        },
        fields: [
          { name: 'toldOn', label: 'Told on', type: 'date', when: 'past', onlyFor: ['told'] },
          { name: 'toldBy', label: 'By whom, as a role', type: 'text', onlyFor: ['told'] },
          { name: 'rationaleGiven', label: 'Were the reasons given?', type: 'yes-no', onlyFor: ['told'] },
          { name: 'whyNotYet', label: 'Why not yet', type: 'long-text', onlyFor: ['not-yet'] },
          {
            name: 'whyNot',
            label: 'Why not, and who decided so',
            type: 'long-text',
            onlyFor: ['not-to-be-told'],
          },
        ],
      },
    },
    'other-review': {
      title: 'Which other form of review have the partners decided on, if any?',
      stage: 'decision',
      ...d.step('8.8'),
      confidence: 'local',
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'The rapid review may recommend one (D 8.8); the partners decide, and the business unit records here what and when. Learning goes to the chair of Learning and Development (D 5.1).',
      form: {
        choice: {
          legend: 'What follows?',
          options: {
            'single-agency-review': 'A review by a single agency',
            audit: 'A smaller audit of agency involvement',
            'another-review': 'Another form of review',
            none: 'No other review',
          },
        },
        fields: [
          { name: 'decidedOn', label: 'Decided by the partners on', type: 'date', when: 'past' },
          {
            name: 'method',
            label: 'Method',
            type: 'choice',
            options: reviewMethods,
            optional: true,
            onlyFor: ['single-agency-review', 'another-review'],
          },
          { name: 'agencies', label: 'Agencies that carry it out', type: 'agencies', optional: true },
        ],
        reasons: 'required',
      },
    },
    'national-review': {
      title: 'What does the national review ask for, or is it complete?',
      stage: 'decision',
      ...d.step('9.6'),
      asks: { roles: ['business-unit'], rule: 'first' },
      form: {
        choice: {
          legend: 'The national review',
          options: { asked: 'Asks something of the partners', completed: 'Is complete' },
        },
        fields: [
          { name: 'asked', label: 'What the panel asks', type: 'long-text', onlyFor: ['asked'] },
          { name: 'askedBy', label: 'By when', type: 'date', optional: true, onlyFor: ['asked'] },
          { name: 'completedOn', label: 'Completed on', type: 'date', when: 'past', onlyFor: ['completed'] },
          {
            name: 'findings',
            label: 'What it found that the partners should learn from',
            type: 'long-text',
            onlyFor: ['completed'],
          },
        ],
      },
    },
    'national-request': {
      title: 'Send the national panel what its review asks for',
      stage: 'decision',
      ...d.step('9.6'),
      asks: { roles: ['business-unit'], rule: 'first' },
      clock: {
        ...d.safeReading(
          '9.6',
          'at-once',
          'national-request-due',
          'The day is the panel’s own, as it was recorded; where it named none, there is none.',
        ),
        remind: remind.ofWeeks,
      },
      form: {
        fields: [
          { name: 'sentOn', label: 'Sent on', type: 'date', when: 'past' },
          { name: 'sent', label: 'What was sent', type: 'long-text' },
        ],
        files: { upTo: 5 },
      },
    },
    'learning-found': {
      title: 'Refer learning outside the scope of the review',
      stage: 'decision',
      ...d.step('5.1'),
      asks: { roles: ['business-unit'], rule: 'standing' },
      guidance:
        'Learning outside the scope of a local review is referred to the chair of Learning and Development, whenever it shows itself.',
      form: { fields: [{ name: 'learning', label: 'What was learned, and from what', type: 'long-text' }] },
    },
    'learning-to-learning-chair': {
      title: 'Share the learning with the chair of Learning and Development',
      stage: 'decision',
      ...d.step('5.1'),
      tells: ['learning-chair'],
    },
  }) satisfies Partial<Edition['duties']>;
