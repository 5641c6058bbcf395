import type { Source } from '../../duty';
import { conflictName, type Field, type Form } from '../../form';
import { notificationTests } from './criteria';

/** Who declares a conflict is not counted among those who decide. */
export const conflictField: Field = {
  name: conflictName,
  label: 'I have a conflict of interest in this case',
  type: 'yes-no',
};

/** The threshold decision: each test with yes or no, the decision, and why. */
export const thresholdForm = (source: Source): Form => ({
  tests: notificationTests(source),
  choice: {
    legend: 'Is the threshold for notification met?',
    options: { met: 'Yes, it is met', 'not-met': 'No, it is not met' },
  },
  fields: [conflictField],
  reasons: 'required',
});
