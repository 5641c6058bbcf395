import { caseTime } from '../../config/training';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import type { DutyState } from '../../domain/case-view';
import { look } from '../../watchdog/look';
import { casesUnderTest, type CasesUnderTest } from '../support/case-under-test';
import { toNotification } from '../support/stages';

jest.setTimeout(60_000);

const isBreached = ({ breaches }: DutyState): boolean => breaches > 0;
const monthMs = 31 * 24 * 3_600_000;

const dayMs = 24 * 3_600_000;

describe('a case with a deadline that has passed', () => {
  let cases: CasesUnderTest;
  beforeAll(async () => {
    cases = await casesUnderTest();
  });
  afterAll(() => cases.close());

  const seenAt = async (
    nowMs: number,
    reference: string,
    askAgainAtMs = new Map<string, number>(),
  ): Promise<string[]> =>
    (await look(cases.client, cases.taskQueue, nowMs, askAgainAtMs))
      .filter((finding) => finding.reference === reference)
      .map(({ what }) => what);

  it('is reported for one that passes unannounced after another was announced, and not for what it announced', async () => {
    const today = londonDateOf(Date.now());
    const incident = await cases.start({
      incidentOn: addDays(today, -30),
      authorityAwareOn: addDays(today, -20),
      reportReceivedOn: addDays(today, -20),
    });
    await toNotification(incident);
    await incident.open('rapid-review-meeting');
    await incident.moveDays(1);
    const { duties } = await incident.until('a breach', ({ duties: all }) => all.some(isBreached));
    const meeting = duties.find(({ duty }) => duty === 'rapid-review-meeting');
    expect(meeting).toMatchObject({ state: 'open', breaches: 0 });
    const nowMs = await caseTime(cases.client, incident.reference);
    await untilListed(cases, incident.reference);
    expect(await seenAt(nowMs, incident.reference)).toEqual([]);
    expect(await seenAt(nowMs + monthMs, incident.reference)).toEqual(['deadline-unannounced']);

    await cases.withoutWorker(async () => {
      expect(await seenAt(nowMs + monthMs, incident.reference)).toEqual([]);
    });
  });

  it('is not reported when it was opened after that day, until its announcement too is overdue', async () => {
    const today = londonDateOf(Date.now());
    const incident = await cases.start({
      incidentOn: addDays(today, -4),
      authorityAwareOn: addDays(today, -3),
      reportReceivedOn: addDays(today, -3),
    });
    await incident.open('children-made-safe');
    await untilListed(cases, incident.reference, '= 0');
    expect(await seenAt(Date.now(), incident.reference)).toEqual([]);
    expect(await seenAt(Date.now() + dayMs, incident.reference)).toEqual(['deadline-unannounced']);

    // Asked once, it is left alone: without a worker it could say nothing, and would be taken for late.
    const asked = new Map<string, number>();
    const nowMs = Date.now();
    expect(await seenAt(nowMs, incident.reference, asked)).toEqual([]);
    await cases.withoutWorker(async () => {
      const soon = nowMs + 50 * 60_000;
      expect(await seenAt(soon, incident.reference, asked)).toEqual([]);
      expect(await seenAt(soon, incident.reference)).toEqual(['deadline-unannounced']);
      expect(await seenAt(nowMs + 2 * 3_600_000, incident.reference, asked)).toEqual([
        'deadline-unannounced',
      ]);
      expect(await seenAt(Date.now() + dayMs, incident.reference)).toEqual(['deadline-unannounced']);
    });
  });
});

/** The server's lists follow a little later. */
const untilListed = async (
  { client }: CasesUnderTest,
  reference: string,
  breaches = '> 0',
): Promise<void> => {
  const query = `WorkflowId = '${reference}' AND CaseBreaches ${breaches} AND CaseNextDeadline < '${new Date().toISOString()}'`;
  for (const deadline = Date.now() + 10_000; Date.now() < deadline;)
    if ((await client.workflow.count(query)).count > 0) return;
  throw new Error('never listed with its breach');
};
