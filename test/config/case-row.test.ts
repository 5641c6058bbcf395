import { memoOf } from '../../config/case-row';
import { memo } from '../api/support/sample-case';

const awaited = [
  {
    duty: 'agency-information',
    round: 1,
    reminders: 2,
    sinceMs: 0,
    parts: { schools: ['agency-lead:schools'] },
  },
];

describe('the memo of a case', () => {
  it('says who owes an answer', () => {
    expect(memoOf({ row: memo({ awaited }) })).toMatchObject({ awaited });
  });

  it('that was written before it said so is read, and says so of nobody', () => {
    const row = memo({ awaited });
    const before: unknown = JSON.parse(JSON.stringify({ ...row, awaited: undefined }));
    expect(before).not.toHaveProperty('awaited');
    expect(memoOf({ row: before })).toMatchObject({ reference: row.reference, awaited: [] });
  });
});
