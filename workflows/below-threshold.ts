import { partnersMajority, type Incident } from './incident';

/**
 * The rationale goes to the learning sub-group's chair whatever is decided. Where there may be learning, the sub-group
 * decides one of five and the partners approve it. An unexpected death closes only once the child death review is
 * confirmed to have begun. Source: D 7.6-7.9, 10.5, 14.
 */
export const belowThreshold = async (incident: Incident): Promise<void> => {
  incident.enter('below-threshold');
  const { children } = incident.file.opening;
  if (children.some(({ unexpectedDeath }) => unexpectedDeath)) incident.ask('child-death-review');
  const { answer } = await incident.ask('below-threshold-learning').answer;
  if (answer.choice === 'learning') await decideLearning(incident);
};

const decideLearning = async (incident: Incident): Promise<void> => {
  for (;;) {
    await incident.ask('learning-outcome').answer;
    const approval = await incident.ask('learning-outcome-approval').answers;
    if (partnersMajority(approval) === 'approve') return;
  }
};
