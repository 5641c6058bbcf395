import type { Edition } from '../../duty';
import type { DocumentD } from '../document-d';
import { house, remind } from '../document-d';
import { thresholdForm } from '../forms/threshold';

/** The partners decide whether the incident is notified, and those who must know are told. */
export const thresholdSteps = (d: DocumentD) =>
  ({
    'notification-threshold': {
      title: 'Is the threshold for notification met?',
      stage: 'threshold',
      ...d.step('5.1'),
      asks: { roles: ['local-authority-partner', 'health-partner', 'police-partner'], rule: 'all' },
      guidance:
        'Serious harm includes a potentially life-threatening injury, and serious or likely long-term impairment of health or development. A child who has recovered may still have been seriously harmed.',
      clock: {
        ...d.reading(
          '5.1',
          { workingDays: 5 },
          'authority-aware',
          'The map speaks of the partners’ becoming aware; the authority’s first knowledge is taken.',
        ),
        alsoRead: [fourthDay(d, '7.2')],
        remind: remind.ofDays,
      },
      form: thresholdForm(d.step('3.1').source),
    },
    'threshold-silence': {
      title: 'Wait for the partners until the fourth working day',
      stage: 'threshold',
      ...d.step('7.1'),
      confidence: 'local',
      waits: true,
      clock: { ...fourthDay(d, '7.1'), remind: remind.never },
    },
    'threshold-by-authority': {
      title: 'The authority decides: is the threshold for notification met?',
      stage: 'threshold',
      ...d.step('7.1'),
      asks: { roles: ['local-authority-partner'], rule: 'first' },
      guidance:
        'The legal duty to notify is the local authority’s, so it decides alone where the partners disagree, one is silent or one has a conflict of interest; the text itself gives no rule for these. Dissent and silence stay in the record. If you have a conflict of interest yourself, say so: somebody else is then asked to decide for the authority.',
      clock: {
        ...d.reading('5.1', { workingDays: 5 }, 'authority-aware'),
        alsoRead: [fourthDay(d, '7.2')],
        remind: remind.ofDays,
      },
      form: thresholdForm(d.step('3.1').source),
    },
    'authority-deputy': {
      title: 'Who decides for the authority in place of the person who has a conflict of interest?',
      stage: 'threshold',
      ...house,
      asks: { roles: ['business-unit'], rule: 'first' },
      // The decision waits for it.
      clock: { ...fourthDay(d, '7.2'), remind: remind.ofDays },
      watchedBy: ['director'],
      form: {
        fields: [
          { name: 'address', label: 'E-mail address of the person who decides', type: 'email' },
          { name: 'name', label: 'Name and role of that person', type: 'text' },
        ],
      },
    },
    'threshold-outcome-to-referrer': {
      title: 'Tell the referrer the outcome',
      stage: 'threshold',
      ...d.step('5.1'),
      tells: ['referrer'],
      guidance:
        'A referrer who is not content may turn to the Director or to the safeguarding partners (D 6.3).',
      clock: {
        ...d.reading(
          '5.1',
          { workingDays: 5 },
          'report-received',
          '“Receipt of the notification” is taken as the receipt of the agency’s report.',
        ),
        alsoRead: [
          d.reading('6.3', { workingDays: 5 }, 'threshold-decision', 'Section 6.3 counts from the decision.'),
          d.reading(
            '5.1',
            { workingDays: 5 },
            'panel-notification',
            'If “receipt of the notification” means the notification of the national panel.',
          ),
        ],
        remind: remind.ofDays,
      },
    },
    'threshold-outcome-to-learning-chair': {
      title: 'Share the threshold decision with the chair of Learning and Development',
      stage: 'threshold',
      ...d.step('14.1'),
      tells: ['learning-chair'],
      guidance: 'Every notification is shared, whatever the decision (D 7.9, 14.1).',
    },
  }) satisfies Partial<Edition['duties']>;

const fourthDay = (d: DocumentD, section: string) =>
  d.safeReading(
    section,
    { workingDays: 4 },
    'authority-aware',
    'Deciding and notifying share one window of five working days (D 5.1, 7.2); deciding by the fourth leaves a day to notify.',
  );
