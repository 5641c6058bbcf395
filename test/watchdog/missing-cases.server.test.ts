import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { casesOn } from '../../api/temporal/cases';
import { openContentKeys } from '../../config/content-keys';
import { folderStore } from '../../config/folder-store';
import { openOpenedCases } from '../../config/opened-cases';
import { missingCases } from '../../watchdog/missing-cases';
import { casesUnderTest, openingToday, type CasesUnderTest } from '../support/case-under-test';

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'missing-'));
const store = folderStore(folder);
const openedCases = openOpenedCases(store);
const contentKeys = openContentKeys(store, { active: 'm', keys: new Map([['m', Buffer.alloc(32, 1)]]) });
const hourMs = 3_600_000;

describe('a case that is gone from the server', () => {
  let cases: CasesUnderTest;
  beforeAll(async () => {
    cases = await casesUnderTest();
  });
  afterAll(async () => {
    await cases.close();
    rmSync(folder, { recursive: true });
  });

  const missing = async (nowMs = Date.now() + hourMs): Promise<(string | undefined)[]> =>
    (await missingCases(cases.client, { openedCases, contentKeys }, nowMs)).map(({ reference }) => reference);
  const until = async (references: string[]): Promise<void> => {
    for (const deadline = Date.now() + 15_000; Date.now() < deadline;) {
      if (JSON.stringify(await missing()) === JSON.stringify(references)) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await missing()).toEqual(references);
  };

  it('is missed by the mark that its opening left, until its content key is destroyed', async () => {
    const pages = casesOn(cases.client, cases.taskQueue, {
      records: { read: () => Promise.resolve(null) },
      openedCases,
      reportIndex: cases.reportIndex,
    });
    const { reference, ...rest } = openingToday();
    const other = openingToday();
    expect(await pages.open({ reference, ...rest })).toBe('opened');
    await pages.open(other);
    await until([]);

    await cases.client.workflowService.deleteWorkflowExecution({
      namespace: cases.client.options.namespace,
      workflowExecution: { workflowId: reference },
    });
    await until([reference]);
    const [finding] = await missingCases(cases.client, { openedCases, contentKeys }, Date.now() + hourMs);
    expect(finding).toMatchObject({ what: 'case-missing', reference });
    expect(await missing(Date.now())).toEqual([]);

    await contentKeys.destroy(reference, { by: 'business-unit-a', atMs: Date.now() });
    expect(await missing()).toEqual([]);
    await cases.client.workflow.getHandle(other.reference).terminate();
    expect(await missing()).toEqual([]);
  });

  it('was marked by the same form posted again, where the first mark was lost, and never by another form', async () => {
    const opening = openingToday();
    let fails = true;
    const mark = jest.fn(() => (fails ? Promise.reject(new Error('no disk')) : Promise.resolve()));
    const pages = casesOn(cases.client, cases.taskQueue, {
      records: { read: () => Promise.resolve(null) },
      openedCases: { mark },
      reportIndex: cases.reportIndex,
    });
    await expect(pages.open(opening)).rejects.toThrow('no disk');
    fails = false;
    expect(await pages.open(opening)).toBe('same');
    expect(mark).toHaveBeenLastCalledWith(opening.reference, opening.openedAtMs);
    expect(await pages.open({ ...opening, tokenHash: 'another' })).toBe('taken');
    expect(mark).toHaveBeenCalledTimes(2);
    await cases.client.workflow.getHandle(opening.reference).terminate();
  });
});
