import { once } from 'node:events';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { defineSearchAttributeKey } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import type { Browser, Page } from 'playwright-core';
import { createCodecServer } from '../../api/codec-server';
import { createTemporalUiProxy } from '../../api/temporal-ui-proxy';
import { openLog } from '../../config/log';
import { caseSearchAttributes } from '../../domain/case-view';
import { bundleWorkflows } from '../../worker/bundle';
import { casesUnderTest, type CasesUnderTest } from '../support/case-under-test';
import { openBrowser } from '../support/service-in-browser';
import { temporalCli } from '../support/temporal-cli';

jest.setTimeout(120_000);

const freePort = async (): Promise<number> => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
};

const searchAttributeTypes = {
  Keyword: 'KEYWORD',
  KeywordList: 'KEYWORD_LIST',
  Datetime: 'DATETIME',
  Int: 'INT',
  Bool: 'BOOL',
} as const;

const artefacts = path.join(__dirname, '..', '..', 'test-artefacts');
const reference = 'SI-2026-7K3Q';

describe('the Temporal UI through our proxy', () => {
  let temporal: TestWorkflowEnvironment;
  let cases: CasesUnderTest;
  const servers: Server[] = [];
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
        searchAttributes: Object.entries(caseSearchAttributes).map(([name, type]) =>
          defineSearchAttributeKey(name, searchAttributeTypes[type]),
        ),
      },
    });
    process.env.TEST_TEMPORAL_ADDRESS = temporal.address;
    const folder = mkdtempSync(path.join(os.tmpdir(), 'temporal-ui-'));
    process.env.TEST_WORKFLOW_BUNDLE = await bundleWorkflows(path.join(folder, 'workflows.js'));
    cases = await casesUnderTest();
    const incident = await cases.start({ reference });
    await incident.until('the case to open', ({ duties }) => duties.length > 0);
    const [codecPort, proxyPort] = [await freePort(), await freePort()];
    const origin = `http://127.0.0.1:${proxyPort}`;
    const listen = async (app: RequestListener, port: number): Promise<void> => {
      const server = createServer(app);
      servers.push(server);
      await once(server.listen(port, '127.0.0.1'), 'listening');
    };
    await listen(
      createCodecServer({
        codec: cases.codec,
        namespace: 'default',
        allowOrigin: origin,
        authorise: () => Promise.resolve({ person: 'administrator' }),
        access: { record: () => Promise.resolve() },
        log: openLog('silent'),
      }),
      codecPort,
    );
    await listen(
      createTemporalUiProxy({
        upstream: `http://127.0.0.1:${uiPort}`,
        codecUrl: `http://127.0.0.1:${codecPort}`,
        namespace: 'default',
        publicUrl: 'http://127.0.0.1:9',
        authorise: () => Promise.resolve({ person: 'administrator' }),
        onRefused: (refusal) => refused.push(refusal),
      }),
      proxyPort,
    );
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${origin}/namespaces/default/workflows/${reference}`);
  });

  afterAll(async () => {
    await browser.close();
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    await cases.close();
    await temporal.teardown();
  });

  it('shows a history, and the policy of the proxy breaks nothing', async () => {
    await page.getByText('Event History').first().waitFor();
    await page.getByRole('link', { name: 'seriousIncident' }).first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('says as text what the case waits for, on whom, and until when', async () => {
    await page.getByText('User Metadata').first().click();
    const details = page
      .frameLocator('iframe#user-metadata-current-details')
      .getByText('Is the threshold for notification met?');
    await details.first().waitFor();
    expect(await details.first().isVisible()).toBe(true);
    mkdirSync(artefacts, { recursive: true });
    await page.screenshot({ path: path.join(artefacts, 'temporal-ui-current-details.png'), fullPage: true });
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
      `/api/v1/namespaces/default/workflows/${reference}/cancel`,
    );
    expect({ status, refused }).toEqual({
      status: 403,
      refused: [{ because: 'not-reading', method: 'POST', person: 'administrator' }],
    });
  });
});
