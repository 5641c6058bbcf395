import { parseDirectory } from '../../config/directory-file';
import sampleDirectory from '../../config/sample-directory.json';
import { addDays } from '../../domain/calendar/civil-date';
import type { LetterOrder } from '../../domain/letter';
import { toDecision } from '../support/stages';
import {
  accepted,
  casesUnderTest,
  type CasesUnderTest,
  type CaseUnderTest,
} from '../support/case-under-test';

jest.setTimeout(90_000);
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
const address = 'stand-in@police.exampleshire.example';
const role = 'police-partner';
const asked = async (): Promise<CaseUnderTest> => {
  const incident = await cases.start({ agencies: ['schools'] });
  await incident.open(question);
  await incident.settled();
  return incident;
};
const toPart = ({ reference }: CaseUnderTest, part = role): LetterOrder[] =>
  letters.filter((order) => order.reference === reference && order.to.recipient === part);
const days = async (incident: CaseUnderTest, from: number, until: number) => {
  const today = await incident.today();
  return { from: addDays(today, from), until: addDays(today, until) };
};

describe('a deputy between two dates', () => {
  it('is asked at once what is open, and answers it; the person stood in for does not', async () => {
    const incident = await asked();
    const facts = { role, address, ...(await days(incident, 0, 5)) };
    expect(await incident.answer('deputy', { facts })).toMatchObject({ outcome: 'recorded' });
    await incident.settled();
    expect(
      toPart(incident)
        .filter(({ duty }) => duty.duty === question)
        .map(({ kind, to }) => [kind, to.address, to.deputyFor]),
    ).toEqual([
      ['question', 'police-partner@police.exampleshire.example', undefined],
      ['question', address, 'police-partner'],
    ]);
    const { story, duties } = await incident.view();
    expect(story.some((entry) => entry.kind === 'entry' && entry.title.includes('goes to a deputy'))).toBe(
      true,
    );
    const by = { recipient: role, person: 'police-partner' } as const;
    expect(await incident.answer(question, { choice: 'met', by })).toMatchObject({ because: 'not-asked' });
    const deputy = duties
      .find(({ duty }) => duty === question)
      ?.addressees.find(({ recipient }) => recipient === role);
    const taken = await incident.answer(question, {
      choice: 'met',
      by: { recipient: role, person: deputy?.person ?? '' },
    });
    expect(taken).toMatchObject({ outcome: 'recorded' });
  });

  it('begins on the first day, gets what is opened until the last, and nothing that is opened afterwards', async () => {
    const incident = await asked();
    const facts = { role: 'scrutineer', address, ...(await days(incident, 1, 60)) };
    await incident.answer('deputy', { facts });
    const police = { role, address: 'other@police.exampleshire.example', ...(await days(incident, 1, 2)) };
    await incident.answer('deputy', { facts: police });
    await incident.settled();
    const isToDeputy = ({ to }: LetterOrder): boolean => to.deputyFor !== undefined;
    expect(toPart(incident).filter(isToDeputy)).toEqual([]);
    await incident.moveDays(1);
    await incident.settled();
    expect(toPart(incident).filter(isToDeputy)).toMatchObject([
      { kind: 'question', to: { address: police.address } },
    ]);
    await incident.moveDays(2);
    await toDecision(incident);
    const decision = await incident.open('rapid-review-decision');
    const to = (recipient: string) => decision.addressees.find((one) => one.recipient === recipient);
    expect(to('scrutineer')).toMatchObject({ address, deputyFor: 'scrutineer' });
    expect(to(role)).toMatchObject({ person: 'police-partner' });
    expect(to(role)?.deputyFor).toBeUndefined();
  });

  it('is replaced by a later entry, before the first day too', async () => {
    const incident = await asked();
    await incident.answer('deputy', { facts: { role, address, ...(await days(incident, 2, 9)) } });
    const other = 'other@police.exampleshire.example';
    await incident.answer('deputy', { facts: { role, address: other, ...(await days(incident, 4, 9)) } });
    await incident.moveDays(5);
    await incident.settled();
    const deputies = toPart(incident).flatMap(({ to }) => (to.deputyFor === undefined ? [] : [to.address]));
    expect(new Set(deputies)).toEqual(new Set([other]));
  });

  it('is called off: what is open is asked of the holder again, and nobody but the holder answers', async () => {
    const incident = await asked();
    await incident.answer('deputy', { facts: { role, address, ...(await days(incident, 0, 30)) } });
    const isDeputy = ({ to }: LetterOrder): boolean => to.address === address;
    await incident.settled();
    const [deputy] = toPart(incident).filter(isDeputy);
    expect(await incident.answer('deputy-ended', { facts: { role: 'scrutineer' } })).toMatchObject({
      detail: 'Nobody stands in for that role in this case.',
    });
    expect(await incident.answer('deputy-ended', { facts: { role } })).toMatchObject({ outcome: 'recorded' });
    await incident.settled();
    const ofQuestion = toPart(incident).filter(({ duty }) => duty.duty === question);
    expect(ofQuestion.map(({ kind, to }) => [kind, to.person])).toEqual([
      ['question', 'police-partner'],
      ['question', deputy?.to.person],
      ['question', 'police-partner'],
    ]);
    const by = { recipient: role, person: deputy?.to.person ?? '' } as const;
    expect(await incident.answer(question, { choice: 'met', by })).toMatchObject({ because: 'not-asked' });
    expect(await incident.answer('deputy-ended', { facts: { role } })).toMatchObject({
      because: 'not-allowed',
    });
    await toDecision(incident);
    const decision = await incident.open('rapid-review-decision');
    expect(decision.addressees.find(({ recipient }) => recipient === role)?.person).toBe('police-partner');
  });

  it('is called off after the last day, too, and before the first', async () => {
    const incident = await asked();
    await incident.answer('deputy', { facts: { role, address, ...(await days(incident, 0, 1)) } });
    const later = { role: 'health-partner', address: 'h@health.exampleshire.example' };
    await incident.answer('deputy', { facts: { ...later, ...(await days(incident, 4, 6)) } });
    await incident.moveDays(2);
    const holderOf = async (part: string): Promise<string | undefined> =>
      (await incident.open(question)).addressees.find(({ recipient }) => recipient === part)?.address;
    expect(await holderOf(role)).toBe(address);
    for (const part of [role, later.role]) await incident.answer('deputy-ended', { facts: { role: part } });
    expect(await holderOf(role)).toBe('police-partner@police.exampleshire.example');
    await incident.moveDays(3);
    expect(await holderOf(later.role)).toBe('health-partner@health.exampleshire.example');
  });

  it('keeps what it has answered when it is called off, and a holder who was never asked is asked', async () => {
    const incident = await asked();
    await incident.answer('deputy', { facts: { role, address, ...(await days(incident, 0, 40)) } });
    await incident.answer('deputy', {
      facts: { role: 'scrutineer', address: 's@scrutiny.example', ...(await days(incident, 0, 40)) },
    });
    await incident.settled();
    const deputy = toPart(incident).find(({ to }) => to.address === address);
    await incident.answer(question, {
      choice: 'met',
      by: { recipient: role, person: deputy?.to.person ?? '' },
    });
    await incident.answer('deputy-ended', { facts: { role } });
    const { addressees } = await incident.open(question);
    expect(addressees.find(({ recipient }) => recipient === role)?.address).toBe(address);
    await toDecision(incident);
    const before = (await incident.open('rapid-review-decision')).addressees;
    expect(before.find(({ recipient }) => recipient === 'scrutineer')?.deputyFor).toBe('scrutineer');
    await incident.answer('deputy-ended', { facts: { role: 'scrutineer' } });
    const after = (await incident.open('rapid-review-decision')).addressees;
    expect(after.find(({ recipient }) => recipient === 'scrutineer')).toMatchObject({
      person: 'scrutineer',
      address: 'scrutineer@scrutiny.example',
    });
  });

  it('is nobody with the address of the holder, while another deputy is asked, too', async () => {
    const incident = await asked();
    await incident.answer('deputy', { facts: { role, address, ...(await days(incident, 0, 5)) } });
    const own = { role, address: 'police-partner@police.exampleshire.example' };
    expect(
      await incident.answer('deputy', { facts: { ...own, ...(await days(incident, 0, 5)) } }),
    ).toMatchObject({
      detail: expect.stringContaining('the person for whom the deputy is to stand in') as unknown,
    });
  });

  it('stands in for an agency’s lead', async () => {
    const incident = await asked();
    const facts = { role: 'agency-lead:schools', address, ...(await days(incident, 0, 1)) };
    expect(await incident.answer('deputy', { facts })).toMatchObject({ outcome: 'recorded' });
    await incident.settled();
  });

  type Wrong = { from?: number; until?: number; role?: string; address?: string };
  it.each<[string, Wrong, string]>([
    ['whose last day lies before the first', { from: 3, until: 2 }, 'The last day lies before the first.'],
    ['whose days are over', { from: -3, until: -2 }, 'The last day is over already.'],
    ['for more than a year', { from: 0, until: 400 }, 'That is more than a year'],
    ['who begins in more than a year', { from: 400, until: 401 }, 'The first day lies more than a year'],
    ['of the business unit', { address: 'business-unit-a@exampleshire.example' }, 'the business unit'],
    ['for the business unit', { role: 'business-unit' }, 'asked nothing by letter'],
    ['for an administrator', { role: 'administrator' }, 'asked nothing by letter'],
    ['for an agency of another case', { role: 'agency-lead:police' }, 'asked nothing by letter'],
    [
      'who is the holder',
      { address: 'Police-Partner@police.exampleshire.example' },
      'the person for whom the deputy is to stand in',
    ],
  ])('is none %s', async (_, { from = 0, until = 5, ...changed }, detail) => {
    const incident = await asked();
    const facts = { role, address, ...changed, ...(await days(incident, from, until)) };
    expect(await incident.answer('deputy', { facts })).toMatchObject({
      because: 'not-allowed',
      detail: expect.stringContaining(detail) as unknown,
    });
  });

  it('is nobody who has declared a conflict of interest in the case', async () => {
    const incident = await asked();
    const by = { recipient: 'health-partner' } as const;
    await incident.answer(question, { choice: 'met', facts: { conflict: true }, by });
    const [letter] = toPart(incident, 'health-partner');
    const facts = { role, address: letter?.to.address.toUpperCase() ?? '', ...(await days(incident, 0, 5)) };
    expect(await incident.answer('deputy', { facts })).toMatchObject({
      because: 'not-allowed',
      detail: expect.stringContaining('conflict of interest') as unknown,
    });
  });
});

describe('a role that nobody holds', () => {
  let withoutPolice: CasesUnderTest;
  beforeAll(async () => {
    const roles = { ...sampleDirectory.roles, 'police-partner': [] };
    const directory = parseDirectory(JSON.stringify({ ...sampleDirectory, roles }));
    withoutPolice = await casesUnderTest(undefined, { directory: () => directory });
  });
  afterAll(() => withoutPolice.close());

  it('is filled by its deputy, and nobody need say any more who answers', async () => {
    const incident = await withoutPolice.start();
    await incident.open('role-unfilled');
    await incident.answer('deputy', { facts: { role, address, ...(await days(incident, 0, 5)) } });
    await incident.settled();
    const { duties } = await incident.view();
    expect(duties.find(({ duty }) => duty === question)?.addressees).toContainEqual(
      expect.objectContaining({ recipient: role, address }) as unknown,
    );
    const unfilled = duties.filter(
      ({ duty, instance }) => duty === 'role-unfilled' && instance.endsWith(role),
    );
    expect(unfilled.map(({ state }) => state)).not.toContain('open');
  });

  it('is asked about again when its deputy is called off', async () => {
    const incident = await withoutPolice.start();
    await incident.open('role-unfilled');
    await incident.answer('deputy', { facts: { role, address, ...(await days(incident, 0, 5)) } });
    await incident.settled();
    await incident.answer('deputy-ended', { facts: { role } });
    await incident.until('the question who answers', ({ duties }) =>
      duties.some(
        ({ duty, instance, state }) =>
          duty === 'role-unfilled' && instance.endsWith(role) && state === 'open',
      ),
    );
  });
});
