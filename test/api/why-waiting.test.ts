import { whyWaiting } from '../../api/why-waiting';
import type { DutyState } from '../../domain/case-view';
import { fixDates, weeklyAfter } from '../../domain/clock';
import type { Recipient } from '../../domain/duty';
import { editions } from '../../domain/editions';
import type { LetterRecord, LetterState } from '../../domain/record';
import { addressee, duty, nowMs } from './support/sample-case';

const agencies = { schools: 'Exampleshire schools' };
const unit = addressee('business-unit');
const lead = { ...addressee('agency-lead'), agency: 'schools' };
const asked = { openedAtMs: Date.UTC(2026, 11, 14, 9), watchers: [unit] };
const reminder = { kind: 'reminder', on: '2026-12-15' } as const;

const letter = (
  state: DutyState,
  to: Recipient,
  sent: LetterState,
  changed: Partial<LetterRecord> = {},
): LetterRecord => ({
  id: `${state.duty}/-/1/notice/0/${to}`,
  kind: state.kind === 'question' ? 'question' : 'notice',
  duty: state.duty,
  instance: '-',
  round: 1,
  ordinal: 0,
  to: addressee(to),
  state: sent,
  attempts: 1,
  possiblySentTwice: false,
  ...changed,
});

type Known = { now?: number; others?: DutyState[]; letters?: LetterRecord[] };
const why = (state: DutyState, { now = nowMs, others = [], letters = [] }: Known = {}): string =>
  whyWaiting(state, { duties: [state, ...others], letters, nowMs: now }, agencies);

const threshold = (changed: Partial<DutyState> = {}) =>
  duty('notification-threshold', { ...asked, openedAtMs: Date.UTC(2026, 11, 11, 10), ...changed });
const later = Date.UTC(2026, 11, 16, 10);
const director = duty('report-forwarded-to-director', {
  ...asked,
  addressees: [addressee('director')],
  nextAlarm: { kind: 'breach', on: '2026-12-15' },
});
const outcome = duty('threshold-outcome-to-referrer', {
  ...asked,
  addressees: [addressee('referrer')],
  nextAlarm: { kind: 'reminder', on: '2026-12-16' },
});
const looked = duty('looked-after-death', {
  ...asked,
  addressees: [addressee('dfe')],
  awaited: [],
  provenBy: 'looked-after-notification',
  reminders: 2,
  nextAlarm: { kind: 'breach', on: '2026-12-19' },
});
const keptClock = editions['working-together-2018'].duties['kept-public'].clock;
const unanswered = 'notification-threshold/-/1/police-partner';

const weeklyAtMs = weeklyAfter('2026-12-11');

describe('why a duty waits', () => {
  it('promises neither a reminder nor an announcement once the case was stopped from outside', () => {
    const stopped = { duties: [], letters: [], nowMs, stoppedAtMs: nowMs };
    for (const state of [threshold(), outcome, duty('threshold-silence', { kind: 'wait' })])
      expect(whyWaiting(state, stopped, agencies)).toBe(
        'Still open when the case was stopped from outside: nothing reminds of it any more.',
      );
  });

  it.each<[string, DutyState, Known, string]>([
    [
      'that a day of publication stands already, and that another can be proposed',
      duty('publication-date', { ...asked, round: 2, addressees: [unit] }),
      {},
      'A day is proposed already. Another can be proposed here until the report is published: nothing is owed while the day stands.',
    ],
    [
      'on whom, since when, who has answered, and what happens next',
      threshold({
        awaited: ['police-partner'],
        answeredBy: [{ by: { recipient: 'health-partner', person: 'h' }, entry: 5, atMs: nowMs }],
        reminders: 2,
        nextAlarm: { kind: 'breach', on: '2026-12-19' },
      }),
      { now: later },
      'Waiting for the police partner since Friday 11 December; the health partner has answered; reminded twice. If nothing comes, it is announced as overdue on Saturday 19 December to the police partner and the business unit.',
    ],
    [
      'which deputy has it, whose days may be over, and of none whose answer has come',
      threshold({
        awaited: ['police-partner'],
        addressees: (['police-partner', 'health-partner'] as const).map((role) => ({
          ...addressee(role),
          deputyFor: role,
        })),
        nextAlarm: { kind: 'breach', on: '2026-12-19' },
      }),
      { now: later },
      'Waiting for the police partner since Friday 11 December; it was put to a deputy of the police partner. If nothing comes, it is announced as overdue on Saturday 19 December to the police partner and the business unit.',
    ],
    [
      'with the reminder that comes first',
      threshold({ nextAlarm: reminder }),
      {},
      'Waiting for the local authority partner, the health partner and the police partner since Friday 11 December. If nothing comes, a reminder goes out on Tuesday 15 December; it is announced as late by the strictest reading on Friday 18 December to the local authority partner, the health partner, the police partner and the business unit.',
    ],
    [
      'of an agency by its title',
      duty('agency-information', { ...asked, instance: 'schools', addressees: [lead], reminders: 3 }),
      {},
      'Waiting for the safeguarding lead of Exampleshire schools since today; reminded 3 times. Its date is not known yet. It counts from the day on which the agency was asked. If nothing comes, it is called to mind on Monday 21 December, and then weekly.',
    ],
    [
      'with one of several where the first answer settles it',
      duty('children-made-safe', { ...asked, addressees: [unit, addressee('director')] }),
      {},
      'Waiting for the business unit or the Director of Children and Adult Services since today. Nothing reminds of it: it stands here until it is recorded.',
    ],
    [
      'when the alarm rings this very morning, or within the hour',
      threshold({ awaited: ['police-partner'], nextAlarm: { kind: 'breach', on: '2026-12-21' } }),
      { now: Date.UTC(2026, 11, 21, 8, 59) },
      'Waiting for the police partner since Friday 11 December. If nothing comes, it is announced as overdue today at 09:00 to the police partner and the business unit.',
    ],
    [
      'where its day had passed when it was opened',
      threshold({ awaited: ['police-partner'], nextAlarm: { kind: 'breach', on: '2026-12-19' } }),
      { now: Date.UTC(2026, 11, 21, 10) },
      'Waiting for the police partner since Friday 11 December. If nothing comes, it is announced as overdue within the hour to the police partner and the business unit.',
    ],
    [
      'of what is overdue, that it is announced again',
      threshold({
        awaited: ['police-partner'],
        reminders: 1,
        breaches: 1,
        weeklyAtMs: weeklyAfter('2026-12-19'),
      }),
      { now: Date.UTC(2026, 11, 21, 10) },
      'Waiting for the police partner since Friday 11 December; reminded once; announced as overdue once. If nothing comes, that is announced again on Saturday 26 December to the police partner and the business unit, and then weekly.',
    ],
    [
      'of what has been dated anew, not that it was overdue',
      threshold({
        awaited: ['police-partner'],
        breaches: 1,
        nextAlarm: { kind: 'breach', on: '2026-12-19' },
      }),
      {},
      'Waiting for the police partner since Friday 11 December. If nothing comes, it is announced as overdue on Saturday 19 December to the police partner and the business unit.',
    ],
    [
      'of a question without a clock, that it is called to mind',
      duty('publication-form', { ...asked, awaited: ['scrutineer'], weeklyAtMs }),
      {},
      'Waiting for the independent scrutineer since today. If nothing comes, it is called to mind on Friday 18 December, and then weekly.',
    ],
    [
      'with the year where it is another one',
      duty('publication-form', { ...asked, awaited: ['scrutineer'], weeklyAtMs }),
      { now: Date.UTC(2027, 0, 4, 10) },
      'Waiting for the independent scrutineer since Monday 14 December 2026. If nothing comes, it is called to mind on Friday 8 January, and then weekly.',
    ],
    [
      'of what staff record without a clock, that nothing reminds of it',
      duty('publication-date', { ...asked }),
      {},
      'Waiting for the business unit since today. Nothing reminds of it: it stands here until it is recorded.',
    ],
    [
      'of a date that is not known yet, what it counts from',
      duty('rapid-review-meeting', { ...asked }),
      {},
      'Waiting for the business unit since today. Its date is not known yet. It counts from the day on which the panel acknowledged. Nothing reminds of it: it stands here until it is recorded.',
    ],
    [
      'of the notification, that only its reference proves it',
      duty('panel-notification', { ...asked, nextAlarm: { kind: 'breach', on: '2026-12-17' } }),
      {},
      'Waiting for the business unit since today; not proven sent until the reference is entered. If nothing comes, it is announced as late by the strictest reading on Thursday 17 December to the business unit.',
    ],
    [
      'of a notice that only a reference proves, who is to enter it',
      looked,
      { others: [duty('looked-after-notification', { addressees: [unit] })] },
      'Not proven sent since today; the business unit is to enter the reference under “Enter the reference of the government’s system for the death of the looked-after child”; reminded twice. If nothing comes, it is announced as overdue on Saturday 19 December to the business unit.',
    ],
    [
      'of the question that proves a notice, that it goes by the clock of the notice',
      duty('looked-after-notification', { ...asked }),
      { others: [looked] },
      'Waiting for the business unit since today; not proven sent until the reference is entered. Its time limit and its reminders are those of “Notify the Department for Education and Ofsted of the death of a looked-after child”.',
    ],
    [
      'of a notice on its way, the letter that is tried again',
      director,
      {
        letters: [letter(director, 'director', 'retrying', { retryUntilMs: Date.UTC(2026, 11, 16, 10, 41) })],
      },
      'On its way to the Director of Children and Adult Services since today; the letter is not delivered yet and tried again until 16 December 2026 at 10:41. If it does not arrive, it is announced as overdue on Tuesday 15 December to the business unit.',
    ],
    [
      'of a letter that broke off at its end, that it may have arrived',
      director,
      {
        letters: [
          letter(director, 'director', 'retrying', {
            possiblySentTwice: true,
            retryUntilMs: Date.UTC(2026, 11, 16, 10, 41),
          }),
        ],
      },
      'On its way to the Director of Children and Adult Services since today; the letter may have arrived, and is tried again until 16 December 2026 at 10:41. If it does not arrive, it is announced as overdue on Tuesday 15 December to the business unit.',
    ],
    [
      'of a letter that broke off at its end and is given up, that it may have arrived',
      director,
      { letters: [letter(director, 'director', 'given-up', { possiblySentTwice: true })] },
      'On its way to the Director of Children and Adult Services since today; the letter may have arrived, and is not tried again. If it does not arrive, it is announced as overdue on Tuesday 15 December to the business unit.',
    ],
    [
      'of a letter that could not be delivered, who is asked about it',
      director,
      {
        letters: [letter(director, 'director', 'refused')],
        others: [
          duty('letter-undelivered', { instance: 'report-forwarded-to-director/-/1/notice/0/director' }),
        ],
      },
      'On its way to the Director of Children and Adult Services since today; the letter is not delivered, and is not tried again, and the business unit is asked what is to be done. If it does not arrive, it is announced as overdue on Tuesday 15 December to the business unit.',
    ],
    [
      'of a notice that reports a decision, that it waits for it',
      outcome,
      {},
      'Waiting since today for the decision that it reports; it then goes to the referrer. If no decision comes, a reminder goes out on Wednesday 16 December to the business unit; it is announced as overdue on Saturday 19 December to the business unit.',
    ],
    [
      'of a notice with nobody to send it to, that there is nobody',
      { ...outcome, addressees: [] },
      {},
      'Nobody to send it to yet, since today; nobody is named in the directory for the referrer. If it does not arrive, a reminder goes out on Wednesday 16 December to the business unit; it is announced as overdue on Saturday 19 December to the business unit.',
    ],
    [
      'of somebody whom the directory does not name, who is asked who it is',
      threshold({
        addressees: [addressee('health-partner')],
        awaited: ['health-partner', 'police-partner'],
        nextAlarm: { kind: 'breach', on: '2026-12-19' },
      }),
      { others: [duty('role-unfilled', { instance: unanswered })] },
      'Waiting for the health partner and the police partner since Friday 11 December; nobody is named in the directory for the police partner, and the business unit is asked who it is. If nothing comes, it is announced as overdue on Saturday 19 December to the health partner and the business unit.',
    ],
    [
      'of a wait for the partners, what follows their silence',
      duty('threshold-silence'),
      {},
      'Waiting for the partners until Thursday 17 December at 09:00. Those who have not answered by then are waited for no longer: the authority is asked to decide alone.',
    ],
    [
      'of what is kept public, until the end of which day',
      duty('kept-public', { dates: fixDates({ clock: keptClock, events: { publication: '2026-12-11' } }) }),
      {},
      'Waiting for the end of Saturday 11 December 2027; nobody owes anything for it.',
    ],
    ['of a wait whose day is not known', duty('kept-public'), {}, 'Waiting for a day that is not known yet.'],
  ])('says %s', (_what, state, known, sentence) => {
    expect(why(state, known)).toBe(sentence);
  });

  it('says nothing of a letter that did arrive, or was followed by one that did', () => {
    const refused = letter(director, 'director', 'refused');
    const accepted = letter(director, 'director', 'accepted', { id: 'second' });
    expect(why(director, { letters: [refused, accepted] })).not.toContain('delivered');
  });
});
