import { londonDateOf, londonInstant, londonTimeOf } from '../../../domain/calendar/london';
import { everyDay } from './oracle';

describe('London time', () => {
  it.each([
    ['2026-12-31T23:59:59.999Z', '2026-12-31', '23:59'],
    ['2027-01-01T00:00:00Z', '2027-01-01', '00:00'],
    ['2026-06-30T22:59:00Z', '2026-06-30', '23:59'],
    ['2026-06-30T23:00:00Z', '2026-07-01', '00:00'],
  ])('at %s shows %s %s', (instant, on, time) => {
    expect(londonDateOf(Date.parse(instant))).toBe(on);
    expect(londonTimeOf(Date.parse(instant))).toBe(time);
  });

  it.each([
    ['2026-12-11', '09:00', '2026-12-11T09:00:00Z'],
    ['2026-06-11', '09:00', '2026-06-11T08:00:00Z'],
    ['2026-03-29', '09:00', '2026-03-29T08:00:00Z'],
    ['2026-10-25', '09:00', '2026-10-25T09:00:00Z'],
    ['2026-07-01', '00:00', '2026-06-30T23:00:00Z'],
  ])('%s %s is the instant %s', (on, time, instant) => {
    expect(londonInstant(on, time)).toBe(Date.parse(instant));
  });

  it('takes the first of an hour that comes twice, and passes over one that is skipped', () => {
    expect(londonInstant('2026-10-25', '01:30')).toBe(Date.parse('2026-10-25T00:30:00Z'));
    expect(londonInstant('2026-03-29', '01:30')).toBe(Date.parse('2026-03-29T01:30:00Z'));
  });

  it('goes from date and time to instant and back, on every day', () => {
    for (const time of ['00:00', '09:00', '23:59']) {
      const instants = everyDay.map((on) => londonInstant(on, time));
      expect(instants.map(londonDateOf)).toEqual(everyDay);
      expect(new Set(instants.map(londonTimeOf))).toEqual(new Set([time]));
    }
  });

  it.each([
    ['2026-02-30', '09:00'],
    ['2026-02-20', '24:00'],
    ['2026-02-20', '9:00'],
  ])('refuses %s %s', (on, time) => {
    expect(() => londonInstant(on, time)).toThrow(RangeError);
  });
});
