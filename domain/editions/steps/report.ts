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
        'The report came from an address outside the directory, or may repeat one that was reported already. Whether an incident is serious is for the partners: only what is no report at all is turned away here.',
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
            'same-incident': 'The same incident as one reported already',
            'not-an-incident': 'Not a report of an incident',
          },
        },
        fields: [
          {
            name: 'sameAs',
            label: 'Reference of the case of that incident',
            hint: 'It is noted there that the incident was reported again, in its record where the case is closed. Look there first: a closed case does not open again.',
            type: 'reference',
            onlyFor: ['same-incident'],
          },
        ],
        reasons: 'required',
      },
    },
    'report-received': {
      title: 'Tell the referrer that the report has come in',
      stage: 'report',
      ...house,
      tells: ['referrer'],
    },
    'report-turned-away': {
      title: 'Tell the referrer that the report is not taken up as a case of its own',
      stage: 'report',
      ...house,
      tells: ['referrer'],
    },
    'may-repeat': {
      title: 'Is this the same incident as another case?',
      stage: 'report',
      ...house,
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'Both were reported at about the same time and agree in a name or a date of birth. One incident is one case: if it is the same, this case is withdrawn, those who were told of it hear so, and it is noted in the other.',
      form: {
        choice: {
          legend: 'Is it the same incident?',
          options: {
            different: 'No, another incident: this case goes on',
            'same-incident': 'Yes, the same: withdraw this case',
          },
        },
        reasons: 'required',
      },
    },
    'awareness-date': {
      title: 'When did the authority become aware of the incident?',
      stage: 'report',
      ...d.step('5.1'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'The report did not say, so the day of the report was taken. The time limits of the law count from this day: it is the authority’s first knowledge that counts.',
      clock: {
        ...d.safeReading(
          '5.1',
          'at-once',
          'report-received',
          'No time is printed for finding it out; the clocks of the law count from it, so it is owed on the day of the report.',
        ),
        remind: remind.never,
      },
      form: {
        fields: [{ name: 'awareOn', label: 'The authority became aware on', type: 'date', when: 'past' }],
        reasons: 'optional',
      },
    },
    'child-particulars': {
      title: 'What is known of the children who died?',
      stage: 'report',
      ...d.step('7.4'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'The report did not know. The death of a looked-after child is notified to the department and to Ofsted in every case (D 7.4); an unexpected death goes to the child death review (D 4.3).',
      clock: {
        ...d.safeReading(
          '7.4',
          'at-once',
          'report-received',
          'No time is printed for finding it out; a notification depends on it, so it is owed on the day of the report.',
        ),
        remind: remind.never,
      },
      form: {
        fields: [
          {
            name: 'lookedAfterDied',
            label: 'Was a child who died looked after by a local authority?',
            type: 'yes-no',
          },
          { name: 'unexpectedDeath', label: 'Was the death of a child unexpected?', type: 'yes-no' },
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
      // Nobody else would hear that it was never answered.
      watchedBy: ['director'],
      guidance:
        'The first step of every organisation (D 4.1), beside its referral to the local authority (D 4.2); siblings and other children are considered before anything is learned from the case (P 1.2). It is asked again until all three are so.',
      clock: {
        ...d.safeReading(
          '4.1',
          'at-once',
          'report-received',
          'The safety of children is the first step, at once from the incident on; here it can be confirmed from the report on, and is owed on that day.',
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
      // The duty is the local authority's own, as with the notification of an incident (D 7.1).
      watchedBy: ['local-authority-partner', 'director'],
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
    'looked-after-notification': {
      title: 'Enter the reference of the government’s system for the death of the looked-after child',
      stage: 'report',
      ...d.step('7.4'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'Where the death is notified through the government’s own system, the letters are copies: until its reference is entered here, the notification is not proven sent. Where one notification covers the incident and the death, enter its reference here as well.',
      form: {
        fields: [
          { name: 'systemReference', label: 'Reference that the government’s system gave', type: 'text' },
          { name: 'sentAt', label: 'Date and time at which it was sent', type: 'date-time', when: 'past' },
        ],
      },
    },
    'child-death-review': {
      title: 'Has the child death review started?',
      stage: 'report',
      ...d.step('4.3'),
      confidence: 'local',
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'An unexpected death goes to the child death review (D 4.3). Section 10.5 lets the partners close only what is not an unexpected death, and is silent on the rest: such a case is closed once the child death review has started, which is a rule of the partnership’s own.',
      form: {
        fields: [{ name: 'startedOn', label: 'Child death review started on', type: 'date', when: 'past' }],
      },
    },
  }) satisfies Partial<Edition['duties']>;
