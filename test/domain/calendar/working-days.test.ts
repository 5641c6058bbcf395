import fc from 'fast-check';
import { englandAndWales } from '../../../domain/calendar/bank-holidays';
import { addDays } from '../../../domain/calendar/civil-date';
import {
  CalendarEnded,
  addWorkingDays,
  bankHolidaysBetween,
  isWorkingDay,
  lastWorkingDayOnOrBefore,
  workingDayNumber,
} from '../../../domain/calendar/working-days';
import { everyBankHoliday, everyDay, everyWorkingDay } from './oracle';

const firstKnown = everyWorkingDay[0] ?? '';
const lastKnown = everyWorkingDay.at(-1) ?? '';

/** Where each day stands among the working days: how many lie on or before it. */
const countUpTo = (() => {
  let count = 0;
  return new Map(everyDay.map((on) => [on, (count += everyWorkingDay[count] === on ? 1 : 0)]));
})();

const forwards = (on: string, days: number) => everyWorkingDay[(countUpTo.get(on) ?? 0) + days - 1];
const backwards = (on: string, days: number) => {
  const before = (countUpTo.get(on) ?? 0) - (everyWorkingDay[(countUpTo.get(on) ?? 0) - 1] === on ? 1 : 0);
  return everyWorkingDay[before - days];
};

describe('bank holidays', () => {
  it('are the 83 of an independent list, none on a weekend', () => {
    expect([...englandAndWales.holidays]).toEqual(everyBankHoliday);
    expect(englandAndWales.holidays.size).toBe(83);
  });

  it.each(['2020-05-08', '2022-06-02', '2022-06-03', '2022-09-19', '2023-05-08'])(
    'include the one-off %s',
    (on) => {
      expect(isWorkingDay(on)).toBe(false);
    },
  );

  it.each(['2020-05-04', '2022-05-30'])('were moved away from %s', (on) => {
    expect(isWorkingDay(on)).toBe(true);
  });

  it('between two days are those after the earlier, up to the later, in either order', () => {
    const holidays = ['2026-12-25', '2026-12-28'];
    expect(bankHolidaysBetween('2026-12-11', '2026-12-29')).toEqual(holidays);
    expect(bankHolidaysBetween('2026-12-28', '2026-12-11')).toEqual(holidays);
    expect(bankHolidaysBetween('2026-12-28', '2026-12-29')).toEqual([]);
  });
});

describe('a working day', () => {
  it('is what the oracle calls one, on every day from 2019 to 2028', () => {
    expect(everyDay.filter((on) => isWorkingDay(on))).toEqual(everyWorkingDay);
  });

  it('is counted forwards as the oracle counts, from every day', () => {
    for (const days of [1, 15]) {
      const counted = everyDay.filter((on) => forwards(on, days)).map((on) => addWorkingDays(on, days));
      expect(counted).toEqual(everyDay.map((on) => forwards(on, days)).filter(Boolean));
    }
  });

  it('is counted backwards as the oracle counts, from every day', () => {
    for (const days of [1, 15]) {
      const counted = everyDay.filter((on) => backwards(on, days)).map((on) => addWorkingDays(on, -days));
      expect(counted).toEqual(everyDay.map((on) => backwards(on, days)).filter(Boolean));
    }
  });

  it.each([
    ['2022-05-30', '2022-06-22'],
    ['2022-09-05', '2022-09-27'],
    ['2023-04-28', '2023-05-23'],
    ['2026-12-11', '2027-01-06'],
  ])('fifteen after %s is %s', (from, due) => {
    expect(addWorkingDays(from, 15)).toBe(due);
  });

  it('zero away is the day itself, whatever it is', () => {
    expect(addWorkingDays('2026-12-25', 0)).toBe('2026-12-25');
    expect(addWorkingDays('2031-01-01', 0)).toBe('2031-01-01');
  });

  it('on or before a day is that day, or the last one before it', () => {
    expect(lastWorkingDayOnOrBefore('2026-12-24')).toBe('2026-12-24');
    expect(lastWorkingDayOnOrBefore('2026-12-28')).toBe('2026-12-24');
  });
});

describe('counting working days', () => {
  const day = fc.constantFrom(...everyDay.filter((on) => on >= '2020-01-01' && on <= '2027-12-31'));
  const count = fc.integer({ min: 1, max: 60 });

  it('there and back from a working day arrives at it', () => {
    fc.assert(
      fc.property(day, count, (on, days) => {
        const start = lastWorkingDayOnOrBefore(on);
        expect(addWorkingDays(addWorkingDays(start, days), -days)).toBe(start);
      }),
    );
  });

  it('in two parts arrives where one count does, and always on a working day', () => {
    fc.assert(
      fc.property(day, count, count, (on, one, other) => {
        const whole = addWorkingDays(on, one + other);
        expect(addWorkingDays(addWorkingDays(on, one), other)).toBe(whole);
        expect(isWorkingDay(whole)).toBe(true);
      }),
    );
  });

  it('never lands nearer than the same number of calendar days', () => {
    fc.assert(
      fc.property(day, count, (on, days) => {
        expect(addWorkingDays(on, days) >= addDays(on, days)).toBe(true);
      }),
    );
  });
});

describe('the end of the known bank holidays', () => {
  it.each([
    [lastKnown, 1],
    ['2028-12-20', 15],
    ['2029-06-01', 1],
    [firstKnown, -1],
    ['2018-06-01', 1],
  ])('refuses to count from %s by %i', (from, days) => {
    expect(() => addWorkingDays(from, days)).toThrow(CalendarEnded);
  });

  it('says in words which days are known', () => {
    expect(() => isWorkingDay('2029-01-01')).toThrow(
      'Bank holidays are known from 2019-01-01 to 2028-12-31, not for 2029-01-01.',
    );
  });
});

describe('the number of a working day', () => {
  it('is how many working days lie after one day and up to another, a day off counting with the next', () => {
    expect(workingDayNumber('2026-12-11', '2027-01-06')).toBe(15);
    expect(workingDayNumber('2026-12-11', '2026-12-12')).toBe(1);
    expect(workingDayNumber('2026-12-11', '2026-12-14')).toBe(1);
    expect(workingDayNumber('2026-12-11', '2026-12-11')).toBe(0);
    expect(workingDayNumber('2026-12-14', '2026-12-11')).toBe(0);
  });

  it('is the one that counts back to the same day, from every working day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...everyDay.slice(0, -60)),
        fc.integer({ min: 1, max: 25 }),
        (from, days) => {
          expect(workingDayNumber(from, addWorkingDays(from, days))).toBe(days);
        },
      ),
    );
  });

  it('is refused past the known bank holidays', () => {
    expect(() => workingDayNumber('2028-12-28', '2029-01-10')).toThrow(CalendarEnded);
  });
});
