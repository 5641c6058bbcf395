import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { OwnError } from '../../config/own-error';
import { columns } from '../columns';
import { BadInput, type Terminal } from '../terminal';
import { closingOf, type Closing } from './closing';
import { runningType, withCases, type ServiceWithCases } from './open-service';

/** Starts the workflow of each record that has none; a line for each. @throws BadInput where one cannot be found again. */
export const rebuildRecords = (dryRun: boolean, terminal: Terminal): Promise<void> =>
  withCases(async (service) => {
    const rows: string[][] = [];
    let faults = 0;
    for (const { reference } of await service.records.list()) {
      if (await isInOrder(service, reference)) continue;
      try {
        const closing = await closingOf(service.records, reference);
        if (!dryRun) await start(service, closing);
        const until = `kept until ${closing.kept.retention.untilOn}`;
        rows.push([reference, dryRun ? 'would be started' : 'started', until]);
      } catch (error) {
        if (!(error instanceof OwnError)) throw error;
        faults += 1;
        rows.push([reference, 'FAULT', error.message]);
      }
    }
    terminal.out(rows.length === 0 ? 'Every record has its workflow.\n' : `${columns(rows)}\n`);
    if (faults > 0)
      throw new BadInput(
        faults === 1 ? 'One record cannot be found again' : `${faults} records cannot be found again`,
      );
  });

const isInOrder = async ({ client, contentKeys }: ServiceWithCases, reference: string): Promise<boolean> =>
  (await contentKeys.destruction(reference)) !== null || (await runningType(client, reference)) !== null;

const kind = defineSearchAttributeKey('CaseKind', SearchAttributeType.KEYWORD);
const stage = defineSearchAttributeKey('CaseStage', SearchAttributeType.KEYWORD);
const training = defineSearchAttributeKey('CaseTraining', SearchAttributeType.BOOL);

/** As the case itself went on when it closed. One that somebody else has just started is left as it is. */
const start = async ({ client, environment }: ServiceWithCases, closing: Closing): Promise<void> => {
  await client.workflow
    .start('recordRetention', {
      taskQueue: environment.temporal.taskQueue,
      workflowId: closing.reference,
      args: [closing],
      memo: { row: closing.row },
      typedSearchAttributes: new TypedSearchAttributes([
        { key: kind, value: 'serious-incident' },
        { key: stage, value: 'closed' },
        { key: training, value: closing.opening.training },
      ]),
      staticSummary: 'Record of a closed case, found again by its bags',
    })
    .catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    });
};
