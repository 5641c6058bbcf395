import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalActivities } from '../../activities';
import { addWorkingDays } from '../../domain/calendar/working-days';
import type { Actor } from '../../domain/record';
import { accepted, casesUnderTest, type CasesUnderTest, type Post } from '../support/case-under-test';
import { historyOf } from '../support/history-of';
import { toEnd } from '../support/stages';

jest.setTimeout(60_000);
type OpenDuties = LocalActivities['openDuties'];

let server: Post = () => accepted;
/** Stands before the product's own activity in the tests that make it fail or wait. */
let before: (requests: Parameters<OpenDuties>[0]) => Promise<void> = () => Promise.resolve();
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest((order) => server(order), {
    openDuties: (own) => async (requests) => {
      await before(requests);
      return own(requests);
    },
  });
});
afterEach(() => {
  server = () => accepted;
  before = () => Promise.resolve();
});
afterAll(() => cases.close());

describe('the guard of a case', () => {
  it('makes of a request to cancel an entry and a duty of an administrator, with timers and letters in flight', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    server = async ({ to }) => {
      if (to.recipient === 'director') await released;
      return { ...accepted, result: to.recipient === 'health-partner' ? 'deferred' : 'accepted' };
    };
    const incident = await cases.start();
    await incident.open('notification-threshold');
    await incident.handle.cancel();
    const { story } = await incident.until('the duty', ({ duties }) =>
      duties.some(({ duty, awaited }) => duty === 'cancel-requested' && awaited[0] === 'administrator'),
    );
    expect(story.filter((entry) => entry.kind === 'entry')).toMatchObject([{ event: 'cancel-requested' }]);
    release();
    server = () => accepted;
    await incident.moveTo(addWorkingDays(await incident.today(), 3));
    const { letters } = await incident.view();
    expect(letters.find(({ to }) => to.recipient === 'director')).toMatchObject({
      state: 'accepted',
      attempts: 1,
    });
    expect(
      letters.filter(({ to, state }) => to.recipient === 'health-partner' && state !== 'accepted'),
    ).toEqual([]);
    expect(letters.filter(({ kind }) => kind === 'reminder').length).toBeGreaterThan(0);
    await toEnd(incident);
    expect((await incident.open('cancel-requested')).state).toBe('open');
    await incident.answer('cancel-requested');
    expect(await incident.untilClosed()).toMatchObject({ ending: 'over' });
  });

  it('of a closed case stops no request to keep its record', async () => {
    const incident = await cases.start();
    await toEnd(incident);
    await incident.untilClosed();
    await incident.handle.cancel();
    await incident.moveDays(400);
    expect((await incident.handle.describe()).status.name).toBe('RUNNING');
  });

  it('lets a fault pause the case, visibly, and the case go on when the fault is mended', async () => {
    let left = 4;
    before = () => {
      left -= 1;
      return left < 0 ? Promise.resolve() : Promise.reject(new Error('a fault of ours'));
    };
    const incident = await cases.start();
    await incident.answerAll('notification-threshold', { choice: 'met' });
    const failed = (await historyOf(cases, incident.reference)).filter(
      ({ workflowTaskFailedEventAttributes }) => workflowTaskFailedEventAttributes,
    );
    expect(failed.length).toBeGreaterThan(0);
    expect(JSON.stringify(failed[0])).toContain('a fault of ours');
    await incident.open('panel-notification');
  });

  it('is replayed rightly where a page asks, and an answer comes, while duties are being opened', async () => {
    const incident = await cases.start();
    const { addressees } = await incident.open('notification-threshold');
    await incident.settled();
    const answers = (duty: string, by: Actor, choice?: string) =>
      incident.handle.signal(duty, {
        instance: '-',
        round: 1,
        by,
        submission: `${duty} ${by.recipient}`,
        answer: { ...(choice === undefined ? {} : { choice }), facts: {} },
      });
    let page: Promise<unknown> = Promise.resolve();
    await cases.withoutWorker(async () => {
      for (const { recipient, person } of addressees)
        await answers('notification-threshold', { recipient, person }, 'met');
      page = incident.handle.query('view');
      before = () => sleep(400);
    });
    await sleep(300);
    await answers('children-made-safe', { recipient: 'business-unit', person: 'business-unit-a' });
    await page;
    await incident.open('panel-notification');
    await cases.replay();
  });

  it('takes an opening that never ends for a fault, before the workflow task runs out', async () => {
    let hangs = true;
    before = () => {
      const waits = hangs;
      hangs = false;
      return waits ? sleep(15_000, undefined, { ref: false }) : Promise.resolve();
    };
    const incident = await cases.start();
    await incident.open('notification-threshold');
    const events = await historyOf(cases, incident.reference);
    expect(events.filter(({ workflowTaskFailedEventAttributes: failed }) => failed)).toHaveLength(1);
  });
});
