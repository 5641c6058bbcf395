import { rowOf } from '../../config/case-row';
import { parseDirectory } from '../../config/directory-file';
import sampleDirectory from '../../config/sample-directory.json';
import type { LetterOrder } from '../../domain/letter';
import {
  accepted,
  casesUnderTest,
  type CasesUnderTest,
  type CaseUnderTest,
} from '../support/case-under-test';

jest.setTimeout(60_000);
const letters: LetterOrder[] = [];
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest((order) => {
    letters.push(order);
    return accepted;
  });
});
afterAll(() => cases.close());

const question = 'notification-threshold';
const other = 'police-deputy@police.exampleshire.example';
const asked = async (): Promise<CaseUnderTest> => {
  const incident = await cases.start();
  await incident.open(question);
  await incident.settled();
  return incident;
};
const ofQuestion = ({ reference }: CaseUnderTest): LetterOrder[] =>
  letters.filter((order) => order.reference === reference && order.duty.duty === question);

describe('a reminder by hand', () => {
  it('goes to who still owes an answer, stands in the story, and is not sent twice within the hour', async () => {
    const incident = await asked();
    await incident.answer(question, { choice: 'met', by: { recipient: 'police-partner' } });
    const facts = { question: `${question}/-/1` };
    expect(await incident.answer('reminder-now', { facts })).toMatchObject({ outcome: 'recorded' });
    await incident.settled();
    const reminders = ofQuestion(incident).filter(({ kind }) => kind === 'reminder');
    expect(reminders.map(({ to }) => to.recipient).sort()).toEqual([
      'health-partner',
      'local-authority-partner',
    ]);
    const { story, duties } = await incident.view();
    expect(story.filter(({ kind }) => kind === 'reminder')).toMatchObject([{ duty: question, ordinal: 1 }]);
    expect(duties.find(({ duty }) => duty === question)).toMatchObject({ state: 'open', reminders: 1 });
    const { awaited = [] } = rowOf(await incident.handle.describe()) ?? {};
    expect(awaited.filter(({ duty }) => duty === question)).toMatchObject([
      { parts: ['local-authority-partner', 'health-partner'], reminders: 1 },
    ]);
    expect(await incident.answer('reminder-now', { facts })).toMatchObject({
      because: 'not-allowed',
      detail: 'A reminder of it went out less than an hour ago.',
    });
  });

  it.each(['children-made-safe/-/1', `${question}/-/2`, 'nothing', 'correction/-/1'])(
    'is not sent of %s',
    async (wanted) => {
      const incident = await asked();
      expect(await incident.answer('reminder-now', { facts: { question: wanted } })).toMatchObject({
        because: 'not-allowed',
      });
    },
  );
});

describe('a question put to another address', () => {
  it('is sent there at once, with its reminders, and answered by the same partner', async () => {
    const incident = await asked();
    await incident.answer('another-address', {
      facts: { question: `${question}/-/1/police-partner`, address: other },
    });
    await incident.settled();
    const sent = ofQuestion(incident).filter(({ to }) => to.recipient === 'police-partner');
    expect(sent.map(({ kind, to }) => [kind, to.person, to.address])).toEqual([
      ['question', 'police-partner', 'police-partner@police.exampleshire.example'],
      ['question', 'police-partner', other],
    ]);
    await incident.answer('reminder-now', { facts: { question: `${question}/-/1` } });
    await incident.settled();
    const reminder = ofQuestion(incident).find(
      ({ kind, to }) => kind === 'reminder' && to.recipient === 'police-partner',
    );
    expect(reminder?.to.address).toBe(other);
    const { story } = await incident.view();
    expect(story.some((entry) => entry.kind === 'entry' && entry.title.includes('another address'))).toBe(
      true,
    );
    const taken = await incident.answer(question, { choice: 'met', by: { recipient: 'police-partner' } });
    expect(taken.outcome).toBe('recorded');
  });

  it.each([
    ['of the business unit', `${question}/-/1/police-partner`, 'business-unit-a@exampleshire.example'],
    ['where it goes already', `${question}/-/1/police-partner`, 'Police-Partner@police.exampleshire.example'],
    ['for one who is not asked', `${question}/-/1/scrutineer`, other],
    ['for what staff record', 'children-made-safe/-/1/business-unit', other],
    ['for no part', `${question}/-/1`, other],
  ])('is not put to an address %s', async (_, wanted, address) => {
    const incident = await asked();
    const before = ofQuestion(incident).length;
    expect(await incident.answer('another-address', { facts: { question: wanted, address } })).toMatchObject({
      because: 'not-allowed',
    });
    expect(ofQuestion(incident)).toHaveLength(before);
  });
});

describe('a part that nobody holds', () => {
  let withoutPolice: CasesUnderTest;
  beforeAll(async () => {
    const roles = { ...sampleDirectory.roles, 'police-partner': [] };
    const directory = parseDirectory(JSON.stringify({ ...sampleDirectory, roles }));
    withoutPolice = await casesUnderTest(undefined, { directory: () => directory });
  });
  afterAll(() => withoutPolice.close());

  it('has nobody to remind, and no question that another address could be given for', async () => {
    const incident = await withoutPolice.start();
    await incident.open(question);
    for (const recipient of ['health-partner', 'local-authority-partner'] as const)
      await incident.answer(question, { choice: 'met', by: { recipient } });
    const reminded = await incident.answer('reminder-now', { facts: { question: `${question}/-/1` } });
    expect(reminded).toMatchObject({ because: 'not-allowed' });
    const facts = { question: `${question}/-/1/police-partner`, address: other };
    expect(await incident.answer('another-address', { facts })).toMatchObject({ because: 'not-allowed' });
  });
});
