import type { Form, Source } from '../../duty';
import { notificationTests } from './criteria';

/** The threshold decision: each test with yes or no, the decision, and why. */
export const thresholdForm = (source: Source): Form => ({
  tests: notificationTests(source),
  choice: {
    legend: 'Is the threshold for notification met?',
    options: { met: 'Yes, it is met', 'not-met': 'No, it is not met' },
  },
  fields: [{ name: 'conflict', label: 'I have a conflict of interest in this case', type: 'yes-no' }],
  reasons: 'required',
});
