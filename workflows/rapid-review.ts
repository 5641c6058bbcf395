import type { AskOptions, Asked } from './case/case';
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
  const returns = askAgencies(incident);
  const { report, told } = oweOutcome(incident, '-');
  await incident.ask('rapid-review-meeting').answer;
  await incident.ask('rapid-review-recommendation', {
    onAnswer: () => {
      incident.happened('rapid-review-recommendation');
    },
  }).answer;
  returns.close();
  incident.enter('decision');
  const decision = await decideReview(incident);
  report(decision);
  await Promise.all([told, tellFamily(incident, '-'), follow(incident, decision)]);
};

/** Every agency known to be involved, and those that turn out to be later, each on its own. Source: D 8.1, 8.4. */
const askAgencies = (incident: Incident): { close: () => void } => {
  const asked = new Map<string, Asked>();
  const askThem = (agencies: readonly string[]): void => {
    const fresh = agencies.filter((agency) => !asked.has(agency));
    incident.askEach('agency-information', fresh).forEach((one, index) => asked.set(fresh[index] ?? '', one));
  };
  askThem(incident.file.opening.agencies);
  const added = incident.ask('agencies-added', {
    onAnswer: ({ answer }) => {
      const { agencies } = answer.facts;
      if (Array.isArray(agencies)) askThem(agencies);
    },
  });
  return {
    close: () => {
      added.close();
      for (const one of asked.values()) one.close();
    },
  };
};

/** The outcome is owed to the panel from now on, and sent when it is known. Source: D 8.9. */
const oweOutcome = (
  incident: Incident,
  instance: string,
): { report: (outcome: string) => void; told: Promise<void> } => {
  let report: (outcome: string) => void = () => undefined;
  const once = new Promise<string>((resolve) => (report = resolve));
  return { told: incident.tell('rapid-review-outcome-to-panel', { instance, once }).met, report };
};

/** The family is told of decision and rationale: a fact to confirm, asked again while it is not yet so. Source: D 10.5. */
const tellFamily = async (incident: Incident, instance: string): Promise<void> => {
  for (;;) {
    const { answer } = await incident.ask('family-told', { instance }).answer;
    if (answer.choice === 'told') return;
  }
};

/** The partners' majority decides; without one they are asked again. Every dissent goes to the panel with the decision. Source: D 8.9, 10. */
const decideReview = async (incident: Incident, options: AskOptions = {}): Promise<string> => {
  for (;;) {
    const given = await incident.ask('rapid-review-decision', options).answers;
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
  const answered = panelAnswers(incident);
  const national = answered.then((answer) =>
    answer === 'national-review' ? followNationalReview(incident) : undefined,
  );
  if (decision === 'local-review') {
    await Promise.all([reviewLocally(incident), national]);
    return;
  }
  const again = answered.then((answer) => {
    const isOver =
      answer === 'national-review' || (decision === 'no-review' && answer !== 'local-more-appropriate');
    return isOver ? undefined : decideAgain(incident);
  });
  const without = decision === 'no-review' ? withoutReview(incident) : undefined;
  await Promise.all([without, national, again]);
};

/** The panel did not take it up, or finds a local review better: what follows here is for the partners again. Source: D 9.4, 10.6. */
const decideAgain = async (incident: Incident): Promise<void> => {
  const { report, told } = oweOutcome(incident, 'after-panel-answer');
  const decision = await decideReview(incident, {
    // The fifteen days were for the first decision.
    undated: true,
    permit: ({ choice }) =>
      choice === 'national-review'
        ? 'The national panel has answered: a national review is not open any more.'
        : null,
  });
  report(decision);
  const local = decision === 'local-review' ? reviewLocally(incident) : withoutReview(incident);
  await Promise.all([told, tellFamily(incident, 'after-panel-answer'), local]);
};
