import { partnersMajority, type Incident } from './incident';

/**
 * The rationale goes to the learning sub-group's chair whatever is decided. Where there may be learning, the sub-group
 * decides one of five and the partners approve it. An unexpected death closes only once the child death review is
 * confirmed to have begun. Source: D 7.6-7.9, 10.5, 14.
 */
export const belowThreshold = async (incident: Incident): Promise<void> => {
  incident.enter('below-threshold');
  confirmChildDeathReview(incident);
  const { answer } = await incident.ask('below-threshold-learning').answer;
  incident.tell('learning-to-learning-chair', { outcome: answer.choice ?? '' });
  if (answer.choice === 'learning') await decideLearning(incident);
};

/** What the partners make of each outcome goes back to the sub-group's chair. Source: D 14.5-14.7. */
const decideLearning = async (incident: Incident): Promise<void> => {
  for (let times = 1; ; times += 1) {
    await incident.ask('learning-outcome').answer;
    const given = await incident.ask('learning-outcome-approval').answers;
    const approval = partnersMajority(given) === 'approve' ? 'approve' : 'not-approve';
    incident.tell('learning-to-learning-chair', { instance: `approval-${times}`, outcome: approval });
    if (approval === 'approve') return;
  }
};

/** An unexpected death is closed without a review only once the child death review has begun. Source: D 4.3, 10.5. */
export const confirmChildDeathReview = (incident: Incident): void => {
  if (incident.file.opening.children.some(({ unexpectedDeath }) => unexpectedDeath))
    incident.ask('child-death-review');
};
