import type { Incident } from './incident';
import type { Given } from './case/file';
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

/** What the panel asks during its national review is owed by the day it names, and tracked until the review is completed. Source: D 9.6. */
export const followNationalReview = async (incident: Incident): Promise<void> => {
  for (let times = 1; ; times += 1) {
    const instance = String(times);
    const given = await incident.ask('national-review', { instance }).answer;
    if (given.answer.choice === 'completed') {
      await shareLearning(incident, 'national-review', 'completed');
      return;
    }
    incident.ask('national-request', { instance, ...wantedBy(given) });
  }
};

const wantedBy = ({ answer }: Given): { on?: { 'national-request-due': string } } => {
  const { askedBy } = answer.facts;
  return typeof askedBy === 'string' ? { on: { 'national-request-due': askedBy } } : {};
};
