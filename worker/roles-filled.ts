import type { Client } from '@temporalio/client';
import { unfilledRoles, type Directory, type UnfilledRole } from '../config/directory';
import { OwnError } from '../config/own-error';
import { londonDateOf } from '../domain/calendar/london';

/** Roles without a person, which stop a start as long as there is no case to be carried on. */
export class RolesUnfilled extends OwnError {}

/** Roles by their ids, as a directory has them: `scrutineer, agency-lead of school`. */
export const unfilledByName = (unfilled: readonly UnfilledRole[]): string =>
  unfilled
    .map(({ recipient, agency }) => (agency === undefined ? recipient : `${recipient} of ${agency}`))
    .join(', ');

/**
 * Says which roles nobody fills today. Where a case is open the work goes on, and what such a role owes becomes a duty
 * of the business unit. Nothing is asked of the server where every role is filled.
 * @returns the roles, for a log.
 * @throws RolesUnfilled where no case is open yet.
 */
export const sayUnfilledRoles = async (
  client: Client,
  directory: Directory,
  file: string,
  say: (sentence: string) => void,
): Promise<UnfilledRole[]> => {
  const unfilled = unfilledRoles(directory, londonDateOf(Date.now()));
  if (unfilled.length === 0) return [];
  const names = unfilledByName(unfilled);
  const { count } = await client.workflow.count(
    `WorkflowType = 'seriousIncident' AND ExecutionStatus = 'Running'`,
  );
  if (count === 0)
    throw new RolesUnfilled(
      `Nobody fills ${names}, and no case is open yet: complete the directory (${file}), then start again.`,
    );
  say(
    `Nobody fills ${names}. Cases are open, so the work goes on, and what such a role owes becomes a task of the business unit: complete the directory (${file}).`,
  );
  return unfilled;
};
