import { addWorkingDays } from '../../domain/calendar/working-days';
import type { Opening } from '../../domain/record';
import type { Rehearsal } from './rehearsal';

export type Scenario = {
  title: string;
  /** What differs from an ordinary report of a child who was seriously harmed. */
  opening?: Partial<Opening>;
  play: (incident: Rehearsal) => Promise<void>;
};

const agencies = ['childrens-social-care', 'police', 'health-trust'];

/** Answers to the threshold that agree with their own tests. */
const met = { choice: 'met', tests: { outsideEngland: false } };
const notMet = { choice: 'not-met', tests: { abuse: false, outsideEngland: false } };

const madeSafe = (incident: Rehearsal): Promise<void> =>
  incident.answerAll('children-made-safe', {
    facts: { childrenSafe: true, othersConsidered: true, referralMade: true },
  });

/** From the notification to the recommendation, everybody in time. */
const reviewRapidly = async (incident: Rehearsal, recommendation: string): Promise<void> => {
  await incident.moveDays(1);
  const sentOn = await incident.today();
  await incident.answerAll('panel-notification', { facts: { sentAt: `${sentOn}T11:20` } });
  await incident.moveTo(addWorkingDays(sentOn, 1));
  await incident.answerAll('panel-acknowledgement', {
    facts: { receivedAt: `${await incident.today()}T09:30` },
  });
  await incident.moveTo(addWorkingDays(sentOn, 3));
  for (const instance of agencies)
    await incident.answerAll('agency-information', { instance, choice: 'involved' });
  const meetingOn = addWorkingDays(sentOn, 7);
  await incident.moveTo(meetingOn);
  await incident.answerAll('rapid-review-meeting', {
    facts: { heldOn: meetingOn, immediateActionNeeded: false },
  });
  await incident.answerAll('rapid-review-recommendation', { choice: recommendation });
};

const decide = async (incident: Rehearsal, choice: string): Promise<void> => {
  await incident.moveDays(1);
  await incident.answerAll('rapid-review-decision', { choice });
  await incident.answerAll('family-told', { choice: 'told', facts: { toldOn: await incident.today() } });
};

const panelAnswers = async (incident: Rehearsal, choice: string): Promise<void> => {
  await incident.moveDays(14);
  await incident.answerAll('panel-answer', { choice, facts: { receivedOn: await incident.today() } });
};

/** Review, report, a publication tried too early, the copies in time, publication, and the year after it. */
const reviewLocally = async (incident: Rehearsal, workingDaysToPublish = 10): Promise<void> => {
  await incident.answerAll('review-commissioned', { facts: { commissionedOn: await incident.today() } });
  await incident.moveDays(100);
  const receivedOn = await incident.today();
  await incident.answerAll('review-report', {
    facts: { receivedOn, signedOffOn: receivedOn, reviewerToBeNamed: true },
  });
  await incident.answerAll('publication-form', { choice: 'full' });
  const publishedOn = addWorkingDays(receivedOn, workingDaysToPublish);
  await incident.answerAll('publication-date', { facts: { proposedOn: publishedOn } });
  await incident.until('the copies', ({ letters }) =>
    letters.some(({ duty, state }) => duty === 'report-to-panel-and-department' && state === 'accepted'),
  );
  await incident.answer('publication', { facts: { publishedOn: receivedOn, reviewerNamed: true } });
  await incident.moveTo(publishedOn);
  await incident.answerAll('publication', { facts: { publishedOn, reviewerNamed: true } });
  await incident.until('the year', ({ stage }) => stage === 'public');
  await incident.moveDays(367);
};

export const scenarios: Readonly<Record<string, Scenario>> = {
  'local-review': {
    title: 'Threshold met, local review, published in full after the copies went in time',
    play: async (incident) => {
      await madeSafe(incident);
      await incident.answerAll('notification-threshold', met);
      await reviewRapidly(incident, 'local-review');
      await decide(incident, 'local-review');
      await panelAnswers(incident, 'no-national-review');
      await reviewLocally(incident);
    },
  },
  'no-review': {
    title: 'Threshold met, no review: another form of learning, and its chair told',
    play: async (incident) => {
      await madeSafe(incident);
      await incident.answerAll('notification-threshold', met);
      await reviewRapidly(incident, 'other-review');
      await decide(incident, 'no-review');
      await panelAnswers(incident, 'no-national-review');
      await incident.answerAll('other-review', {
        choice: 'audit',
        facts: { decidedOn: await incident.today() },
      });
    },
  },
  'national-review': {
    title: 'The national panel asks for more information, then takes the case up itself',
    play: async (incident) => {
      await madeSafe(incident);
      await incident.answerAll('notification-threshold', met);
      await reviewRapidly(incident, 'national-review');
      await decide(incident, 'national-review');
      await panelAnswers(incident, 'more-information');
      await incident.answerAll('panel-information', { facts: { sentOn: await incident.today() } });
      await panelAnswers(incident, 'national-review');
      await incident.answerAll('national-review', {
        choice: 'asked',
        facts: { askedBy: await incident.today() },
      });
      await incident.answerAll('national-request', { facts: { sentOn: await incident.today() } });
      await incident.moveDays(200);
      await incident.answerAll('national-review', {
        choice: 'completed',
        facts: { completedOn: await incident.today() },
      });
    },
  },
  'below-threshold': {
    title: 'Threshold not met, learning recognised, its outcome approved',
    play: async (incident) => {
      await madeSafe(incident);
      await incident.answerAll('notification-threshold', notMet);
      await incident.answerAll('below-threshold-learning', { choice: 'learning' });
      await incident.moveDays(30);
      await incident.answerAll('learning-outcome', {
        choice: 'single-agency-learning',
        facts: { metOn: await incident.today() },
      });
      await incident.answerAll('learning-outcome-approval', { choice: 'approve' });
    },
  },
  'looked-after-death': {
    title:
      'A looked-after child has died: department and Ofsted told before the threshold decision, which is not met',
    opening: { children: [{ child: 1, outcome: 'died', unexpectedDeath: true, lookedAfter: true }] },
    play: async (incident) => {
      await incident.until('department and Ofsted to be told', ({ duties }) =>
        duties.some(({ duty, state }) => duty === 'looked-after-death' && state === 'met'),
      );
      await madeSafe(incident);
      await incident.answerAll('notification-threshold', notMet);
      await incident.answerAll('below-threshold-learning', { choice: 'no-learning' });
      await incident.moveDays(3);
      await incident.answerAll('child-death-review', { facts: { startedOn: await incident.today() } });
    },
  },
  'everything-late': {
    title: 'Nobody answers in time: reminders, breaches, and the case goes on all the same',
    play: async (incident) => {
      await incident.moveTo(addWorkingDays(await incident.today(), 8));
      await madeSafe(incident);
      await incident.answerAll('threshold-by-authority', met);
      await incident.moveDays(5);
      const sentOn = await incident.today();
      await incident.answerAll('panel-notification', { facts: { sentAt: `${sentOn}T16:45` } });
      await incident.moveDays(4);
      await incident.answerAll('panel-acknowledgement', {
        facts: { receivedAt: `${await incident.today()}T10:00` },
      });
      await incident.moveDays(30);
      const heldOn = await incident.today();
      await incident.answerAll('rapid-review-meeting', { facts: { heldOn, immediateActionNeeded: true } });
      await incident.answerAll('rapid-review-recommendation', { choice: 'local-review' });
      await incident.moveDays(20);
      await decide(incident, 'local-review');
      await panelAnswers(incident, 'no-national-review');
      await incident.moveDays(190);
      await incident.answer('publication-delay', {
        choice: 'inquest',
        facts: { expectedOn: await incident.today() },
      });
      await reviewLocally(incident, 12);
    },
  },
  'partners-disagree': {
    title: 'One partner dissents and one is silent: the authority decides alone, and the record says so',
    play: async (incident) => {
      await madeSafe(incident);
      await incident.answer('notification-threshold', {
        ...met,
        by: { recipient: 'local-authority-partner' },
      });
      await incident.answer('notification-threshold', {
        ...notMet,
        by: { recipient: 'police-partner' },
      });
      const from = await incident.today();
      await incident.moveTo(addWorkingDays(from, 4));
      await incident.answerAll('threshold-by-authority', met);
      await reviewRapidly(incident, 'no-review');
      await decide(incident, 'no-review');
      await panelAnswers(incident, 'no-national-review');
      await incident.answerAll('other-review', {
        choice: 'none',
        facts: { decidedOn: await incident.today() },
      });
    },
  },
};
