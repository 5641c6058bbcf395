import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { z } from 'zod';
import { dataConverter } from '../../config/encryption/data-converter';
import { keyRingText } from '../../config/key-ring';
import { historyFile, keysOfTheRecordings, recorded } from './recordings';

jest.setTimeout(60_000);
Runtime.install({ logger: new DefaultLogger('ERROR') });

const recording = z.object({ workflowId: z.string(), history: z.unknown() });
const options = {
  workflowBundle: { codePath: process.env.TEST_WORKFLOW_BUNDLE ?? '' },
  dataConverter: dataConverter(keyRingText.parse(keysOfTheRecordings()), 'default', randomBytes(32)),
};

describe('a case that was begun with earlier code', () => {
  it.each(recorded)('goes on rightly with the code of today: %s', async (name) => {
    const text = readFileSync(historyFile(name), 'utf8');
    expect(text.length).toBeLessThan(1_000_000);
    const { workflowId, history } = recording.parse(JSON.parse(text));
    await expect(Worker.runReplayHistory(options, history, workflowId)).resolves.toBeUndefined();
  });
});
