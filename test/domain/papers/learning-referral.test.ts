import type { Recipient } from '../../../domain/duty';
import type { Row } from '../../../domain/papers/answer-rows';
import { learningReferral } from '../../../domain/papers/learning-referral';
import { at, CaseInTheMaking, valuesOf } from './a-case';

const partners: Recipient[] = ['local-authority-partner', 'health-partner', 'police-partner'];
const [referred, received, organisation, toPartners, decision, rationale] = [
  'Date referred to Learning and Development',
  'Date on which the local authority received the notification',
  'Organisation submitting the notification',
  'Date on which the notification was referred to the safeguarding partners',
  'Do the partners find that it meets the criteria for notifying the national panel?',
  'If not, the reasons',
] as const;
const [shared, recognised, metOn, present, outcome, outcomeRationale, sharedOn] = [
  'What was shared so that the partners could decide, and by which agencies',
  'Do the partners recognise that there may be learning?',
  'Date of the meeting of Learning and Development',
  'Agencies present',
  'Outcome',
  'Rationale of the outcome',
  'Date on which outcome and rationale were shared with the partners',
] as const;

const reported = (): CaseInTheMaking => {
  const made = new CaseInTheMaking();
  made.opened('incident-reported-to-partners', '2026-12-11', { parts: partners });
  for (const to of partners)
    made.letter('incident-reported-to-partners', to, 'notice', { acceptedAtMs: at('2026-12-11') });
  return made;
};
const notMet = (): CaseInTheMaking => {
  const made = reported();
  for (const by of partners)
    made.answered(
      'notification-threshold',
      '2026-12-14',
      by,
      { choice: 'not-met' },
      { reasons: `Why, by ${by}` },
    );
  return made
    .decided('not-met', '2026-12-14')
    .opened('threshold-outcome-to-learning-chair', '2026-12-14', { parts: ['learning-chair'] })
    .letter('threshold-outcome-to-learning-chair', 'learning-chair', 'notice', {
      acceptedAtMs: at('2026-12-15'),
    });
};
const learned = (): CaseInTheMaking =>
  notMet().answered(
    'below-threshold-learning',
    '2026-12-16',
    'local-authority-partner',
    { choice: 'learning' },
    { informationShared: 'The chronology of the school' },
  );
const valuesIn = async (made: CaseInTheMaking): Promise<Record<string, string>> =>
  valuesOf(await learningReferral(made.source()));

describe('the referral to Learning and Development', () => {
  it('has every field of the template, in its order', async () => {
    expect((await learningReferral(reported().source())).map(({ label }) => label)).toEqual([
      referred,
      received,
      organisation,
      toPartners,
      decision,
      rationale,
      shared,
      recognised,
      metOn,
      present,
      outcome,
      outcomeRationale,
      sharedOn,
    ]);
  });

  it('says of everything that is not there yet that it is not yet', async () => {
    const values = await valuesIn(reported());
    expect(values).toMatchObject({
      [received]: 'Friday 11 December 2026',
      [organisation]: 'Exampleshire Schools',
      [toPartners]: 'Friday 11 December 2026',
    });
    const open = [referred, decision, rationale, shared, recognised, metOn, present, outcome, sharedOn];
    for (const label of open) expect([label, values[label]]).toEqual([label, 'Not yet']);
  });

  it('names an agency that is not in the directory as the report does', async () => {
    const made = reported();
    const { reportedBy } = made.view().opening;
    made.opening = { reportedBy: { ...reportedBy, agency: 'other' } };
    const submitted = async (rows: Row[] | null) =>
      valuesOf(await learningReferral({ ...made.source(), openReport: () => Promise.resolve(rows) }))[
        organisation
      ];
    expect(await submitted([{ label: 'Name of the agency', value: 'A charity' }])).toBe('A charity');
    expect(await submitted([])).toBe('Another agency, whose name was not recorded');
    expect(await submitted(null)).toContain('cannot be opened just now');
  });

  it('gives each partner’s own date where they differ', async () => {
    const made = reported();
    made.letters.splice(1, 2);
    made.letter('incident-reported-to-partners', 'health-partner', 'notice', {
      state: 'sent-otherwise',
      sentOtherwiseOn: '2026-12-14',
    });
    expect((await valuesIn(made))[toPartners]).toBe(
      'Local authority partner: Friday 11 December 2026\nHealth partner: Monday 14 December 2026\nPolice partner: not yet',
    );
  });

  it('gives the reasons of everybody who decided, and when it was referred', async () => {
    const values = await valuesIn(notMet());
    expect(values).toMatchObject({ [referred]: 'Tuesday 15 December 2026', [decision]: 'No' });
    expect(values[rationale]).toBe(
      'Local authority partner (No, it is not met): Why, by local-authority-partner\n\n' +
        'Health partner (No, it is not met): Why, by health-partner\n\n' +
        'Police partner (No, it is not met): Why, by police-partner',
    );
  });

  it('needs no reasons and no learning where the threshold is met', async () => {
    const made = reported()
      .answered('notification-threshold', '2026-12-14', 'police-partner', { choice: 'met' })
      .decided('met', '2026-12-14');
    const values = await valuesIn(made);
    expect(values[decision]).toBe('Yes: the rapid review process is followed');
    for (const label of [rationale, shared, recognised, outcome, sharedOn])
      expect(values[label]).toMatch(/^Not needed: the threshold is met/);
  });

  it('takes a decision of the review for no decision on the threshold', async () => {
    expect((await valuesIn(reported().decided('local-review', '2026-12-14')))[decision]).toBe('Not yet');
  });

  it('ends where no learning is recognised', async () => {
    const made = notMet().answered(
      'below-threshold-learning',
      '2026-12-16',
      'local-authority-partner',
      { choice: 'no-learning' },
      { informationShared: 'All returns' },
    );
    const values = await valuesIn(made);
    expect(values).toMatchObject({ [shared]: 'All returns', [recognised]: 'No' });
    for (const label of [metOn, present, outcome, outcomeRationale, sharedOn])
      expect(values[label]).toBe('Not needed: no learning is recognised');
  });

  it('gives the latest outcome, and the day on which that one was shared with the partners', async () => {
    const made = learned()
      .answered(
        'learning-outcome',
        '2027-01-14',
        'learning-chair',
        { choice: 'quality-assurance', facts: { metOn: '2027-01-12' } },
        { reasons: 'First' },
      )
      .opened('learning-outcome-approval', '2027-01-14', { parts: partners });
    for (const to of partners)
      made.letter('learning-outcome-approval', to, 'question', { acceptedAtMs: at('2027-01-14', '10:05') });
    expect((await valuesIn(made))[sharedOn]).toBe('Thursday 14 January 2027');

    made.answered(
      'learning-outcome',
      '2027-02-10',
      'learning-chair',
      {
        choice: 'single-agency-learning',
        facts: { metOn: '2027-02-09', agencies: ['schools', 'police', 'elsewhere'] },
      },
      { reasons: 'Second' },
      2,
    );
    expect(await valuesIn(made)).toMatchObject({
      [shared]: 'The chronology of the school',
      [recognised]: 'Yes',
      [metOn]: 'Tuesday 9 February 2027',
      [present]: 'Exampleshire Schools, Exampleshire Police, elsewhere',
      [outcome]: 'Learning for a single agency, with an internal review',
      [outcomeRationale]: 'Second',
      [sharedOn]: 'Not yet',
    });
  });

  it('says of what cannot be opened that it is kept', async () => {
    const made = notMet().answered('below-threshold-learning', '2026-12-16', 'local-authority-partner', {
      choice: 'learning',
      parcel: { sealed: 'broken' },
    });
    expect((await valuesIn(made))[shared]).toMatch(/^It is kept, but it cannot be opened just now/);
  });
});
