import type { AskOptions, Asked } from './case/asking';
import type { Dating } from './case/file';
import { noteDissent, partnersMajority, type Incident } from './incident';
import { followNationalReview, panelAnswers } from './national-review';
import { reviewLocally } from './local-review';
import { withoutReview } from './no-review';
import { makeChildrenSafe } from './report';

/**
 * Convened as soon as the criteria are met, whether or not the panel has acknowledged: agencies' information, the
 * meeting, its chair's recommendation, the partners' decision with the scrutineer, the outcome reported once the panel
 * has been `notified`, for there is no rapid review without a notification.
 * Source: D 7.5, 8.
 */
export const reviewRapidly = async (incident: Incident, notified: Promise<unknown>): Promise<void> => {
  const returns = askAgencies(incident);
  const { report, told } = oweOutcome(incident, { instance: '-', notified });
  const { answer } = await incident.ask('rapid-review-meeting').answer;
  const safe = answer.facts.immediateActionNeeded === true ? safeAfterMeeting(incident) : undefined;
  await incident.ask('rapid-review-recommendation', {
    onAnswer: ({ answer: { choice } }) => {
      // The panel's recommending a review may be read as the decision to initiate one; nothing else may.
      if (choice === 'local-review') incident.happened('rapid-review-recommendation');
    },
  }).answer;
  returns.close();
  incident.enter('decision');
  const decision = await decideReview(incident);
  report(decision);
  await Promise.all([safe, told, tellFamily(incident, '-'), follow(incident, decision, notified)]);
};

/** The meeting found that action is needed at once: owed on the day on which that is recorded, like the first question about safety. */
const safeAfterMeeting = (incident: Incident): Promise<void> =>
  makeChildrenSafe(incident, { instance: 'after-meeting', on: { 'report-received': Date.now() } });

/** Every agency known to be involved, and those that turn out to be later, each on its own. Source: D 8.1, 8.4. */
const askAgencies = (incident: Incident): { close: () => void } => {
  const asked = new Map<string, Asked>();
  const askThem = (agencies: unknown): void => {
    if (!isList(agencies)) return;
    const fresh = [...new Set(agencies)].filter((agency) => !asked.has(agency));
    const on = { 'agency-asked': Date.now() };
    incident
      .askEach('agency-information', fresh, { on })
      .forEach((one, index) => asked.set(fresh[index] ?? '', one));
  };
  const { agencies } = incident.file.opening;
  askThem(agencies);
  const askFor = (question: 'agencies-added' | 'agencies-named'): Asked =>
    incident.ask(question, {
      onAnswer: ({ answer }) => {
        askThem(answer.facts.agencies);
      },
    });
  const further = [askFor('agencies-added'), ...(agencies.length === 0 ? [askFor('agencies-named')] : [])];
  return {
    close: () => {
      const silent = [...asked].flatMap(([agency, { given }]) => (given.length === 0 ? [agency] : []));
      if (silent.length > 0) {
        const title = 'Agencies had not answered when the rapid review made its recommendation';
        incident.note({ kind: 'entry', event: 'silence', title, facts: { silent } });
      }
      for (const one of [...further, ...asked.values()]) one.close();
    },
  };
};

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

/** The outcome is owed to the panel from now on, and sent when it is known and the panel has been notified. Source: D 8.9. */
const oweOutcome = (
  incident: Incident,
  { notified, ...options }: Dating & { instance: string; notified: Promise<unknown> },
): { report: (outcome: string) => void; told: Promise<void> } => {
  let report: (outcome: string) => void = () => undefined;
  const known = new Promise<string>((resolve) => (report = resolve));
  const once = notified.then(() => known);
  return { told: incident.tell('rapid-review-outcome-to-panel', { ...options, once }).met, report };
};

/** The family is told of decision and rationale: a fact to confirm, asked again while it is not yet so, or cannot be. Source: D 10.5. */
const tellFamily = async (incident: Incident, instance: string): Promise<void> => {
  for (;;) {
    const { choice, facts } = (await incident.ask('family-told', { instance }).answer).answer;
    if (choice === 'not-to-be-told' || (choice === 'told' && facts.rationaleGiven !== false)) return;
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

const follow = async (incident: Incident, decision: string, notified: Promise<unknown>): Promise<void> => {
  const without = decision === 'no-review' ? withoutReview(incident, '-') : undefined;
  const isLeftToPartners = (answer: string): boolean =>
    decision === 'national-review' || (decision === 'no-review' && answer === 'local-more-appropriate');
  const answered = panelAnswers(incident).then(async (answer) => {
    if (answer === 'national-review') await followNationalReview(incident);
    else if (isLeftToPartners(answer)) await decideAgain(incident, notified, without?.close);
  });
  const local = decision === 'local-review' ? reviewLocally(incident) : undefined;
  await Promise.all([answered, without?.done, local]);
};

/** The panel did not take it up, or finds a local review better: what follows here is for the partners again. Source: D 9.4, 10.6. */
const decideAgain = async (
  incident: Incident,
  notified: Promise<unknown>,
  onDecided: () => void = () => undefined,
): Promise<void> => {
  const instance = 'after-panel-answer';
  // The fifteen days were for the first decision.
  const undated = true;
  const { report, told } = oweOutcome(incident, { instance, notified, undated });
  const decision = await decideReview(incident, {
    undated,
    permit: ({ choice }) =>
      choice === 'national-review'
        ? 'The national panel has answered: a national review is not open any more.'
        : null,
  });
  onDecided();
  report(decision);
  const followed =
    decision === 'local-review' ? reviewLocally(incident) : withoutReview(incident, instance).done;
  await Promise.all([told, tellFamily(incident, instance), followed]);
};
