import { londonDateOf } from '../../domain/calendar/london';
import { addDays } from '../../domain/calendar/civil-date';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseView } from '../../domain/case-view';
import type { LetterOrder } from '../../domain/letter';
import type { LetterRecord } from '../../domain/record';
import { accepted, casesUnderTest, type CasesUnderTest, type Post } from '../support/case-under-test';

jest.setTimeout(60_000);
const letters: LetterOrder[] = [];
/** What the mail server does with a letter; each test says it for its own letters. */
let server: Post = () => accepted;
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest((order) => {
    letters.push(order);
    return server(order);
  });
});
beforeEach(() => (letters.length = 0));
afterEach(() => (server = () => accepted));
afterAll(() => cases.close());

const deferred = { result: 'deferred', response: '451 later' } as const;
const refused = { result: 'refused', response: '550 no such mailbox' } as const;
const unknown = { result: 'unknown', response: 'cut off after the final dot' } as const;

const question = 'notification-threshold';
const isTo = ({ to }: Pick<LetterRecord, 'to'>, recipient: string): boolean => to.recipient === recipient;
const lettersTo = ({ letters: kept }: CaseView, recipient: string, wanted: string): LetterRecord[] =>
  kept.filter((letter) => isTo(letter, recipient) && letter.duty === wanted);
const ordered = (recipient: string, wanted: string): LetterOrder[] =>
  letters.filter((order) => isTo(order, recipient) && order.duty.duty === wanted);
const openUndelivered = ({ duties }: CaseView) =>
  duties.filter(({ duty, state }) => duty === 'letter-undelivered' && state === 'open');

const hourMs = 3_600_000;

describe('a letter', () => {
  it('that is deferred is tried again ten times at growing intervals over five days, then given up as a duty of the business unit', async () => {
    server = (order) => (isTo(order, 'director') ? deferred : accepted);
    const incident = await cases.start();
    await incident.moveDays(6);
    const view = await incident.view();
    const attempts = ordered('director', 'report-forwarded-to-director').filter(
      ({ kind }) => kind === 'notice',
    );
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const pauses = attempts.slice(1).map(({ nowMs }, index) => nowMs - (attempts[index]?.nowMs ?? 0));
    expect(pauses.every((pause, index) => pause >= (pauses[index - 1] ?? 0) - 60_000)).toBe(true);
    const wholeMs = pauses.reduce((sum, pause) => sum + pause, 0);
    expect([wholeMs > 4 * 24 * hourMs, wholeMs <= 5 * 24 * hourMs]).toEqual([true, true]);
    expect(lettersTo(view, 'director', 'report-forwarded-to-director')).toMatchObject([
      { state: 'given-up' },
    ]);
    expect(openUndelivered(view)).toContainEqual(
      expect.objectContaining({
        instance: 'report-forwarded-to-director/-/1/notice/0/director',
        awaited: ['business-unit'],
      }),
    );
  });

  it('that is refused holds up nobody else, and goes to the other address that the business unit gives', async () => {
    server = (order) => (order.to.address.startsWith('police-partner@') ? refused : accepted);
    const incident = await cases.start();
    await incident.answer(question, { choice: 'met', by: { recipient: 'health-partner' } });
    const undelivered = await incident.until('two refusals', (view) => openUndelivered(view).length === 2);
    expect(lettersTo(undelivered, 'health-partner', question)).toMatchObject([{ state: 'accepted' }]);
    await incident.answer('letter-undelivered', {
      choice: 'other-address',
      facts: { address: 'deputy@police.exampleshire.example' },
      instance: `${question}/-/1/question/0/police-partner`,
    });
    const view = await incident.until(
      'the other letter',
      (now) => lettersTo(now, 'police-partner', question).length === 2,
    );
    expect(openUndelivered(view)).toHaveLength(1);
    await incident.settled();
    expect(lettersTo(await incident.view(), 'police-partner', question)).toMatchObject([
      { state: 'refused' },
      { state: 'accepted', to: { person: 'police-partner', address: 'deputy@police.exampleshire.example' } },
    ]);
    const taken = await incident.answer(question, { choice: 'met', by: { recipient: 'police-partner' } });
    expect(taken.outcome).toBe('recorded');
  });

  it.each([
    [
      'told otherwise',
      { choice: 'told-otherwise', facts: { sentOn: londonDateOf(Date.now()) } },
      'met',
      'sent-otherwise',
    ],
    ['no longer needed', { choice: 'no-longer-needed' }, 'over', 'withdrawn'],
  ])('of a notice that is refused, and %s, leaves nobody to be told', async (_, given, state, kept) => {
    server = (order) => (isTo(order, 'director') ? refused : accepted);
    const incident = await cases.start();
    await incident.answerAll('letter-undelivered', given);
    const view = await incident.until('the notice to end', ({ duties }) =>
      duties.some(({ duty, state: now }) => duty === 'report-forwarded-to-director' && now === state),
    );
    expect(lettersTo(view, 'director', 'report-forwarded-to-director')).toMatchObject([{ state: kept }]);
  });

  it('that was sent in another way needs no more mending, and one that was accepted stays so', async () => {
    server = (order) => (isTo(order, 'police-partner') ? refused : accepted);
    const incident = await cases.start();
    const duty = 'incident-reported-to-partners';
    await incident.until('refusals', (view) => openUndelivered(view).length === 2);
    const facts = (recipient: string) => ({
      letter: `${duty}/-/1/notice/0/${recipient}`,
      sentOn: londonDateOf(Date.now()),
    });
    await incident.answer('sent-otherwise', { facts: facts('health-partner') });
    await incident.answer('sent-otherwise', { facts: facts('police-partner') });
    const view = await incident.until('the notice', ({ duties }) =>
      duties.some((each) => each.duty === duty && each.state === 'met'),
    );
    expect(lettersTo(view, 'health-partner', duty)).toMatchObject([{ state: 'accepted' }]);
    expect(openUndelivered(view).map(({ instance }) => instance.split('/')[0])).toEqual([question]);
  });

  it('whose delivery is not known, or whose attempt never ended, is sent again and marked as possibly sent twice', async () => {
    server = async (order) => {
      if (order.attempt > 1) return accepted;
      if (isTo(order, 'health-partner')) await sleep(11_000);
      return unknown;
    };
    const incident = await cases.start();
    await incident.open(question);
    await sleep(11_500);
    await incident.moveDays(1);
    const view = await incident.view();
    for (const recipient of ['health-partner', 'police-partner']) {
      expect(
        ordered(recipient, question)
          .filter(({ kind }) => kind === 'question')
          .map((order) => order.possiblySentTwice),
      ).toEqual([false, true]);
      expect(lettersTo(view, recipient, question)[0]).toMatchObject({
        kind: 'question',
        state: 'accepted',
        attempts: 2,
        possiblySentTwice: true,
      });
    }
    const retried = view.story.filter((entry) => entry.kind === 'letter' && entry.state === 'retrying');
    expect(retried.length).toBeGreaterThan(0);
    expect(retried).toEqual(retried.map((entry) => ({ ...entry, mayHaveArrived: true })));
  });

  it('of which an attempt broke off later, or all did, is said in the story to have perhaps arrived', async () => {
    server = (order) =>
      !isTo(order, 'director')
        ? accepted
        : order.kind === 'notice' && order.attempt === 1
          ? deferred
          : unknown;
    const incident = await cases.start();
    await incident.moveDays(6);
    const { story } = await incident.view();
    const told = story.filter(
      (entry) => entry.kind === 'letter' && entry.letterKind === 'notice' && isTo(entry, 'director'),
    );
    expect(told).toMatchObject([
      { state: 'retrying' },
      { state: 'retrying', mayHaveArrived: true },
      { state: 'given-up', mayHaveArrived: true },
    ]);
  });

  it('is replaced by a reminder of the same question to the same person while it is undelivered, and by nobody else’s', async () => {
    server = (order) => {
      if (order.to.address.startsWith('police-partner@')) return refused;
      return order.kind === 'question' && isTo(order, 'health-partner') ? deferred : accepted;
    };
    const incident = await cases.start();
    const { addressees, dates } = await incident.open(question);
    const health = addressees.find(({ recipient }) => recipient === 'health-partner')?.address ?? '';
    await incident.answer('letter-undelivered', {
      choice: 'other-address',
      facts: { address: health },
      instance: `${question}/-/1/question/0/police-partner`,
    });
    await incident.settled();
    expect(lettersTo(await incident.view(), 'health-partner', question)).toMatchObject([
      { state: 'retrying' },
    ]);
    await incident.moveTo(dates?.alarms[0]?.on ?? '');
    expect(lettersTo(await incident.view(), 'health-partner', question)).toMatchObject([
      { kind: 'question', state: 'replaced' },
      { kind: 'reminder', state: 'accepted' },
    ]);
  });

  it('whose attempt is under way when the answer comes is recorded as what became of it', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    server = async (order) => {
      if (order.duty.duty !== question) return accepted;
      await released;
      return isTo(order, 'police-partner') ? deferred : accepted;
    };
    const incident = await cases.start();
    await incident.answerAll(question, { choice: 'not-met' });
    await incident.open('below-threshold-learning');
    release();
    await incident.settled();
    await incident.moveDays(1);
    const view = await incident.view();
    expect(lettersTo(view, 'health-partner', question)).toMatchObject([{ state: 'accepted' }]);
    expect(lettersTo(view, 'police-partner', question)).toMatchObject([{ state: 'withdrawn', attempts: 1 }]);
    expect(ordered('police-partner', question)).toHaveLength(1);
  });

  it('that is refused again and again is one duty of the business unit', async () => {
    server = (order) => (isTo(order, 'police-partner') ? refused : accepted);
    const incident = await cases.start();
    const { dates } = await incident.open(question);
    // Announced, and a week later again, on whatever day of the week the case began.
    await incident.moveTo(addDays(dates?.alarms.at(-1)?.on ?? '', 7));
    const view = await incident.view();
    expect(lettersTo(view, 'police-partner', question).map(({ kind, state }) => [kind, state])).toEqual([
      ['question', 'refused'],
      // As many as there were days for.
      ...(dates?.alarms ?? []).map(({ kind }) => [kind, 'refused']),
      ['breach', 'refused'],
    ]);
    expect(
      openUndelivered(view)
        .map(({ instance }) => instance)
        .toSorted(),
    ).toEqual([
      'incident-reported-to-partners/-/1/notice/0/police-partner',
      `${question}/-/1/question/0/police-partner`,
    ]);
  });

  it('that stands under another names only one that was sent to its reader', async () => {
    server = (order) => (order.kind === 'question' && isTo(order, 'police-partner') ? refused : accepted);
    const incident = await cases.start();
    const { dates } = await incident.open(question);
    await incident.moveTo(addDays(dates?.alarms.at(-1)?.on ?? '', 7));
    const [first, ...later] = ordered('police-partner', question).filter(({ kind }) => kind !== 'question');
    expect(first?.follows).toBeUndefined();
    expect(later.length).toBeGreaterThan(0);
    for (const { follows } of later) expect(follows).toEqual({ kind: first?.kind, ordinal: first?.ordinal });
  });

  it('that is overdue says to who only watches the duty who owes it', async () => {
    const incident = await cases.start();
    await incident.open('children-made-safe');
    await incident.moveDays(2);
    const ofKind = (recipient: string) =>
      ordered(recipient, 'children-made-safe').map(({ kind, owedBy }) => [kind, owedBy]);
    expect(ofKind('director')).toEqual([['breach', ['business-unit']]]);
    expect(ofKind('business-unit')).toEqual([
      ['question', undefined],
      ['breach', undefined],
    ]);
  });

  it('goes to the other address for good, also to who only watches', async () => {
    const other = 'director@elsewhere.exampleshire.example';
    server = (order) => (isTo(order, 'director') && order.to.address !== other ? refused : accepted);
    const incident = await cases.start();
    await incident.open('children-made-safe');
    await incident.moveDays(2);
    await incident.answer('letter-undelivered', {
      choice: 'other-address',
      facts: { address: other },
      instance: 'children-made-safe/-/1/breach/1/director',
    });
    await incident.moveDays(8);
    const to = ordered('director', 'children-made-safe').map((order) => order.to.address);
    expect(to.slice(1).length).toBeGreaterThan(1);
    expect(new Set(to.slice(1))).toEqual(new Set([other]));
  });

  it('about one that could not be delivered names that one, its reader, and what came back', async () => {
    server = (order) => (isTo(order, 'police-partner') ? refused : accepted);
    const incident = await cases.start();
    await incident.until('two refusals', (view) => openUndelivered(view).length === 2);
    await incident.settled();
    const about = ordered('business-unit', 'letter-undelivered').map((order) => order.about);
    const { part, response } = { part: 'police-partner', response: '550 no such mailbox' };
    expect(about).toEqual(
      expect.arrayContaining([
        {
          duty: question,
          kind: 'question',
          title: 'Is the threshold for notification met?',
          part,
          response,
        },
        expect.objectContaining({ duty: 'incident-reported-to-partners', kind: 'notice', part, response }),
      ]),
    );
  });

  it('that the business unit itself cannot be sent becomes an entry and no chain of duties', async () => {
    server = (order) => (isTo(order, 'business-unit') ? refused : accepted);
    const incident = await cases.start();
    const view = await incident.until('the problem', ({ story }) =>
      story.some((entry) => entry.kind === 'entry' && entry.event === 'problem'),
    );
    expect(openUndelivered(view)).toHaveLength(1);
  });
});
