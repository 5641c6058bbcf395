import type { Incident } from './incident';
import { shareLearning } from './no-review';

/** The panel's answer to the outcome; where it wants more information, that is sent and it answers again. Source: D 8.10, 8.11, 9.3, 9.4. */
export const panelAnswers = async (incident: Incident): Promise<string> => {
  for (;;) {
    const { answer } = await incident.ask('panel-answer').answer;
    if (answer.choice !== 'more-information') {
      incident.happened('panel-answer', String(answer.facts.receivedOn));
      return answer.choice ?? '';
    }
    await incident.ask('panel-information').answer;
  }
};

/** What the panel asks during its national review is tracked until it is completed. Source: D 9.6. */
export const followNationalReview = async (incident: Incident): Promise<void> => {
  for (;;) {
    const { answer } = await incident.ask('national-review').answer;
    if (answer.choice === 'completed') {
      await shareLearning(incident, 'completed');
      return;
    }
  }
};
