import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { casesOn } from '../../api/temporal/cases';
import { addYears } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import type { SubmissionView } from '../../domain/case-view';
import { keptLongerFile, type ClosedView } from '../../domain/closed-case';
import { casesUnderTest, type CasesUnderTest, type CaseUnderTest } from '../support/case-under-test';
import { encryptedFor, inTheClear, marked, signalPastUs } from '../support/past-us';
import { historyOf } from '../support/history-of';
import { toEnd } from '../support/stages';

jest.setTimeout(90_000);
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest();
});
afterAll(() => cases.close());

const by = 'business-unit-a';
const reason = 'The period is over and nobody has asked for longer.';

const closedCase = async (): Promise<{ incident: CaseUnderTest; untilOn: string }> => {
  const incident = await cases.start({ marks });
  await toEnd(incident);
  const { keptUntilOn } = await incident.untilClosed();
  return { incident, untilOn: keptUntilOn ?? '' };
};

const marks = ['a mark'];
const overCase = async (): Promise<{ incident: CaseUnderTest; untilOn: string }> => {
  const closed = await closedCase();
  await closed.incident.moveTo(closed.untilOn);
  await closed.incident.moveDays(1);
  return closed;
};

const viewOf = (incident: CaseUnderTest) => incident.handle.query<ClosedView>('view');

const detailsOf = async (incident: CaseUnderTest): Promise<string> =>
  z.object({ currentDetails: z.string() }).parse(await incident.handle.query('__temporal_workflow_metadata'))
    .currentDetails;

const keepUntil = async (incident: CaseUnderTest, untilOn: string): Promise<NonNullable<SubmissionView>> => {
  const words = await cases.parcels.seal(incident.reference, { reason: 'Asked for by the inquiry into X.' });
  return incident.submit('keep', { submission: randomUUID(), by, untilOn, reason: words });
};

const destroy = (incident: CaseUnderTest, submission = randomUUID()) =>
  incident.submit('destroy', { submission, by, reason });

const untilBags = async (incident: CaseUnderTest, bags: number): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while ((await viewOf(incident)).bags < bags) {
    if (Date.now() > deadline) throw new Error(`there are never ${bags} bags`);
    await sleep(50);
  }
};

describe('a record whose time is up', () => {
  it('was kept for 35 years to the day, and waits for a person to decide, as long as it takes', async () => {
    const { incident, untilOn } = await closedCase();
    const { closedAtMs } = await viewOf(incident);
    expect(untilOn).toBe(addYears(londonDateOf(closedAtMs), 35));
    await incident.moveTo(untilOn);
    expect(await viewOf(incident)).toMatchObject({ over: false });
    expect(await detailsOf(incident)).toMatch(/^Closed\. The record is kept until \*\*\d+ \w+ \d{4}\*\*\.$/);
    await incident.moveDays(1);
    expect(await viewOf(incident)).toMatchObject({ over: true, destroyed: null });
    expect(await detailsOf(incident)).toContain('its time is up. A person decides');
    await incident.moveDays(400);
    expect((await incident.handle.describe()).status.name).toBe('RUNNING');
    expect(await cases.contentKeys.destruction(incident.reference)).toBeNull();
    expect(await cases.records.read(incident.reference, 0)).not.toBeNull();
  });

  it('is kept until a later day where somebody decides so; that stands in a bag, with its reason', async () => {
    const { incident, untilOn } = await overCase();
    const later = addYears(untilOn, 5);
    expect(await keepUntil(incident, later)).toMatchObject({ outcome: 'recorded' });
    expect(await viewOf(incident)).toMatchObject({ over: false, keptUntilOn: later, bags: 2 });
    const appendix = (await cases.records.read(incident.reference, 1))?.[keptLongerFile]?.toString();
    expect(JSON.parse(appendix ?? '')).toMatchObject({
      untilOn: later,
      by,
      reason: { opened: { reason: 'Asked for by the inquiry into X.' } },
    });
    expect(await destroy(incident)).toMatchObject({ outcome: 'refused', because: 'not-allowed' });
    await incident.moveTo(later);
    await incident.moveDays(1);
    expect(await viewOf(incident)).toMatchObject({ over: true });
  });

  it('is kept for longer only until a day that exists, is later, is to come, and not beyond a hundred years', async () => {
    const { incident, untilOn } = await overCase();
    for (const day of ['2099-02-30', 'tomorrow', untilOn, addYears(untilOn, 101), '99999-01-01'])
      expect(await keepUntil(incident, day)).toMatchObject({ outcome: 'refused', because: 'not-allowed' });
    expect(await viewOf(incident)).toMatchObject({ over: true, keptUntilOn: untilOn, bags: 1 });
  });

  it('is destroyed where somebody decides so: the content cannot be opened by anybody, and the bare fact remains', async () => {
    const { incident } = await overCase();
    const { reference } = incident;
    const { records, reportIndex } = cases;
    const openedCases = { mark: () => Promise.resolve() };
    const pages = casesOn(cases.client, cases.taskQueue, { records, openedCases, reportIndex });
    const repeated = () => pages.repeated({ marks, tokenHash: 'another form' });
    // Until then a new report of the same incident finds it, closed as it is.
    expect(await repeated()).toContain(reference);
    const parcel = await cases.parcels.seal(reference, { name: 'Child A' });
    expect(await destroy(incident)).toMatchObject({ outcome: 'recorded' });
    const destroyed = { reference, by };
    expect(await incident.handle.result()).toMatchObject(destroyed);
    expect((await incident.handle.describe()).status.name).toBe('COMPLETED');
    expect(await viewOf(incident)).toMatchObject({ destroyed });
    expect(await detailsOf(incident)).toMatch(
      /^Closed\. The record was destroyed on \*\*.+\*\* by business-unit-a\.$/,
    );
    expect(await cases.contentKeys.destruction(reference)).toMatchObject({ by });
    await expect(cases.parcels.open(reference, parcel)).rejects.toThrow('destroyed');
    await expect(cases.records.read(reference, 0)).rejects.toThrow('destroyed');
    expect(await repeated()).not.toContain(reference);
    expect(await pages.look(reference)).toEqual({
      known: 'absent',
    });
    const summaries = (await historyOf(cases, reference)).map(({ userMetadata }) => userMetadata?.summary);
    expect(summaries).toContain('Destroy the content key, as business-unit-a decided');
  });
});

describe('a record that must still be kept', () => {
  it('is not destroyed, whoever decides so', async () => {
    const { incident } = await closedCase();
    const outcome = await destroy(incident);
    expect(outcome).toMatchObject({ outcome: 'refused', because: 'not-allowed' });
    expect(outcome).toHaveProperty('detail', expect.stringMatching(/^The record is kept until .+ over\.$/));
    expect(await cases.contentKeys.destruction(incident.reference)).toBeNull();
  });

  it('is kept no shorter than that, whoever decides so', async () => {
    const { incident, untilOn } = await closedCase();
    expect(await keepUntil(incident, addYears(untilOn, -1))).toMatchObject({ outcome: 'refused' });
    expect(await viewOf(incident)).toMatchObject({ bags: 1, keptUntilOn: untilOn });
  });

  it('takes one decision once, however often it is sent', async () => {
    const { incident, untilOn } = await closedCase();
    const words = await cases.parcels.seal(incident.reference, { reason: 'Asked for.' });
    const decision = { submission: 'one', by, untilOn: addYears(untilOn, 1), reason: words };
    await Promise.all([1, 2, 3].map(() => incident.submit('keep', decision)));
    // Judged after all of them.
    expect(await destroy(incident)).toMatchObject({ outcome: 'refused' });
    expect(await incident.handle.query('submission', 'one')).toMatchObject({ outcome: 'recorded' });
    expect(await viewOf(incident)).toMatchObject({ bags: 2, keptUntilOn: addYears(untilOn, 1) });
  });
});

describe('what is sent past us to a closed case', () => {
  it.each(['keep', 'destroy'])('as %s is never a decision, stops nothing, and is kept', async (name) => {
    const { incident, untilOn } = await overCase();
    const { reference } = incident;
    const words = name === 'keep' ? { sealed: 'x' } : reason;
    const decision = { submission: 'x', by, untilOn: addYears(untilOn, 1), reason: words };
    const ours = await encryptedFor(cases, reference, decision);
    const arrivals = [
      [inTheClear(decision)],
      [marked('json/plain', '{"by":')],
      [{ ...ours, data: Buffer.from('rubbish') }],
      [await encryptedFor(cases, 'SI-2026-ZZZZ', decision)],
      [await encryptedFor(cases, reference, null)],
      [await encryptedFor(cases, reference, { ...decision, by: 7 })],
      [await encryptedFor(cases, reference, { ...decision, reason: { secret: 'x' } })],
      [await encryptedFor(cases, reference, { ...decision, submission: '' })],
      [],
      [{}],
    ];
    for (const payloads of arrivals) await signalPastUs(cases, reference, name, payloads);
    await untilBags(incident, 1 + arrivals.length);
    expect(await viewOf(incident)).toMatchObject({ over: true, keptUntilOn: untilOn, destroyed: null });
    const events = await historyOf(cases, reference);
    expect(events.filter(({ workflowTaskFailedEventAttributes: failed }) => failed)).toEqual([]);
    const first = (await cases.records.read(reference, 1))?.['late.json']?.toString();
    expect(first).toContain('not-encrypted');
  });

  it('is not lost where it arrives with the start', async () => {
    const { incident, untilOn } = await closedCase();
    const { reference } = incident;
    const closing = (await cases.records.read(reference, 0))?.['closing.json'];
    await incident.handle.terminate();
    const later = addYears(untilOn, 1);
    const words = await cases.parcels.seal(reference, { reason: 'Asked for.' });
    await cases.withoutWorker(async () => {
      await cases.client.workflow.start('recordRetention', {
        workflowId: reference,
        taskQueue: cases.taskQueue,
        args: [JSON.parse(closing?.toString() ?? '')],
      });
      await incident.handle.signal('keep', { submission: 'early', by, untilOn: later, reason: words });
      await incident.handle.signal('correction', 'a late one');
    });
    await untilBags(incident, 3);
    expect(await viewOf(incident)).toMatchObject({ keptUntilOn: later });
    expect(await cases.records.read(reference, 2)).toHaveProperty(['late.json']);
  });
});
