import type { Edition, Form } from '../../duty';
import type { DocumentD } from '../document-d';
import { remind } from '../document-d';

const notificationForm: Form = {
  fields: [
    { name: 'panelReference', label: 'Reference that the government’s system gave', type: 'text' },
    { name: 'sentAt', label: 'Date and time at which it was sent', type: 'date-time', when: 'past' },
    {
      name: 'childrenRule',
      label: 'Which rule on the number of children applied?',
      type: 'choice',
      options: {
        'one-per-child': 'One notification for each child',
        'one-per-incident':
          'One notification for the incident, up to four children and the rest in free text',
      },
    },
  ],
};

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
        ],
        remind: remind.ofDays,
      },
      form: notificationForm,
    },
    'notification-copies': {
      title: 'Send copies of the notification to the national panel, Ofsted and the Department for Education',
      stage: 'notification',
      ...d.step('7.3'),
      tells: ['national-panel', 'ofsted', 'dfe'],
      guidance:
        'Copies only: the notification itself goes through the government’s system, and these never stand for it.',
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
