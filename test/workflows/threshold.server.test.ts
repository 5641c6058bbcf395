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
    expect(late).toMatchObject({ outcome: 'refused', because: 'already-answered' });
    expect(late).not.toHaveProperty('decided');
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

  it('does not count who has a conflict of interest, and falls to the authority when all have', async () => {
    const [one, all] = [await cases.start(), await cases.start()];
    await decides(one, authority, 'met');
    await decides(one, 'health-partner', 'not-met', true);
    await decides(one, 'police-partner', 'met');
    const view = await afterThreshold(one);
    expect(view.stage).toBe('notification');
    expect(noted(view, 'dissent')).toEqual([]);
    await all.open(question);
    for (const partner of [authority, 'health-partner', 'police-partner'] as const)
      await decides(all, partner, 'met', true);
    expect((await all.open('threshold-by-authority')).awaited).toEqual([authority]);
  });
});
