import { noteDissent, partnersMajority, type Incident } from './incident';
import { followNationalReview, panelAnswers } from './national-review';
import { reviewLocally } from './local-review';
import { withoutReview } from './no-review';

/**
 * Convened as soon as the criteria are met, whether or not the panel has acknowledged: agencies' information, the
 * meeting, its chair's recommendation, the partners' decision with the scrutineer, the outcome reported.
 * Source: D 7.5, 8.
 */
export const reviewRapidly = async (incident: Incident): Promise<void> => {
  const { agencies } = incident.file.opening;
  const returns = incident.askEach('agency-information', agencies);
  let report: (outcome: string) => void = () => undefined;
  incident.tell('rapid-review-outcome-to-panel', {
    once: new Promise<string>((resolve) => (report = resolve)),
  });
  await incident.ask('rapid-review-meeting').answer;
  await incident.ask('rapid-review-recommendation', {
    onAnswer: () => {
      incident.happened('rapid-review-recommendation');
    },
  }).answer;
  for (const one of returns) one.close();
  incident.enter('decision');
  const decision = await decideReview(incident);
  report(decision);
  await Promise.all([tellFamily(incident), follow(incident, decision)]);
};

/** The family is told of decision and rationale: a fact to confirm, asked again while it is not yet so. Source: D 10.5. */
const tellFamily = async (incident: Incident): Promise<void> => {
  for (;;) {
    const { answer } = await incident.ask('family-told').answer;
    if (answer.choice === 'told') return;
  }
};

/** The partners' majority decides; without one they are asked again. Every dissent goes to the panel with the decision. Source: D 8.9, 10. */
const decideReview = async (incident: Incident): Promise<string> => {
  for (;;) {
    const given = await incident.ask('rapid-review-decision').answers;
    const decision = partnersMajority(given);
    if (decision !== null) {
      noteDissent(incident, given, decision);
      incident.note({
        kind: 'entry',
        event: 'decided',
        title: 'What follows the rapid review decided',
        facts: { choice: decision },
      });
      incident.happened('review-decision');
      return decision;
    }
    incident.note({
      kind: 'entry',
      event: 'dissent',
      title: 'No majority among the partners: they are asked again',
    });
  }
};

const follow = async (incident: Incident, decision: string): Promise<void> => {
  const panel = panelAnswers(incident);
  const national = panel.then((answer) =>
    answer === 'national-review' ? followNationalReview(incident) : undefined,
  );
  if (decision === 'local-review') {
    await Promise.all([reviewLocally(incident), national]);
  } else if (decision === 'no-review') {
    await Promise.all([withoutReview(incident), national]);
  } else if ((await panel) !== 'national-review') {
    // The panel did not take it up: what is to follow here is for the partners again.
    await followLocally(incident);
  } else await national;
};

const followLocally = async (incident: Incident): Promise<void> => {
  const decision = await decideReview(incident);
  if (decision === 'local-review') await reviewLocally(incident);
  else await withoutReview(incident);
};
