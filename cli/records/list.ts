import type { Client } from '@temporalio/client';
import type { ClosedView } from '../../domain/closed-case';
import { clientForLists } from '../../config/encryption/naming-codec';
import { londonDateOf } from '../../domain/calendar/london';
import { isUnreadable, type Unreadable } from '../../domain/unreadable';
import { columns } from '../columns';
import type { Terminal } from '../terminal';
import { runningType, withCases, type ServiceWithCases } from './open-service';

const headings = ['REFERENCE', 'BAGS', 'KEPT UNTIL', 'STATE'];
/** As long as pages wait. */
const patienceMs = 2_000;

/** Prints a line for each closed case: those whose workflow runs, and those of which only bags are kept. */
export const listRecords = (terminal: Terminal): Promise<void> =>
  withCases(async (service) => {
    const kept = new Map(
      (await service.records.list()).map(({ reference, bags }) => [reference, bags.length]),
    );
    const running = await runningRecords(service.client);
    const references = [...new Set([...kept.keys(), ...running])].toSorted();
    const rows = await Promise.all(
      references.map(async (reference) => {
        const bags = kept.get(reference) ?? 0;
        const [until, state] = running.has(reference)
          ? stateOf(await viewOf(service.client, reference), bags)
          : ['', await stateWithoutWorkflow(service, reference)];
        return [reference, String(bags), until, state];
      }),
    );
    terminal.out(rows.length === 0 ? 'No case is closed.\n' : `${columns([headings, ...rows])}\n`);
  });

const runningRecords = async (client: Client): Promise<Set<string>> => {
  const found = new Set<string>();
  const query = `WorkflowType = 'recordRetention' AND ExecutionStatus = 'Running'`;
  for await (const { workflowId } of clientForLists(client).workflow.list({ query })) found.add(workflowId);
  return found;
};

/** Null where no worker lets it answer, or its answer is not ours. */
const viewOf = (client: Client, reference: string): Promise<ClosedView | null> =>
  client
    .withDeadline(Date.now() + patienceMs, () =>
      client.workflow.getHandle(reference).query<ClosedView | Unreadable>('view'),
    )
    .then((view) => (isUnreadable(view) ? null : view))
    .catch(() => null);

const stateOf = (view: ClosedView | null, bags: number): [string, string] => {
  if (!view) return ['', 'its workflow does not answer: is a worker running?'];
  const missing = view.bags - bags;
  const until = view.keptUntilOn ?? '';
  if (missing > 0) return [until, `${missing} of its bags cannot be found`];
  if (until === '') return ['', 'the record is being made'];
  return [until, view.over ? 'its time is up: to be decided' : 'kept'];
};

const stateWithoutWorkflow = async (
  { client, contentKeys }: ServiceWithCases,
  reference: string,
): Promise<string> => {
  const destroyed = await contentKeys.destruction(reference);
  if (destroyed) return `destroyed on ${londonDateOf(destroyed.atMs)} by ${destroyed.by}`;
  // Lists of what runs lag behind a little.
  return (await runningType(client, reference)) === null
    ? 'no workflow: `sg records rebuild` starts it again'
    : 'its workflow has just begun';
};
