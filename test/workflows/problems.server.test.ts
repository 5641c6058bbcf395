import { parseDirectory } from '../../config/directory-file';
import sampleDirectory from '../../config/sample-directory.json';
import type { CaseView } from '../../domain/case-view';
import type { LetterOrder } from '../../domain/letter';
import type { OpenedDuty } from '../../domain/opened-duty';
import { accepted, casesUnderTest, type CasesUnderTest, type Post } from '../support/case-under-test';

jest.setTimeout(60_000);
const roles = { ...sampleDirectory.roles, 'police-partner': [] };
const withoutPolice = parseDirectory(JSON.stringify({ ...sampleDirectory, roles }));
/** The calendar has been brought up to date, and the year after the last that was known is in it. */
let isMended = false;
const mended = (opened: OpenedDuty): OpenedDuty => ({
  ...opened,
  dates: opened.dates && { ...opened.dates, dueOn: '2029-01-05', alarmOn: '2029-01-05' },
  problems: [],
});

const asked: LetterOrder[] = [];
const post: Post = (order) => {
  if (order.duty.duty === 'role-unfilled') asked.push(order);
  return accepted;
};
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest(post, {
    directory: () => withoutPolice,
    openDuties: (own) => async (requests) => {
      const opened = await own(requests);
      return isMended ? opened.map(mended) : opened;
    },
  });
});
afterAll(() => cases.close());

const question = 'notification-threshold';
const open = ({ duties }: CaseView, wanted: string) =>
  duties.filter(({ duty, state }) => duty === wanted && state === 'open').map(({ instance }) => instance);

describe('a role that nobody fills', () => {
  it('is asked about of the business unit, and who is named gets the letter and answers', async () => {
    const incident = await cases.start();
    const view = await incident.until('the duties', (now) => open(now, 'role-unfilled').length === 2);
    expect(open(view, 'role-unfilled')).toEqual([
      'incident-reported-to-partners/-/1/police-partner',
      `${question}/-/1/police-partner`,
    ]);
    expect(view.letters.filter(({ to }) => to.recipient === 'police-partner')).toEqual([]);
    await incident.settled();
    expect(
      asked.filter(({ reference }) => reference === incident.reference).map(({ about }) => about),
    ).toEqual([
      expect.objectContaining({
        duty: 'incident-reported-to-partners',
        kind: 'notice',
        part: 'police-partner',
      }),
      expect.objectContaining({ duty: question, kind: 'question', part: 'police-partner' }),
    ]);
    const address = 'superintendent@police.exampleshire.example';
    for (const instance of open(view, 'role-unfilled'))
      await incident.answer('role-unfilled', { facts: { address }, instance });
    await incident.until('the notice', ({ duties }) =>
      duties.some(({ duty, state }) => duty === 'incident-reported-to-partners' && state === 'met'),
    );
    await incident.settled();
    const { letters } = await incident.view();
    expect(
      letters
        .filter(({ to }) => to.recipient === 'police-partner')
        .map(({ duty, to, state }) => [duty, to.address, state]),
    ).toEqual([
      ['incident-reported-to-partners', address, 'accepted'],
      [question, address, 'accepted'],
    ]);
    await incident.answerAll(question, { choice: 'met' });
    await incident.open('panel-notification');
  });

  it('needs no more asking when the question is settled without it', async () => {
    const incident = await cases.start();
    for (const recipient of ['health-partner', 'local-authority-partner'] as const)
      await incident.answer(question, { choice: 'met', by: { recipient } });
    await incident.moveTo((await incident.open('threshold-silence')).dates?.dueOn ?? '');
    await incident.answer('threshold-by-authority', { choice: 'met' });
    const view = await incident.until('the decision', ({ stage }) => stage === 'notification');
    expect(open(view, 'role-unfilled')).toEqual(['incident-reported-to-partners/-/1/police-partner']);
  });
});

describe('a date beyond the known bank holidays', () => {
  it('is provisional and a duty of the business unit, asked again until it is put right, and then dated anew', async () => {
    const incident = await cases.start({
      incidentOn: '2028-12-27',
      authorityAwareOn: '2028-12-28',
      reportReceivedOn: '2028-12-28',
    });
    const instance = `${question}/-/1`;
    const { dates, problems } = await incident.open(question);
    expect([dates?.dueOn, problems[1]]).toEqual([
      '2029-01-04',
      { problem: 'date-unknown', detail: expect.any(String) as string },
    ]);
    expect(dates?.calendar).toContain('provisional');
    await incident.answer('date-unknown', { instance });
    await incident.until('the question again', ({ duties }) =>
      duties.some((duty) => duty.duty === 'date-unknown' && duty.instance === instance && duty.round === 2),
    );
    isMended = true;
    await incident.answer('date-unknown', { instance });
    const view = await incident.until('the right date', ({ duties }) =>
      duties.some((duty) => duty.duty === question && duty.dates?.dueOn === '2029-01-05'),
    );
    expect(open(view, 'date-unknown')).not.toContain(instance);
    expect(view.duties.find(({ duty }) => duty === question)?.problems).toEqual([
      { problem: 'role-unfilled', recipient: 'police-partner' },
    ]);
    expect(view.story.findLast((entry) => entry.kind === 'due' && entry.duty === question)).toMatchObject({
      dueOn: '2029-01-05',
      redated: { from: '2029-01-04', because: 'date-unknown' },
    });
  });
});
