import type { Rehearsal } from '../../cli/drill/rehearsal';

/** Takes a case just opened to a stage, everybody answering at once and alike. */

export const toNotification = async (incident: Rehearsal): Promise<void> => {
  await incident.answerAll('children-made-safe');
  await incident.answerAll('notification-threshold', { choice: 'met' });
  await incident.open('panel-notification');
};

export const toDecision = async (incident: Rehearsal, recommendation = 'local-review'): Promise<void> => {
  await toNotification(incident);
  const today = await incident.today();
  await incident.answerAll('panel-notification', { facts: { sentAt: `${today}T11:20` } });
  await incident.answerAll('panel-acknowledgement', { facts: { receivedAt: `${today}T12:00` } });
  await incident.answerAll('rapid-review-meeting', { facts: { heldOn: today } });
  await incident.answerAll('rapid-review-recommendation', { choice: recommendation });
  await incident.open('rapid-review-decision');
};

export const tellFamily = async (incident: Rehearsal, instance = '-'): Promise<void> =>
  incident.answerAll('family-told', {
    instance,
    choice: 'told',
    facts: { toldOn: await incident.today(), rationaleGiven: true },
  });

export const panelAnswers = async (incident: Rehearsal, choice: string): Promise<void> =>
  incident.answerAll('panel-answer', { choice, facts: { receivedOn: await incident.today() } });

/** A local review, its report received, and the form of its publication to be decided. */
export const toPublication = async (incident: Rehearsal): Promise<void> => {
  await toDecision(incident);
  await incident.answerAll('rapid-review-decision', { choice: 'local-review' });
  await tellFamily(incident);
  await panelAnswers(incident, 'no-national-review');
  const today = await incident.today();
  await incident.answerAll('review-commissioned', { facts: { commissionedOn: today } });
  await incident.answerAll('review-report', { facts: { receivedOn: today, signedOffOn: today } });
  await incident.open('publication-form');
};

/** The shortest way to the end: below the threshold, without learning. */
export const toEnd = async (incident: Rehearsal): Promise<void> => {
  await incident.answerAll('children-made-safe');
  await incident.answerAll('notification-threshold', { choice: 'not-met' });
  await incident.answerAll('below-threshold-learning', { choice: 'no-learning' });
};
