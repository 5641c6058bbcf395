import { proxyActivities } from '@temporalio/workflow';
import type { OutsideActivities } from '../../activities';
import type { Actor } from '../../domain/record';
import { note, type CaseFile } from './file';

const { recordElsewhere } = proxyActivities<OutsideActivities>({
  startToCloseTimeout: '1 minute',
  retry: { maximumInterval: '10 minutes' },
});

/** References of cases that opened just before this one and may be of the same incident. */
export const repeatedBy = async (file: CaseFile): Promise<readonly string[]> => {
  const { reference, marks, openedAtMs } = file.opening;
  const repeatsOf = { reference, marks, openedAtMs };
  const { repeats = [] } = await file.open({ duty: 'may-repeat', instance: '-', round: 0, repeatsOf });
  if (repeats !== null) return repeats;
  const title =
    'Whether another report of the same incident came in at the same moment could not be looked for';
  note(file, { kind: 'entry', event: 'problem', title });
  return [];
};

/** Notes in another case that its incident was reported again, as this one. */
export const tellOther = async (file: CaseFile, other: string, by: Actor): Promise<void> => {
  const { reference } = file.opening;
  const done = await recordElsewhere.executeWithOptions(
    { summary: `Note in ${other} that it was reported again` },
    [
      {
        reference: other,
        duty: 'further-information',
        submission: {
          instance: '-',
          round: 1,
          by,
          submission: `repeat-${reference}`,
          answer: { facts: { otherReport: reference } },
        },
      },
    ],
  );
  if (done === 'recorded') return;
  const title =
    done === 'closed'
      ? `${other} is closed: that its incident was reported again was added to its record, and nothing further follows there`
      : `${other} could not be told of this report: there is no such case`;
  note(file, { kind: 'entry', event: 'problem', title });
};
