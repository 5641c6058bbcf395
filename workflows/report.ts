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

/** Asked until nobody says any more that a child is not safe, or that others were not considered. Source: D 4.1, P 1.2. */
export const makeChildrenSafe = async (incident: Incident): Promise<void> => {
  for (;;) {
    const { answer } = await incident.ask('children-made-safe').answer;
    if (answer.facts.childrenSafe !== false && answer.facts.othersConsidered !== false) return;
  }
};
