import { englandAndWales } from '../../domain/calendar/bank-holidays';
import { CalendarEnded } from '../../domain/calendar/working-days';
import type { ClockRequest } from '../../domain/clock';
import { fixDates, spanInWords, weeklyAfter } from '../../domain/clock';
import type { Clock, ReadingRule, Span } from '../../domain/duty';

const source = { document: 'D', section: '8.9' };
const rule = (within: Span, from: ReadingRule['from'], note?: string): ReadingRule => ({
  within,
  from,
  source,
  confidence: 'read',
  ...(note === undefined ? {} : { note }),
});
const clockOf = (within: Span, from: ReadingRule['from'], more: Partial<Clock> = {}): Clock => ({
  ...rule(within, from),
  remind: [],
  ...more,
});

const outcome = clockOf({ workingDays: 15 }, 'panel-acknowledgement', {
  alsoRead: [rule({ workingDays: 15 }, 'panel-notification')],
  remind: [{ workingDays: 5 }, { workingDays: 2 }],
});

describe('a span in words', () => {
  it.each<[Span, boolean, string]>([
    ['at-once', false, 'at once'],
    [{ workingDays: 1 }, false, '1 working day'],
    [{ workingDays: 15 }, false, '15 working days'],
    [{ workingDays: 7 }, true, '7 working days before'],
    [{ days: 5 }, false, '5 days'],
    [{ months: 6 }, false, '6 months'],
    [{ years: 1 }, false, '1 year'],
  ])('%j, backwards %s, reads "%s"', (span, before, words) => {
    expect(spanInWords(span, before)).toBe(words);
  });
});

describe('the dates of a clock', () => {
  it('are the edition’s own due date, all readings, and the holidays and the calendar they rest on', () => {
    const dates = fixDates({
      clock: outcome,
      events: { 'panel-acknowledgement': '2026-12-11', 'panel-notification': '2026-12-08' },
    });
    expect(dates).toMatchObject({
      dueOn: '2027-01-06',
      alarmOn: '2026-12-31',
      dueEndsMs: Date.parse('2027-01-07T00:00:00Z'),
      alarmEndsMs: Date.parse('2027-01-01T00:00:00Z'),
      notCounted: ['2026-12-25', '2026-12-28', '2027-01-01'],
      calendar: englandAndWales.version,
    });
    expect(dates.readings[0]).toMatchObject({ convention: 'day 1 is the first working day after the event' });
    expect(dates.readings.map(({ fromOn, dueOn }) => [fromOn, dueOn])).toEqual([
      ['2026-12-11', '2027-01-06'],
      ['2026-12-08', '2026-12-31'],
    ]);
  });

  it('are unknown while no event has occurred, though every reading is shown', () => {
    const dates = fixDates({ clock: outcome, events: {} });
    expect(dates).toMatchObject({ dueOn: null, alarmOn: null, dueEndsMs: null, alarms: [], notCounted: [] });
    expect(dates.readings).toHaveLength(2);
  });

  it('have an alarm by a competing reading while the edition’s own event has not occurred', () => {
    const dates = fixDates({ clock: outcome, events: { 'panel-notification': '2026-12-11' } });
    expect(dates).toMatchObject({ dueOn: null, alarmOn: '2027-01-06' });
  });

  it('show a due date that is no working day with the last working day before it, which is the alarm', () => {
    const clock = clockOf({ months: 6 }, 'review-decision');
    const dates = fixDates({ clock, events: { 'review-decision': '2026-08-31' } });
    expect(dates).toMatchObject({ dueOn: '2027-02-28', alarmOn: '2027-02-26' });
    expect(dates.readings[0]).toMatchObject({ dueOn: '2027-02-28', lastWorkingDayOn: '2027-02-26' });
    expect(dates.alarms).toEqual([
      { kind: 'breach', on: '2027-02-27', atMs: Date.parse('2027-02-27T09:00:00Z'), ordinal: 1 },
    ]);
  });

  it('go by the last working day of each reading when looking for the earliest', () => {
    const clock = clockOf({ workingDays: 5 }, 'authority-aware', {
      alsoRead: [rule({ days: 5 }, 'report-received')],
    });
    const events = { 'authority-aware': '2026-12-14', 'report-received': '2026-12-14' };
    expect(fixDates({ clock, events })).toMatchObject({ dueOn: '2026-12-21', alarmOn: '2026-12-18' });
  });

  it('are the day of the event where it is owed at once, a Saturday too', () => {
    const dates = fixDates({
      clock: clockOf('at-once', 'report-received'),
      events: { 'report-received': '2026-12-12' },
    });
    expect(dates).toMatchObject({ dueOn: '2026-12-12', alarmOn: '2026-12-12' });
    expect(dates.alarms.map(({ kind, on }) => [kind, on])).toEqual([['breach', '2026-12-13']]);
  });

  it('have their alarm on the last working day before a day that somebody named, where that is none', () => {
    const clock = clockOf('at-once', 'national-request-due', { remind: [{ workingDays: 5 }] });
    const dates = fixDates({ clock, events: { 'national-request-due': '2027-02-14' } });
    expect(dates).toMatchObject({
      dueOn: '2027-02-14',
      alarmOn: '2027-02-12',
      readings: [{ dueOn: '2027-02-14', lastWorkingDayOn: '2027-02-12' }],
      alarms: [
        { kind: 'reminder', on: '2027-02-05' },
        { kind: 'breach', on: '2027-02-13' },
      ],
    });
  });

  it('count backwards from a planned event', () => {
    const clock = clockOf({ workingDays: 7 }, 'publication-date', {
      before: true,
      remind: [{ workingDays: 5 }],
    });
    const dates = fixDates({ clock, events: { 'publication-date': '2027-01-06' } });
    expect(dates).toMatchObject({
      dueOn: '2026-12-23',
      notCounted: ['2026-12-25', '2026-12-28', '2027-01-01'],
      readings: [{ convention: 'day 1 is the last working day before the event' }],
    });
    expect(dates.alarms.map(({ kind, on }) => [kind, on])).toEqual([
      ['reminder', '2026-12-16'],
      ['breach', '2026-12-24'],
    ]);
  });

  it('raise no alarm by a reading that had run out before the authority was aware', () => {
    const clock = clockOf({ workingDays: 5 }, 'authority-aware', {
      alsoRead: [rule({ workingDays: 5 }, 'incident', 'Counted from the incident.')],
    });
    const events = { 'authority-aware': '2026-12-11', incident: '2026-11-02' };
    const dates = fixDates({ clock, events });
    expect(dates).toMatchObject({ dueOn: '2026-12-18', alarmOn: '2026-12-18' });
    expect(dates.readings[1]).toMatchObject({
      dueOn: '2026-11-09',
      note: 'Counted from the incident. It had run out before the authority was aware, so no alarm goes by it.',
    });
  });

  it('keep the alarm of a reading missed since the authority was aware', () => {
    const events = {
      'authority-aware': '2026-11-02',
      'panel-notification': '2026-11-06',
      'panel-acknowledgement': '2026-12-11',
    };
    expect(fixDates({ clock: outcome, events })).toMatchObject({
      dueOn: '2027-01-06',
      alarmOn: '2026-11-27',
    });
  });
});

describe('the alarms of a clock', () => {
  it('of a breach come weekly at 09:00 London, for a year, though the clocks change on the way', () => {
    const at = weeklyAfter('2026-09-15').map((ms) => new Date(ms).toISOString());
    expect(at).toHaveLength(52);
    expect([at[0], at[4], at[5], at[51]]).toEqual([
      '2026-09-22T08:00:00.000Z',
      '2026-10-20T08:00:00.000Z',
      '2026-10-27T09:00:00.000Z',
      '2027-09-14T08:00:00.000Z',
    ]);
  });

  const remindersOf = (request: Pick<ClockRequest, 'clock' | 'events' | 'nowMs'>) =>
    fixDates(request).alarms.map(({ kind, on, ordinal }) => `${kind} ${on} ${ordinal}`);

  it('are reminders counted back in working days, then the breach on the next day, at nine in London', () => {
    const events = { 'panel-acknowledgement': '2026-05-11' };
    const dates = fixDates({ clock: outcome, events });
    expect(dates.alarms).toEqual([
      { kind: 'reminder', on: '2026-05-26', atMs: Date.parse('2026-05-26T08:00:00Z'), ordinal: 1 },
      { kind: 'reminder', on: '2026-05-29', atMs: Date.parse('2026-05-29T08:00:00Z'), ordinal: 2 },
      { kind: 'breach', on: '2026-06-03', atMs: Date.parse('2026-06-03T08:00:00Z'), ordinal: 1 },
    ]);
  });

  it('have no reminder on or before the day from which is counted', () => {
    const clock = clockOf({ workingDays: 2 }, 'authority-aware', {
      remind: [{ workingDays: 5 }, { workingDays: 2 }, { workingDays: 1 }],
    });
    expect(remindersOf({ clock, events: { 'authority-aware': '2026-12-08' } })).toEqual([
      'reminder 2026-12-09 1',
      'breach 2026-12-11 1',
    ]);
  });

  it('leave out reminders that are past, and never the breach', () => {
    const events = { 'panel-acknowledgement': '2026-12-11' };
    expect(remindersOf({ clock: outcome, events, nowMs: Date.parse('2026-12-29T10:00:00Z') })).toEqual([
      'reminder 2027-01-04 1',
      'breach 2027-01-07 1',
    ]);
    expect(remindersOf({ clock: outcome, events, nowMs: Date.parse('2027-03-01T10:00:00Z') })).toEqual([
      'breach 2027-01-07 1',
    ]);
  });
});

describe('the end of the known bank holidays', () => {
  it('refuses a clock in working days, days or months', () => {
    const spans: Span[] = [{ workingDays: 15 }, { days: 31 }, { months: 6 }];
    for (const span of spans) {
      const clock = clockOf(span, 'review-decision');
      expect(() => fixDates({ clock, events: { 'review-decision': '2028-12-20' } })).toThrow(CalendarEnded);
    }
  });

  it('does not touch years, which are plain dates', () => {
    const clock = clockOf({ years: 1 }, 'publication');
    expect(fixDates({ clock, events: { publication: '2028-06-03' } })).toMatchObject({
      dueOn: '2029-06-03',
      alarmOn: '2029-06-03',
      readings: [{ convention: 'the same day of the year' }],
    });
  });

  it('leaves a competing reading without a date where the own reading has one', () => {
    const clock = clockOf({ workingDays: 5 }, 'authority-aware', {
      alsoRead: [rule({ workingDays: 5 }, 'incident')],
    });
    const dates = fixDates({ clock, events: { 'authority-aware': '2026-12-11', incident: '2016-05-01' } });
    expect(dates).toMatchObject({ dueOn: '2026-12-18', alarmOn: '2026-12-18' });
    expect(dates.readings[1]).toMatchObject({
      fromOn: '2016-05-01',
      dueOn: null,
      note: 'Bank holidays are known from 2019-01-01 to 2028-12-31, not for 2016-05-02.',
    });
  });

  it('refuses where only a competing reading could give a date, and it cannot', () => {
    const events = { 'panel-notification': '2028-12-20' };
    expect(() => fixDates({ clock: outcome, events })).toThrow(CalendarEnded);
  });

  it('refuses an event that is no date', () => {
    expect(() => fixDates({ clock: outcome, events: { 'panel-notification': '2026-02-30' } })).toThrow(
      RangeError,
    );
  });
});

describe('a dated relaxation', () => {
  const relaxation = {
    duty: 'rapid-review-outcome-to-panel',
    from: '2020-03-23',
    until: '2020-09-30',
    within: { workingDays: 25 },
    reason: 'Rules relaxed for the time',
    source: 'Letter of the day',
  };
  const events = { 'panel-acknowledgement': '2020-06-01', 'panel-notification': '2020-05-29' };
  const relaxed = { clock: outcome, events, duty: relaxation.duty, relaxations: [relaxation] };

  it('moves the clock and its alarm, and is shown with reason, source and end', () => {
    const dates = fixDates(relaxed);
    expect(dates).toMatchObject({
      dueOn: '2020-07-06',
      alarmOn: '2020-07-06',
      relaxation: {
        until: '2020-09-30',
        reason: 'Rules relaxed for the time',
        source: 'Letter of the day',
      },
    });
    expect(dates.readings[0]).toMatchObject({
      within: '25 working days',
      note: 'Relaxed until Wednesday 30 September 2020: Rules relaxed for the time (Letter of the day).',
    });
    expect(dates.readings[1]).toMatchObject({ dueOn: '2020-06-19' });
  });

  it('without a span of its own lifts the limit', () => {
    const { duty, from, until, reason, source: letter } = relaxation;
    const lifted = { duty, from, until, reason, source: letter };
    const dates = fixDates({ ...relaxed, relaxations: [lifted] });
    expect(dates).toMatchObject({ dueOn: null, alarmOn: null, alarms: [], notCounted: [] });
    expect(dates.relaxation).toEqual({ until, reason, source: letter, lifts: true });
    expect(dates.readings[0]).toMatchObject({ within: 'no limit', fromOn: '2020-06-01', dueOn: null });
  });

  it.each([
    ['another duty', { ...relaxed, duty: 'publication' }],
    ['an event before it', { ...relaxed, events: { 'panel-acknowledgement': '2020-03-20' } }],
    ['an event after it', { ...relaxed, events: { 'panel-acknowledgement': '2020-10-01' } }],
    ['an event that has not occurred', { ...relaxed, events: {} }],
  ])('does not reach %s', (_what, request) => {
    expect(fixDates(request).relaxation).toBeUndefined();
  });

  it('reaches an event on its first and on its last day', () => {
    for (const on of [relaxation.from, relaxation.until]) {
      const dates = fixDates({ ...relaxed, events: { 'panel-acknowledgement': on } });
      expect(dates.relaxation).toBeDefined();
    }
  });
});
