import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { defineSearchAttributeKey } from '@temporalio/common';
import { caseSearchAttributes } from '../../domain/case-view';
import { bundleWorkflows } from '../../worker/bundle';
import { temporalCli } from './temporal-cli';
import makeTemporaryFolder from './temporary-folder';

declare global {
  // The one server of a test run, for its teardown.
  var temporalTestServer: TestWorkflowEnvironment | undefined;
}

/** One real server and one bundle for a whole run; each case has its own id. */
export default async function startServer(): Promise<void> {
  makeTemporaryFolder();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'server-'));
  const server = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: temporalCli() },
      dbFilename: path.join(folder, 'temporal.db'),
      searchAttributes: Object.entries(caseSearchAttributes).map(([name, type]) =>
        defineSearchAttributeKey(name, searchAttributeTypes[type]),
      ),
      extraArgs: [
        '--dynamic-config-value',
        'frontend.WorkflowTimeSkippingEnabled=true',
        // Otherwise each timer passed takes up to a second of real time.
        '--dynamic-config-value',
        'history.timerProcessorMaxTimeShift="20ms"',
      ],
    },
  });
  globalThis.temporalTestServer = server;
  process.env.TEST_TEMPORAL_ADDRESS = server.address;
  process.env.TEST_WORKFLOW_BUNDLE = await bundleWorkflows(path.join(folder, 'workflows.js'));
}

const searchAttributeTypes = {
  Keyword: 'KEYWORD',
  KeywordList: 'KEYWORD_LIST',
  Datetime: 'DATETIME',
  Int: 'INT',
  Bool: 'BOOL',
} as const;
