import { ask, isOver, isSpent, judge, newState, standingOf, take, validMs } from '../../workflows/code-state';

const question = 'notification-threshold/-';
const address = 'police-partner@exampleshire.example';
const minuteMs = 60_000;

/** A state in which this question was asked for, and the attempts to mail it ended so. */
const after = (...mailings: Parameters<typeof take>[2][]) => {
  const state = newState();
  mailings.forEach((mailing, at) => {
    // At one address it would be the same within a minute.
    ask(state, question, `${at}@exampleshire.example`, at);
    if (state.wanted !== null) take(state, state.wanted, mailing, at);
  });
  state.mailed = state.mailed.map((code) => ({ ...code, address }));
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

  it('stands as locked after five wrong ones, for every question', () => {
    const state = after({ hash: 'h' });
    for (let tries = 0; tries < 5; tries += 1) {
      expect(standingOf(state, question)).toBe('mailed');
      expect(judge(state, question, 'x', minuteMs)).toBe('wrong');
    }
    expect(standingOf(state, question)).toBe('locked');
    expect(judge(state, question, 'h', minuteMs)).toBe('locked');
  });

  it('counts towards three only where it was mailed, or may have been', () => {
    const failed = Array.from(
      { length: 9 },
      (_, at) => ({ failed: at % 2 ? 'deferred' : 'refused' }) as const,
    );
    expect(isSpent(after(...failed, { hash: 'h' }, { hash: 'h' }), question)).toBe(false);
    expect(isSpent(after(...failed, { hash: 'h' }, { failed: 'unknown' }, { hash: 'h' }), question)).toBe(
      true,
    );
  });

  it('is mailed once, however often a program presses the button in its first minute', () => {
    const state = after({ hash: 'h' });
    for (let atMs = 1; atMs < minuteMs; atMs += 1_000) ask(state, question, address, atMs);
    expect(state.wanted).toBeNull();
    ask(state, question, 'corrected@exampleshire.example', 2);
    expect(state.wanted).toMatchObject({ address: 'corrected@exampleshire.example' });
    state.wanted = null;
    ask(state, question, address, minuteMs);
    expect(state.wanted).toMatchObject({ address });
  });

  it('is mailed for one question, however many were mailed for others; who gets no other has one that opens', () => {
    const state = newState();
    const mail = (of: string, hash: string, atMs: number): void => {
      ask(state, of, address, atMs);
      if (state.wanted !== null) take(state, state.wanted, { hash }, atMs);
    };
    for (const minute of [0, 2, 4, 6]) mail('other/-', `other-${minute}`, minute * minuteMs);
    expect([isSpent(state, 'other/-'), isSpent(state, question)]).toEqual([true, false]);
    mail(question, 'h', 7 * minuteMs);
    expect(judge(state, 'other/-', 'other-4', 8 * minuteMs)).toBe('right');
    expect(judge(state, question, 'h', 9 * minuteMs)).toBe('right');
    expect(isOver(state)).toBe(true);
  });

  it('opens by each code that is still valid, for letters come late', () => {
    const first = after({ hash: 'first' }, { hash: 'second' });
    expect(judge(first, question, 'first', minuteMs)).toBe('right');
    expect(judge(first, question, 'second', minuteMs)).toBe('expired');
    const late = after({ hash: 'first' }, { hash: 'second' });
    expect(judge(late, question, 'first', validMs + 1)).toBe('wrong');
    expect(judge(late, question, 'second', validMs + 1)).toBe('right');
  });

  it('may be asked for again once one of three has expired', () => {
    const state = after({ hash: '1' }, { hash: '2' }, { hash: '3' });
    ask(state, question, address, minuteMs);
    expect(state.wanted).toBeNull();
    ask(state, question, address, validMs + 1);
    expect(state.wanted).not.toBeNull();
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
    const mailed = () => {
      const state = newState();
      ask(state, question, address, 0);
      if (state.wanted !== null) take(state, state.wanted, { hash: 'h' }, validMs - 1);
      return state;
    };
    const state = mailed();
    expect(judge(state, 'other/-', 'h', validMs)).toBe('expired');
    expect(judge(state, question, 'h', 2 * validMs - 1)).toBe('right');
    expect(judge(state, question, 'h', 2 * validMs - 1)).toBe('expired');
    expect(judge(mailed(), question, 'h', 2 * validMs)).toBe('expired');
  });

  it('is locked after five wrong guesses in all, and none is mailed then', () => {
    const state = after({ hash: 'first' });
    for (let time = 0; time < 3; time += 1) expect(judge(state, question, 'wrong', 1)).toBe('wrong');
    ask(state, question, address, minuteMs);
    if (state.wanted !== null) take(state, state.wanted, { hash: 'second' }, minuteMs);
    for (let time = 0; time < 2; time += 1) expect(judge(state, question, 'wrong', minuteMs)).toBe('wrong');
    expect(judge(state, question, 'second', minuteMs)).toBe('locked');
    ask(state, question, address, 2 * minuteMs);
    expect([isSpent(state, question), state.wanted]).toEqual([true, null]);
    expect(judge(state, question, 'second', validMs - 1)).toBe('locked');
  });
});
