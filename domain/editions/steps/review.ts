import type { Edition } from '../../duty';
import type { DocumentD } from '../document-d';
import { reviewerTests } from '../forms/criteria';
import { reviewMethods } from '../forms/methods';

/** A local review is commissioned, and its report received and signed off. */
export const reviewSteps = (d: DocumentD) =>
  ({
    'review-commissioned': {
      title: 'Who carries out the review, and how?',
      stage: 'review',
      ...d.step('12.1'),
      confidence: 'local',
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'The partners commission the reviewer and agree the method (D 12.1, 12.2); the business unit records here what they decided, and when.',
      form: {
        tests: reviewerTests(d.step('12.1').source),
        fields: [
          { name: 'commissionedOn', label: 'Commissioned by the partners on', type: 'date', when: 'past' },
          { name: 'reviewer', label: 'Reviewer', type: 'text' },
          { name: 'terms', label: 'Terms of reference', type: 'long-text' },
          { name: 'method', label: 'Method', type: 'choice', options: reviewMethods },
        ],
        reasons: 'required',
      },
    },
    'review-report': {
      title: 'Record the report of the review and its sign-off',
      stage: 'review',
      ...d.step('21.1'),
      asks: { roles: ['business-unit'], rule: 'first' },
      guidance:
        'The partners and the scrutineer see and sign off the report before the wider partnership does (D 18.5, 21.1). A report that has changed since its copies were sent is recorded here anew, and its own copies go out.',
      form: {
        fields: [
          { name: 'receivedOn', label: 'Report received on', type: 'date', when: 'past' },
          {
            name: 'report',
            label: 'Where the full report can be read, with its version',
            hint: 'A link that the national panel and the department can open, or how the document itself reaches them: a letter that leads nowhere is no copy.',
            type: 'long-text',
          },
          {
            name: 'learning',
            label: 'The improvements and recommendations',
            type: 'long-text',
          },
          {
            name: 'signedOffOn',
            label: 'Signed off by the partners and the scrutineer on',
            type: 'date',
            when: 'past',
          },
          {
            name: 'reviewerToBeNamed',
            label: 'Will the reviewer’s name be published?',
            hint: 'It should be (D 18.4).',
            type: 'yes-no',
          },
        ],
        files: { upTo: 5, hint: 'The report itself, and what shows that it was signed off.' },
      },
    },
  }) satisfies Partial<Edition['duties']>;
