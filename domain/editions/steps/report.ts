import type { Edition } from '../../duty';
import type { DocumentD } from '../document-d';
import { house, remind } from '../document-d';

/** The report comes in, is passed on, and the children are made safe. */
export const reportSteps = (d: DocumentD) =>
  ({
    'report-acceptance': {
      title: 'Is this report a new incident?',
      stage: 'report',
      ...house,
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'The report came from an address outside the directory, or may repeat an incident already open. Whether an incident is serious is for the partners: only what is no report at all is turned away here.',
      clock: {
        within: 'at-once',
        from: 'report-received',
        ...house,
        note: 'Nothing is forwarded before; the time limits of the law run all the same.',
        remind: remind.never,
      },
      form: {
        choice: {
          legend: 'What is this report?',
          options: {
            accept: 'A new incident: accept it',
            'same-incident': 'The same incident as one already open',
            'not-an-incident': 'Not a report of an incident',
          },
        },
        fields: [
          {
            name: 'sameAs',
            label: 'Reference of the incident already open',
            type: 'text',
            onlyFor: ['same-incident'],
          },
        ],
        reasons: 'required',
      },
    },
    'report-forwarded-to-director': {
      title: 'Forward the report to the Director of Children and Adult Services',
      stage: 'report',
      ...d.step('4.2'),
      tells: ['director'],
      clock: {
        ...d.reading(
          '4.2',
          'at-once',
          'report-received',
          'The text says immediately and gives no measure; taken as the day on which the report is received.',
        ),
        remind: remind.never,
      },
    },
    'children-made-safe': {
      title: 'Are the child and any other children safe?',
      stage: 'report',
      ...d.step('4.1'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'The first step of every organisation (D 4.1); siblings and other children are considered before anything is learned from the case (P 1.2).',
      clock: {
        ...d.reading(
          '4.1',
          'at-once',
          'report-received',
          'The safety of children is the first step; no measure is printed, so it is owed on the day of the report.',
        ),
        remind: remind.never,
      },
      form: {
        fields: [
          { name: 'childrenSafe', label: 'Is the child, or are the children, safe now?', type: 'yes-no' },
          {
            name: 'othersConsidered',
            label: 'Have siblings and other children been considered?',
            type: 'yes-no',
          },
          {
            name: 'referralMade',
            label: 'Has a referral been made to the local authority?',
            type: 'yes-no',
          },
          { name: 'actions', label: 'What was done, and by whom', type: 'long-text' },
        ],
      },
    },
    'incident-reported-to-partners': {
      title: 'Report the incident to the three safeguarding partners',
      stage: 'report',
      ...d.step('6.1'),
      tells: ['local-authority-partner', 'health-partner', 'police-partner'],
      clock: { ...d.reading('6.1', { workingDays: 1 }, 'authority-aware'), remind: remind.never },
    },
    'looked-after-death': {
      title: 'Notify the Department for Education and Ofsted of the death of a looked-after child',
      stage: 'report',
      ...d.step('7.4'),
      tells: ['dfe', 'ofsted'],
      guidance:
        'Owed whether or not abuse or neglect is suspected, so before and apart from the threshold decision.',
      clock: {
        ...d.safeReading(
          '7.4',
          { workingDays: 5 },
          'authority-aware',
          'No deadline and no starting point are printed; read like the notification of an incident.',
        ),
        remind: remind.ofDays,
      },
    },
  }) satisfies Partial<Edition['duties']>;
