import { proxyActivities } from '@temporalio/workflow';
import type { OutsideActivities } from '../../activities';
import type { Actor } from '../../domain/record';
import { beside, note, type CaseFile } from './file';

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

/** Notes in the case that is open already that its incident was reported again, as this one. */
export const tellOther = (file: CaseFile, other: string, by: Actor): void => {
  const { reference } = file.opening;
  beside(file, file.scope, async () => {
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
    const title = `${other} could not be told of this report: it is not an open case`;
    note(file, { kind: 'entry', event: 'problem', title });
  });
};
