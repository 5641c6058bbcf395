import { londonDateOf } from '../../domain/calendar/london';
import { addDays } from '../../domain/calendar/civil-date';
import { randomUUID } from 'node:crypto';
import type { Entry } from '../../domain/record';
import {
  casesUnderTest,
  openingToday,
  type CasesUnderTest,
  type CaseUnderTest,
} from '../support/case-under-test';
import { encryptedFor, inTheClear, marked, signalPastUs } from '../support/past-us';
import { toNotification } from '../support/stages';

jest.setTimeout(60_000);
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest();
});
afterAll(() => cases.close());

const police = { recipient: 'police-partner', person: 'police-partner' };
const answerOf = (choice: unknown, changes: object = {}) => ({
  instance: '-',
  round: 1,
  by: police,
  submission: randomUUID(),
  answer: { choice, facts: {} },
  ...changes,
});
const refusalsIn = (story: readonly Entry[]) =>
  story.flatMap((entry) => (entry.kind === 'refused' ? [entry] : []));

/** The case answers queries and still takes a right answer. */
const goesOn = async (incident: CaseUnderTest): Promise<void> => {
  const outcome = await incident.answer('notification-threshold', {
    choice: 'met',
    by: { recipient: 'local-authority-partner' },
  });
  expect(outcome.outcome).toBe('recorded');
};

describe('what arrives past us', () => {
  it('is noted as unreadable, whatever it is, and the case goes on', async () => {
    const incident = await cases.start();
    const other = await cases.start();
    await incident.open('notification-threshold');
    const foreign = await encryptedFor(cases, other.reference, answerOf('met'));
    const ours = await encryptedFor(cases, incident.reference, answerOf('met'));
    const arrivals = [
      [inTheClear(answerOf('met'))],
      [marked('json/plain', '{"instance":')],
      [marked('carrier/pigeon', 'coo')],
      [marked('binary/encrypted', 'rubbish')],
      [{ ...ours, data: Buffer.from('rubbish') }],
      [foreign],
      [{ ...ours, metadata: { ...ours.metadata, 'encryption-key-id': Buffer.from('invented') } }],
      [],
      [{}],
    ];
    for (const payloads of arrivals)
      await signalPastUs(cases, incident.reference, 'notification-threshold', payloads);
    const { story } = await incident.until('the refusals', (view) => refusalsIn(view.story).length >= 9);
    expect(refusalsIn(story).map(({ because, detail }) => [because, detail])).toEqual([
      ['unreadable', 'not-encrypted'],
      ['unreadable', 'not-encrypted'],
      ['unreadable', 'unknown-encoding'],
      ['unreadable', 'malformed'],
      ['unreadable', 'not-authentic'],
      ['unreadable', 'other-case'],
      ['unreadable', 'unknown-key'],
      ['unreadable', 'not an answer'],
      ['unreadable', 'unknown-encoding'],
    ]);
    await goesOn(incident);
  });

  it('is noted under any name, the names that Temporal keeps for itself included', async () => {
    const incident = await cases.start();
    await incident.open('notification-threshold');
    const names = [
      'no-such-duty',
      '__proto__',
      '__temporal_anything',
      '__stack_trace',
      'view',
      ' ',
      'x'.repeat(900),
    ];
    for (const name of names) await signalPastUs(cases, incident.reference, name, [inTheClear('x')]);
    const { story } = await incident.until(
      'refusals',
      (view) => refusalsIn(view.story).length >= names.length,
    );
    expect(refusalsIn(story).map(({ duty }) => duty.replace('(reserved) ', ''))).toEqual(
      names.map((name) => name.slice(0, 100)),
    );
    await goesOn(incident);
  });
});

describe('an answer', () => {
  it('is refused before its question, at the very first moment of the case included', async () => {
    const opening = { ...openingToday() };
    await cases.client.workflow.signalWithStart('seriousIncident', {
      taskQueue: cases.taskQueue,
      workflowId: opening.reference,
      args: [opening],
      signal: 'panel-notification',
      signalArgs: [answerOf(undefined, { submission: 'early' })],
    });
    const incident = cases.attach(opening.reference);
    await incident.until('the refusal', ({ story }) => refusalsIn(story).length === 1);
    expect(await incident.handle.query('submission', 'early')).toMatchObject({ because: 'not-open' });
    await goesOn(incident);
  });

  it('is taken only from somebody who was asked, in the round that is open, once', async () => {
    const incident = await cases.start();
    await incident.open('notification-threshold');
    const judged = async (changes: object, duty = 'notification-threshold') =>
      incident.submit(duty, answerOf('met', changes));
    const nobody = { recipient: 'police-partner', person: 'somebody-else' };
    expect(await judged({ by: nobody })).toMatchObject({ because: 'not-asked' });
    expect(await judged({ round: 2 })).toMatchObject({ because: 'not-open' });
    expect(await judged({ instance: 'other' })).toMatchObject({ because: 'not-open' });
    expect(await judged({})).toMatchObject({ outcome: 'recorded' });
    expect(await judged({})).toMatchObject({ because: 'already-answered', decided: { by: police } });
    expect(
      await judged({ by: { recipient: 'director', person: 'director' } }, 'report-forwarded-to-director'),
    ).toMatchObject({
      outcome: 'refused',
    });
  });

  it('to a round that was superseded is refused as that', async () => {
    const incident = await cases.start();
    await toNotification(incident);
    const today = await incident.today();
    await incident.answerAll('rapid-review-meeting', { facts: { heldOn: today } });
    await incident.answerAll('rapid-review-recommendation', { choice: 'no-review' });
    await incident.answerAll('rapid-review-decision', { choice: 'no-review' });
    await incident.answerAll('family-told', { choice: 'not-yet' });
    await incident.until('round two', ({ duties }) =>
      duties.some(({ duty, round }) => duty === 'family-told' && round === 2),
    );
    const old = answerOf('told', { by: { recipient: 'business-unit', person: 'business-unit-a' } });
    expect(await incident.submit('family-told', old)).toMatchObject({ because: 'superseded' });
  });

  it('posted twice with one submission is one answer; of two that race, one is taken and both learn the truth', async () => {
    const incident = await cases.start();
    await incident.open('children-made-safe');
    const unit = { recipient: 'business-unit', person: 'business-unit-b' };
    const twice = answerOf(undefined, { by: unit });
    const racing = answerOf(undefined, { by: { ...unit, person: 'business-unit-a' } });
    await Promise.all([twice, racing, twice].map((one) => incident.handle.signal('children-made-safe', one)));
    const outcomes = [
      await incident.submit('children-made-safe', twice),
      await incident.submit('children-made-safe', racing),
    ];
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['recorded', 'refused']);
    const { story } = await incident.view();
    expect(story.filter(({ kind }) => kind === 'answer')).toHaveLength(1);
    expect(refusalsIn(story)).toHaveLength(1);
  });

  it('of whatever shape is refused where the case cannot go by it, and the case goes on', async () => {
    const incident = await cases.start();
    await incident.open('notification-threshold');
    const hostile = { toString: 1 };
    const submissions = [
      answerOf('perhaps'),
      answerOf('toString'),
      answerOf(hostile),
      answerOf(undefined),
      answerOf('met', { answer: { choice: 'met', facts: { conflict: hostile } } }),
      answerOf('met', { answer: { choice: 'met', facts: [] } }),
      answerOf('met', { answer: { choice: 'met', facts: {}, parcel: 'open' } }),
      answerOf('met', { by: { ...police, person: hostile } }),
      answerOf('met', { by: { recipient: 'agency-lead', person: 'x', agency: hostile } }),
      answerOf('met', { round: 1.5 }),
      answerOf('met', { instance: hostile }),
      'words',
      null,
    ];
    for (const submission of submissions) await incident.handle.signal('notification-threshold', submission);
    const refused = await incident.until(
      'the refusals',
      ({ story }) => refusalsIn(story).length === submissions.length,
    );
    expect(new Set(refusalsIn(refused.story).map(({ because }) => because))).toEqual(new Set(['unreadable']));
    await goesOn(incident);
  });

  it('without a real date where the form has one is refused, and the case goes on', async () => {
    const incident = await cases.start();
    await toNotification(incident);
    const wrong = ['soon', '2026-02-31T10:00', '2026-05-05', '2026-05-05T25:00', true, ['2026-05-05T10:00']];
    for (const facts of [{}, ...wrong.map((sentAt) => ({ sentAt }))])
      expect(await incident.answer('panel-notification', { facts })).toMatchObject({
        outcome: 'refused',
        because: 'unreadable',
      });
    expect(
      await incident.answer('panel-notification', { facts: { sentAt: '2019-11-22T10:00' } }),
    ).toMatchObject({
      because: 'not-allowed',
      detail: '“Date and time at which it was sent” lies before the incident.',
    });
    const sentAt = `${await incident.today()}T10:00`;
    const right = await incident.answer('panel-notification', { facts: { sentAt } });
    expect(right.outcome).toBe('recorded');
  });

  it('that contradicts the order of things is refused, and says which', async () => {
    const today = londonDateOf(Date.now());
    const incident = await cases.start({
      incidentOn: addDays(today, -3),
      authorityAwareOn: addDays(today, -1),
      reportReceivedOn: addDays(today, -1),
    });
    await toNotification(incident);
    const notified = (sentAt: string) => incident.answer('panel-notification', { facts: { sentAt } });
    expect(await notified(`${addDays(today, -2)}T10:00`)).toMatchObject({
      because: 'not-allowed',
      detail: expect.stringContaining('before the day on which the authority became aware') as string,
    });
    expect(await notified(`${addDays(today, -1)}T10:30`)).toMatchObject({ outcome: 'recorded' });
    const acknowledged = (receivedAt: string) =>
      incident.answer('panel-acknowledgement', { facts: { receivedAt } });
    expect(await acknowledged(`${addDays(today, -1)}T10:29`)).toMatchObject({
      detail: 'It lies before the notification that it acknowledges.',
    });
    expect(await acknowledged(`${addDays(today, -1)}T10:30`)).toMatchObject({ outcome: 'recorded' });
  });
});
