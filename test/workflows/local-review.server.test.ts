import { addWorkingDays } from '../../domain/calendar/working-days';
import { casesUnderTest, type CasesUnderTest, type CaseUnderTest } from '../support/case-under-test';
import { panelAnswers } from '../support/stages';

jest.setTimeout(120_000);
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest();
});
afterAll(() => cases.close());

const agencies = [
  'childrens-social-care',
  'police',
  'health-trust',
  'schools',
  'general-practice',
  'health-visiting',
  'probation',
  'housing',
];

/** Lets one reminder of an open duty go out, then answers it for everybody. */
const afterReminder = async (
  incident: CaseUnderTest,
  duty: string,
  given: object,
  instances = ['-'],
): Promise<void> => {
  const { nextAlarm } = await incident.open(duty, instances[0]);
  if (nextAlarm?.kind === 'reminder') await incident.moveTo(nextAlarm.on);
  for (const instance of instances) await incident.answerAll(duty, { ...given, instance });
};

describe('a serious incident with a local review', () => {
  it('goes from the report to the closed record within 600 events', async () => {
    const incident = await cases.start({ agencies, marks: ['a mark'] });
    await incident.answerAll('children-made-safe', {});
    await afterReminder(incident, 'notification-threshold', { choice: 'met' });
    await afterReminder(incident, 'panel-notification', {
      facts: { sentAt: `${await incident.today()}T12:00` },
    });
    await incident.answerAll('panel-acknowledgement', {
      facts: { receivedAt: `${await incident.today()}T13:00` },
    });
    await afterReminder(incident, 'agency-information', { choice: 'involved' }, agencies);
    await afterReminder(incident, 'rapid-review-meeting', { facts: { heldOn: await incident.today() } });
    await afterReminder(incident, 'rapid-review-recommendation', { choice: 'local-review' });
    await afterReminder(incident, 'rapid-review-decision', { choice: 'local-review' });
    await afterReminder(incident, 'family-told', {
      choice: 'told',
      facts: { toldOn: await incident.today(), rationaleGiven: true },
    });
    await panelAnswers(incident, 'no-national-review');
    await afterReminder(incident, 'review-commissioned', {
      facts: { commissionedOn: await incident.today() },
    });
    await incident.moveDays(90);
    const receivedOn = await incident.today();
    await afterReminder(incident, 'review-report', { facts: { receivedOn, signedOffOn: receivedOn } });
    await afterReminder(incident, 'publication-form', { choice: 'full' });
    const publishedOn = addWorkingDays(await incident.today(), 10);
    await afterReminder(incident, 'publication-date', { facts: { proposedOn: publishedOn } });
    await incident.moveTo(publishedOn);
    await incident.answerAll('publication', { facts: { publishedOn } });
    await incident.until('the year', ({ stage }) => stage === 'public');
    await incident.moveDays(367);
    const closed = await incident.untilClosed();
    expect(closed.ending).toBe('over');
    expect(await incident.eventsOfFirstRun()).toBeLessThan(600);
    const record = await cases.records.read(incident.handle.workflowId, 0);
    expect(Object.keys(record ?? {})).toEqual(['record.json', 'story.txt', 'history.json', 'closing.json']);
    expect(record?.['story.txt']?.toString()).toContain('publish');
  });
});
