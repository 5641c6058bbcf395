import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy, type Client } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { CaseMemo } from '../../domain/case-view';
import type { Opening } from '../../domain/record';
import type { Opened } from '../services';
import { memoOf } from '../../config/case-row';
import { repeatOnDeadline, withinDeadline } from './repeat';

const kind = defineSearchAttributeKey('CaseKind', SearchAttributeType.KEYWORD);
const stage = defineSearchAttributeKey('CaseStage', SearchAttributeType.KEYWORD);
const training = defineSearchAttributeKey('CaseTraining', SearchAttributeType.BOOL);

const memoAtOpening = (opening: Opening): CaseMemo => ({
  reference: opening.reference,
  openedAtMs: opening.openedAtMs,
  children: opening.children.length,
  handler: opening.handler,
  edition: opening.edition,
  training: opening.training,
  tokenHash: opening.tokenHash,
  contentHash: opening.contentHash,
  incidentOn: opening.incidentOn,
  marks: opening.marks,
});

const memoThere = async (client: Client, workflowId: string): Promise<CaseMemo | null> =>
  memoOf((await withinDeadline(client, () => client.workflow.getHandle(workflowId).describe())).memo);

/**
 * Starts the workflow of a case under its reference, once for ever. A reference that exists is told apart by the memo:
 * the same form opened it (also where the first call succeeded and was not heard of), or another did.
 */
export async function startCase(client: Client, taskQueue: string, opening: Opening): Promise<Opened> {
  const workflowId = opening.reference;
  try {
    await repeatOnDeadline(client, () =>
      client.workflow.start('seriousIncident', {
        taskQueue,
        workflowId,
        args: [opening],
        workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        memo: { row: memoAtOpening(opening) },
        typedSearchAttributes: new TypedSearchAttributes([
          { key: kind, value: 'serious-incident' },
          { key: stage, value: 'report' },
          { key: training, value: opening.training },
        ]),
        staticSummary: 'Serious child safeguarding incident',
      }),
    );
    return 'opened';
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const there = await memoThere(client, workflowId);
    if (there?.tokenHash !== opening.tokenHash) return 'taken';
    return there.contentHash === opening.contentHash ? 'same' : 'changed';
  }
}
