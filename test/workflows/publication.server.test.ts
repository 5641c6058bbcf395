import { rowOf } from '../../config/case-row';
import { addDays } from '../../domain/calendar/civil-date';
import { addWorkingDays } from '../../domain/calendar/working-days';
import type { CaseView } from '../../domain/case-view';
import type { LetterOrder } from '../../domain/letter';
import {
  accepted,
  casesUnderTest,
  type CasesUnderTest,
  type CaseUnderTest,
} from '../support/case-under-test';
import { toPublication } from '../support/stages';

jest.setTimeout(120_000);
let answers: (order: LetterOrder) => 'accepted' | 'refused' | 'deferred' = () => 'accepted';
let cases: CasesUnderTest;
let relaxed: CasesUnderTest;
beforeAll(async () => {
  const post = (order: LetterOrder) => ({ ...accepted, result: answers(order) });
  cases = await casesUnderTest(post);
  const relaxation = {
    duty: copies,
    from: '2020-01-01',
    until: '2099-12-31',
    reason: 'A trial',
    source: 'test',
  };
  relaxed = await casesUnderTest(post, { relaxations: [relaxation] });
});
afterEach(() => (answers = () => 'accepted'));
afterAll(() => Promise.all([cases.close(), relaxed.close()]));

const copies = 'report-to-panel-and-department';
const publish = (incident: CaseUnderTest, publishedOn: string) =>
  incident.answer('publication', { facts: { publishedOn } });
const propose = async (incident: CaseUnderTest, proposedOn: string): Promise<void> => {
  await incident.answerAll('publication-date', { facts: { proposedOn } });
  await incident.until('the date to be taken up', ({ duties }) =>
    duties.some(({ duty, dates }) => duty === copies && dates?.readings[0]?.fromOn === proposedOn),
  );
  await incident.settled();
};
const decidedInFull = async (within = cases): Promise<CaseUnderTest> => {
  const incident = await within.start();
  await toPublication(incident);
  await incident.answerAll('publication-form', { choice: 'full' });
  return incident;
};
const isPublic = (incident: CaseUnderTest) => incident.until('the year', ({ stage }) => stage === 'public');

describe('publication', () => {
  it('is refused before its form is decided, before a day is proposed, and on an earlier day than that', async () => {
    const incident = await cases.start();
    await toPublication(incident);
    const today = await incident.today();
    expect(await publish(incident, today)).toMatchObject({
      because: 'not-allowed',
      detail: expect.stringContaining('form') as string,
    });
    await incident.answerAll('publication-form', { choice: 'full' });
    await incident.open('publication-date');
    expect(await publish(incident, today)).toMatchObject({
      because: 'not-allowed',
      detail: expect.stringContaining('No date') as string,
    });
    const proposedOn = addWorkingDays(today, 10);
    await propose(incident, proposedOn);
    expect(await publish(incident, addDays(proposedOn, -1))).toMatchObject({ because: 'not-allowed' });
    expect(await publish(incident, proposedOn)).toMatchObject({ outcome: 'recorded' });
    await isPublic(incident);
  });

  it('is refused while a copy is refused, and when it was sent otherwise too late; in time it is allowed', async () => {
    answers = ({ to, duty }) => (to.recipient === 'dfe' && duty.duty === copies ? 'refused' : 'accepted');
    const incident = await decidedInFull();
    const today = await incident.today();
    const proposedOn = addWorkingDays(today, 10);
    await propose(incident, proposedOn);
    expect(await publish(incident, proposedOn)).toMatchObject({
      because: 'not-allowed',
      detail: expect.stringContaining('Department') as string,
    });
    const { letters } = await incident.view();
    const letter = letters.find(({ duty, to }) => duty === copies && to.recipient === 'dfe')?.id ?? '';
    const before = { facts: { letter, sentOn: addDays(today, -1) } };
    expect(await incident.answer('sent-otherwise', before)).toMatchObject({
      detail: 'The day lies before the incident.',
    });
    const latest = addWorkingDays(proposedOn, -7);
    expect(await publish(incident, proposedOn)).toMatchObject({
      detail: `The Department for Education has not had its copy in time: it was due by ${latest}. Propose a later day, for which it was; or, if it went in time in another way, record that first.`,
    });
    await incident.answer('sent-otherwise', { facts: { letter, sentOn: addDays(latest, 1) } });
    expect(await publish(incident, proposedOn)).toMatchObject({ because: 'not-allowed' });
    await incident.answer('sent-otherwise', { facts: { letter, sentOn: latest } });
    expect(await publish(incident, proposedOn)).toMatchObject({ outcome: 'recorded' });
    const { duties } = await isPublic(incident);
    expect(duties.filter(({ duty, state }) => duty === 'letter-undelivered' && state === 'open')).toEqual([]);
  });

  it('is refused when a copy was accepted too late, until a later day is proposed', async () => {
    const incident = await decidedInFull();
    const today = await incident.today();
    const tooSoon = addWorkingDays(today, 5);
    await propose(incident, tooSoon);
    expect((await incident.view()).duties.find(({ duty }) => duty === copies)?.state).toBe('met');
    expect(await publish(incident, tooSoon)).toMatchObject({ because: 'not-allowed' });
    const later = addWorkingDays(today, 8);
    await propose(incident, later);
    const { story } = await incident.view();
    expect(
      story.filter((entry) => entry.kind === 'due' && entry.duty === copies && entry.redated),
    ).toHaveLength(1);
    expect(await publish(incident, tooSoon)).toMatchObject({ because: 'not-allowed' });
    expect(await publish(incident, later)).toMatchObject({ outcome: 'recorded' });
  });

  it('is no longer overdue with its copies when a later day is proposed', async () => {
    answers = ({ duty }) => (duty.duty === copies ? 'deferred' : 'accepted');
    const incident = await decidedInFull();
    const today = await incident.today();
    await propose(incident, addWorkingDays(today, 8));
    const overdue = async (): Promise<unknown> => rowOf(await incident.handle.describe());
    await incident.moveTo(addWorkingDays(today, 3));
    expect(await overdue()).toMatchObject({ breaches: 1 });
    await propose(incident, addWorkingDays(today, 30));
    expect(await overdue()).toMatchObject({ breaches: 0 });
  });

  it('of the learning alone needs its explanation in time as well', async () => {
    answers = ({ duty }) => (duty.duty === 'not-published-in-full' ? 'deferred' : 'accepted');
    const incident = await cases.start();
    await toPublication(incident);
    await incident.answerAll('publication-form', { choice: 'learning-only' });
    const proposedOn = addWorkingDays(await incident.today(), 10);
    await propose(incident, proposedOn);
    expect(await publish(incident, proposedOn)).toMatchObject({ because: 'not-allowed' });
    answers = () => 'accepted';
    await incident.moveDays(1);
    await incident.until('the explanation', ({ duties }) =>
      duties.some(({ duty, state }) => duty === 'not-published-in-full' && state === 'met'),
    );
    expect(await publish(incident, proposedOn)).toMatchObject({ outcome: 'recorded' });
  });

  it('with the limit lifted by a dated relaxation is allowed once the copies are accepted', async () => {
    answers = ({ to, duty }) => (to.recipient === 'dfe' && duty.duty === copies ? 'deferred' : 'accepted');
    const incident = await decidedInFull(relaxed);
    const today = await incident.today();
    await propose(incident, today);
    const { story } = await incident.view();
    expect(story.findLast((entry) => entry.kind === 'due' && entry.duty === copies)).toMatchObject({
      relaxed: 'lifted',
    });
    expect(await publish(incident, today)).toMatchObject({ because: 'not-allowed' });
    answers = () => 'accepted';
    await incident.moveDays(1);
    await incident.until('the copies', ({ duties }) =>
      duties.some(({ duty, state }) => duty === copies && state === 'met'),
    );
    expect(await publish(incident, today)).toMatchObject({ outcome: 'recorded' });
  });

  it('ends every question about it, also one that was proposed anew at the same moment', async () => {
    const incident = await decidedInFull();
    const proposedOn = addWorkingDays(await incident.today(), 10);
    await propose(incident, proposedOn);
    const [date, publication] = [await incident.open('publication-date'), await incident.open('publication')];
    const by = { recipient: 'business-unit', person: 'business-unit-a' };
    await cases.withoutWorker(async () => {
      const answer = { facts: { proposedOn, publishedOn: proposedOn } };
      for (const { duty, round } of [date, publication])
        await incident.handle.signal(duty, { instance: '-', round, by, submission: duty, answer });
    });
    const { duties } = await isPublic(incident);
    expect(duties.filter(({ duty, state }) => duty.startsWith('publication-d') && state === 'open')).toEqual(
      [],
    );
    await incident.moveTo(addDays(proposedOn, 367));
    await incident.untilClosed();
  });

  it('of a report that has changed waits for its own copies, also where both are said in one breath', async () => {
    const incident = await decidedInFull();
    const today = await incident.today();
    const proposedOn = addWorkingDays(today, 10);
    await propose(incident, proposedOn);
    const [date, publication] = [await incident.open('publication-date'), await incident.open('publication')];
    const by = { recipient: 'business-unit', person: 'business-unit-a' };
    const facts = { proposedOn, reportChanged: true, publishedOn: proposedOn };
    await cases.withoutWorker(async () => {
      for (const { duty, round } of [date, publication])
        await incident.handle.signal(duty, { instance: '-', round, by, submission: duty, answer: { facts } });
    });
    await incident.open('review-report');
    expect((await incident.view()).stage).toBe('publication');
    expect(await publish(incident, proposedOn)).toMatchObject({ because: 'not-allowed' });
    await incident.answerAll('review-report', { facts: { receivedOn: today, signedOffOn: today } });
    await incident.until('its own copies', ({ duties }) =>
      duties.some(({ duty, round, state }) => duty === copies && round === 2 && state === 'met'),
    );
    expect(
      await incident.answer('publication', { facts: { publishedOn: proposedOn, asSent: false } }),
    ).toMatchObject({ because: 'not-allowed', detail: expect.stringContaining('another report') as string });
    expect(await publish(incident, proposedOn)).toMatchObject({ outcome: 'recorded' });
  });

  it('takes another form where the panel’s comments lead the partners to decide anew', async () => {
    const incident = await cases.start();
    await toPublication(incident);
    await incident.answerAll('publication-form', { choice: 'learning-only' });
    const proposedOn = addWorkingDays(await incident.today(), 10);
    await propose(incident, proposedOn);
    const receivedOn = await incident.today();
    await incident.answerAll('publication-comments', { choice: 'decide-anew', facts: { receivedOn } });
    await incident.open('publication-form');
    expect(await publish(incident, proposedOn)).toMatchObject({ because: 'not-allowed' });
    await incident.answerAll('publication-form', { choice: 'full' });
    await incident.open('publication-comments');
    expect(await publish(incident, proposedOn)).toMatchObject({ outcome: 'recorded' });
    const { duties } = await isPublic(incident);
    expect(duties.findLast(({ duty }) => duty === 'publication-comments')?.state).toBe('over');
  });

  it('is owed no more once the partners have decided to publish nothing, and again by the same day where they decide anew', async () => {
    const incident = await decidedInFull();
    const owed = async () => (await incident.view()).duties.findLast(({ duty }) => duty === 'publication');
    const first = await owed();
    const proposedOn = addWorkingDays(await incident.today(), 10);
    await propose(incident, proposedOn);
    const anew = { choice: 'decide-anew', facts: { receivedOn: await incident.today() } };
    await incident.answerAll('publication-comments', anew);
    await incident.answerAll('publication-form', { choice: 'none' });
    await incident.until('nothing to publish', ({ duties }) =>
      duties.every(({ duty, state }) => duty !== 'publication' || state === 'over'),
    );
    await incident.answerAll('publication-comments', anew);
    await incident.answerAll('publication-form', { choice: 'full' });
    await incident.open('publication');
    await incident.settled();
    const again = await owed();
    expect(again).toMatchObject({ state: 'open', round: 2, dates: { dueOn: first?.dates?.dueOn } });
    await propose(incident, proposedOn);
    expect(await publish(incident, proposedOn)).toMatchObject({ outcome: 'recorded' });
    await isPublic(incident);
  });

  it('of the improvements alone keeps them public for a year', async () => {
    const incident = await cases.start();
    await toPublication(incident);
    await incident.answerAll('publication-form', { choice: 'none' });
    const improvementsOn = await incident.today();
    await incident.answerAll('publication-comments', { choice: 'no-comments', facts: { improvementsOn } });
    await isPublic(incident);
    await incident.moveDays(360);
    expect((await incident.view()).stage).toBe('public');
    await incident.moveDays(8);
    await incident.untilClosed();
  });

  it('that is late without a notice of delay is in breach of that too, until it is told', async () => {
    const incident = await cases.start();
    await toPublication(incident);
    const delay = await incident.open('publication-delay');
    await incident.moveTo(delay.dates?.alarms.at(-1)?.on ?? '');
    const overdue = ({ story }: CaseView) =>
      story.filter((entry) => entry.kind === 'breach' && entry.duty === 'publication-delay').length;
    expect(overdue(await incident.view())).toBe(1);
    await incident.answer('publication-delay', {
      choice: 'inquest',
      facts: { expectedOn: await incident.today() },
    });
    await incident.moveDays(15);
    expect(overdue(await incident.view())).toBe(1);
  });

  it('that does not happen ends the duty to publish, and the panel and the department are told why', async () => {
    const incident = await cases.start();
    await toPublication(incident);
    await incident.answerAll('publication-form', { choice: 'none' });
    await incident.answerAll('publication-comments', { choice: 'no-comments' });
    const closed = await incident.untilClosed();
    expect(closed.ending).toBe('over');
    const story = (await cases.records.read(incident.reference, 0))?.['story.txt']?.toString();
    expect(story).toContain('“Set out why the report is not published in full” was accepted');
  });
});
