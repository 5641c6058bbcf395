import { awaitedIn, moreAwaitedIn, wasOpenedWith } from '../../config/case-row';
import { memo } from '../api/support/sample-case';

describe('what is said of a question that waits for somebody', () => {
  it('says which, whose answer, since when, and how often they were reminded', () => {
    const said =
      'agency-information/schools/2: agency-lead agency-lead:police, since 2026-12-14T09:12Z, reminded 2';
    expect(awaitedIn(said)).toEqual([
      {
        duty: 'agency-information',
        instance: 'schools',
        round: 2,
        parts: ['agency-lead:schools', 'agency-lead:police'],
        sinceMs: Date.UTC(2026, 11, 14, 9, 12),
        reminders: 2,
        on: null,
        inDays: false,
        isOverdue: false,
      },
    ]);
  });

  it('says of staff by when, and whether that was announced as overdue', () => {
    const said = 'rapid-review-meeting/-/1: business-unit, since 2026-12-14T09:12Z, by 2026-12-23';
    expect(awaitedIn(said)).toMatchObject([
      { duty: 'rapid-review-meeting', parts: ['business-unit'], on: '2026-12-23', isOverdue: false },
    ]);
    expect(awaitedIn(`${said}, overdue`)).toMatchObject([
      { on: '2026-12-23', inDays: false, isOverdue: true },
    ]);
    expect(awaitedIn(`${said} in days, overdue`)).toMatchObject([
      { on: '2026-12-23', inDays: true, isOverdue: true },
    ]);
  });

  it('says about which question or letter something is to be put right', () => {
    const instance = 'agency-information/schools/1/question/0/agency-lead:schools';
    const said = `letter-undelivered/${instance}/1: business-unit, since 2026-12-14T09:12Z`;
    expect(awaitedIn(said)).toMatchObject([{ duty: 'letter-undelivered', instance, round: 1, on: null }]);
  });

  it('says nothing of reminders where there were none', () => {
    expect(awaitedIn('a/-/1: police-partner health-partner, since 2026-12-14T09:12Z')).toMatchObject([
      { parts: ['police-partner', 'health-partner'], reminders: 0 },
    ]);
  });

  it('says last how many more there are, where they are too many', () => {
    expect(moreAwaitedIn(['a/-/1: b, since 2026-12-14T09:12Z', '7 more'])).toBe(7);
    expect(moreAwaitedIn(['a/-/1: b, since 2026-12-14T09:12Z'])).toBe(0);
    expect(awaitedIn('7 more')).toEqual([]);
  });

  it.each([
    '',
    'police-partner',
    'a/-/1: , since 2026-12-14T09:12:00Z, reminded 2',
    'a/-/1: b, since then, reminded 2',
    'a/-/x: b, since 2026-12-14T09:12:00Z, reminded 2',
    'a/-/1: b, since 2026-12-14T09:12Z, by then',
  ])('is nothing where it cannot be read: %s', (said) => {
    expect(awaitedIn(said)).toEqual([]);
  });
});

describe('the marks by which a case is found', () => {
  it('are those of the report that opened it', () => {
    const row = memo({ marks: ['born', 'named'] });
    expect(wasOpenedWith({ row }, ['other', 'named'])).toBe(true);
    expect(wasOpenedWith({ row }, ['other'])).toBe(false);
  });

  it('are believed where its memo cannot be read', () => {
    expect(wasOpenedWith({ row: { wantsKey: 'old' } }, ['other'])).toBe(true);
  });
});
