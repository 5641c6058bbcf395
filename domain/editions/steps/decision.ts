import type { Edition } from '../../duty';
import type { DocumentD } from '../document-d';
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
      },
    },
    'family-told': {
      title: 'Has the family been told of the decision and its reasons?',
      stage: 'decision',
      ...d.step('10.5'),
      asks: { roles: ['business-unit'], rule: 'first' },
      form: {
        choice: {
          legend: 'Has the family been told?',
          options: { told: 'Yes, the family has been told', 'not-yet': 'No, not yet' },
        },
        fields: [
          { name: 'toldOn', label: 'Told on', type: 'date', when: 'past', onlyFor: ['told'] },
          { name: 'toldBy', label: 'By whom, as a role', type: 'text', onlyFor: ['told'] },
          { name: 'rationaleGiven', label: 'Were the reasons given?', type: 'yes-no', onlyFor: ['told'] },
          { name: 'whyNotYet', label: 'Why not yet', type: 'long-text', onlyFor: ['not-yet'] },
        ],
      },
    },
    'other-review': {
      title: 'Which other form of review follows, if any?',
      stage: 'decision',
      ...d.step('8.8'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'Learning outside the scope of a review goes to the chair of Learning and Development (D 5.1).',
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
        ],
      },
    },
    'learning-to-learning-chair': {
      title: 'Share the learning with the chair of Learning and Development',
      stage: 'decision',
      ...d.step('5.1'),
      tells: ['learning-chair'],
    },
  }) satisfies Partial<Edition['duties']>;
