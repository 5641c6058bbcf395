import { confirmChildDeathReview } from './below-threshold';
import type { Incident } from './incident';

/** No review never simply ends a case: another form may be recommended, and learning goes to the sub-group's chair. Source: D 5.1, 8.8, 10.5. */
export const withoutReview = async (incident: Incident): Promise<void> => {
  confirmChildDeathReview(incident);
  const { answer } = await incident.ask('other-review').answer;
  await shareLearning(incident, answer.choice);
};

/** Learning outside the scope of a local review is referred to the sub-group's chair. Source: D 5.1. */
export const shareLearning = (incident: Incident, outcome = ''): Promise<void> =>
  incident.tell('learning-to-learning-chair', { outcome }).met;
