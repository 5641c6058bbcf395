import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createSecurityCode } from '../../activities/security-code';
import { createSendSecurityCode } from '../../activities/send-security-code';
import type { CodeBinding, CodeStanding, SecurityCodes } from '../../api/services';
import { codesOn } from '../../api/temporal/codes';
import { openCodeHash } from '../../config/code-hash';
import { parseDirectory } from '../../config/directory-file';
import { caseCodec } from '../../config/encryption/case-codec';
import { dataConverter } from '../../config/encryption/data-converter';
import { readableHistory } from '../../config/encryption/readable-history';
import { keyRingText } from '../../config/key-ring';
import { openMailer } from '../../config/mail';
import { moveTime } from '../../config/training';
import sampleDirectory from '../../config/sample-directory.json';
import { openRelay, type Relay } from '../mail/relay';

jest.setTimeout(60_000);
Runtime.install({ logger: new DefaultLogger('ERROR') });

const minuteMs = 60_000;
const namespace = 'default';
const { partnership } = parseDirectory(JSON.stringify(sampleDirectory));
const hashes = openCodeHash(randomBytes(32));
const keys = keyRingText.parse(`test:${randomBytes(32).toString('base64')}`);
const marks = randomBytes(32);
const address = 'police-partner@exampleshire.example';

describe('a security code, from the page to the mail server', () => {
  let connection: NativeConnection;
  let clientConnection: Connection;
  let client: Client;
  let codes: SecurityCodes;
  let taskQueue: string;
  let relay: Relay;
  let stop: () => Promise<void> = () => Promise.resolve();

  beforeAll(async () => {
    const server = process.env['TEST_TEMPORAL_ADDRESS'] ?? '';
    connection = await NativeConnection.connect({ address: server });
    clientConnection = await Connection.connect({ address: server });
    const converter = dataConverter(keys, namespace, marks);
    client = new Client({ connection: clientConnection, namespace, dataConverter: converter });
  });
  beforeEach(() => {
    taskQueue = `test-${randomUUID()}`;
    codes = codesOn(client, taskQueue, hashes);
  });
  afterEach(async () => {
    await stop();
    stop = () => Promise.resolve();
    await relay.close();
  });
  afterAll(async () => {
    await clientConnection.close();
    await connection.close();
  });

  /** A worker that mails through the relay of the test. */
  const work = async (): Promise<void> => {
    const mailer = openMailer(relay.settings());
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue,
      dataConverter: dataConverter(keys, namespace, marks),
      workflowBundle: { codePath: process.env['TEST_WORKFLOW_BUNDLE'] ?? '' },
      activities: createSecurityCode({
        hashCode: hashes.hashCode,
        sendCode: createSendSecurityCode({ mailer, partnership: () => partnership, training: false }),
      }),
    });
    const running = worker.run();
    stop = async () => {
      worker.shutdown();
      await running;
    };
  };
  const aBinding = (): CodeBinding => ({
    reference: `SI-2026-${randomUUID().slice(0, 8)}`,
    question: 'q/-',
    person: 'police-partner',
  });
  const idOf = ({ reference, person }: CodeBinding): string => hashes.codeWorkflowId(reference, person);
  const until = async (bound: CodeBinding, wanted: CodeStanding): Promise<void> => {
    const end = Date.now() + 30_000;
    while ((await codes.standing(bound)) !== wanted) {
      if (Date.now() > end) throw new Error(`never ${wanted}`);
      await delay(100);
    }
  };
  const latestCode = (): string =>
    /security code is (\d{6})/u.exec(relay.delivered.at(-1) ?? '')?.[1] ?? 'none';
  const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000');

  it('is not said to be mailed while no worker is up; it comes once one is, and opens', async () => {
    relay = await openRelay();
    const bound = aBinding();
    for (let time = 0; time < 4; time += 1) expect(await codes.send(bound, address)).toBe('asked');
    const from = Date.now();
    expect(await codes.standing(bound)).toBe('silent');
    expect(Date.now() - from).toBeLessThan(4_000);
    await work();
    await until(bound, 'mailed');
    expect(relay.delivered).toHaveLength(1);
    expect(await codes.enter(bound, latestCode())).toBe('right');
    expect(await codes.standing(bound)).toBe('none');
  });

  it('is tried again where the mail server defers it, and only then counts and opens', async () => {
    relay = await openRelay('RCPT', { reply: '451 4.7.1 greylisted' });
    await work();
    const bound = aBinding();
    expect(await codes.standing(bound)).toBe('none');
    for (let time = 0; time < 4; time += 1) {
      expect(await codes.send(bound, address)).toBe('asked');
      await until(bound, 'deferred');
    }
    expect(relay.said.filter((line) => line.startsWith('RCPT')).length).toBeLessThan(4);
    expect(await codes.enter(bound, '123456')).toBe('expired');
    relay.mend();
    await until(bound, 'mailed');
    expect(relay.delivered).toHaveLength(1);
    expect(await codes.enter(bound, wrongFor(latestCode()))).toBe('wrong');
    for (let mailed = 2; mailed <= 3; mailed += 1) {
      await moveTime(client, idOf(bound), 1.1 * minuteMs);
      expect(await codes.send(bound, address)).toBe('asked');
      await until(bound, 'mailed');
      expect(relay.delivered).toHaveLength(mailed);
    }
    expect(await codes.send(bound, address)).toBe('no-more');
    expect(await codes.enter(bound, latestCode())).toBe('right');
  });

  it('is not tried again at an address that the mail server refuses, but goes to one that was put right', async () => {
    relay = await openRelay('RCPT', { reply: '550 5.1.1 no such person' });
    await work();
    const bound = aBinding();
    for (let time = 1; time <= 4; time += 1) {
      expect(await codes.send(bound, 'nobody@exampleshire.example')).toBe('asked');
      await until(bound, 'refused');
    }
    await delay(6_000);
    expect(relay.said.filter((line) => line.startsWith('RCPT'))).toHaveLength(4);
    relay.mend();
    expect(await codes.send(bound, address)).toBe('asked');
    await until(bound, 'mailed');
    expect(relay.delivered).toHaveLength(1);
    expect(relay.said.findLast((line) => line.startsWith('RCPT'))).toBe(`RCPT TO:<${address}>`);
    expect(await codes.enter(bound, latestCode())).toBe('right');
  });

  it('is mailed once where two ask at one moment', async () => {
    relay = await openRelay('RCPT', { lateMs: 1_000 });
    await work();
    const bound = aBinding();
    expect(await Promise.all([codes.send(bound, address), codes.send(bound, address)])).toEqual([
      'asked',
      'asked',
    ]);
    await until(bound, 'mailed');
    await delay(3_500);
    expect(relay.delivered).toHaveLength(1);
    expect(await codes.enter(bound, latestCode())).toBe('right');
  });

  it('is tried again for ten minutes and no longer, and may then be asked for anew', async () => {
    relay = await openRelay('RCPT', { reply: '451 4.7.1 greylisted' });
    await work();
    const bound = aBinding();
    await codes.send(bound, address);
    await until(bound, 'deferred');
    await moveTime(client, idOf(bound), 9 * minuteMs);
    expect(await codes.standing(bound)).toBe('deferred');
    await moveTime(client, idOf(bound), 2 * minuteMs);
    expect(await codes.standing(bound)).toBe('none');
    const attempts = relay.said.filter((line) => line.startsWith('RCPT')).length;
    expect(attempts).toBeGreaterThan(10);
    expect(attempts).toBeLessThan(16);
    relay.mend();
    expect(await codes.send(bound, address)).toBe('asked');
    await until(bound, 'mailed');
    expect(relay.delivered).toHaveLength(1);
  });

  it('is valid for ten minutes from when it was mailed, not from when it was asked for', async () => {
    relay = await openRelay('RCPT', { reply: '451 4.7.1 greylisted' });
    await work();
    const bound = aBinding();
    await codes.send(bound, address);
    await until(bound, 'deferred');
    await moveTime(client, idOf(bound), 8 * minuteMs);
    relay.mend();
    await moveTime(client, idOf(bound), 1.5 * minuteMs);
    await until(bound, 'mailed');
    await moveTime(client, idOf(bound), 8 * minuteMs);
    expect(await codes.enter(bound, wrongFor(latestCode()))).toBe('wrong');
    await moveTime(client, idOf(bound), 2 * minuteMs);
    expect(await codes.enter(bound, latestCode())).toBe('expired');
  });

  it('stands in no history, decoded or not, and its history is replayed rightly', async () => {
    relay = await openRelay('RCPT', { reply: '451 4.7.1 greylisted' });
    await work();
    const bound = aBinding();
    await codes.send(bound, address);
    await until(bound, 'deferred');
    relay.mend();
    await until(bound, 'mailed');
    expect(await codes.enter(bound, latestCode())).toBe('right');
    const handle = client.workflow.getHandle(idOf(bound));
    await handle.result();
    const history = await handle.fetchHistory();
    const decoded = await readableHistory(caseCodec(keys, namespace, marks), history);
    expect(JSON.stringify(decoded)).toContain(address);
    expect(JSON.stringify([history, decoded])).not.toContain(latestCode());
    await Worker.runReplayHistory(
      {
        workflowBundle: { codePath: process.env['TEST_WORKFLOW_BUNDLE'] ?? '' },
        dataConverter: dataConverter(keys, namespace, marks),
      },
      history,
      idOf(bound),
    );
  });
});
