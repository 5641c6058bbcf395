import { createConfirmation, type AskCase } from '../../activities/confirmation';
import type { CaseAsKept } from '../../domain/case-view';
import type { Outcome } from '../../domain/record';
import { confirmationFor } from '../../domain/confirmation';
import { addressee, caseView, reference } from '../api/support/sample-case';

const given = {
  reference,
  duty: 'notification-threshold',
  instance: '-',
  round: 1,
  by: { recipient: 'police-partner', person: 'police-partner' },
  submission: 'one',
  nowMs: Date.UTC(2026, 11, 14),
} as const;
const view: CaseAsKept = caseView({ sealed: '' });

const confirmationOf = (
  outcome: Outcome | null,
  changed: Partial<AskCase> & { by?: typeof given.by } = {},
) => {
  const ask = { outcome: () => Promise.resolve(outcome), view: () => Promise.resolve(view), ...changed };
  return createConfirmation(ask).confirmationOf({ ...given, by: changed.by ?? given.by });
};

describe('the confirmation of an answer', () => {
  it('goes to who was asked, names the entry, and stands under the letter that asked', async () => {
    expect(await confirmationOf({ outcome: 'recorded', entry: 12 })).toMatchObject({
      ...{ reference, kind: 'confirmation', ordinal: 12, nowMs: given.nowMs, training: true },
      to: addressee('police-partner'),
      duty: { duty: given.duty, instance: '-', round: 1, kind: 'question' },
      follows: { kind: 'question', ordinal: 0 },
    });
  });

  it('says of an answer that was not taken why not', async () => {
    expect(await confirmationOf({ outcome: 'refused', because: 'too-late', entry: 9 })).toMatchObject({
      ordinal: 0,
      outcome: 'It came too late, and the case had gone on without it.',
    });
  });

  it('waits for a case that has not judged it, or does not answer', async () => {
    expect(await confirmationOf(null)).toBe('not-yet');
    const outcome = () => Promise.reject(new Error('no worker'));
    expect(await confirmationOf(null, { outcome })).toBe('not-yet');
  });

  it.each(['not-allowed', 'unreadable'] as const)(
    'is not sent of what its page gave back to be mended: %s',
    async (because) => {
      expect(await confirmationOf({ outcome: 'refused', because, entry: 9 })).toBe('none');
    },
  );

  it('is sent of a case that the answer has closed, by what the pages knew before', async () => {
    const known = confirmationFor(caseView({ sealed: '' }), given);
    if (known === null) throw new Error('nobody was asked');
    const ask = {
      outcome: () => Promise.resolve({ outcome: 'recorded', entry: 12 } as const),
      view: () => Promise.reject(new Error('closed')),
    };
    expect(await createConfirmation(ask).confirmationOf({ ...given, known })).toMatchObject({
      ...{ to: addressee('police-partner'), ordinal: 12 },
    });
  });

  it('goes to nobody who was not asked, and is not sent of a case that is closed, of which nothing was known', async () => {
    const recorded = { outcome: 'recorded', entry: 12 } as const;
    const by = { ...given.by, person: 'somebody-else' as 'police-partner' };
    expect(await confirmationOf(recorded, { by })).toBe('none');
    const closed = { reference, closedAtMs: 0, keptUntilOn: '2061-01-01', bags: [] };
    expect(await confirmationOf(recorded, { view: () => Promise.resolve(closed as never) })).toBe('none');
  });
});
