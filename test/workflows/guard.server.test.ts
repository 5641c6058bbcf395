import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';
import type { FixingActivities } from '../../activities';
import { addWorkingDays } from '../../domain/calendar/working-days';
import {
  accepted,
  casesUnderTest,
  openingToday,
  type CasesUnderTest,
  type Post,
} from '../support/case-under-test';
import { historyOf } from '../support/history-of';
import { toEnd, toNotification } from '../support/stages';

jest.setTimeout(60_000);
type OpenDuties = FixingActivities['openDuties'];

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

  it('lets a fault of an activity keep the case waiting, visibly, and the case go on when the fault is mended', async () => {
    let isMended = false;
    before = () => (isMended ? Promise.resolve() : Promise.reject(new Error('a fault of ours')));
    const incident = await cases.start();
    for (;;) {
      const { raw } = await incident.handle.describe();
      const [pending] = raw.pendingActivities ?? [];
      if ((pending?.attempt ?? 0) > 1 && pending?.lastFailure) break;
    }
    isMended = true;
    await incident.answerAll('notification-threshold', { choice: 'met' });
    await incident.open('panel-notification');
  });

  it('lets a failure that is final pause the case, visibly, where Temporal would have closed it', async () => {
    before = () => Promise.reject(ApplicationFailure.nonRetryable('a fault of ours'));
    const opening = openingToday();
    const handle = await cases.client.workflow.start('seriousIncident', {
      taskQueue: cases.taskQueue,
      workflowId: opening.reference,
      args: [opening],
    });
    const failures = async (): Promise<unknown[]> =>
      (await historyOf(cases, opening.reference)).flatMap(
        ({ workflowTaskFailedEventAttributes: failed }) => failed ?? [],
      );
    while ((await failures()).length === 0) await sleep(50);
    expect(JSON.stringify(await failures())).toContain('ActivityFailure');
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await handle.terminate();
  });

  it('dates a duty also by an event that occurs while the duty is being opened', async () => {
    const incident = await cases.start();
    await toNotification(incident);
    const today = await incident.today();
    await incident.answerAll('panel-notification', { facts: { sentAt: `${today}T11:20` } });
    await incident.answerAll('rapid-review-meeting', { facts: { heldOn: today } });
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    before = (requests) =>
      requests.some(({ duty }) => duty === 'rapid-review-decision') ? released : Promise.resolve();
    await incident.answerAll('rapid-review-recommendation', { choice: 'no-review' });
    await incident.answerAll('panel-acknowledgement', { facts: { receivedAt: `${today}T12:00` } });
    release();
    const decision = await incident.open('rapid-review-decision');
    expect(decision.dates?.dueOn).toBe(addWorkingDays(today, 15));
  });
});
