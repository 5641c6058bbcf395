import type { Edition } from '../../duty';
import type { DocumentD } from '../document-d';
import { conflictField } from '../forms/threshold';

/** An incident below the threshold: its learning, or none. */
export const belowThresholdSteps = (d: DocumentD) =>
  ({
    'below-threshold-learning': {
      title: 'May there be learning below the threshold?',
      stage: 'below-threshold',
      ...d.step('14.4'),
      // The partners decide it in the text; that the authority records it for them is the partnership's own rule.
      confidence: 'local',
      asks: { roles: ['local-authority-partner'], rule: 'first' },
      guidance:
        'Answered by the local authority for the three partners, on the information of the notification (D 7.6, 14.4): a local delegation.',
      form: {
        choice: {
          legend: 'Is learning possible, of one agency or of several?',
          options: {
            learning: 'Yes: Learning and Development considers it',
            'no-learning': 'No: no further action',
          },
        },
        fields: [
          {
            name: 'informationShared',
            label: 'What was shared so that the partners could decide, and by which agencies',
            type: 'long-text',
          },
        ],
        reasons: 'required',
      },
    },
    'learning-outcome': {
      title: 'What does Learning and Development decide?',
      stage: 'below-threshold',
      ...d.step('14.5'),
      asks: { roles: ['learning-chair'], rule: 'first' },
      guidance:
        'Answered for the sub-group. Section 7.7 leaves the chair two of these; the five of 14.5 are the later and fuller list.',
      form: {
        choice: {
          legend: 'The sub-group decides on',
          options: {
            'multi-agency-review': 'A multi-agency practice review',
            'multi-agency-audit': 'A multi-agency audit of similar cases',
            'single-agency-learning': 'Learning for a single agency, with an internal review',
            'quality-assurance': 'An issue to explore through quality assurance',
            'no-further-action': 'No further action',
          },
        },
        fields: [
          { name: 'metOn', label: 'Date of the sub-group’s meeting', type: 'date', when: 'past' },
          { name: 'agencies', label: 'Agencies present', type: 'agencies', optional: true },
        ],
        reasons: 'required',
      },
    },
    'learning-outcome-approval': {
      title: 'Do the partners approve what Learning and Development decided?',
      stage: 'below-threshold',
      ...d.step('14.6'),
      asks: { roles: ['local-authority-partner', 'health-partner', 'police-partner'], rule: 'all' },
      guidance:
        'It goes ahead only if the partners agree (D 14.7). Their majority decides, which is a rule of the partnership’s own: the text names none.',
      form: {
        choice: {
          legend: 'Is it approved?',
          options: { approve: 'Yes, it is approved', 'not-approve': 'No, it is not approved' },
        },
        fields: [conflictField],
        reasons: 'required',
      },
    },
  }) satisfies Partial<Edition['duties']>;
