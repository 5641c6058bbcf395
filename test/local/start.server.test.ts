import { statSync } from 'node:fs';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { caseSearchAttributes } from '../../domain/case-view';
import { folderStore } from '../../config/folder-store';
import { openReportDrafts } from '../../config/report-drafts';
import { EmbeddedUnderTest, isAlive } from '../support/embedded-under-test';

const namespace = 'safeguarding-reviews';

describe('the embedded service', () => {
  jest.setTimeout(240_000);
  let service: EmbeddedUnderTest;

  beforeAll(async () => {
    service = await EmbeddedUnderTest.prepare();
    await service.start();
  });

  afterAll(async () => {
    await service.close();
  });

  const withClient = async <T>(ask: (client: Client) => Promise<T>): Promise<T> => {
    const address = `127.0.0.1:${service.ports.TEMPORAL_PORT}`;
    const connection = await Connection.connect({ address });
    try {
      return await ask(new Client({ connection, namespace }));
    } finally {
      await connection.close();
    }
  };

  it('answers that it is ready, and says where everything is and that it made its keys', async () => {
    expect(await service.isReady()).toBe(true);
    for (const name of ['PORT', 'MAILBOX_PORT', 'UI_PROXY_PORT'] as const)
      expect(service.said).toContain(`http://127.0.0.1:${service.ports[name]}`);
    expect(service.said).toContain('the keys were made');
  });

  it('keeps its data for its owner alone', () => {
    const modes = ['.', 'keys.json', 'temporal.db', 'logs/worker.log'].map(
      (name) => statSync(path.join(service.dataDir, name)).mode & 0o077,
    );
    expect(modes).toEqual([0, 0, 0, 0]);
  });

  it('keeps histories for ninety days and knows the search attributes of cases', async () => {
    const found = await withClient(async ({ connection }) => ({
      described: await connection.workflowService.describeNamespace({ namespace }),
      attributes: await connection.operatorService.listSearchAttributes({ namespace }),
    }));
    expect(Number(found.described.config?.workflowExecutionRetentionTtl?.seconds)).toBe(90 * 86_400);
    expect(Object.keys(found.attributes.customAttributes)).toEqual(
      expect.arrayContaining(Object.keys(caseSearchAttributes)),
    );
  });

  it('starts its worker again after it was killed', async () => {
    const before = service.parts()['worker'] ?? 0;
    process.kill(before, 'SIGKILL');
    await service.until('it to say that it is not ready', async () => !(await service.isReady()));
    await service.until('a new worker', () => service.parts()['worker'] !== before);
    expect(service.said).toContain('worker ended by SIGKILL; starting it again in 1 s.');
    await service.until('it to be ready again', () => service.isReady());
  });

  it('refuses a second start on its ports or its data, in a sentence', async () => {
    const second = await EmbeddedUnderTest.prepare();
    Object.assign(second.ports, { PORT: service.ports.PORT });
    await second.start();
    expect(second.said).toContain(`Port ${service.ports.PORT} (the application) is taken by another program`);
    await second.close();
    const third = Object.assign(await EmbeddedUnderTest.prepare(), { dataDir: service.dataDir });
    await third.start();
    expect(third.said).toContain('The service already runs on');
    expect(await service.isReady()).toBe(true);
  });

  it('of two starts on one folder at one moment one runs, and the other says so', async () => {
    const one = await EmbeddedUnderTest.prepare();
    const other = Object.assign(await EmbeddedUnderTest.prepare(), { dataDir: one.dataDir });
    await Promise.all([one.start(), other.start()]);
    const [runs, refused] = one.said.includes('is running') ? [one, other] : [other, one];
    expect(refused.said).toContain('The service already runs on');
    expect(refused.said).not.toContain('is running');
    expect(await runs.isReady()).toBe(true);
    expect(Object.keys(runs.parts())).toContain('worker');
    await refused.end('SIGINT');
    await runs.close();
  });

  it('ends in order within seconds, leaves no process, finds its cases again, and forgets a report that was not sent in time', async () => {
    await withClient((client) =>
      client.workflow.start('kept', { workflowId: 'kept', taskQueue: 'elsewhere' }),
    );
    const pids = Object.values(service.parts());
    const startedAt = performance.now();
    expect(await service.end('SIGINT')).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(15_000);
    expect(pids.filter(isAlive)).toEqual([]);
    const store = folderStore(path.join(service.dataDir, 'documents'));
    const drafts = openReportDrafts(store, Buffer.alloc(32));
    const draft = { typed: {}, done: [], sent: null };
    await drafts.save('somebody', 'late', { ...draft, savedAtMs: 0 });
    await drafts.save('somebody', 'new', { ...draft, savedAtMs: Date.now() });
    await service.start();
    await service.until('the late report to be forgotten', async () =>
      (await drafts.list('somebody', 0)).every(({ id }) => id === 'new'),
    );
    expect(await drafts.list('somebody', 0)).toHaveLength(1);
    const kept = await withClient((client) => client.workflow.getHandle('kept').describe());
    expect(kept.status.name).toBe('RUNNING');
    expect(service.said).not.toContain('First start');
  });

  it('starts again after it was killed with everything running', async () => {
    const { temporal = 0, ...others } = service.parts();
    await service.end('SIGKILL');
    await service.until('the parts of ours to follow', () => !Object.values(others).some(isAlive));
    expect(isAlive(temporal)).toBe(true);
    await service.start();
    expect(service.said).toContain('Ending temporal, which an earlier start left behind');
    expect(await service.isReady()).toBe(true);
    expect(isAlive(temporal)).toBe(false);
  });
});
