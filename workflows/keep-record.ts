import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { makeContinueAsNewFunc, workflowInfo } from '@temporalio/workflow';
import { note, type CaseFile } from './case/file';
import type { Ending } from './case/run-case';
import { memoOf } from './case/overview';
import type { recordRetention } from './record-retention';

/** More than can be on their way when a case closes. */
const outcomesKept = 100;

/** Goes on as a small workflow under the same id, which keeps the record until its time is up. */
export const keepRecord = async (file: CaseFile, ending: Ending): Promise<never> => {
  const { reference, edition, training } = file.opening;
  file.closed = true;
  file.stage = 'closed';
  note(file, { kind: 'stage', stage: 'closed' });
  const row = memoOf(file);
  const goOn = makeContinueAsNewFunc<typeof recordRetention>({
    workflowType: 'recordRetention',
    memo: { row },
    // What is not passed on is cleared: a closed case must not count as overdue.
    typedSearchAttributes: [
      { key: defineSearchAttributeKey('CaseKind', SearchAttributeType.KEYWORD), value: 'serious-incident' },
      { key: defineSearchAttributeKey('CaseStage', SearchAttributeType.KEYWORD), value: 'closed' },
      { key: defineSearchAttributeKey('CaseTraining', SearchAttributeType.BOOL), value: training },
    ],
  });
  return goOn({
    reference,
    ending,
    closedAtMs: Date.now(),
    runId: workflowInfo().runId,
    opening: { edition, training },
    row,
    outcomes: [...file.outcomes].slice(-outcomesKept),
  });
};
