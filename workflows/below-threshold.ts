import { noteDissent, partnersMajority, type Incident } from './incident';

/**
 * The rationale goes to the learning sub-group's chair whatever is decided. Where there may be learning, the sub-group
 * decides one of five and the partners approve it. Source: D 7.6-7.9, 14.
 */
export const belowThreshold = async (incident: Incident): Promise<void> => {
  incident.enter('below-threshold');
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
    noteDissent(incident, given, approval);
    incident.tell('learning-to-learning-chair', { instance: `approval-${times}`, outcome: approval });
    if (approval === 'approve') return;
  }
};
