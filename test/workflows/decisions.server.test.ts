import { addDays } from '../../domain/calendar/civil-date';
import { addWorkingDays } from '../../domain/calendar/working-days';
import type { CaseView } from '../../domain/case-view';
import type { Recipient } from '../../domain/duty';
import { casesUnderTest, type CasesUnderTest, type CaseUnderTest } from '../support/case-under-test';
import { panelAnswers, tellFamily, toDecision, toNotification } from '../support/stages';

jest.setTimeout(60_000);
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest();
});
afterAll(() => cases.close());

const outcome = 'rapid-review-outcome-to-panel';

const decide = async (
  incident: CaseUnderTest,
  choices: Partial<Record<Recipient, string>>,
): Promise<void> => {
  for (const [recipient, choice] of Object.entries(choices))
    await incident.answer('rapid-review-decision', { choice, by: { recipient: recipient as Recipient } });
};
const noted = ({ story }: CaseView, event: string) =>
  story.flatMap((entry) => (entry.kind === 'entry' && entry.event === event ? [entry] : []));

describe('the rapid review', () => {
  it('asks each agency by itself; one that holds nothing has answered too, and nobody answers for another', async () => {
    const incident = await cases.start({ agencies: ['police', 'schools', 'housing'] });
    await toNotification(incident);
    const police = { recipient: 'agency-lead', person: 'lead-police', agency: 'police' } as const;
    await incident.answer('agency-information', { choice: 'not-involved', instance: 'police' });
    expect(
      await incident.submit('agency-information', {
        instance: 'schools',
        round: 1,
        by: police,
        submission: 'for another',
        answer: { choice: 'involved', facts: {} },
      }),
    ).toMatchObject({ because: 'not-asked' });
    await incident.answer('agency-information', { choice: 'involved', instance: 'schools' });
    await incident.answerAll('rapid-review-meeting', { facts: { heldOn: await incident.today() } });
    await incident.answerAll('rapid-review-recommendation', { choice: 'no-review' });
    const { duties } = await incident.until('the decision', ({ stage }) => stage === 'decision');
    const states = duties
      .filter(({ duty }) => duty === 'agency-information')
      .map(({ instance, state }) => [instance, state]);
    expect(states).toEqual([
      ['police', 'answered'],
      ['schools', 'answered'],
      ['housing', 'over'],
    ]);
  });

  it.each([
    ['beside those of the report', 'agencies-added', ['police']],
    ['where the report named none', 'agencies-named', []],
  ] as const)('asks an agency that is named later, and it alone: %s', async (_, question, agencies) => {
    const incident = await cases.start({ agencies: [...agencies] });
    await toNotification(incident);
    await incident.moveTo(addWorkingDays(await incident.today(), 6));
    await incident.answer(question, { facts: { agencies: ['housing', 'schools'] } });
    const today = await incident.today();
    for (const agency of ['housing', 'schools']) {
      const { parts, addressees, dates } = await incident.open('agency-information', agency);
      expect(parts).toEqual([`agency-lead:${agency}`]);
      expect(addressees).toMatchObject([{ recipient: 'agency-lead', agency }]);
      expect(dates).toMatchObject({ dueOn: addWorkingDays(today, 5) });
    }
    const { letters } = await incident.until(
      'the letters to be accepted',
      (view) => !view.letters.some(({ state }) => state === 'sending'),
    );
    const asked = letters.filter(({ duty, kind }) => duty === 'agency-information' && kind === 'question');
    expect(asked.map(({ to }) => to.agency)).toEqual([...agencies, 'housing', 'schools']);
  });

  it('asks for action at once until every child is safe, with the day on which the meeting was recorded as its day', async () => {
    const incident = await cases.start();
    await toNotification(incident);
    const today = await incident.today();
    await incident.answerAll('rapid-review-meeting', {
      facts: { heldOn: today, immediateActionNeeded: true },
    });
    const instance = 'after-meeting';
    const asked = await incident.open('children-made-safe', instance);
    expect(asked).toMatchObject({ round: 1, dates: { alarmOn: today } });
    const unsafe = { childrenSafe: false, othersConsidered: true, referralMade: true };
    await incident.answer('children-made-safe', { instance, facts: unsafe });
    await incident.until('it to be asked again', ({ duties }) =>
      duties.some((one) => one.instance === instance && one.round === 2 && one.state === 'open'),
    );
    await incident.answer('children-made-safe', { instance, facts: { ...unsafe, childrenSafe: true } });
    const { duties } = await incident.view();
    expect(duties.filter((one) => one.instance === instance && one.state === 'open')).toEqual([]);
  });

  it('is decided by the majority of the partners; dissent, the scrutineer’s included, stays in the record', async () => {
    const incident = await cases.start();
    await toDecision(incident);
    await decide(incident, {
      'local-authority-partner': 'local-review',
      'health-partner': 'no-review',
      'police-partner': 'local-review',
      scrutineer: 'no-review',
    });
    const view = await incident.until('the review', ({ stage }) => stage === 'review');
    expect(noted(view, 'dissent').map(({ by, facts }) => [by?.recipient, facts?.choice])).toEqual([
      ['health-partner', 'no-review'],
      ['scrutineer', 'no-review'],
    ]);
  });

  it('is decided anew while the partners are of three minds, and the scrutineer gives no casting vote', async () => {
    const incident = await cases.start();
    await toDecision(incident);
    await decide(incident, {
      'local-authority-partner': 'local-review',
      'health-partner': 'no-review',
      'police-partner': 'national-review',
      scrutineer: 'no-review',
    });
    const again = await incident.until('the second round', ({ duties }) =>
      duties.some(({ duty, round }) => duty === 'rapid-review-decision' && round === 2),
    );
    expect(noted(again, 'dissent')).toHaveLength(1);
    expect(noted(again, 'decided').map(({ facts }) => facts?.choice)).toEqual(['met']);
    await incident.answerAll('rapid-review-decision', { choice: 'no-review' });
    await incident.open('other-review');
  });

  it('goes to the national panel, which asks for more, then reviews beside the local review', async () => {
    const incident = await cases.start();
    await toDecision(incident);
    await incident.answerAll('rapid-review-decision', { choice: 'local-review' });
    await tellFamily(incident);
    await panelAnswers(incident, 'more-information');
    await incident.answerAll('panel-information', { facts: { sentOn: await incident.today() } });
    await panelAnswers(incident, 'national-review');
    const askedBy = addDays(await incident.today(), 30);
    await incident.answerAll('national-review', { choice: 'asked', facts: { askedBy } });
    await incident.answerAll('national-review', { instance: '2', choice: 'asked' });
    expect((await incident.open('national-request', '1')).dates).toMatchObject({ dueOn: askedBy });
    expect((await incident.open('national-request', '2')).dates).toMatchObject({ dueOn: null, alarms: [] });
    expect((await incident.open('review-commissioned')).state).toBe('open');
    await incident.open('national-review', '3');
  });

  it('comes back to the partners when the panel does not take up what they suggested to it', async () => {
    const incident = await cases.start();
    await toDecision(incident, 'national-review');
    await incident.answerAll('rapid-review-decision', { choice: 'national-review' });
    await panelAnswers(incident, 'no-national-review');
    const again = await incident.open('rapid-review-decision');
    expect([again.round, again.dates?.dueOn ?? null]).toEqual([2, null]);
    expect(await incident.answer('rapid-review-decision', { choice: 'national-review' })).toMatchObject({
      because: 'not-allowed',
    });
    await incident.answerAll('rapid-review-decision', { choice: 'no-review' });
    await incident.answerAll('other-review', {
      instance: 'after-panel-answer',
      choice: 'none',
      facts: { decidedOn: await incident.today() },
    });
    await incident.answerAll('family-told', { instance: '-', choice: 'not-yet' });
    for (const instance of ['-', 'after-panel-answer'])
      await incident.answerAll('family-told', {
        instance,
        choice: 'told',
        facts: { toldOn: await incident.today() },
      });
    await incident.untilClosed();
  });
});

describe('no review', () => {
  it('that the partners decide on again, though the panel finds a local one better, ends the case once and for all', async () => {
    const incident = await cases.start({
      children: [{ child: 1, outcome: 'died', unexpectedDeath: true, lookedAfter: false }],
    });
    await toDecision(incident, 'no-review');
    await incident.answerAll('child-death-review', { facts: { startedOn: await incident.today() } });
    await incident.answerAll('rapid-review-decision', { choice: 'no-review' });
    await incident.open('other-review', '-');
    await panelAnswers(incident, 'local-more-appropriate');
    const owed = await incident.until('the outcome to be owed anew', ({ duties }) =>
      duties.some(({ duty, instance }) => duty === outcome && instance === 'after-panel-answer'),
    );
    // The fifteen days were for the first decision.
    expect(owed.duties.findLast(({ duty }) => duty === outcome)?.dates).toMatchObject({ alarms: [] });
    await incident.answerAll('rapid-review-decision', { choice: 'no-review' });
    const facts = { decidedOn: await incident.today() };
    await incident.answerAll('other-review', { instance: 'after-panel-answer', choice: 'audit', facts });
    await tellFamily(incident, '-');
    await tellFamily(incident, 'after-panel-answer');
    await incident.untilClosed();
  });
});

describe('below the threshold', () => {
  const below = async (overrides: Parameters<typeof cases.start>[0] = {}): Promise<CaseUnderTest> => {
    const incident = await cases.start(overrides);
    await incident.answerAll('children-made-safe');
    await incident.answerAll('notification-threshold', { choice: 'not-met' });
    return incident;
  };

  it('learning that the partners do not approve is decided anew', async () => {
    const incident = await below();
    await incident.answerAll('below-threshold-learning', { choice: 'learning' });
    const metOn = await incident.today();
    await incident.answerAll('learning-outcome', { choice: 'no-further-action', facts: { metOn } });
    await incident.answerAll('learning-outcome-approval', { choice: 'not-approve' });
    expect((await incident.open('learning-outcome')).round).toBe(2);
    await incident.answerAll('learning-outcome', { choice: 'multi-agency-audit', facts: { metOn } });
    await incident.answerAll('learning-outcome-approval', { choice: 'approve' });
    await incident.untilClosed();
  });

  it('an unexpected death is closed only when the child death review has begun', async () => {
    const incident = await below({
      children: [{ child: 1, outcome: 'died', unexpectedDeath: true, lookedAfter: true }],
    });
    await incident.answerAll('below-threshold-learning', { choice: 'no-learning' });
    await incident.moveDays(30);
    const { letters } = await incident.view();
    expect(
      letters.filter(({ duty, kind }) => duty === 'looked-after-death' && kind === 'notice'),
    ).toMatchObject([
      { to: { recipient: 'dfe' }, state: 'accepted' },
      { to: { recipient: 'ofsted' }, state: 'accepted' },
    ]);
    await incident.answerAll('child-death-review', { facts: { startedOn: await incident.today() } });
    await incident.untilClosed();
  });
});
