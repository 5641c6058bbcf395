import { londonDateOf, londonTimeOf } from '../../domain/calendar/london';
import { addDays } from '../../domain/calendar/civil-date';
import { addWorkingDays } from '../../domain/calendar/working-days';
import type { LetterOrder } from '../../domain/letter';
import type { Alarm } from '../../domain/opened-duty';
import { accepted, casesUnderTest, type CasesUnderTest } from '../support/case-under-test';
import { historyOf, runningTimers } from '../support/history-of';
import { toNotification, toPublication } from '../support/stages';

jest.setTimeout(60_000);
const letters: LetterOrder[] = [];
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest((order) => {
    letters.push(order);
    return accepted;
  });
});
afterAll(() => cases.close());

const sentTo = (reference: string, recipient: string, duty: string) =>
  letters
    .filter((order) => order.reference === reference && order.to.recipient === recipient)
    .filter((order) => order.duty.duty === duty && order.kind !== 'question' && order.kind !== 'notice')
    .map(({ kind, ordinal, nowMs }) => [kind, ordinal, londonDateOf(nowMs), londonTimeOf(nowMs)]);

const breachesTo = (reference: string, recipient: string): LetterOrder[] =>
  letters.filter(
    ({ reference: of, to, duty, kind }) =>
      of === reference &&
      to.recipient === recipient &&
      duty.duty === 'notification-threshold' &&
      kind === 'breach',
  );

const alarmsAt = (...moments: number[]): Alarm[] =>
  moments.map((atMs, index) => ({
    kind: index === moments.length - 1 ? 'breach' : 'reminder',
    ordinal: index + 1,
    on: londonDateOf(atMs),
    atMs,
  }));

describe('the clock of a duty', () => {
  it('tells at once that a day has come nearer, and nothing where it has moved away', async () => {
    const today = londonDateOf(Date.now());
    const before = addWorkingDays(today, -2);
    const incident = await cases.start({ incidentOn: addDays(today, -30) });
    await incident.open('notification-threshold');
    const correct = async (date: string): Promise<void> => {
      const { story } = await incident.view();
      await incident.answer('correction', { facts: { entry: '1', event: 'authority-aware', date } });
      await incident.until('the new date', ({ story: now }) =>
        now.slice(story.length).some((entry) => entry.kind === 'due' && entry.redated !== undefined),
      );
    };
    await correct(before);
    await incident.until('a reminder', ({ story }) =>
      story.some(
        ({ kind, ...entry }) =>
          kind === 'reminder' && 'duty' in entry && entry.duty === 'notification-threshold',
      ),
    );
    await incident.settled();
    const told = letters.filter(
      ({ reference, kind, duty }) =>
        reference === incident.reference && kind === 'reminder' && duty.duty === 'notification-threshold',
    );
    expect(told.map(({ to }) => to.recipient).sort()).toEqual([
      'health-partner',
      'local-authority-partner',
      'police-partner',
    ]);
    const { dates } = await incident.open('notification-threshold');
    for (const order of told) expect(order.duty.dates?.alarmOn).toBe(dates?.alarmOn);
    await correct(today);
    await incident.settled();
    expect(sentTo(incident.reference, 'police-partner', 'notification-threshold')).toHaveLength(1);
  });

  it('reminds at 09:00 on the days of the edition, announces the breach at 09:00 on the day after, and weekly again', async () => {
    const incident = await cases.start();
    const today = await incident.today();
    const alarmOn = addWorkingDays(today, 4);
    const reminders = [addWorkingDays(alarmOn, -2), addWorkingDays(alarmOn, -1)].filter((day) => day > today);
    const breachOn = addDays(alarmOn, 1);
    await incident.open('notification-threshold');
    await incident.moveTo(addDays(breachOn, 8));
    const week = [
      ['breach', 1, breachOn, '09:00'],
      ['breach', 2, addDays(breachOn, 7), '09:00'],
    ];
    expect(sentTo(incident.reference, 'police-partner', 'notification-threshold')).toEqual([
      ...reminders.map((day, index) => ['reminder', index + 1, day, '09:00']),
      ...week,
    ]);
    expect(sentTo(incident.reference, 'business-unit', 'notification-threshold')).toEqual(week);
    const told = (recipient: string) =>
      breachesTo(incident.reference, recipient).map(({ owedBy, follows }) => ({ owedBy, follows }));
    const first = { kind: 'breach', ordinal: 1 };
    const parts = ['local-authority-partner', 'health-partner', 'police-partner'];
    expect(told('police-partner')).toEqual(Array(2).fill({ follows: { kind: 'question', ordinal: 0 } }));
    expect(told('business-unit')).toEqual([{ owedBy: parts }, { owedBy: parts, follows: first }]);
    const { story, duties } = await incident.view();
    expect(story.filter(({ kind }) => kind === 'breach').length).toBeGreaterThanOrEqual(2);
    expect(duties.find(({ duty }) => duty === 'notification-threshold')).toMatchObject({
      state: 'open',
      breaches: 2,
    });
    expect(duties.find(({ duty }) => duty === 'notification-threshold')).not.toHaveProperty('nextAlarm');
  });

  it('that no law sets is none, but who owes the answer hears of it weekly at nine', async () => {
    const incident = await cases.start();
    await toPublication(incident);
    const { openedAtMs } = await incident.open('publication-form');
    const openedOn = londonDateOf(openedAtMs);
    await incident.moveTo(addDays(openedOn, 15));
    expect(sentTo(incident.reference, 'scrutineer', 'publication-form')).toEqual([
      ['reminder', 1, addDays(openedOn, 7), '09:00'],
      ['reminder', 2, addDays(openedOn, 14), '09:00'],
    ]);
    expect(sentTo(incident.reference, 'business-unit', 'publication-form')).toEqual([]);
  });

  it('whose day had passed when it was opened is announced only when an hour has gone by', async () => {
    const today = londonDateOf(Date.now());
    const incident = await cases.start({
      incidentOn: addDays(today, -30),
      authorityAwareOn: addDays(today, -20),
      reportReceivedOn: addDays(today, -20),
    });
    await incident.open('notification-threshold');
    await incident.settled();
    expect(sentTo(incident.reference, 'police-partner', 'notification-threshold')).toEqual([]);
    await incident.moveDays(1);
    expect(sentTo(incident.reference, 'police-partner', 'notification-threshold')).toHaveLength(1);
    expect(sentTo(incident.reference, 'business-unit', 'incident-reported-to-partners')).toEqual([]);
  });

  it('says after an outage what it would have said last, and not all that was missed', async () => {
    const breachMs = Date.now() + 7_000;
    const patient = await casesUnderTest(
      (order) => {
        letters.push(order);
        return accepted;
      },
      {
        openDuties: (own) => async (requests) =>
          (await own(requests)).map((opened) =>
            opened.duty !== 'notification-threshold' || opened.dates === null
              ? opened
              : {
                  ...opened,
                  dates: { ...opened.dates, alarms: alarmsAt(breachMs - 4_000, breachMs - 2_000, breachMs) },
                },
          ),
      },
    );
    const incident = await patient.start();
    await incident.open('notification-threshold');
    await patient.withoutWorker(async () => {
      await new Promise((resolve) => setTimeout(resolve, breachMs + 11_000 - Date.now()));
    });
    await incident.moveDays(1);
    const sent = sentTo(incident.reference, 'police-partner', 'notification-threshold');
    expect(sent.map(([kind, ordinal]) => [kind, ordinal])).toEqual([['breach', 1]]);
    await patient.close();
  });

  it('of a notice that is delayed tells the business unit, and says of the reminder to whom it went', async () => {
    const incident = await cases.start();
    await incident.moveDays(9);
    const { story } = await incident.view();
    const reminders = story.filter(
      (entry) => entry.kind === 'reminder' && entry.duty === 'threshold-outcome-to-referrer',
    );
    expect(reminders).toMatchObject([{ to: ['business-unit'] }, { to: ['business-unit'] }]);
    expect(sentTo(incident.reference, 'referrer', 'threshold-outcome-to-referrer')).toEqual([]);
    const reminded = letters.filter(
      ({ reference, duty, kind }) =>
        reference === incident.reference &&
        duty.duty === 'threshold-outcome-to-referrer' &&
        kind === 'reminder',
    );
    expect(reminded.map(({ ordinal, waits, follows, owedBy }) => [ordinal, waits, follows, owedBy])).toEqual([
      [1, true, undefined, undefined],
      [2, true, { kind: 'reminder', ordinal: 1 }, undefined],
    ]);
  });

  it('is set anew in the same round by a late acknowledgement, with an entry, and nothing had waited for it', async () => {
    const incident = await cases.start();
    await toNotification(incident);
    const today = await incident.today();
    await incident.answerAll('panel-notification', { facts: { sentAt: `${today}T11:20` } });
    const before = await incident.open('rapid-review-meeting');
    expect(before.dates).toMatchObject({ dueOn: null, alarmOn: expect.any(String) as string });
    await incident.moveDays(6);
    const receivedOn = await incident.today();
    await incident.answerAll('panel-acknowledgement', { facts: { receivedAt: `${receivedOn}T08:59` } });
    const dueOn = { meeting: addWorkingDays(receivedOn, 10), outcome: addWorkingDays(receivedOn, 15) };
    const view = await incident.until('new dates', ({ duties }) =>
      duties.some(
        ({ duty, dates }) => duty === 'rapid-review-outcome-to-panel' && dates?.dueOn === dueOn.outcome,
      ),
    );
    expect(view.duties.find(({ duty }) => duty === 'rapid-review-meeting')).toMatchObject({
      round: 1,
      state: 'open',
      dates: { dueOn: dueOn.meeting },
    });
    const redated = view.story.flatMap((entry) =>
      entry.kind === 'due' && entry.redated?.because === 'panel-acknowledgement' ? [entry] : [],
    );
    expect(redated.map(({ duty, dueOn: on, redated: how }) => [duty, on, how?.from])).toEqual([
      ['rapid-review-outcome-to-panel', dueOn.outcome, null],
      ['rapid-review-meeting', dueOn.meeting, null],
    ]);
    await incident.answerAll('rapid-review-meeting', { facts: { heldOn: receivedOn } });
    const events = await historyOf(cases, incident.reference);
    const started = events.flatMap(({ timerStartedEventAttributes: timer, userMetadata }) =>
      timer ? [userMetadata?.summary ?? ''] : [],
    );
    expect(started).toContainEqual(
      expect.stringMatching(
        /^Hold the rapid review meeting and record it: (reminder|breach) \d{1,2} [A-Z][a-z]+ \d{4}$/,
      ),
    );
    expect(runningTimers(events).filter((summary) => summary.includes('meeting'))).toEqual([]);
  });
});
