import { writeFileSync } from 'node:fs';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { scenarios } from '../../cli/drill/scenarios';
import { casesUnderTest } from '../support/case-under-test';
import { recorded, historyFile, keysOfTheRecordings } from './recordings';

jest.setTimeout(120_000);

describe('the recording of histories', () => {
  it.each(recorded)('writes %s', async (name) => {
    const scenario = scenarios[name];
    if (!scenario) throw new Error(`there is no scenario ${name}`);
    const cases = await casesUnderTest(undefined, { keys: keysOfTheRecordings() });
    const agencies = ['childrens-social-care', 'police', 'health-trust'];
    const incident = await cases.start({ agencies, ...scenario.opening });
    await scenario.play(incident);
    expect((await incident.untilClosed()).closed).toBe(true);
    const run = cases.client.workflow.getHandle(incident.reference, incident.firstRunId);
    const history: unknown = JSON.parse(historyToJSON(await run.fetchHistory()));
    writeFileSync(historyFile(name), JSON.stringify({ workflowId: incident.reference, history }));
    await cases.close();
  });
});
