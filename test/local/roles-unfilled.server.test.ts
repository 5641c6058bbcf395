import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import sampleDirectory from '../../config/sample-directory.json';
import { EmbeddedUnderTest } from '../support/embedded-under-test';

jest.setTimeout(180_000);

const root = path.join(__dirname, '..', '..');

describe('a role without a person', () => {
  let service: EmbeddedUnderTest;
  beforeAll(async () => {
    service = await EmbeddedUnderTest.prepare();
  });
  afterAll(() => service.close());

  const writeDirectory = (scrutineers: readonly string[]): void => {
    const scrutineer = scrutineers.map((person) => ({ person }));
    const directory = { ...sampleDirectory, roles: { ...sampleDirectory.roles, scrutineer } };
    writeFileSync(path.join(service.dataDir, 'directory.json'), JSON.stringify(directory));
  };
  const doctor = () =>
    spawnSync(process.execPath, ['local/set-up/sg.mjs', 'doctor'], {
      cwd: root,
      encoding: 'utf8',
      env: service.environment(),
    });

  it('stops a start in seconds while no case is open, and says what to do', async () => {
    writeDirectory([]);
    const startedAt = performance.now();
    await service.start();
    expect(performance.now() - startedAt).toBeLessThan(20_000);
    expect(service.said).toMatch(
      /^Nobody fills scrutineer, and no case is open yet: complete the directory \(.*directory\.json\), then start again\.$/m,
    );
    expect(await service.end('SIGINT')).toBe(1);
    expect(service.said).not.toMatch(/starting it again|is running/);
  });

  it('is said at a start that goes on with open cases, by the worker alone too, and by sg doctor', async () => {
    writeDirectory(['scrutineer']);
    await service.start();
    expect(service.said).not.toContain('Nobody fills');
    const { stdout: wellSaid } = doctor();
    expect(wellSaid).toContain('Directory: every role is filled today.');
    expect(wellSaid).toContain(`127.0.0.1:${service.ports.SMTP_PORT} would take a letter.`);
    await openCase(service.ports.TEMPORAL_PORT);
    await service.end('SIGINT');

    writeDirectory([]);
    await service.start();
    expect(service.said).toMatch(/^Nobody fills scrutineer\. Cases are open, so the work goes on,/m);
    expect(await service.isReady()).toBe(true);
    expect(service.logOf('worker')).toMatch(/^Nobody fills scrutineer\. Cases are open,/m);
    const { stdout, status } = doctor();
    expect(stdout).toMatch(/^FAULT {4}Directory: nobody fills scrutineer\.$/m);
    expect(status).toBe(1);
  });
});

const openCase = async (port: number): Promise<void> => {
  const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
  const client = new Client({ connection, namespace: 'safeguarding-reviews' });
  await client.workflow.start('seriousIncident', { workflowId: 'open', taskQueue: 'elsewhere' });
  await connection.close();
};
