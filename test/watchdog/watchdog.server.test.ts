import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { openAttentions } from '../../api/temporal/attentions';
import type { MailMessage } from '../../config/mail';
import { parseDirectory } from '../../config/directory-file';
import { UnknownKeyError } from '../../config/encryption/unknown-key';
import sampleDirectory from '../../config/sample-directory.json';
import { caseTime } from '../../config/training';
import { addYears } from '../../domain/calendar/civil-date';
import { look } from '../../watchdog/look';
import type { Finding } from '../../watchdog/finding';
import { tellOnce } from '../../watchdog/tell';
import { casesUnderTest, type CasesUnderTest } from '../support/case-under-test';
import { toEnd } from '../support/stages';

jest.setTimeout(60_000);

describe('the watchdog', () => {
  let cases: CasesUnderTest;
  const letters: MailMessage[] = [];
  let taken = true;
  const directory = parseDirectory(JSON.stringify(sampleDirectory));

  beforeAll(async () => {
    cases = await casesUnderTest();
  });
  afterAll(() => cases.close());

  const services = () => ({
    client: cases.client,
    taskQueue: cases.taskQueue,
    directory: () => directory,
    training: true,
    mailer: {
      deliver: (message: MailMessage) => {
        letters.push(message);
        return Promise.resolve({
          result: taken ? ('accepted' as const) : ('deferred' as const),
          response: '',
        });
      },
    },
  });

  const findingAbout = async (reference: string | undefined, what: string) => {
    for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
      const found = await look(cases.client, cases.taskQueue, Date.now());
      const finding = found.findLast((one) => one.what === what && one.reference === reference);
      if (finding) return finding;
    }
    throw new Error(`nothing found about ${String(reference)}`);
  };

  const recordWhoseTimeIsUp = async () => {
    const incident = await cases.start();
    await toEnd(incident);
    const { keptUntilOn } = await incident.untilClosed();
    await incident.moveTo(keptUntilOn ?? '');
    await incident.moveDays(1);
    return { incident, untilOn: keptUntilOn ?? '' };
  };

  /** The server's lists follow a little later. */
  const untilSeen = async (see: () => Promise<Finding[]>, count: number): Promise<Finding[]> => {
    for (const deadline = Date.now() + 10_000; Date.now() < deadline;) {
      const seen = await see();
      if (seen.length === count) return seen;
    }
    throw new Error(`never seen ${count} times`);
  };

  it('tells the administrator once of a case that was terminated, and keeps it as a task until it is settled', async () => {
    const incident = await cases.start();
    await incident.handle.terminate('behind our back');
    const finding = await findingAbout(incident.reference, 'case-ended');
    expect(await tellOnce(services(), finding, Date.now())).toBe(true);
    expect(await tellOnce(services(), finding, Date.now())).toBe(false);
    expect(letters.filter(({ subject }) => subject.includes(incident.reference))).toHaveLength(1);
    const task = cases.client.workflow.getHandle(finding.id);
    expect((await task.describe()).status.name).toBe('RUNNING');
    await task.signal('settled', { person: 'administrator' });
    await task.result();
  });

  it('tells of a case that was set back and then terminated in two letters, each with its own moment', async () => {
    const incident = await cases.start();
    await incident.open('children-made-safe');
    const { events } = await incident.handle.fetchHistory();
    const first = events?.find((event) => event.workflowTaskCompletedEventAttributes)?.eventId;
    await cases.client.workflowService.resetWorkflowExecution({
      namespace: cases.client.options.namespace,
      workflowExecution: { workflowId: incident.reference },
      workflowTaskFinishEventId: first ?? null,
      requestId: randomUUID(),
      reason: 'a rehearsal',
    });
    const about = (subject: string) => subject.includes(incident.reference);
    const tellAll = async (count: number): Promise<string[]> => {
      const see = async () =>
        (await look(cases.client, cases.taskQueue, Date.now())).filter(
          ({ what, reference }) => what === 'case-ended' && reference === incident.reference,
        );
      for (const finding of await untilSeen(see, count)) await tellOnce(services(), finding, Date.now());
      return letters.filter(({ subject }) => about(subject)).map(({ text }) => text);
    };
    expect(await tellAll(1)).toEqual([expect.stringContaining('was set back from outside by a reset on')]);
    await cases.client.workflow.getHandle(incident.reference).terminate('behind our back');
    expect(await tellAll(2)).toEqual([
      expect.stringContaining('was set back from outside'),
      expect.stringContaining('was terminated from outside on'),
    ]);
  });

  it('sees and tells without the key of what it looks at, and its task stays on the list', async () => {
    const incident = await cases.start();
    await incident.handle.terminate('behind our back');
    await findingAbout(incident.reference, 'case-ended');
    const { connection, options } = cases.client;
    const withoutKeys = options.loadedDataConverter.payloadCodecs.map((codec): PayloadCodec => ({
      encode: (payloads, context) => codec.encode(payloads, context),
      decode: () => Promise.reject(new UnknownKeyError('old')),
    }));
    const client = new Client({
      connection,
      namespace: options.namespace,
      dataConverter: { payloadCodecs: withoutKeys },
    });
    const found = await look(client, cases.taskQueue, Date.now());
    const [finding] = found.filter(({ reference }) => reference === incident.reference);
    if (finding === undefined) throw new Error('not found without the key');
    expect(await tellOnce({ ...services(), client }, finding, Date.now())).toBe(true);
    expect(await tellOnce({ ...services(), client }, finding, Date.now())).toBe(false);
    const task = async () => (await openAttentions(client)).filter(({ id }) => id === finding.id);
    for (const deadline = Date.now() + 10_000; (await task()).length === 0 && Date.now() < deadline;);
    expect((await task())[0]?.words).toContain('the key old is missing');
    await cases.client.workflow.getHandle(finding.id).signal('settled', { person: 'administrator' });
  });

  it('tells again at the next look where the letter was not taken', async () => {
    const incident = await cases.start();
    await incident.handle.terminate();
    const finding = await findingAbout(incident.reference, 'case-ended');
    taken = false;
    expect(await tellOnce(services(), finding, Date.now())).toBe(false);
    taken = true;
    expect(await tellOnce(services(), finding, Date.now())).toBe(true);
  });

  it('tells of a directory at fault once, however often it is changed while it is, and anew once that was settled', async () => {
    const versionAtFault = (): Finding => ({
      id: `attention-directory-at-fault-${randomUUID()}`,
      what: 'directory-at-fault',
    });
    const settle = (one: Finding) =>
      cases.client.workflow.getHandle(one.id).signal('settled', { person: 'administrator' });
    const open = async (): Promise<Finding[]> =>
      (await openAttentions(cases.client)).map(({ id }) => ({ id, what: 'directory-at-fault' }));
    const [first, second] = [versionAtFault(), versionAtFault()];
    expect(await tellOnce(services(), first, Date.now())).toBe(true);
    await untilSeen(async () => (await open()).filter(({ id }) => id === first.id), 1);
    expect(await tellOnce(services(), second, Date.now())).toBe(false);
    await settle(first);
    await untilSeen(async () => (await open()).filter(({ id }) => id === first.id), 0);
    expect(await tellOnce(services(), second, Date.now())).toBe(true);
    await settle(second);
  });

  it('keeps that no letter is taken as a task, though no letter can say it', async () => {
    const finding = {
      id: `attention-mail-refused-${randomUUID()}`,
      what: 'mail-refused',
      trouble: 'tls',
    } as const;
    taken = false;
    expect(await tellOnce(services(), finding, Date.now())).toBe(true);
    taken = true;
    expect(await tellOnce(services(), finding, Date.now())).toBe(false);
    const task = cases.client.workflow.getHandle(finding.id);
    expect((await task.describe()).status.name).toBe('RUNNING');
    await task.signal('settled', { person: 'administrator' });
    await task.result();
  });

  it('puts no id that is no reference of ours into a letter, and is not stopped by a long one', async () => {
    const workflowId = `<a href="http://evil.example">${'z'.repeat(800)}${randomUUID()}`;
    const handle = await cases.client.workflow.start('seriousIncident', {
      workflowId,
      taskQueue: 'nobody',
      args: [],
    });
    await handle.terminate();
    const finding = await findingAbout(undefined, 'case-ended');
    expect(await tellOnce(services(), finding, Date.now())).toBe(true);
    expect(JSON.stringify(letters.at(-1))).not.toContain('evil');
  });

  it('tells once that the time of a record is up, and once more when the later day is over that somebody chose', async () => {
    const { incident, untilOn } = await recordWhoseTimeIsUp();
    const overAtMs = await caseTime(cases.client, incident.reference);
    const about = ({ reference }: Finding) => reference === incident.reference;
    const seenAt = async (nowMs: number) => (await look(cases.client, cases.taskQueue, nowMs)).filter(about);
    expect(await seenAt(Date.now())).toEqual([]);
    const [finding, ...more] = await seenAt(overAtMs + 30 * 24 * 3_600_000);
    expect({ finding, more }).toMatchObject({ finding: { what: 'retention-over' }, more: [] });
    if (!finding) throw new Error('nothing found');
    expect(await tellOnce(services(), finding, Date.now())).toBe(true);
    expect(await tellOnce(services(), finding, Date.now())).toBe(false);
    expect(
      letters.filter(({ text }) => text.includes(`The time for which the record of ${incident.reference}`)),
    ).toHaveLength(1);

    const reason = await cases.parcels.seal(incident.reference, { reason: 'Asked for.' });
    const decision = { by: 'business-unit-a', untilOn: addYears(untilOn, 1), reason };
    await incident.submit('keep', { submission: 'longer', ...decision });
    await untilSeen(() => seenAt(overAtMs), 0);
    const [again] = await untilSeen(() => seenAt(overAtMs + 2 * 366 * 24 * 3_600_000), 1);
    expect(again?.what).toBe('retention-over');
    expect(again?.id).not.toBe(finding.id);
  });

  it('notices that no worker takes the cases’ work', async () => {
    const found = await look(cases.client, `nobody-${randomUUID()}`, Date.now());
    expect(found).toContainEqual(expect.objectContaining({ what: 'no-worker' }));
    expect(await look(cases.client, cases.taskQueue, Date.now())).not.toContainEqual(
      expect.objectContaining({ what: 'no-worker' }),
    );
  });
});
