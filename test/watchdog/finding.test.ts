import { inWords } from '../../watchdog/finding';

describe('a finding in words', () => {
  const failing = { id: 'x', what: 'activity-failing', reference: 'SI-2026-7K3Q' } as const;

  it('says what it is that keeps failing, and in which case', () => {
    const words = inWords({ ...failing, activity: 'openDuties' });
    expect(words).toContain('SI-2026-7K3Q');
    expect(words).toContain('opening what is owed (openDuties)');
  });

  it('repeats no name that is no activity of ours', () => {
    for (const activity of ['<b>evil</b>', 'constructor', '']) {
      const words = inWords({ ...failing, activity });
      expect(words).toContain('something that it does outside');
      expect(words).not.toContain(`(${activity})`);
    }
  });

  it.each([
    ['reset', 'was set back from outside by a reset on 14 December 2026 at 09:12, and goes on'],
    ['terminated', 'was terminated from outside on 14 December 2026 at 09:12'],
    ['failed', 'failed on 14 December 2026 at 09:12'],
    ['timed-out', 'was ended on 14 December 2026 at 09:12 by a time limit'],
    ['cancelled', 'was cancelled from outside on 14 December 2026 at 09:12'],
  ] as const)('says how and when a run ended: %s', (how, said) => {
    const atMs = Date.UTC(2026, 11, 14, 9, 12);
    const ended = { workflowId: 'SI-2026-7K3Q', runId: 'r', how, atMs };
    const words = inWords({ id: 'x', what: 'case-ended', reference: 'SI-2026-7K3Q', ended });
    expect(words).toContain(`SI-2026-7K3Q ${said}`);
    expect(words.includes('may have to be opened again')).toBe(how !== 'reset');
  });
});
