import { qualityChecks } from '../../../domain/papers/quality-checks';
import { at, CaseInTheMaking } from './a-case';

type Days = {
  incident?: string;
  notified?: string;
  acknowledged?: string;
  met?: string;
  reported?: string;
  now: string;
};

/** A case in which these things happened on these days. */
const caseOf = ({ incident, notified, acknowledged, met, reported }: Days): CaseInTheMaking => {
  const made = new CaseInTheMaking();
  made.opened('rapid-review-outcome-to-panel', '2026-12-11', { parts: ['national-panel'] });
  if (incident !== undefined) made.opening = { incidentOn: incident };
  if (notified !== undefined)
    made.answered('panel-notification', notified, 'business-unit', {
      facts: { sentAt: `${notified}T16:00` },
    });
  if (acknowledged !== undefined)
    made.answered('panel-acknowledgement', acknowledged, 'business-unit', {
      facts: { receivedAt: `${acknowledged}T09:30` },
    });
  if (met !== undefined)
    made.answered('rapid-review-meeting', met, 'business-unit', { facts: { heldOn: met } });
  if (reported !== undefined)
    made.letter('rapid-review-outcome-to-panel', 'national-panel', 'notice', { acceptedAtMs: at(reported) });
  return made;
};

const resultsOf = (days: Days): string[] =>
  qualityChecks(caseOf(days).view(days.now)).map(({ value }) => value.split(/[.:]/)[0] ?? '');
const daysIn = (days: Days): (string | undefined)[] =>
  qualityChecks(caseOf(days).view(days.now)).map(({ value }) => /\d+ working days?/.exec(value)?.[0]);

const inTime: Days = {
  incident: '2026-12-10',
  notified: '2026-12-17',
  acknowledged: '2026-12-18',
  met: '2027-01-12',
  reported: '2027-01-13',
  now: '2027-02-01',
};

describe('the quality checks of D app. 5', () => {
  it.each<[string, Days, string[]]>([
    ['everything on its last day', inTime, ['Yes', 'Yes', 'Yes', 'No']],
    ['the notification on the sixth', { ...inTime, notified: '2026-12-18' }, ['No', 'Yes', 'Yes', 'Yes']],
    [
      'a meeting on the sixteenth, counted past Christmas',
      { ...inTime, met: '2027-01-13' },
      ['Yes', 'No', 'Yes', 'No'],
    ],
    ['the report on the sixteenth', { ...inTime, reported: '2027-01-14' }, ['Yes', 'Yes', 'No', 'No']],
    ['nothing yet', { incident: '2026-12-10', now: '2026-12-14' }, Array<string>(4).fill('Not yet')],
    [
      'nothing on the last day',
      { incident: '2026-12-10', now: '2026-12-17' },
      Array<string>(4).fill('Not yet'),
    ],
    [
      'nothing on the day after it',
      { incident: '2026-12-10', now: '2026-12-18' },
      ['No', 'Not yet', 'Not yet', 'Not yet'],
    ],
    [
      'a late acknowledgement, which gains time with one reading only',
      { ...inTime, acknowledged: '2027-01-04', reported: '2027-01-20' },
      ['Yes', 'Yes', 'Yes', 'No'],
    ],
  ])('say of %s what is so', (_, days, results) => {
    expect(resultsOf(days)).toEqual(results);
  });

  it('say how many working days it took, day 1 being the first after the event', () => {
    expect(daysIn(inTime)).toEqual([
      '5 working days',
      '15 working days',
      '15 working days',
      '16 working days',
    ]);
    const sameDay = { incident: '2026-12-10', notified: '2026-12-10', now: '2026-12-14' };
    expect(daysIn(sameDay)[0]).toBe('0 working days');
    const weekend = { incident: '2026-12-10', notified: '2026-12-13', now: '2026-12-14' };
    expect(daysIn(weekend)[0]).toBe('2 working days');
  });

  it('print the dates that they go by, and the last day', () => {
    const [first, , third] = qualityChecks(caseOf(inTime).view(inTime.now));
    expect(first).toEqual({
      label: 'Was the national panel notified within 5 working days of the incident?',
      value:
        'Yes: it took 5 working days. The incident: Thursday 10 December 2026. The notification: Thursday 17 December 2026. Last day: Thursday 17 December 2026.',
    });
    expect(third?.value).toContain('The report to the panel: Wednesday 13 January 2027.');
  });

  it('go by the record as it stands corrected, and by what was sent otherwise', () => {
    const made = caseOf({ ...inTime, notified: '2026-12-18' });
    const correction = { facts: { entry: '1', event: 'panel-notification', date: '2026-12-17' } };
    made.answered('correction', '2026-12-21', 'business-unit', correction);
    const moved = { facts: { entry: '1', event: 'incident', date: '2026-12-15' } };
    made.answered('correction', '2026-12-21', 'business-unit', moved);
    made.letters.splice(0);
    made.letter('rapid-review-outcome-to-panel', 'national-panel', 'notice', {
      state: 'sent-otherwise',
      sentOtherwiseOn: '2027-01-12',
    });
    const values = qualityChecks(made.view(inTime.now)).map(({ value }) => value);
    expect(values[0]).toContain('it took 2 working days. The incident: Tuesday 15 December 2026');
    expect(values[3]).toContain('Yes: it took 15 working days');
  });

  it('take the first report alone, not one that follows the panel’s answer', () => {
    const made = caseOf({ ...inTime, reported: '2027-01-12' });
    const instance = 'after-panel-answer';
    made.opened('rapid-review-outcome-to-panel', '2027-03-01', { instance, parts: ['national-panel'] });
    made.letter(
      'rapid-review-outcome-to-panel',
      'national-panel',
      'notice',
      { acceptedAtMs: at('2027-03-02') },
      instance,
    );
    expect(qualityChecks(made.view('2027-04-01'))[2]?.value).toContain('Tuesday 12 January 2027');
  });

  it('say that a date beyond the known bank holidays cannot be counted', () => {
    const [first] = qualityChecks(caseOf({ incident: '2028-12-28', now: '2028-12-29' }).view('2028-12-29'));
    expect(first?.value).toMatch(/^It cannot be counted\. Bank holidays are known/);
  });
});
