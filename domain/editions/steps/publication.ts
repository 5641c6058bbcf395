import type { Clock, Edition } from '../../duty';
import type { DocumentD } from '../document-d';
import { remind } from '../document-d';
import { conflictField } from '../forms/threshold';

const sixMonths = { months: 6 } as const;
const sevenDays = { workingDays: 7 } as const;

const copiesClock = (d: DocumentD): Clock => ({
  ...d.reading(
    '18.7',
    sevenDays,
    'publication-date',
    'No later than seven working days before: the latest day is the publication date counted back seven working days.',
  ),
  before: true,
  remind: remind.ofWeeks,
});

/** The other events that may be the decision from which the six months count. */
const initiations = [
  ['rapid-review-recommendation', 'If the decision to initiate is the rapid review panel’s.'],
  ['panel-answer', 'If the decision to initiate is settled by the national panel’s letter.'],
] as const;

const delayClock = (d: DocumentD): Clock => ({
  ...d.safeReading(
    '19.1',
    sixMonths,
    'review-decision',
    'No time is printed for telling of a delay; it is owed before the six months for publication have passed.',
  ),
  alsoRead: initiations.map(([from, note]) => d.safeReading('19.1', sixMonths, from, note)),
  remind: [{ workingDays: 20 }, { workingDays: 5 }],
});

/** The report is published, or it is said why not, and those who must see it first do. */
export const publicationSteps = (d: DocumentD) =>
  ({
    'publication-form': {
      title: 'In what form is the report published?',
      stage: 'publication',
      ...d.step('20.2'),
      asks: {
        roles: ['local-authority-partner', 'health-partner', 'police-partner', 'scrutineer'],
        rule: 'all',
      },
      guidance:
        'The report is published unless that is inappropriate; then improvements should be considered for publication (D 18.4). The partners’ majority decides and the scrutineer’s answer stands beside it: a local rule, for D 20.2 names none.',
      form: {
        choice: {
          legend: 'What is published?',
          options: {
            full: 'The full report',
            'learning-only': 'Only the learning and the recommendations',
            none: 'Nothing',
          },
        },
        fields: [conflictField],
        reasons: 'required',
      },
    },
    'publication-date': {
      title: 'On which day is the report to be published?',
      stage: 'publication',
      ...d.step('18.7'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'The national panel and the Department for Education must have the full report at least seven working days before.',
      form: {
        fields: [
          { name: 'proposedOn', label: 'Proposed publication date', type: 'date', when: 'future' },
          {
            name: 'reportChanged',
            label: 'Has the report changed since the copies were sent?',
            hint: 'A changed report is recorded and sent again, and the seven working days begin anew; a later date alone does not. Say no if no copies have been sent yet.',
            type: 'yes-no',
          },
        ],
      },
    },
    'publication-delay': {
      title: 'Is publication delayed, and why?',
      stage: 'publication',
      ...d.step('19.1'),
      asks: { roles: ['business-unit'], rule: 'standing' },
      clock: delayClock(d),
      form: {
        choice: {
          legend: 'Why is publication delayed?',
          options: {
            'criminal-proceedings': 'A criminal investigation or prosecution',
            inquest: 'An inquest',
            other: 'Another reason',
          },
        },
        fields: [{ name: 'expectedOn', label: 'Publication now expected on', type: 'date', when: 'future' }],
        reasons: 'required',
      },
    },
    'publication-comments': {
      title: 'What do the panel and the Secretary of State answer, and what was made of it?',
      stage: 'publication',
      ...d.step('19.1'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'The partners have regard to what they say about publication (D 19.1, 20.3). Where nothing but improvements is published, they too are kept public for a year (D 18.4).',
      form: {
        choice: {
          legend: 'Have they commented?',
          options: {
            comments: 'Yes, and the form of publication stays as it is',
            'decide-anew': 'Yes, and the partners decide the form of publication anew',
            'no-comments': 'No comments came',
          },
        },
        fields: [
          {
            name: 'receivedOn',
            label: 'Received on',
            type: 'date',
            when: 'past',
            onlyFor: ['comments', 'decide-anew'],
          },
          {
            name: 'comments',
            label: 'What they said, and what was made of it',
            type: 'long-text',
            onlyFor: ['comments', 'decide-anew'],
          },
          {
            name: 'improvementsOn',
            label: 'If the report is not published but information about improvements is: published on',
            type: 'date',
            when: 'past',
            optional: true,
          },
          {
            name: 'improvementsPublished',
            label: 'Where information about improvements is published, or why it is not',
            type: 'long-text',
            optional: true,
          },
        ],
      },
    },
    'delay-notice': {
      title: 'Tell the national panel and the Department for Education why publication is delayed',
      stage: 'publication',
      ...d.step('19.1'),
      tells: ['national-panel', 'dfe'],
      clock: delayClock(d),
    },
    'not-published-in-full': {
      title: 'Set out why the report is not published in full',
      stage: 'publication',
      ...d.step('20.3'),
      tells: ['national-panel', 'dfe'],
      guidance: 'The partners have regard to what the panel or the Secretary of State says to this.',
      clock: {
        ...d.safeReading(
          '20.3',
          sevenDays,
          'publication-date',
          'No time is printed (D 18.4, 19.1, 20.3), only that it is set out; it goes with the copies of what will be published. Publication waits until it was told, not for the seven days.',
        ),
        before: true,
        remind: remind.ofWeeks,
      },
    },
    'report-to-panel-and-department': {
      title: 'Send the full report to the national panel and the Department for Education',
      stage: 'publication',
      ...d.step('18.7'),
      tells: ['national-panel', 'dfe'],
      guidance:
        'Owed also when only learning and recommendations are published, which then go with it. No waiver is provided for.',
      clock: copiesClock(d),
    },
    'report-to-ofsted': {
      title: 'Send the report, or its improvements, to Ofsted',
      stage: 'publication',
      ...d.step('18.7'),
      tells: ['ofsted'],
      guidance: 'Ofsted should have it within the same time; publication does not depend on it.',
      clock: copiesClock(d),
    },
    publication: {
      title: 'Publish the report and record where it stands',
      stage: 'publication',
      ...d.step('19.1'),
      asks: { roles: ['business-unit'], rule: 'first' },
      clock: publicationClock(d),
      form: {
        fields: [
          { name: 'publishedOn', label: 'Published on', type: 'date', when: 'past' },
          { name: 'where', label: 'Where it stands', hint: 'A link, or the place.', type: 'text' },
          {
            name: 'asSent',
            label: 'Is it what the national panel and the Department for Education had their copies of?',
            type: 'yes-no',
          },
          { name: 'reviewerNamed', label: 'Is the reviewer named?', type: 'yes-no' },
        ],
        files: { upTo: 5, hint: 'For example the report as it was published.' },
      },
    },
    'publication-announced': {
      title: 'Tell the national panel, the Department for Education and Ofsted of the publication',
      stage: 'publication',
      source: { document: 'P', section: '1.16' },
      confidence: 'local',
      tells: ['national-panel', 'dfe', 'ofsted'],
      guidance: 'Document D does not ask for it; the earlier procedure told all three of the publication.',
    },
    'kept-public': {
      title: 'Keep the published report available to the public',
      stage: 'public',
      ...d.step('18.4'),
      waits: true,
      clock: { ...d.reading('18.4', { years: 1 }, 'publication'), remind: remind.never },
    },
  }) satisfies Partial<Edition['duties']>;

const publicationClock = (d: DocumentD): Clock => ({
  ...d.reading(
    '19.1',
    sixMonths,
    'review-decision',
    'A month ends on the same day of the month, or on its last; where that is no working day the last working day before counts.',
  ),
  alsoRead: initiations.map(([from, note]) => d.reading('19.1', sixMonths, from, note)),
  remind: remind.ofMonths,
});
