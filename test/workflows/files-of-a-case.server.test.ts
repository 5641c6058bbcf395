import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { createApp } from '../../api/app';
import { casesOn } from '../../api/temporal/cases';
import type { ClosedView } from '../../domain/closed-case';
import { hiddenInputs, PagesUnderTest } from '../api/support/pages-under-test';
import { casesUnderTest, type CasesUnderTest, type CaseUnderTest } from '../support/case-under-test';
import { docx, pdf } from '../support/sample-files';
import { toEnd } from '../support/stages';

jest.setTimeout(90_000);
let cases: CasesUnderTest;
const pages = new PagesUnderTest();
beforeAll(async () => {
  cases = await casesUnderTest();
});
afterAll(async () => {
  pages.close();
  await cases.close();
});

const person = 'business-unit-a';
const by = { recipient: 'business-unit', person };
const path = 'answer/further-information/-/1';

/** A member of the business unit at the application's own pages, on the cases of the real server. */
const staff = () => {
  const { records, reportIndex, files, parcels } = cases;
  const openedCases = { mark: () => Promise.resolve() };
  const app = createApp({
    ...pages.services,
    settings: { ...pages.services.settings, judgedWithinMs: 10_000 },
    cases: casesOn(cases.client, cases.taskQueue, { records, openedCases, reportIndex }),
    files,
    words: parcels,
    clock: () => Date.now(),
  });
  const browser = supertest.agent(app);
  browser.set('x-signed-in', JSON.stringify({ person, roles: ['business-unit'] }));
  return browser;
};

const addInformation = async (incident: CaseUnderTest, given: readonly [string, Buffer][]): Promise<void> => {
  const browser = staff();
  const at = `/cases/${incident.reference}/${path}`;
  const form = hiddenInputs((await browser.get(at).expect(200)).text);
  const asking = browser.post(at);
  for (const [name, value] of Object.entries(form)) void asking.field(name, value);
  void asking.field('information', 'Canary information');
  for (const [name, bytes] of given) void asking.attach('upload', bytes, name);
  const { text } = await asking.expect(200);
  const attached = [...text.matchAll(/name="attached" value="([^"]*)"/gu)].map(([, token]) => token);
  const held = { ...hiddenInputs(text), attached, step: 'send' };
  await browser.post(at).type('form').send(held).expect(303);
};

/** Where the files of the case open: at the entries to which its papers lead. */
const addressesIn = async (incident: CaseUnderTest): Promise<string[]> => {
  const { text } = await staff().get(`/cases/${incident.reference}/papers`).expect(200);
  const entries = new Set([...text.matchAll(/href="([^"]*\/story\/\d+)"/gu)].map(([, href]) => href ?? ''));
  const read = [...entries].map(async (entry) => (await staff().get(entry).expect(200)).text);
  return (await Promise.all(read)).flatMap((entry) =>
    [...entry.matchAll(/href="([^"]*\/files\/[0-9a-f]{32})"/gu)].map(([, href]) => href ?? ''),
  );
};

describe('a file that goes with an answer', () => {
  it('is in the record and in the bag, opens while that is kept, and is destroyed with it', async () => {
    const incident = await cases.start();
    await incident.open('further-information');
    await addInformation(incident, [
      ['Canary child.pdf', pdf('Canary content')],
      ['b.docx', await docx()],
    ]);
    const { story } = await incident.view();
    const entry = story.find((one) => one.kind === 'answer' && one.duty === 'further-information');
    expect(JSON.stringify(entry)).not.toContain('Canary');
    expect(entry).toMatchObject({ answer: { files: [{ type: 'application/pdf' }, {}] } });
    const [first = ''] = await addressesIn(incident);
    expect((await staff().get(first).expect(200)).headers['content-disposition']).toMatch(
      /Canary child\.pdf/u,
    );

    await toEnd(incident);
    const { keptUntilOn } = await incident.untilClosed();
    const bag = (await cases.records.read(incident.reference, 0)) ?? {};
    const names = Object.keys(bag).filter((name) => name.startsWith('files/'));
    expect(names.map((name) => name.replace(/[0-9a-f]{32}/u, 'ID')).toSorted()).toEqual([
      'files/ID.docx',
      'files/ID.pdf',
    ]);
    expect(bag[names.find((name) => name.endsWith('pdf')) ?? '']?.toString()).toContain('Canary content');
    expect(bag['record.json']?.toString()).toContain('Canary child.pdf');
    expect(bag['story.txt']?.toString()).toContain('With 2 files.');
    await staff().get(first).expect(200);

    await incident.moveTo(keptUntilOn ?? '');
    await incident.moveDays(1);
    const reason = 'The period is over.';
    await incident.submit('destroy', { submission: randomUUID(), by: person, reason });
    await incident.handle.result();
    const id = first.split('/').at(-1) ?? '';
    expect(await cases.files.state(incident.reference, id)).toBe('gone');
  });

  it('that the case has only a mistaken word of is no answer', async () => {
    const incident = await cases.start();
    await incident.open('further-information');
    const right = { reference: 'a'.repeat(32), sha512: 'b'.repeat(128), size: 3, type: 'text/plain' };
    const wrong = [
      [{ ...right, reference: '../a' }],
      [{ ...right, sha512: 7 }],
      [{ ...right, size: 'large' }],
      [{ ...right, type: 'x'.repeat(101) }],
      Array.from({ length: 21 }, () => right),
      'a file',
    ];
    for (const files of wrong)
      await incident.handle.signal('further-information', {
        instance: '-',
        round: 1,
        by,
        submission: randomUUID(),
        answer: { facts: {}, files },
      });
    const answer = { facts: {}, files: [right] };
    const taken = { instance: '-', round: 1, by, submission: randomUUID(), answer };
    expect(await incident.submit('further-information', taken)).toMatchObject({ outcome: 'recorded' });
    const refused = (await incident.view()).story.filter(
      (entry) => entry.kind === 'refused' && entry.because === 'unreadable',
    );
    expect(refused).toHaveLength(wrong.length);
    await toEnd(incident);
    await incident.untilClosed();
    const bag = (await cases.records.read(incident.reference, 0)) ?? {};
    expect(Object.keys(bag).filter((name) => name.startsWith('files/'))).toEqual([
      `files/${right.reference}-missing.txt`,
    ]);
    expect(await incident.handle.query<ClosedView>('view')).toMatchObject({ closed: true });
  });
});
