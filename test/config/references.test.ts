import { randomBytes } from 'node:crypto';
import { openReferences } from '../../config/references';

const { caseReference, tokenHash, messageIdOf } = openReferences(randomBytes(32), 'reviews.example');

describe('the reference of a case', () => {
  it('is the same for the same form, and another for each next candidate', () => {
    expect(caseReference('token', 2026, 0)).toBe(caseReference('token', 2026, 0));
    const candidates = Array.from({ length: 20 }, (_, attempt) => caseReference('token', 2026, attempt));
    expect(new Set(candidates).size).toBeGreaterThan(18);
  });

  it('has no letters that look alike, and spells no word', () => {
    const references = Array.from({ length: 2_000 }, (_, index) => caseReference(`form ${index}`, 2026, 0));
    expect(references.filter((each) => !/^SI-2026-[2-9BCDFGHJKMNPQRSTVWXYZ]{4}$/.test(each))).toEqual([]);
    expect(new Set(references).size).toBeGreaterThan(1_985);
  });

  it('is told from a collision by a hash that does not show the token', () => {
    expect(tokenHash('one')).toBe(tokenHash('one'));
    expect(tokenHash('one')).not.toBe(tokenHash('two'));
    expect(tokenHash('one')).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });
});

describe('the Message-ID of a letter', () => {
  const letter = {
    case: 'SI-2026-7K3Q',
    duty: 'panel-answer',
    instance: '-',
    round: 1,
    kind: 'reminder',
    ordinal: 1,
    recipient: 'business-unit',
  };

  it('repeats for each attempt and is of the form <hash@domain>', () => {
    expect(messageIdOf(letter)).toBe(messageIdOf({ ...letter }));
    expect(messageIdOf(letter)).toMatch(/^<[0-9a-f]{48}@reviews\.example>$/);
  });

  it.each([
    { case: 'SI-2026-7K3R' },
    { duty: 'publication' },
    { instance: 'police' },
    { round: 2 },
    { kind: 'breach' },
    { ordinal: 2 },
    { recipient: 'administrator' },
  ])('differs with %j', (difference) => {
    expect(messageIdOf({ ...letter, ...difference })).not.toBe(messageIdOf(letter));
  });
});
