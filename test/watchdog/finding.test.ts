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
});
