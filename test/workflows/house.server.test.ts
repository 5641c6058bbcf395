import type { CaseView } from '../../domain/case-view';
import type { LetterOrder } from '../../domain/letter';
import {
  accepted,
  casesUnderTest,
  type CasesUnderTest,
  type CaseUnderTest,
  type Post,
} from '../support/case-under-test';

jest.setTimeout(60_000);
const letters: LetterOrder[] = [];
let server: Post = () => accepted;
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest((order) => {
    letters.push(order);
    return server(order);
  });
});
beforeEach(() => (letters.length = 0));
afterEach(() => (server = () => accepted));
afterAll(() => cases.close());

const lettersOf = (incident: CaseUnderTest, wanted: string): string[] =>
  letters
    .filter(({ reference, duty }) => reference === incident.reference && duty.duty === wanted)
    .map(({ to }) => to.recipient)
    .sort();
const recordOf = async ({ reference }: CaseUnderTest): Promise<string> =>
  (await cases.records.read(reference, 0))?.['story.txt']?.toString() ?? '';
const opened = async (): Promise<CaseUnderTest> => {
  const incident = await cases.start();
  await incident.open('notification-threshold');
  await incident.settled();
  return incident;
};
const partners = ['health-partner', 'local-authority-partner', 'police-partner'];

describe('the house', () => {
  it('corrects an entry by one that supersedes it, never erases it, and only one that there is', async () => {
    const incident = await opened();
    await incident.answerAll('children-made-safe');
    const { story } = await incident.view();
    const wrong = story.find(({ kind }) => kind === 'answer');
    const parcel = { sealed: 'what is right' };
    await incident.answer('correction', { facts: { entry: String(wrong?.number) }, parcel });
    const after = (await incident.view()).story;
    expect(after.slice(0, story.length)).toEqual(story);
    expect(after.at(-1)).toMatchObject({ event: 'corrected', supersedes: wrong?.number, parcel });
    expect(await incident.answer('correction', { facts: { entry: '999' } })).toMatchObject({
      because: 'not-allowed',
    });
  });

  it('hands a case over, and the list shows to whom', async () => {
    const incident = await opened();
    await incident.answer('hand-over', { facts: { person: 'business-unit-b' } });
    const { memo } = await incident.handle.describe();
    expect(memo?.['row']).toMatchObject({ handler: 'business-unit-b', reference: incident.reference });
  });

  it('withdraws a case that was opened in error, tells those who had been told and only those, and closes it', async () => {
    const incident = await opened();
    await incident.answer('withdrawal', { parcel: { sealed: 'why' } });
    expect(await incident.untilClosed()).toMatchObject({ ending: 'withdrawn', bags: 1 });
    expect(lettersOf(incident, 'withdrawn-in-error')).toEqual(['director', ...partners]);
    const record = await recordOf(incident);
    expect(record).toContain('Withdrawn by the business unit');
    expect(record).not.toContain('No answer:');
    expect(lettersOf(incident, 'threshold-by-authority')).toEqual([]);
  });

  it('tells of the withdrawal also who was just being told, and nobody whom the mail never reached', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    server = async ({ to, duty }) => {
      if (to.recipient === 'director' && duty.duty !== 'withdrawn-in-error') await released;
      return { ...accepted, result: to.recipient === 'police-partner' ? 'deferred' : 'accepted' };
    };
    const incident = await cases.start();
    await incident.until('the others to be told', ({ letters: kept }) =>
      kept.every(({ state, to }) => state !== 'sending' || to.recipient === 'director'),
    );
    await incident.answer('withdrawal');
    release();
    await incident.untilClosed();
    expect(lettersOf(incident, 'withdrawn-in-error')).toEqual([
      'director',
      'health-partner',
      'local-authority-partner',
    ]);
  });

  it('closes a withdrawn case only when those told have been reached: what cannot be delivered is a duty', async () => {
    server = ({ to, duty }) =>
      duty.duty === 'withdrawn-in-error' && to.recipient === 'director'
        ? { ...accepted, result: 'refused' }
        : accepted;
    const incident = await opened();
    await incident.answer('withdrawal');
    await incident.answer('letter-undelivered', {
      choice: 'told-otherwise',
      facts: { sentOn: '2026-05-05' },
    });
    expect(await incident.untilClosed()).toMatchObject({ ending: 'withdrawn' });
  });

  it('lets nothing of the procedure go on after a withdrawal, answers of the same moment included', async () => {
    const incident = await opened();
    const { addressees } = await incident.open('notification-threshold');
    const answer = { choice: 'met', facts: {} };
    await cases.withoutWorker(async () => {
      for (const { recipient, person } of addressees)
        await incident.handle.signal('notification-threshold', {
          instance: '-',
          round: 1,
          by: { recipient, person },
          submission: recipient,
          answer,
        });
      await incident.handle.signal('withdrawal', {
        instance: '-',
        round: 1,
        by: { recipient: 'business-unit', person: 'business-unit-a' },
        submission: 'withdrawal',
        answer: { facts: {} },
      });
    });
    expect(await incident.untilClosed()).toMatchObject({ ending: 'withdrawn' });
    for (const duty of ['panel-notification', 'notification-copies', 'threshold-outcome-to-referrer'])
      expect(lettersOf(incident, duty)).toEqual([]);
  });
});

describe('a report that must be accepted first', () => {
  it('closes with nothing forwarded when it is not accepted', async () => {
    const incident = await cases.start({ acceptance: 'address-unknown' });
    await incident.answer('report-acceptance', { choice: 'not-an-incident' });
    await incident.untilClosed();
    expect(
      letters.filter(({ reference }) => reference === incident.reference).map(({ duty }) => duty.duty),
    ).toEqual(['report-acceptance']);
    expect(await recordOf(incident)).toContain('Not taken up as a case of its own');
  });

  it('goes on when it is accepted', async () => {
    const incident = await cases.start({
      acceptance: 'likely-duplicate',
      likelyDuplicates: ['SI-2026-XXXX'],
    });
    expect((await incident.open('report-acceptance')).awaited).toEqual(['business-unit']);
    expect(forwarded(await incident.view())).toEqual([]);
    await incident.answer('report-acceptance', { choice: 'accept' });
    await incident.open('notification-threshold');
    expect(forwarded(await incident.view())).toHaveLength(1);
  });
});

const forwarded = ({ duties }: CaseView) =>
  duties.filter(({ duty }) => duty === 'report-forwarded-to-director');
