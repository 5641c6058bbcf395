import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Confirmed } from '../../activities/confirmation';
import { startConfirmation } from '../../api/temporal/start-confirmation';
import type { LetterOrder } from '../../domain/letter';
import { moveTime } from '../../config/training';
import { accepted, casesUnderTest, type CasesUnderTest, type Post } from '../support/case-under-test';

jest.setTimeout(60_000);

const until = async (isSo: () => boolean): Promise<void> => {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline && !isSo();) await sleep(20);
};

const by = { recipient: 'police-partner', person: 'police-partner' } as const;

describe('an answer that somebody gave', () => {
  let cases: CasesUnderTest;
  let confirmations: LetterOrder[];
  let relay: Post;
  beforeAll(async () => {
    cases = await casesUnderTest((order) => {
      if (order.kind !== 'confirmation') return accepted;
      confirmations.push(order);
      return relay(order);
    });
  });
  beforeEach(() => {
    confirmations = [];
    relay = () => accepted;
  });
  afterAll(() => cases.close());

  const asked = async () => {
    const incident = await cases.start();
    const { duty, instance, round } = await incident.open('notification-threshold');
    const submission = randomUUID();
    const answer = { choice: 'met', facts: { conflict: false } };
    const sent: Confirmed = {
      ...{ reference: incident.reference, duty, instance, round, by, submission },
      nowMs: Date.now(),
    };
    return {
      incident,
      sent,
      answer: (how = submission) =>
        incident.handle.signal(duty, { instance, round, by, submission: how, answer }),
    };
  };
  /** What it came to. */
  const confirmed = async (sent: Confirmed): Promise<unknown> => {
    const id = await startConfirmation(cases.client, cases.taskQueue, sent);
    return cases.client.workflow.getHandle(id).result();
  };

  it('is confirmed by letter once it is recorded, with its entry, and once, however often it is sent', async () => {
    const { incident, sent, answer } = await asked();
    const waiting = confirmed(sent);
    await answer();
    expect(await waiting).toBe('sent');
    expect(await confirmed(sent)).toBe('sent');
    const { story } = await incident.view();
    const entry = story.find((one) => one.kind === 'answer' && one.duty === sent.duty)?.number;
    expect(confirmations).toMatchObject([
      { reference: sent.reference, ordinal: entry, attempt: 1, to: by, duty: { duty: sent.duty } },
    ]);
  });

  it('that comes a second time is told that it was not taken, and why', async () => {
    const { sent, answer } = await asked();
    await answer();
    const again = { ...sent, submission: randomUUID() };
    await answer(again.submission);
    expect(await confirmed(again)).toBe('sent');
    expect(confirmations).toMatchObject([{ ordinal: 0, outcome: 'It was answered already.' }]);
  });

  it.each([
    ['refused', 'not-sent'],
    ['unknown', 'sent'],
  ] as const)('is confirmed by no second letter where the first is %s', async (result, became) => {
    relay = () => ({ result, response: 'as the relay says' });
    const { sent, answer } = await asked();
    await answer();
    expect(await confirmed(sent)).toBe(became);
    expect(confirmations).toHaveLength(1);
  });

  it('is confirmed by a further attempt where the relay defers the letter', async () => {
    relay = ({ attempt }) => (attempt === 1 ? { result: 'deferred', response: '451 later' } : accepted);
    const { sent, answer } = await asked();
    await answer();
    const waiting = confirmed(sent);
    await until(() => confirmations.length === 1);
    const id = await startConfirmation(cases.client, cases.taskQueue, sent);
    await moveTime(cases.client, id, 6 * 60_000);
    expect(await waiting).toBe('sent');
    expect(confirmations.map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  it('changes nothing of its case, and keeps it from nothing where nobody can be told', async () => {
    const { incident, sent, answer } = await asked();
    await answer();
    await incident.settled();
    const before = (await incident.view()).story.length;
    expect(await confirmed({ ...sent, by: { ...by, person: 'somebody-else' } })).toBe('none');
    expect(confirmations).toEqual([]);
    expect((await incident.view()).story).toHaveLength(before);
  });
});
