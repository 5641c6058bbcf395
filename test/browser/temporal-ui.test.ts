import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { chromium, type Browser, type Page } from 'playwright-core';
import { createTemporalUiProxy } from '../../api/temporal-ui-proxy';
import { temporalCli } from '../support/temporal-cli';

jest.setTimeout(120_000);

const freePort = async (): Promise<number> => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
};

describe('the Temporal UI through our proxy', () => {
  let temporal: TestWorkflowEnvironment;
  let proxy: Server;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const refused: unknown[] = [];

  beforeAll(async () => {
    const uiPort = await freePort();
    temporal = await TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'existing-path', path: temporalCli() },
        ui: true,
        uiPort,
        ip: '127.0.0.1',
      },
    });
    await temporal.client.workflow.start('seriousIncident', {
      workflowId: 'SI-2026-7K3Q',
      taskQueue: 'none',
    });
    proxy = createServer(
      createTemporalUiProxy({
        upstream: `http://127.0.0.1:${uiPort}`,
        codecUrl: 'http://127.0.0.1:9',
        namespace: 'default',
        publicUrl: 'http://127.0.0.1:9',
        authorise: () => Promise.resolve({ person: 'administrator' }),
        onRefused: (refusal) => refused.push(refusal),
      }),
    );
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
    page = await browser.newPage();
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
    });
    const { port } = proxy.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/namespaces/default/workflows/SI-2026-7K3Q`);
  });

  afterAll(async () => {
    await browser.close();
    proxy.close();
    proxy.closeAllConnections();
    await temporal.teardown();
  });

  it('shows a history, and the policy of the proxy breaks nothing', async () => {
    await page.getByText('Event History').first().waitFor();
    await page.getByRole('link', { name: 'seriousIncident' }).first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('offers no button that would change a case', async () => {
    const button = page.getByRole('button', { name: 'Request Cancellation' });
    await button.waitFor();
    expect(await button.isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: 'More Actions' }).isDisabled()).toBe(true);
  });

  it('refuses what the buttons would have sent', async () => {
    const status = await page.evaluate(
      async (path) => (await fetch(path, { method: 'POST', body: '{}' })).status,
      '/api/v1/namespaces/default/workflows/SI-2026-7K3Q/cancel',
    );
    expect({ status, refused }).toEqual({
      status: 403,
      refused: [{ because: 'not-reading', method: 'POST', person: 'administrator' }],
    });
  });
});
