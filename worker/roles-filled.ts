import type { Client } from '@temporalio/client';
import { unfilledRoles, type Directory } from '../config/directory';
import type { Log } from '../config/log';
import { OwnError } from '../config/own-error';
import { londonDateOf } from '../domain/calendar/london';

/** Roles without a person, which stop a start as long as there is no case to be carried on. */
export class RolesUnfilled extends OwnError {}

/**
 * Reports each role that nobody fills today. Where a case is open the work goes on, and what such a role owes becomes a
 * duty of the business unit.
 * @throws RolesUnfilled where no case is open yet.
 */
export const reportUnfilledRoles = async (client: Client, directory: Directory, log: Log): Promise<void> => {
  const unfilled = unfilledRoles(directory, londonDateOf(Date.now()));
  if (unfilled.length === 0) return;
  for (const { recipient, agency } of unfilled)
    log.warn({ event: 'role-unfilled', recipient, agency: agency ?? '' });
  const { count } = await client.workflow.count(
    `WorkflowType = 'seriousIncident' AND ExecutionStatus = 'Running'`,
  );
  if (count > 0) return;
  const names = unfilled.map(({ recipient, agency }) =>
    agency === undefined ? recipient : `${recipient} of ${agency}`,
  );
  throw new RolesUnfilled(`Nobody fills ${names.join(', ')}: complete the directory, then start again.`);
};
