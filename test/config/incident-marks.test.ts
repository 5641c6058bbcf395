import { randomBytes } from 'node:crypto';
import { openIncidentMarks, type IncidentTraits } from '../../config/incident-marks';

const marks = openIncidentMarks(randomBytes(32));
const isLikelySame = (one: Partial<IncidentTraits>, other: Partial<IncidentTraits>): boolean => {
  const none = { childNames: [], datesOfBirth: [], incidentOn: '2026-02-27' };
  const theirs = new Set(marks({ ...none, ...other }));
  return marks({ ...none, ...one }).some((mark) => theirs.has(mark));
};

describe('the marks of an incident', () => {
  it.each([
    ['2026-02-27', true],
    ['2026-03-02', true],
    ['2026-02-24', true],
    ['2026-03-03', false],
    ['2026-02-23', false],
  ])('recognise a date of birth with an incident on 27 February and one on %s: %s', (incidentOn, same) => {
    const datesOfBirth = ['2024-05-06'];
    expect(isLikelySame({ datesOfBirth }, { datesOfBirth, incidentOn })).toBe(same);
    expect(isLikelySame({ datesOfBirth }, { datesOfBirth: ['2024-05-07'], incidentOn })).toBe(false);
  });

  it.each([
    ['Person Ä. Alpha', 'alpha, person a', true],
    ["Per-Son O'Alpha", 'PER SON OAlpha', true],
    ['Person Alpha', 'Person Beta', false],
    ['unknown baby', 'baby (not known)', false],
  ])('compare %j with %j, whenever it was: %s', (one, other, same) => {
    expect(isLikelySame({ childNames: [one] }, { childNames: [other], incidentOn: '2025-01-01' })).toBe(same);
  });

  it('take a single name only together with the days around the incident', () => {
    const childNames = ['Alpha'];
    expect(isLikelySame({ childNames }, { childNames, incidentOn: '2026-03-01' })).toBe(true);
    expect(isLikelySame({ childNames }, { childNames, incidentOn: '2026-04-01' })).toBe(false);
  });

  it('find one child in common among several', () => {
    expect(
      isLikelySame({ childNames: ['Person A', 'Person B'] }, { childNames: ['Person C', 'Person B'] }),
    ).toBe(true);
  });

  it('say nothing without the secret', () => {
    const traits = { childNames: ['Person Alpha'], datesOfBirth: ['2024-05-06'], incidentOn: '2026-02-27' };
    const mine = marks(traits);
    expect(mine.filter((mark) => !/^[A-Za-z0-9_-]{16}$/.test(mark))).toEqual([]);
    const theirs = openIncidentMarks(randomBytes(32))(traits);
    expect(theirs.filter((mark) => mine.includes(mark))).toEqual([]);
  });
});
