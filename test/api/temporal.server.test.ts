import { randomBytes, randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { createOpenDuties } from '../../activities/open-duties';
import { createSecurityCode } from '../../activities/security-code';
import type { CaseFilter, Cases, CodeBinding, SecurityCodes, Window } from '../../api/services';
import { casesOn } from '../../api/temporal/cases';
import { codesOn } from '../../api/temporal/codes';
import { openCodeHash } from '../../config/code-hash';
import { parseDirectory } from '../../config/directory-file';
import { caseOf } from '../../config/encryption/case-codec';
import { dataConverter } from '../../config/encryption/data-converter';
import { UnknownKeyError } from '../../config/encryption/unknown-key';
import { keyRingText } from '../../config/key-ring';
import { moveTime } from '../../config/training';
import sampleDirectory from '../../config/sample-directory.json';
import { addDays } from '../../domain/calendar/civil-date';
import type { DutyState } from '../../domain/case-view';
import { editions } from '../../domain/editions';
import type { Opening, Submission } from '../../domain/record';
import { createWorker } from '../../worker/create-worker';
import { nothingKept } from './support/nothing-kept';
import { memo, opening as sampleOpening } from './support/sample-case';

const namespace = 'default';
const directory = parseDirectory(JSON.stringify(sampleDirectory));
const hashes = openCodeHash(randomBytes(32));

/** No case of this test closes. */
const notReached = (): never => {
  throw new Error('a case of this test closed');
};

describe('the pages’ edge to Temporal', () => {
  const taskQueue = `test-${randomUUID()}`;
  const codesMailed: string[] = [];
  let connection: NativeConnection;
  let clientConnection: Connection;
  let client: Client;
  let worker: Worker;
  let running: Promise<void>;
  let cases: Cases;
  let codes: SecurityCodes;

  beforeAll(async () => {
    const address = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
    connection = await NativeConnection.connect({ address });
    clientConnection = await Connection.connect({ address });
    const keys = keyRingText.parse(`test:${randomBytes(32).toString('base64')}`);
    const converter = dataConverter(keys, namespace, randomBytes(32));
    client = new Client({ connection: clientConnection, namespace, dataConverter: converter });
    worker = await createWorker({
      connection,
      namespace,
      taskQueue,
      dataConverter: converter,
      bundlePath: process.env['TEST_WORKFLOW_BUNDLE'] ?? '',
      activities: {
        openDuties: createOpenDuties({
          directory: () => directory,
          relaxations: () => [],
          editions,
          repeatsOf: () => Promise.resolve([]),
        }),
        sendLetter: () =>
          Promise.resolve({ result: 'accepted', response: '250 taken', messageId: '<a@letters.example>' }),
        fixRetention: notReached,
        recordElsewhere: notReached,
        fixChosenDay: notReached,
        archiveRecord: notReached,
        appendRecord: notReached,
        keepLonger: notReached,
        destroyContent: notReached,
        ...createSecurityCode({
          hashCode: hashes.hashCode,
          sendCode: ({ code }) => {
            codesMailed.push(code);
            return Promise.resolve('mailed' as const);
          },
        }),
      },
    });
    running = worker.run();
    cases = casesOn(client, taskQueue, nothingKept);
    codes = codesOn(client, taskQueue, hashes);
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await clientConnection.close();
    await connection.close();
  });

  /** In the time of who asks for codes: asked for again within a minute, a code is the same. */
  const aMinuteLater = ({ reference, person }: CodeBinding): Promise<unknown> =>
    moveTime(client, hashes.codeWorkflowId(reference, person), 61_000);
  const openingOf = (changed: Partial<Opening> = {}): Opening => ({
    ...sampleOpening({ sealed: 'opaque' }),
    reference: `SI-2026-${randomUUID().slice(0, 8).toUpperCase()}`,
    tokenHash: randomUUID(),
    contentHash: randomUUID(),
    ...changed,
  });
  const waitFor = async <T>(what: () => Promise<T | null>): Promise<T> => {
    for (let time = 0; time < 150; time += 1) {
      const found = await what();
      if (found !== null) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('waited in vain');
  };
  const viewOf = (reference: string) =>
    waitFor(async () => {
      const found = await cases.look(reference);
      return found.known === 'view' && found.view.duties.length > 0 ? found.view : null;
    });

  it('opens a case once, and tells the same form from another with the same reference', async () => {
    const opening = openingOf();
    expect(await cases.open(opening)).toBe('opened');
    expect(await cases.open(opening)).toBe('same');
    expect(await cases.open({ ...opening, tokenHash: 'another' })).toBe('taken');
    expect(await cases.open({ ...opening, contentHash: 'another' })).toBe('changed');
    await client.workflow.getHandle(opening.reference).terminate();
  });

  it('lists a case that was reset as open, and not among what was stopped', async () => {
    const [reset, stopped] = [openingOf(), openingOf()];
    for (const opening of [reset, stopped]) {
      await cases.open(opening);
      await viewOf(opening.reference);
    }
    const never = await cases.look(reset.reference);
    expect(never).toMatchObject({ known: 'view' });
    expect(never.known === 'view' && never.view).not.toHaveProperty('resetAtMs');
    const before = Date.now();
    const { events } = await client.workflow.getHandle(reset.reference).fetchHistory();
    const first = events?.find((event) => event.workflowTaskCompletedEventAttributes)?.eventId;
    await client.workflowService.resetWorkflowExecution({
      namespace,
      workflowExecution: { workflowId: reset.reference },
      workflowTaskFinishEventId: first ?? null,
      requestId: randomUUID(),
      reason: 'a rehearsal',
    });
    await client.workflow.getHandle(stopped.reference).terminate('a rehearsal');
    const listed = await waitFor(async () => {
      const found = (await cases.stopped()).map(({ reference }) => reference);
      const { count } = await client.workflow.count(
        `WorkflowId = '${reset.reference}' AND ExecutionStatus = 'Terminated'`,
      );
      return count > 0 && found.includes(stopped.reference) ? found : null;
    });
    expect(listed).not.toContain(reset.reference);
    const { resetAtMs } = await viewOf(reset.reference);
    expect(resetAtMs).toBeGreaterThan(before - 5_000);
    expect(resetAtMs).toBeLessThan(Date.now() + 5_000);
    await client.workflow.getHandle(reset.reference).terminate();
  });

  it('shows a case that was stopped from outside as stopped, and lists it apart', async () => {
    const opening = openingOf();
    await cases.open(opening);
    await viewOf(opening.reference);
    const before = Date.now();
    await client.workflow.getHandle(opening.reference).terminate('a rehearsal');
    const found = await cases.look(opening.reference);
    const stoppedAtMs = found.known === 'view' ? found.view.stoppedAtMs : undefined;
    expect(stoppedAtMs).toBeGreaterThan(before - 5_000);
    const listed = await waitFor(
      async () => (await cases.stopped()).find((memo) => memo.reference === opening.reference) ?? null,
    );
    expect(listed.tokenHash).toBe(opening.tokenHash);
    const unattended = casesOn(client, `nobody-${randomUUID()}`, nothingKept);
    const waiting = openingOf();
    await unattended.open(waiting);
    await client.workflow.getHandle(waiting.reference).terminate('a rehearsal');
    expect(await unattended.look(waiting.reference)).toMatchObject({
      known: 'memo',
      stoppedAtMs: expect.any(Number) as number,
    });
  });

  it('lists closed cases by the keeping of their records, the latest first, and open ones apart', async () => {
    const began: string[] = [];
    for (const place of ['first', 'second']) {
      const reference = `SI-2026-${randomUUID().slice(0, 8).toUpperCase()}`;
      const row = memo({ reference, stage: 'closed', next: null, waitingFor: [], marks: [place] });
      const at = { taskQueue: `nobody-${randomUUID()}`, workflowId: reference, memo: { row } };
      await client.workflow.start('recordRetention', { ...at, args: [] });
      began.unshift(reference);
    }
    const listed = await waitFor(async () => {
      const references = (await cases.closed()).map(({ reference }) => reference);
      return began.every((one) => references.includes(one)) ? references : null;
    });
    expect(listed.filter((one) => began.includes(one))).toEqual(began);
    expect((await cases.rows({}, {}, 1000)).map(({ reference }) => reference)).not.toContain(began[0]);
    for (const one of began) await client.workflow.getHandle(one).terminate();
  });

  it('takes no other workflow for a case, and no id that the server would refuse', async () => {
    const workflowId = `attention-${randomUUID()}`;
    const noticed = { id: workflowId, what: 'no-worker', words: 'Nobody works.', noticedAtMs: 0 };
    const handle = await client.workflow.start('attention', { taskQueue, workflowId, args: [noticed] });
    expect(await handle.query('view')).toMatchObject({ words: 'Nobody works.' });
    expect(await cases.look(workflowId)).toEqual({ known: 'absent' });
    expect(await cases.look('a'.repeat(2_000))).toEqual({ known: 'absent' });
    await handle.terminate();
  });

  it('says that a fourth code within ten minutes is not sent', async () => {
    const binding = { reference: 'report', question: 'report', person: `${randomUUID()}@example.org` };
    const mailed = codesMailed.length;
    for (let sent = 1; sent <= 3; sent += 1) {
      expect(await codes.send(binding, binding.person)).toBe('asked');
      await waitFor(() => Promise.resolve(codesMailed.length === mailed + sent ? true : null));
      await aMinuteLater(binding);
    }
    expect(await codes.send(binding, binding.person)).toBe('no-more');
    expect(codesMailed).toHaveLength(mailed + 3);
  });

  it('shows a case in full with a worker, by its memo without one, and knows when there is none', async () => {
    const opening = openingOf();
    await cases.open(opening);
    expect((await viewOf(opening.reference)).opening.tokenHash).toBe(opening.tokenHash);
    const unattended = casesOn(client, `nobody-${randomUUID()}`, nothingKept);
    const waiting = openingOf();
    await unattended.open(waiting);
    expect(await unattended.look(waiting.reference)).toMatchObject({
      known: 'memo',
      memo: { reference: waiting.reference, tokenHash: waiting.tokenHash },
    });
    expect(await cases.look('SI-2026-NONE')).toEqual({ known: 'absent' });
    expect(await unattended.ready()).toEqual({ temporal: true, worker: false, down: [] });
    expect(await cases.ready()).toEqual({ temporal: true, worker: true, down: [] });
    const isFirst = (one: DutyState, other: DutyState): number =>
      (one.dates?.alarmOn ?? '9999') < (other.dates?.alarmOn ?? '9999') ? -1 : 1;
    const row = await waitFor(async () => {
      const rows = await cases.rows({}, {}, 1000);
      if (!rows.some(({ reference }) => reference === waiting.reference)) return null;
      return rows.find(({ reference, next }) => reference === opening.reference && next !== null) ?? null;
    });
    const { stage, duties } = await viewOf(opening.reference);
    const [first] = duties
      .filter(({ state, rule, kind }) => state === 'open' && rule !== 'standing' && kind !== 'wait')
      .toSorted(isFirst);
    expect(row).toMatchObject({
      stage,
      handler: opening.handler,
      next: { duty: first?.duty, title: first?.title, on: first?.dates?.alarmOn },
      waitingFor: expect.arrayContaining(['business-unit']) as string[],
      breaches: 0,
    });
    await client.workflow.getHandle(opening.reference).terminate();
    await client.workflow.getHandle(waiting.reference).terminate();
  });

  it('finds open cases by stage, role awaited, agency, how the reference begins, and the day of the deadline', async () => {
    const opening = openingOf({ agencies: ['housing'], notSafe: true });
    const { reference } = opening;
    await cases.open(opening);
    const [row] = await waitFor(async () => {
      const rows = await cases.rows({ references: [reference] }, {}, 10);
      return rows[0]?.stage === 'threshold' && rows[0].waitingFor.includes('police-partner') ? rows : null;
    });
    expect(row).toMatchObject({ reference, notSafe: true });
    const on = row?.next?.on ?? '';
    const found = (filter: CaseFilter, within: Window = {}) =>
      cases.count({ references: [reference], ...filter }, within);
    expect(await found({})).toBe(1);
    expect(await found({ references: [reference.slice(0, -1), 'SI-2001-NONE'] })).toBeGreaterThan(0);
    expect(await found({ references: [`${reference}X`] })).toBe(0);
    expect(await found({ stage: row?.stage ?? 'closed', awaits: 'business-unit', agency: 'housing' })).toBe(
      1,
    );
    expect(await found({ stage: 'closed' })).toBe(0);
    expect(await found({ awaits: 'scrutineer' })).toBe(0);
    expect(await found({ awaits: 'others' })).toBe(1);
    expect(await found({ agency: 'schools' })).toBe(0);
    expect(await found({}, { fromOn: on, untilOn: on })).toBe(1);
    expect(await found({}, { fromOn: addDays(on, 1) })).toBe(0);
    expect(await found({}, { untilOn: addDays(on, -1) })).toBe(0);
    expect(await found({}, 'undated')).toBe(0);
    expect(await found({ pressing: { is: 'in-time', todayOn: on } })).toBe(1);
    expect(await found({ pressing: { is: 'overdue', todayOn: on } })).toBe(0);
    expect(await found({ pressing: { is: 'overdue', todayOn: addDays(on, 1) } })).toBe(1);
    await client.workflow.getHandle(reference).terminate();
  });

  it('counts a case that no worker has begun yet as in time, without a date', async () => {
    const { reference, ...opening } = openingOf();
    const unattended = casesOn(client, `nobody-${randomUUID()}`, nothingKept);
    await unattended.open({ reference, ...opening });
    await waitFor(async () => ((await cases.count({ references: [reference] }, {})) === 1 ? true : null));
    const found = (is: 'in-time' | 'overdue') =>
      cases.count({ references: [reference], pressing: { is, todayOn: '2026-11-26' } }, 'undated');
    expect([await found('in-time'), await found('overdue')]).toEqual([1, 0]);
    await client.workflow.getHandle(reference).terminate();
  });

  it('lists a case whose key is missing with what stands outside of it, beside the others', async () => {
    const [lost, read] = [openingOf(), openingOf()];
    for (const opening of [lost, read]) {
      await cases.open(opening);
      await viewOf(opening.reference);
    }
    const { payloadCodecs: codecs } = client.options.loadedDataConverter;
    const withoutKey = codecs.map((codec): PayloadCodec => ({
      ...codec,
      decode: async (payloads, context) => {
        if (payloads.some((payload) => caseOf(payload) === lost.reference)) throw new UnknownKeyError('old');
        return codec.decode(payloads, context);
      },
    }));
    const poorer = new Client({
      connection: clientConnection,
      namespace,
      dataConverter: { payloadCodecs: withoutKey },
    });
    const rows = await waitFor(async () => {
      const filter = { references: [lost.reference, read.reference] };
      const found = await casesOn(poorer, taskQueue, nothingKept).rows(filter, {}, 10);
      return found.length === 2 && found.every(({ next }) => next !== null) ? found : null;
    });
    const titles = rows.map(({ next }) => next?.title);
    expect(titles[0]).toBe(titles[1]);
    expect(rows.map(({ reference, wantsKey, children }) => [reference, wantsKey, children])).toEqual(
      rows.map(({ reference }) =>
        reference === lost.reference ? [reference, 'old', 0] : [reference, undefined, 1],
      ),
    );
    await expect(casesOn(poorer, taskQueue, nothingKept).look(lost.reference)).rejects.toThrow(
      UnknownKeyError,
    );
    for (const { reference } of rows) await client.workflow.getHandle(reference).terminate();
  });

  it('sends one decision once, however often it is sent, and says what became of it', async () => {
    const opening = openingOf();
    await cases.open(opening);
    const view = await viewOf(opening.reference);
    const asked = view.duties.find((state) => state.duty === 'children-made-safe');
    const submission: Submission = {
      instance: asked?.instance ?? '',
      round: asked?.round ?? 0,
      by: { recipient: 'business-unit', person: 'business-unit-a' },
      submission: randomUUID(),
      answer: { facts: { childrenSafe: true, othersConsidered: true, referralMade: true } },
    };
    expect(await cases.outcome(opening.reference, submission.submission)).toBeNull();
    expect(await cases.submit(opening.reference, 'children-made-safe', submission)).toBe('sent');
    expect(await cases.submit(opening.reference, 'children-made-safe', submission)).toBe('sent');
    const outcome = await waitFor(() => cases.outcome(opening.reference, submission.submission));
    expect(outcome.outcome).toBe('recorded');
    const history = await client.workflow.getHandle(opening.reference).fetchHistory();
    const signals = (history.events ?? []).filter((event) => event.workflowExecutionSignaledEventAttributes);
    expect(signals).toHaveLength(1);
    await client.workflow.getHandle(opening.reference).terminate();
    expect(
      await cases.submit(opening.reference, 'children-made-safe', {
        ...submission,
        submission: randomUUID(),
      }),
    ).toBe('over');
  });

  const binding = () => ({
    reference: `SI-2026-${randomUUID().slice(0, 8)}`,
    question: 'q/-',
    person: 'police-partner',
  });
  const mailed = async (count: number): Promise<string> =>
    waitFor(() => Promise.resolve(codesMailed.length >= count ? (codesMailed.at(-1) ?? null) : null));
  /** Once the activity that mailed a code has reported, and the workflow has taken that in. */
  const settled = async (bound: CodeBinding): Promise<void> => {
    const handle = client.workflow.getHandle(hashes.codeWorkflowId(bound.reference, bound.person));
    await waitFor(async () => ((await handle.describe()).raw.pendingActivities?.length === 0 ? true : null));
    await handle.query('verdict', 'none');
  };
  const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000');

  it('lets the right code in once, for its question alone', async () => {
    const bound = binding();
    const before = codesMailed.length;
    await codes.send(bound, 'police-partner@exampleshire.example');
    const code = await mailed(before + 1);
    await settled(bound);
    expect(await codes.enter(bound, wrongFor(code))).toBe('wrong');
    expect(await codes.enter({ ...bound, question: 'other/-' }, code)).toBe('expired');
    expect(await codes.enter(bound, code)).toBe('right');
    expect(await codes.enter(bound, code)).toBe('expired');
    const id = hashes.codeWorkflowId(bound.reference, bound.person);
    const history = JSON.stringify(await client.workflow.getHandle(id).fetchHistory());
    expect(history).not.toContain(code);
  });

  it('answers thirty guesses at once with five times wrong and locks, the right code too', async () => {
    const bound = binding();
    const before = codesMailed.length;
    await codes.send(bound, 'police-partner@exampleshire.example');
    const code = await mailed(before + 1);
    await settled(bound);
    const verdicts = await Promise.all(Array.from({ length: 30 }, () => codes.enter(bound, wrongFor(code))));
    const counted = (verdict: string) => verdicts.filter((one) => one === verdict).length;
    expect([counted('wrong'), counted('locked')]).toEqual([5, 25]);
    expect(await codes.enter(bound, code)).toBe('locked');
    await codes.send(bound, 'police-partner@exampleshire.example');
    expect(await codes.enter(bound, code)).toBe('locked');
    expect(codesMailed).toHaveLength(before + 1);
    await client.workflow.getHandle(hashes.codeWorkflowId(bound.reference, bound.person)).terminate();
  });

  it('mails at most three codes in ten minutes', async () => {
    const bound = binding();
    const before = codesMailed.length;
    for (let time = 0; time < 5; time += 1) {
      await codes.send(bound, 'police-partner@exampleshire.example');
      await waitFor(async () => ((await codes.standing(bound)) === 'mailed' ? true : null));
      await aMinuteLater(bound);
    }
    expect(await codes.enter(bound, wrongFor(codesMailed.at(-1) ?? ''))).toBe('wrong');
    expect(codesMailed).toHaveLength(before + 3);
    expect(await codes.enter(bound, codesMailed.at(-1) ?? '')).toBe('right');
  });
});
