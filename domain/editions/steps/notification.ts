import type { Edition } from '../../duty';
import type { Field, Form } from '../../form';
import type { DocumentD } from '../document-d';
import { remind } from '../document-d';

/** `reference` says how many there are: one for each child who died in 2018, one for the incident since. */
export const notificationForm = (reference: Pick<Field, 'label' | 'hint' | 'type'>): Form => ({
  fields: [
    { name: 'panelReference', ...reference },
    { name: 'sentAt', label: 'Date and time at which it was sent', type: 'date-time', when: 'past' },
  ],
});

/** The incident is notified to the national panel through the government's own system. */
export const notificationSteps = (d: DocumentD) =>
  ({
    'panel-notification': {
      title: 'Notify the national panel through the government’s system and enter its reference',
      stage: 'notification',
      ...d.step('7.2'),
      asks: { roles: ['business-unit'], rule: 'first' },
      // The duty is the local authority's own (D 7.1).
      watchedBy: ['local-authority-partner', 'director'],
      guidance:
        'The system shares the notification with Ofsted and the Department for Education (D 7.3). Until its reference is entered here, the notification is not proven sent.',
      clock: {
        ...d.reading('7.2', { workingDays: 5 }, 'authority-aware'),
        alsoRead: [
          d.reading(
            'app. 5',
            { workingDays: 5 },
            'incident',
            'The quality check of the rapid review form counts from the incident itself.',
          ),
          d.reading(
            '1.5',
            { days: 5 },
            'report-received',
            'Section 1.5 says five days, not working days, from receipt.',
          ),
          d.reading(
            '5.1',
            { workingDays: 5 },
            'threshold-decision',
            'The map says five working days if it is agreed that the criteria are met.',
          ),
        ],
        remind: remind.ofDays,
      },
      form: notificationForm({
        label: 'Reference that the government’s system gave',
        type: 'long-text',
        hint: 'In 2018 one notification was made for each child who died: enter the reference of each, and below the time of the last.',
      }),
    },
    'notification-copies': {
      title: 'Send copies of the notification to the national panel, Ofsted and the Department for Education',
      stage: 'notification',
      ...d.step('5.1'),
      confidence: 'local',
      tells: ['national-panel', 'ofsted', 'dfe'],
      guidance:
        'Copies of the report only: the notification itself goes through the government’s system, which shares it (D 7.3), and these never stand for it. The map of D 5.1 names the three; that they are written to besides is a rule of the partnership’s own.',
    },
    'panel-acknowledgement': {
      title: 'When did the national panel acknowledge the notification?',
      stage: 'notification',
      ...d.step('5.1'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance: 'Recorded whenever it comes. It starts clocks of the rapid review and holds up nothing.',
      form: {
        fields: [
          { name: 'receivedAt', label: 'Acknowledgement received at', type: 'date-time', when: 'past' },
        ],
      },
    },
  }) satisfies Partial<Edition['duties']>;
