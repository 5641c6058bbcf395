import { setTimeout as sleep } from 'node:timers/promises';
import { defaultPayloadConverter } from '@temporalio/common';
import type { EditionId } from '../../domain/duty';
import { editions } from '../../domain/editions';
import { casesUnderTest, type CaseUnderTest, type CasesUnderTest } from '../support/case-under-test';

jest.setTimeout(60_000);

const to = 'working-together-2031' as EditionId;
const newest = { ...editions['working-together-2023'], id: to };
const threshold = 'notification-threshold';

describe('a case of an edition that the worker does not know', () => {
  let known: typeof editions = editions;
  let cases: CasesUnderTest;
  beforeAll(async () => {
    cases = await casesUnderTest(undefined, { editions: () => known });
  });
  afterAll(() => cases.close());

  const nowKnowing = (those: typeof editions): Promise<void> =>
    cases.withoutWorker(() => {
      known = those;
      return Promise.resolve();
    });

  /** Waits until the activity has been tried three times, and says why it fails, as an administrator reads it. */
  const failingWith = async ({ handle, reference }: CaseUnderTest): Promise<string> => {
    for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
      await sleep(100);
      const { raw, status } = await handle.describe();
      expect(status.name).toBe('RUNNING');
      const [pending] = raw.pendingActivities ?? [];
      const encoded = pending?.lastFailure?.encodedAttributes;
      if (!encoded || (pending.attempt ?? 0) < 3) continue;
      expect(pending.activityType?.name).toBe('openDuties');
      const context = { type: 'workflow', namespace: 'default', workflowId: reference } as const;
      const [decoded] = await cases.codec.decode([encoded], context);
      return defaultPayloadConverter.fromPayload<{ message: string }>(decoded ?? {}).message;
    }
    return 'nothing is tried again';
  };
  const unknown = /^working-together-2031 has no duty /;

  it('waits, to be seen and asked, and goes on with its first duties when a worker comes that knows it', async () => {
    known = editions;
    const incident = await cases.start({ edition: to });
    expect(await failingWith(incident)).toMatch(unknown);
    const waiting = await incident.view();
    expect(waiting).toMatchObject({ stage: 'threshold', closed: false, duties: [], letters: [] });
    expect(waiting.opening.edition).toBe(to);

    await nowKnowing({ ...editions, [to]: newest });
    await incident.settled();
    const { edition, dates } = await incident.open(threshold);
    expect(edition).toBe(to);
    expect(dates?.dueOn).not.toBeNull();
    const { letters } = await incident.view();
    expect(letters.filter(({ duty }) => duty === 'report-forwarded-to-director')).toMatchObject([
      { state: 'accepted', attempts: 1 },
    ]);
  });

  it('takes answers while it waits, and loses none of them', async () => {
    await nowKnowing({ ...editions, [to]: newest });
    const incident = await cases.start({ edition: to });
    await incident.open(threshold);
    await incident.settled();

    await nowKnowing(editions);
    await incident.answerAll('children-made-safe');
    await incident.answerAll(threshold, { choice: 'met' });
    expect(await failingWith(incident)).toMatch(unknown);
    const answered = async (): Promise<string[]> =>
      (await incident.view()).story.flatMap((entry) =>
        entry.kind === 'answer' && entry.duty === threshold ? [entry.by.recipient] : [],
      );
    const partners = ['local-authority-partner', 'health-partner', 'police-partner'];
    expect(await answered()).toEqual(partners);
    expect((await incident.view()).duties.map(({ duty }) => duty)).not.toContain('panel-notification');

    await nowKnowing({ ...editions, [to]: newest });
    await incident.open('panel-notification');
    expect(await answered()).toEqual(partners);
  });
});
