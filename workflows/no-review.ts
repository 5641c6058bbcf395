import type { Incident } from './incident';

/**
 * No review never simply ends a case: another form may be recommended, and learning goes to the sub-group's chair.
 * `close` ends it where the partners decide anew. Source: D 5.1, 8.8.
 */
export const withoutReview = (
  incident: Incident,
  instance: string,
): { done: Promise<void>; close: () => void } => {
  const asked = incident.ask('other-review', { instance });
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const shared = asked.answer.then(({ answer }) => shareLearning(incident, instance, answer.choice));
  const close = (): void => {
    asked.close();
    end();
  };
  return { done: Promise.race([shared, ended]), close };
};

export const shareLearning = (incident: Incident, instance: string, outcome = ''): Promise<void> =>
  incident.tell('learning-to-learning-chair', { instance, outcome }).met;

/** Learning outside the scope of a review, whenever it shows itself, is referred to the sub-group's chair. Source: D 5.1. */
export const referLearning = (incident: Incident): { close: () => void } => {
  let found = 0;
  return incident.ask('learning-found', {
    onAnswer: () => {
      found += 1;
      incident.tell('learning-to-learning-chair', { instance: `found-${found}`, outcome: 'learning-found' });
    },
  });
};
