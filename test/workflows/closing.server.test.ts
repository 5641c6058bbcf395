import { rowOf } from '../../config/case-row';
import { accepted, casesUnderTest, type CasesUnderTest, type Post } from '../support/case-under-test';
import { historyOf, runningTimers } from '../support/history-of';
import { marked, signalPastUs } from '../support/past-us';
import { toEnd } from '../support/stages';

jest.setTimeout(60_000);
let server: Post = () => accepted;
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest((order) => server(order));
});
afterEach(() => (server = () => accepted));
afterAll(() => cases.close());

const unit = { recipient: 'business-unit', person: 'business-unit-a' };
const listed = async (query: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const { workflowId, type } of cases.client.workflow.list({ query }))
    found.push(`${workflowId} ${type}`);
  return found;
};

describe('a case that is over', () => {
  it('closes only when nothing is owed and every letter is settled; then no timer is left', async () => {
    server = ({ duty }) => ({
      ...accepted,
      result: duty.duty === 'threshold-outcome-to-referrer' ? 'deferred' : 'accepted',
    });
    const incident = await cases.start();
    await incident.answerAll('notification-threshold', { choice: 'not-met' });
    await incident.answerAll('below-threshold-learning', { choice: 'no-learning' });
    await incident.moveDays(1);
    expect(await incident.view()).toMatchObject({ closed: false, stage: 'below-threshold' });
    await incident.answerAll('children-made-safe');
    expect(await incident.view()).toMatchObject({ closed: false });
    server = () => accepted;
    await incident.moveDays(2);
    await incident.untilClosed();
    const events = await historyOf(cases, incident.reference, incident.firstRunId);
    expect(events.filter(({ timerStartedEventAttributes: timer }) => timer).length).toBeGreaterThan(5);
    expect(runningTimers(events)).toEqual([]);
  });

  it('goes on under its id as the keeper of its record, out of every list of what is overdue', async () => {
    const incident = await cases.start();
    await incident.moveDays(10);
    const overdue = `WorkflowId = "${incident.reference}" AND CaseBreaches > 0 AND CaseNextDeadline < "2100-01-01T00:00:00Z"`;
    expect(await listed(overdue)).toEqual([`${incident.reference} seriousIncident`]);
    await incident.answer('threshold-by-authority', { choice: 'not-met' });
    await incident.answerAll('children-made-safe');
    await incident.answerAll('below-threshold-learning', { choice: 'no-learning' });
    await incident.untilClosed();
    expect(
      await listed(
        `WorkflowId = "${incident.reference}" AND CaseStage = "closed" AND ExecutionStatus = "Running"`,
      ),
    ).toEqual([`${incident.reference} recordRetention`]);
    expect(await listed(`${overdue} AND ExecutionStatus = "Running"`)).toEqual([]);
    expect(
      await listed(
        `WorkflowId = "${incident.reference}" AND CaseAwaits = "business-unit" AND ExecutionStatus = "Running"`,
      ),
    ).toEqual([]);
    expect(rowOf(await incident.handle.describe())).toMatchObject({
      stage: 'closed',
      children: 1,
      handler: 'business-unit-a',
      next: null,
      waitingFor: [],
      breaches: 0,
    });
  });

  it('leaves a record that can be read without Temporal: the case, its story, its history, what people wrote', async () => {
    const incident = await cases.start();
    const parcel = await cases.parcels.seal(incident.reference, { actions: 'what was done' });
    await incident.answerAll('children-made-safe', { parcel });
    await toEndOf(incident);
    const record = await cases.records.read(incident.reference, 0);
    const [view, story, history] = ['record.json', 'story.txt', 'history.json'].map(
      (name) => record?.[name]?.toString() ?? '',
    );
    expect(view).toContain('what was done');
    expect(story).toContain('The case is now at: Closed.');
    expect(history).toContain('"signalName": "children-made-safe"');
    expect(history).toContain('Is the threshold for notification met?');
    expect(history).not.toMatch(/encrypted|unreadable/);
  });

  it('leaves a record though rubbish was sent past us to the case, which stands in its history as unreadable', async () => {
    const incident = await cases.start();
    await incident.open('notification-threshold');
    await signalPastUs(cases, incident.reference, 'correction', [marked('json/plain', '{"instance":')]);
    await signalPastUs(cases, incident.reference, 'correction', [marked('carrier/pigeon', 'coo')]);
    await toEnd(incident);
    await incident.untilClosed();
    const history = (await cases.records.read(incident.reference, 0))?.['history.json']?.toString() ?? '';
    expect(history.match(/"unreadable": "broken-content"/g)).toHaveLength(2);
  });

  it('still says what became of the answer that closed it, and makes of a later one an appendix', async () => {
    const incident = await cases.start();
    await incident.answerAll('children-made-safe');
    await incident.answerAll('notification-threshold', { choice: 'not-met' });
    await incident.settled();
    const last = {
      instance: '-',
      round: 1,
      by: { recipient: 'local-authority-partner', person: 'local-authority-partner' },
    };
    const answer = { choice: 'no-learning', facts: {} };
    await incident.open('below-threshold-learning');
    await incident.handle.signal('below-threshold-learning', { ...last, submission: 'last', answer });
    await incident.untilClosed();
    expect(await incident.handle.query('submission', 'last')).toMatchObject({ outcome: 'recorded' });
    const parcel = await cases.parcels.seal(incident.reference, { note: 'found in a drawer' });
    const late = { instance: '-', round: 1, by: unit, submission: 'late', answer: { facts: {}, parcel } };
    expect(await incident.submit('correction', late)).toMatchObject({
      outcome: 'refused',
      because: 'closed',
    });
    await incident.handle.signal('correction', 'nothing that can be read');
    await untilBags(incident, 3);
    const appendix = (await cases.records.read(incident.reference, 1))?.['late.json']?.toString();
    expect(appendix).toContain('found in a drawer');
    expect(await cases.records.read(incident.reference, 2)).not.toBeNull();
  });
});

type Case = Awaited<ReturnType<CasesUnderTest['start']>>;

const toEndOf = async (incident: Case): Promise<void> => {
  await incident.answerAll('notification-threshold', { choice: 'not-met' });
  await incident.answerAll('below-threshold-learning', { choice: 'no-learning' });
  await incident.untilClosed();
};

const untilBags = async (incident: Case, bags: number): Promise<void> => {
  const deadline = Date.now() + 10_000;
  while ((await incident.untilClosed()).bags < bags)
    if (Date.now() > deadline) throw new Error(`there are never ${bags} bags`);
};
