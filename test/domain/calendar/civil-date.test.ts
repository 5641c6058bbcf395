import fc from 'fast-check';
import { addDays, addMonths, addYears, isCivilDate, isWeekend } from '../../../domain/calendar/civil-date';
import { everyDay } from './oracle';

describe('a civil date', () => {
  it.each(['2026-12-11', '2024-02-29', '2019-01-01'])('%s is one', (text) => {
    expect(isCivilDate(text)).toBe(true);
  });

  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '2026-12-11T10:00',
    ' 2026-12-11',
    '',
    'today',
    'NaN-NaN-NaN',
  ])('"%s" is none', (text) => {
    expect(isCivilDate(text)).toBe(false);
  });

  it('follows another day by day, whatever the zone of the process', () => {
    expect(everyDay.slice(0, -1).map((on) => addDays(on, 1))).toEqual(everyDay.slice(1));
    expect(everyDay.slice(1).map((on) => addDays(on, -1))).toEqual(everyDay.slice(0, -1));
  });

  it('falls on a weekend twice in every seven days', () => {
    expect(everyDay.filter((on) => isWeekend(on))).toEqual(
      everyDay.filter((on) => [0, 6].includes(new Date(on).getUTCDay())),
    );
  });

  it.each([
    ['2026-08-31', 6, '2027-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-12-11', 6, '2027-06-11'],
    ['2026-08-31', -6, '2026-02-28'],
    ['2026-10-31', 1, '2026-11-30'],
  ])('%s and %i months is %s: the same day of the month, or its last', (from, months, due) => {
    expect(addMonths(from, months)).toBe(due);
  });

  it('keeps its day of the month, or takes the last, for any number of months', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyDay), fc.integer({ min: -40, max: 40 }), (on, months) => {
        const due = addMonths(on, months);
        const isLast = addDays(due, 1).endsWith('-01');
        expect(due.slice(8) === on.slice(8) || (isLast && due.slice(8) < on.slice(8))).toBe(true);
      }),
    );
  });

  it('is counted in years far past the known bank holidays', () => {
    expect(addYears('2026-12-11', 35)).toBe('2061-12-11');
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
  });

  it('refuses what is no date', () => {
    expect(() => addDays('2026-02-30', 1)).toThrow('2026-02-30 is not a date.');
    expect(() => addMonths('9999-12-11', 9999)).toThrow(RangeError);
  });
});
