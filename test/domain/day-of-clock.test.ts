import { spanFromWords, spanInWords } from '../../domain/calendar/span';
import { fixDates } from '../../domain/clock';
import { dayOfClock, governingReading, timeLeft } from '../../domain/day-of-clock';
import type { Duty, ReadingRule, Span } from '../../domain/duty';
import { editions } from '../../domain/editions';
import type { OpenedReading } from '../../domain/opened-duty';

const source = { document: 'D', section: '5.1' };
const clock = (within: Span, before?: true) =>
  ({
    within,
    from: 'authority-aware',
    source,
    confidence: 'read',
    remind: [],
    ...(before ? { before } : {}),
  }) as const;

/** A Friday, and the span that counts from it. */
const reading = (within: Span, on = '2026-12-11', before?: true): OpenedReading => {
  const [own] = fixDates({ clock: clock(within, before), events: { 'authority-aware': on } }).readings;
  if (own === undefined) throw new Error('a clock has a reading of its own');
  return own;
};

describe('the day of a clock', () => {
  it.each<[string, Span, string, string | null, string | null]>([
    [
      'on the day of the event nothing is counted yet',
      { workingDays: 5 },
      '2026-12-11',
      null,
      '5 working days left',
    ],
    [
      'a weekend belongs to the first day after it',
      { workingDays: 5 },
      '2026-12-13',
      'day 1 of 5',
      '5 working days left',
    ],
    [
      'day 1 is the first working day after it',
      { workingDays: 5 },
      '2026-12-14',
      'day 1 of 5',
      '4 working days left',
    ],
    ['the last day is the day itself', { workingDays: 5 }, '2026-12-18', 'day 5 of 5', 'due today'],
    [
      'after it nothing is counted but how late it is',
      { workingDays: 5 },
      '2026-12-21',
      null,
      '1 working day late',
    ],
    [
      'on a day off only the working days that are over are late',
      { workingDays: 5 },
      '2026-12-26',
      null,
      '4 working days late',
    ],
    ['on the day off after it, days', { workingDays: 5 }, '2026-12-19', null, '1 day late'],
    ['bank holidays do not count', { workingDays: 15 }, '2026-12-29', 'day 10 of 15', '5 working days left'],
    [
      'days are all counted; what is left, up to the working day before',
      { days: 15 },
      '2026-12-13',
      'day 2 of 15',
      '11 days left',
    ],
    [
      'months are counted as months, what is left in days',
      { months: 6 },
      '2027-02-01',
      'month 2 of 6',
      '130 days left',
    ],
    ['a month ends on its own day', { months: 6 }, '2027-02-11', 'month 2 of 6', '120 days left'],
    ['a year is twelve months', { years: 1 }, '2027-06-12', 'month 7 of 12', '182 days left'],
    ['what is due at once has no count', 'at-once', '2026-12-12', null, '1 day late'],
  ])('%s', (_rule, span, todayOn, day, left) => {
    const one = reading(span);
    expect([dayOfClock(one, todayOn), timeLeft(one, todayOn)]).toEqual([day, left]);
  });

  it('of what is counted back from an event is only what is left', () => {
    const copies = reading({ workingDays: 7 }, '2026-12-18', true);
    expect(dayOfClock(copies, '2026-12-07')).toBeNull();
    expect(timeLeft(copies, '2026-12-07')).toBe('2 working days left');
  });

  it('is none while its event has not occurred, and where bank holidays are not known', () => {
    const [unknown] = fixDates({ clock: clock({ workingDays: 5 }), events: {} }).readings;
    if (unknown === undefined) throw new Error('a clock has a reading of its own');
    expect([dayOfClock(unknown, '2026-12-14'), timeLeft(unknown, '2026-12-14')]).toEqual([null, null]);
    const late = { ...reading({ workingDays: 5 }, '2028-12-20'), dueOn: '2029-01-02' };
    expect([dayOfClock(late, '2029-01-01'), timeLeft(late, '2029-01-01')]).toEqual([null, null]);
  });
});

describe('the reading by which the alarm goes', () => {
  const dates = (alsoRead: ReadingRule[]) =>
    fixDates({
      clock: { ...clock({ workingDays: 5 }), alsoRead },
      events: { 'authority-aware': '2026-12-11', incident: '2026-12-12' },
    });
  const also = (within: Span): ReadingRule => ({ within, from: 'incident', source, confidence: 'read' });

  it('is the earliest, and the edition’s own where others say the same', () => {
    expect(governingReading(dates([also({ workingDays: 4 })]))?.within).toBe('4 working days');
    expect(governingReading(dates([also({ workingDays: 5 })]))?.from).toBe('authority-aware');
  });

  it('is the one moved to the working day before', () => {
    const found = governingReading(dates([also({ days: 1 })]));
    expect(found).toMatchObject({ within: '1 day', dueOn: '2026-12-13' });
  });

  it('is none where no date is known', () => {
    expect(governingReading({ ...dates([]), alarmOn: null })).toBeNull();
  });
});

describe('a span in words', () => {
  const rules = Object.values(editions).flatMap(({ duties }) =>
    Object.values<Duty>(duties).flatMap(({ clock: own }) =>
      own === undefined ? [] : [own, ...(own.alsoRead ?? [])],
    ),
  );

  it('is read back as the span that it was, whatever an edition has', () => {
    expect(rules.length).toBeGreaterThan(20);
    for (const { within, before = false } of rules)
      expect(spanFromWords(spanInWords(within, before))).toEqual({ span: within, before });
  });

  it('is none of other words', () => {
    for (const words of ['', 'soon', '5 weeks', '5', 'five days']) expect(spanFromWords(words)).toBeNull();
  });
});
