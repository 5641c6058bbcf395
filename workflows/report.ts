import type { Incident } from './incident';

/**
 * A report from an address that is not known, or of an incident that may be open already, waits for the business unit
 * before anything is forwarded. Resolves to whether the case goes on.
 */
export const acceptReport = async (incident: Incident): Promise<boolean> => {
  if (incident.file.opening.acceptance === 'accepted') return true;
  const { answer, by } = await incident.ask('report-acceptance').answer;
  if (answer.choice === 'accept') return true;
  incident.note({
    kind: 'entry',
    event: 'closed',
    title: 'Not taken up as a case of its own',
    by,
    facts: answer.facts,
  });
  return false;
};
