import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import { addWorkingDays } from '../../domain/calendar/working-days';
import type { CaseView } from '../../domain/case-view';
import { casesUnderTest, type CasesUnderTest, type CaseUnderTest } from '../support/case-under-test';
import { historyOf, runningTimers } from '../support/history-of';

jest.setTimeout(60_000);
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest();
});
afterAll(() => cases.close());

const question = 'notification-threshold';
const authority = 'local-authority-partner';
type Partner = typeof authority | 'health-partner' | 'police-partner';

const decides = (incident: CaseUnderTest, recipient: Partner, choice: string, conflict = false) =>
  incident.answer(question, { choice, by: { recipient }, facts: { conflict } });
const afterThreshold = (incident: CaseUnderTest): Promise<CaseView> =>
  incident.until('the decision', ({ stage }) => stage !== 'report' && stage !== 'threshold');
const noted = ({ story }: CaseView, event: string) =>
  story.flatMap((entry) => (entry.kind === 'entry' && entry.event === event ? [entry] : []));
const stateOf = ({ duties }: CaseView, wanted: string) => duties.find(({ duty }) => duty === wanted)?.state;

describe('the threshold decision', () => {
  it('is taken when the three partners agree, and no timer of the question is left', async () => {
    const incident = await cases.start();
    await incident.answerAll(question, { choice: 'met' });
    const view = await afterThreshold(incident);
    expect(view.stage).toBe('notification');
    expect(noted(view, 'decided')).toMatchObject([{ facts: { choice: 'met' } }]);
    expect(stateOf(view, 'threshold-by-authority')).toBeUndefined();
    const timers = runningTimers(await historyOf(cases, incident.reference));
    expect(timers.filter((summary) => /threshold|fourth working day/.test(summary))).toEqual([]);
  });

  it('falls to the authority alone when one dissents; the dissent stays in the record', async () => {
    const incident = await cases.start();
    await decides(incident, authority, 'met');
    await decides(incident, 'health-partner', 'met');
    await decides(incident, 'police-partner', 'not-met');
    await incident.answerAll('threshold-by-authority', { choice: 'met' });
    const view = await afterThreshold(incident);
    expect(view.stage).toBe('notification');
    expect(noted(view, 'dissent')).toMatchObject([
      { by: { recipient: 'police-partner' }, facts: { choice: 'not-met' } },
    ]);
    expect(noted(view, 'silence')).toEqual([]);
  });

  it('falls to the authority at once when two disagree; the third is still heard until it has decided', async () => {
    const incident = await cases.start();
    await decides(incident, 'health-partner', 'met');
    await decides(incident, 'police-partner', 'not-met');
    await incident.open('threshold-by-authority');
    expect(stateOf(await incident.view(), question)).toBe('open');
    await incident.answerAll('threshold-by-authority', { choice: 'met' });
    const view = await afterThreshold(incident);
    expect(stateOf(view, question)).toBe('over');
    // It has answered: it decided alone.
    expect(noted(view, 'silence')).toEqual([]);
    expect(noted(view, 'dissent').map(({ by }) => by?.recipient)).toEqual(['police-partner']);
  });

  it('keeps in the record which partner was not heard any more after the others had disagreed', async () => {
    const incident = await cases.start();
    await decides(incident, authority, 'met');
    await decides(incident, 'police-partner', 'not-met');
    await incident.answerAll('threshold-by-authority', { choice: 'met' });
    expect(noted(await afterThreshold(incident), 'silence')).toMatchObject([
      { title: expect.stringContaining('disagreed') as string, facts: { silent: ['health-partner'] } },
    ]);
  });

  it('falls to the authority at 09:00 on the fourth working day when one is silent, who then comes too late', async () => {
    const incident = await cases.start();
    await decides(incident, authority, 'met');
    await decides(incident, 'health-partner', 'met');
    const fourthOn = addWorkingDays(await incident.today(), 4);
    await incident.moveTo(addWorkingDays(fourthOn, -1));
    expect(stateOf(await incident.view(), 'threshold-by-authority')).toBeUndefined();
    await incident.moveTo(fourthOn);
    await incident.answerAll('threshold-by-authority', { choice: 'not-met' });
    const view = await afterThreshold(incident);
    expect(view.stage).toBe('below-threshold');
    expect(noted(view, 'silence')).toMatchObject([{ facts: { silent: ['police-partner'] } }]);
    expect(noted(view, 'dissent')).toHaveLength(2);
    const late = await incident.submit(question, {
      instance: '-',
      round: 1,
      by: { recipient: 'police-partner', person: 'police-partner' },
      submission: 'late',
      answer: { choice: 'met', facts: {} },
    });
    expect(late).toMatchObject({ outcome: 'refused', because: 'too-late', kept: true });
    expect(late).not.toHaveProperty('decided');
    const { story } = await incident.view();
    expect(story.filter(({ kind }) => kind === 'refused')).toMatchObject([{ answer: { choice: 'met' } }]);
  });

  it('is agreement after all when the silent partner answers before the authority has', async () => {
    const incident = await cases.start();
    await decides(incident, authority, 'not-met');
    await decides(incident, 'police-partner', 'not-met');
    await incident.moveTo(addWorkingDays(await incident.today(), 4));
    await incident.open('threshold-by-authority');
    await decides(incident, 'health-partner', 'not-met');
    const view = await afterThreshold(incident);
    expect(stateOf(view, 'threshold-by-authority')).toBe('over');
    expect(noted(view, 'dissent')).toEqual([]);
    expect(noted(view, 'decided')).toMatchObject([{ facts: { choice: 'not-met' } }]);
  });

  it('falls to the authority where one has a conflict of interest: nobody can take the duty from it', async () => {
    const incident = await cases.start();
    // Who declares one need not choose, and everybody else must.
    const none = { by: { recipient: authority } } as const;
    expect(await incident.answer(question, { ...none, facts: { conflict: false } })).toMatchObject({
      because: 'unreadable',
    });
    await incident.answer(question, { ...none, facts: { conflict: true } });
    // Who has declared one is not asked to decide alone; who does is asked for at once.
    const [first, second] = ['first', 'second'].map((name) => `${name}@council.exampleshire.example`);
    expect((await incident.open('authority-deputy')).dates).not.toBeNull();
    expect(stateOf(await incident.view(), question)).toBe('open');
    await decides(incident, 'health-partner', 'not-met');
    await decides(incident, 'police-partner', 'not-met');
    const { duties } = await incident.view();
    const partner = duties
      .find(({ duty }) => duty === question)
      ?.addressees.find(({ recipient }) => recipient === authority);
    expect(
      await incident.answer('authority-deputy', { facts: { address: partner?.address ?? '' } }),
    ).toMatchObject({ because: 'not-allowed' });
    await incident.answer('authority-deputy', { facts: { address: first ?? '' } });
    expect(await incident.open('threshold-by-authority')).toMatchObject({
      round: 1,
      addressees: [{ recipient: authority, address: first }],
    });
    await incident.answer('threshold-by-authority', { choice: 'not-met', facts: { conflict: true } });
    // Whoever decides in their place must not have one either.
    await incident.answer('authority-deputy', { facts: { address: second ?? '' } });
    expect(await incident.open('threshold-by-authority')).toMatchObject({
      round: 2,
      addressees: [{ recipient: authority, address: second }],
    });
    await incident.answer('threshold-by-authority', { choice: 'met', facts: { conflict: false } });
    const view = await afterThreshold(incident);
    expect(view.stage).toBe('notification');
    expect(noted(view, 'conflict').map(({ by }) => by?.recipient)).toEqual(Array(3).fill(authority));
    expect(noted(view, 'dissent').map(({ by }) => by?.recipient)).toEqual([
      'health-partner',
      'police-partner',
    ]);
  });

  it('waits for the partners until the day that a corrected date gives, and no longer', async () => {
    const today = londonDateOf(Date.now());
    const incident = await cases.start({
      incidentOn: addDays(today, -20),
      authorityAwareOn: addWorkingDays(today, -3),
    });
    await incident.open(question);
    const right = { entry: '1', event: 'authority-aware', date: today };
    await incident.answer('correction', { facts: right });
    const { dates } = await incident
      .until('the new date', ({ duties }) =>
        duties.some(
          ({ duty, dates }) => duty === 'threshold-silence' && dates?.dueOn === addWorkingDays(today, 4),
        ),
      )
      .then(() => incident.open('threshold-silence'));
    await incident.moveTo(addWorkingDays(today, 3));
    expect(stateOf(await incident.view(), 'threshold-by-authority')).toBeUndefined();
    await incident.moveTo(dates?.dueOn ?? '');
    await incident.open('threshold-by-authority');
    expect(noted(await incident.view(), 'silence')).toMatchObject([
      { title: expect.stringContaining('have not answered') as string },
    ]);
  });
});
