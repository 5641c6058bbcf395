import type { Clock, Edition } from '../../duty';
import type { DocumentD } from '../document-d';
import { remind } from '../document-d';
import { localReviewCircumstances, localReviewTests, nationalReviewTests } from '../forms/criteria';
import { agencyInformationForm, meetingForm } from '../forms/meeting';
import { reviewMethods } from '../forms/methods';
import { conflictField } from '../forms/threshold';

const panelGuidance = { document: 'Panel guidance 2025' };

/** The local procedure counts from the acknowledgement; the panel's later guidance from the sending. */
const outcomeClock = (d: DocumentD): Clock => ({
  ...d.reading('8.9', { workingDays: 15 }, 'panel-acknowledgement'),
  alsoRead: [
    {
      within: { workingDays: 15 },
      from: 'panel-notification',
      source: panelGuidance,
      confidence: 'reported',
      note: 'The panel counts from the day on which it was notified, so a late acknowledgement gains no time with it.',
    },
  ],
  remind: remind.ofWeeks,
});

/** Agencies are asked, the meeting is held, and what follows is decided and reported. */
export const rapidReviewSteps = (d: DocumentD) =>
  ({
    'agencies-named': {
      title: 'Which agencies are to be asked for information?',
      stage: 'rapid-review',
      ...d.step('8.4'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance: 'The report named none. Every agency that was involved is asked (D 8.4).',
      form: { fields: [{ name: 'agencies', label: 'Agencies to be asked', type: 'agencies' }] },
    },
    'agency-information': {
      title: 'What does your agency know about the child and the family?',
      stage: 'rapid-review',
      ...d.step('8.4'),
      asks: { roles: ['agency-lead'], rule: 'first' },
      guidance:
        'If your agency holds nothing, say so: that is an answer too. The rapid review does not investigate.',
      clock: {
        ...d.safeReading(
          '8.4',
          { workingDays: 5 },
          'agency-asked',
          'No number is printed: the information must arrive in time for the meeting.',
        ),
        remind: remind.ofDays,
      },
      form: agencyInformationForm,
    },
    'agencies-added': {
      title: 'Ask further agencies for information',
      stage: 'rapid-review',
      ...d.step('8.4'),
      asks: { roles: ['business-unit'], rule: 'standing' },
      guidance: 'An agency that was asked already is not asked again: a reminder can be sent to it.',
      form: { fields: [{ name: 'agencies', label: 'Agencies to be asked as well', type: 'agencies' }] },
    },
    'rapid-review-meeting': {
      title: 'Hold the rapid review meeting and record it',
      stage: 'rapid-review',
      ...d.step('8.2'),
      asks: { roles: ['business-unit'], rule: 'first' },
      clock: {
        ...d.reading(
          '8.2',
          { workingDays: 10 },
          'panel-acknowledgement',
          'The text says 7 to 10 working days: day 7 is a target and no floor, and a reminder goes out three working days before the alarm.',
        ),
        alsoRead: [
          d.safeReading(
            '5.1',
            { workingDays: 10 },
            'threshold-decision',
            'The map’s explanation names no starting point; the meeting is convened once the criteria are found met.',
          ),
          d.reading(
            '1.5',
            { days: 15 },
            'panel-notification',
            'Section 1.5 says fifteen days of a notification.',
          ),
          d.reading(
            'app. 5',
            { workingDays: 15 },
            'panel-notification',
            'The quality check of the rapid review form counts from the notification.',
          ),
        ],
        remind: [{ workingDays: 5 }, { workingDays: 3 }, { workingDays: 1 }],
      },
      form: meetingForm,
    },
    'rapid-review-recommendation': {
      title: 'What does the rapid review recommend?',
      stage: 'rapid-review',
      ...d.step('8.7'),
      asks: { roles: ['rapid-review-chair'], rule: 'first' },
      guidance:
        'The recommendation goes to the safeguarding partners (D 8.7-8.9); section 1.5 speaks of the national panel instead.',
      clock: {
        ...outcomeClock(d),
        confidence: 'local',
        note: 'The limit is for reporting the decision to the national panel, which follows the recommendation, so the recommendation is owed well within it.',
      },
      form: {
        choice: {
          legend: 'The rapid review recommends',
          options: {
            'local-review': 'A local child safeguarding practice review',
            'national-review': 'A national review',
            'other-review': 'Another form of review, or an audit',
            'no-review': 'No review',
          },
        },
        fields: [
          { name: 'criteriaMet', label: 'Are the criteria for a local review met?', type: 'yes-no' },
          {
            name: 'method',
            label: 'Method recommended',
            type: 'choice',
            options: reviewMethods,
            optional: true,
            onlyFor: ['local-review', 'other-review'],
          },
          {
            name: 'independentChair',
            label: 'Is an independent chair needed?',
            type: 'yes-no',
            optional: true,
            onlyFor: ['local-review', 'national-review'],
          },
          {
            name: 'independentAuthor',
            label: 'Is an independent author needed?',
            type: 'yes-no',
            optional: true,
            onlyFor: ['local-review', 'national-review'],
          },
          { name: 'nextSteps', label: 'Next steps', type: 'long-text' },
        ],
        reasons: 'required',
      },
    },
    'rapid-review-decision': {
      title: 'What follows the rapid review?',
      stage: 'decision',
      ...d.step('8.9'),
      asks: {
        roles: ['local-authority-partner', 'health-partner', 'police-partner', 'scrutineer'],
        rule: 'all',
      },
      guidance:
        'Meeting the criteria does not oblige the partners to review (D 10.3), but the reasons for deciding against it are recorded. ' +
        'The partners’ majority decides and the scrutineer’s answer goes to the panel with it: a local rule, for D 8.9 names none.',
      clock: {
        ...outcomeClock(d),
        note: 'The limit is for reporting the decision to the national panel, so the decision is owed by it too.',
      },
      form: {
        tests: [
          ...localReviewTests(d.step('10.6').source),
          ...localReviewCircumstances(d.step('10.7').source),
          ...nationalReviewTests(d.step('9.1').source, d.step('9.2').source),
        ],
        choice: {
          legend: 'What is to follow?',
          options: {
            'local-review': 'A local child safeguarding practice review',
            'national-review': 'A national review is suggested to the national panel',
            'no-review': 'No review of either kind',
          },
        },
        fields: [conflictField],
        reasons: 'required',
      },
    },
    'rapid-review-outcome-to-panel': {
      title: 'Report the outcome of the rapid review to the national panel',
      stage: 'decision',
      ...d.step('8.9'),
      tells: ['national-panel'],
      guidance: 'The limit is met when the report is sent, not when the decision is taken.',
      clock: outcomeClock(d),
    },
  }) satisfies Partial<Edition['duties']>;
