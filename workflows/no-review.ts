import type { Incident } from './incident';

/** No review never simply ends a case: another form may be recommended, and learning goes to the sub-group's chair. Source: D 5.1, 8.8. */
export const withoutReview = async (incident: Incident): Promise<void> => {
  await incident.ask('other-review').answer;
  await incident.tell('learning-to-learning-chair').met;
};
