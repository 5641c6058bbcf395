import { ask, isSpent, judge, newState, standingOf, take, validMs } from '../../workflows/code-state';

const question = 'notification-threshold/-';
const address = 'police-partner@exampleshire.example';

/** A state in which this question was asked for, and the attempts to mail it ended so. */
const after = (...mailings: Parameters<typeof take>[2][]) => {
  const state = newState();
  mailings.forEach((mailing, at) => {
    ask(state, question, address, at);
    if (state.wanted !== null) take(state, state.wanted, mailing, at);
  });
  return state;
};

describe('the code of a question', () => {
  it.each([
    ['asked for', 'asked', []],
    ['deferred by the mail server', 'deferred', [{ failed: 'deferred' }]],
    ['mailed at the second attempt', 'mailed', [{ failed: 'deferred' }, { hash: 'h' }]],
    ['refused after one that was mailed', 'refused', [{ hash: 'h' }, { failed: 'refused' }]],
    ['mailed after a refusal', 'mailed', [{ failed: 'refused' }, { hash: 'h' }]],
  ] as const)('that is %s stands as %s', (_, standing, mailings) => {
    const state = after(...mailings);
    if (mailings.length === 0) ask(state, question, address, 0);
    expect(standingOf(state, question)).toBe(standing);
    expect(standingOf(state, 'other/-')).toBe('none');
  });

  it('counts towards three only where it was mailed, or may have been', () => {
    const failed = Array.from(
      { length: 9 },
      (_, at) => ({ failed: at % 2 ? 'deferred' : 'refused' }) as const,
    );
    expect(isSpent(after(...failed, { hash: 'h' }, { hash: 'h' }))).toBe(false);
    expect(isSpent(after(...failed, { hash: 'h' }, { failed: 'unknown' }, { hash: 'h' }))).toBe(true);
  });

  it('is asked for once, however often it is asked for while it is being mailed', () => {
    const state = newState();
    ask(state, question, address, 0);
    const { wanted } = state;
    ask(state, question, address, 1);
    expect(state.wanted).toBe(wanted);
    ask(state, 'other/-', address, validMs - 1);
    expect(state.wanted).toMatchObject({ question: 'other/-', untilMs: validMs });
    ask(state, question, 'corrected@exampleshire.example', validMs - 1);
    expect(state.wanted).toMatchObject({ address: 'corrected@exampleshire.example', untilMs: validMs });
  });

  it('leaves what was asked for meanwhile to be mailed next', () => {
    const state = newState();
    ask(state, question, address, 0);
    const { wanted } = state;
    ask(state, 'other/-', address, 1);
    if (wanted !== null) take(state, wanted, { hash: 'h' }, 2);
    expect(standingOf(state, question)).toBe('mailed');
    expect(standingOf(state, 'other/-')).toBe('asked');
  });

  it('is valid for ten minutes from when it was mailed, for its question, once', () => {
    const state = newState();
    ask(state, question, address, 0);
    if (state.wanted !== null) take(state, state.wanted, { hash: 'h' }, validMs - 1);
    expect(judge(state, 'other/-', 'h', validMs)).toBe('expired');
    expect(judge(state, question, 'h', 2 * validMs)).toBe('expired');
    expect(judge(state, question, 'h', 2 * validMs - 1)).toBe('right');
    expect(judge(state, question, 'h', 2 * validMs - 1)).toBe('expired');
  });

  it('is locked after five wrong guesses in all, and none is mailed then', () => {
    const state = after({ hash: 'first' });
    for (let time = 0; time < 3; time += 1) expect(judge(state, question, 'wrong', 1)).toBe('wrong');
    ask(state, question, address, 2);
    if (state.wanted !== null) take(state, state.wanted, { hash: 'second' }, 2);
    for (let time = 0; time < 2; time += 1) expect(judge(state, question, 'first', 3)).toBe('wrong');
    expect(judge(state, question, 'second', 4)).toBe('locked');
    ask(state, question, address, 5);
    expect([isSpent(state), state.wanted]).toEqual([true, null]);
  });
});
