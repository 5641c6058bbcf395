import { londonInstant } from '../../../domain/calendar/london';
import type { CaseRow, CaseView, DutyState } from '../../../domain/case-view';
import { fixDates } from '../../../domain/clock';
import { citeSource, type Duty, type IncidentDuty, type Recipient, type Role } from '../../../domain/duty';
import { editions } from '../../../domain/editions';
import type { Addressee } from '../../../domain/opened-duty';
import type { LetterRecord, Opening, Parcel } from '../../../domain/record';

export const reference = 'SI-2026-7K3Q';
export const nowMs = Date.UTC(2026, 11, 14, 9, 12);
const duties = editions['working-together-2018'].duties;

export const addressee = (recipient: Recipient): Addressee => ({
  recipient,
  person: recipient === 'business-unit' ? 'business-unit-a' : recipient,
  address: `${recipient}@exampleshire.example`,
});

export const opening = (parcel: Parcel): Opening => ({
  reference,
  tokenHash: 'token-hash',
  contentHash: 'content-hash',
  edition: 'working-together-2018',
  training: true,
  openedAtMs: Date.UTC(2026, 11, 11, 10, 40),
  acceptance: 'accepted',
  likelyDuplicates: [],
  reportedBy: {
    source: 'agency',
    person: 'referrer',
    address: 'reporter@schools.exampleshire.example',
    agency: 'schools',
  },
  incidentOn: '2026-12-10',
  authorityAwareOn: '2026-12-11',
  reportReceivedOn: '2026-12-11',
  children: [{ child: 1, outcome: 'seriously-harmed', unexpectedDeath: false, lookedAfter: false }],
  place: 'in-area',
  agencies: ['schools', 'police'],
  handler: 'business-unit-a',
  marks: ['mark-one'],
  parcel,
});

/** A duty as the 2018 edition has it, opened on 11 December 2026, with what a test changes. */
export function duty(id: IncidentDuty, changed: Partial<DutyState> = {}): DutyState {
  const data: Duty = duties[id];
  const roles: readonly Role[] = 'asks' in data ? data.asks.roles : [];
  const addressees = changed.addressees ?? roles.map(addressee);
  const events = { incident: '2026-12-10', 'authority-aware': '2026-12-11', 'report-received': '2026-12-11' };
  const parts = addressees.map((to) =>
    to.recipient === 'agency-lead' ? `agency-lead:${to.agency ?? ''}` : to.recipient,
  );
  return {
    duty: id,
    kind: 'asks' in data ? 'question' : 'tells' in data ? 'notice' : 'wait',
    instance: '-',
    round: 1,
    edition: 'working-together-2018',
    title: data.title,
    stage: data.stage,
    source: citeSource(data.source),
    ...(data.guidance === undefined ? {} : { guidance: data.guidance }),
    dates: data.clock === undefined ? null : fixDates({ clock: data.clock, events }),
    weeklyAtMs: [],
    addressees,
    parts,
    watchers: [],
    rule: 'asks' in data ? data.asks.rule : null,
    form: 'asks' in data ? data.form : null,
    shows: data.shows ?? [],
    problems: [],
    openedAtMs: Date.UTC(2026, 11, 11, 10, 40),
    state: 'open',
    answeredBy: [],
    awaited: parts,
    reminders: 0,
    breaches: 0,
    ...changed,
  };
}

/** A case on its second working day: the threshold is asked, one partner has answered. */
export function caseView(parcel: Parcel, changed: Partial<CaseView> = {}): CaseView {
  const threshold = duty('notification-threshold', {
    awaited: ['local-authority-partner', 'police-partner'],
    answeredBy: [
      { by: { recipient: 'health-partner', person: 'health-partner' }, entry: 5, atMs: nowMs - 3_600_000 },
    ],
    reminders: 1,
    nextAlarm: { kind: 'reminder', on: '2026-12-15' },
  });
  return {
    reference,
    opening: opening(parcel),
    stage: 'threshold',
    nowMs,
    closed: false,
    duties: [
      threshold,
      duty('children-made-safe'),
      duty('report-forwarded-to-director', { addressees: [addressee('director')] }),
      duty('correction'),
      duty('hand-over'),
      duty('withdrawal'),
      duty('sent-otherwise'),
    ],
    letters: [
      {
        id: 'notification-threshold/-/1/question/0/police-partner',
        kind: 'question',
        duty: 'notification-threshold',
        instance: '-',
        round: 1,
        ordinal: 0,
        to: addressee('police-partner'),
        state: 'accepted',
        attempts: 1,
        possiblySentTwice: false,
        response: '250 2.0.0 taken',
        acceptedAtMs: londonInstant('2026-12-11', '10:41'),
      },
      {
        id: 'report-forwarded-to-director/-/1/notice/0/director',
        kind: 'notice',
        duty: 'report-forwarded-to-director',
        instance: '-',
        round: 1,
        ordinal: 0,
        to: addressee('director'),
        state: 'retrying',
        attempts: 3,
        possiblySentTwice: false,
        response: '451 4.7.1 greylisted, try again later',
        retryUntilMs: londonInstant('2026-12-16', '10:41'),
      },
    ],
    story: [
      { number: 1, atMs: nowMs - 250_000_000, kind: 'entry', event: 'opened', title: 'The report came in' },
      { number: 2, atMs: nowMs - 250_000_000, kind: 'stage', stage: 'threshold' },
      {
        number: 3,
        atMs: nowMs - 249_000_000,
        kind: 'due',
        duty: threshold.duty,
        instance: '-',
        round: 1,
        title: threshold.title,
        dueOn: threshold.dates?.dueOn ?? null,
        alarmOn: threshold.dates?.alarmOn ?? null,
      },
      {
        number: 4,
        atMs: nowMs - 240_000_000,
        kind: 'letter',
        letter: 'notification-threshold/-/1/question/0/police-partner',
        letterKind: 'question',
        duty: threshold.duty,
        instance: '-',
        title: threshold.title,
        to: addressee('police-partner'),
        state: 'accepted',
        response: '250 2.0.0 taken',
      },
      {
        number: 5,
        atMs: nowMs - 3_600_000,
        kind: 'answer',
        duty: threshold.duty,
        instance: '-',
        round: 1,
        title: threshold.title,
        by: { recipient: 'health-partner', person: 'health-partner' },
        answer: { choice: 'met', facts: {} },
        choiceLabel: 'Yes, it is met',
      },
      {
        number: 6,
        atMs: nowMs - 3_000_000,
        kind: 'refused',
        duty: threshold.duty,
        because: 'not-asked',
        by: { recipient: 'scrutineer', person: 'scrutineer' },
      },
    ],
    ...changed,
  };
}

export const memo = (changed: Partial<CaseRow> = {}): CaseRow => ({
  reference,
  stage: 'threshold',
  openedAtMs: Date.UTC(2026, 11, 11, 10, 40),
  children: 1,
  handler: 'business-unit-a',
  edition: 'working-together-2018',
  training: true,
  next: { duty: 'notification-threshold', title: 'Is the threshold for notification met?', on: '2026-12-18' },
  waitingFor: ['police-partner', 'local-authority-partner'],
  breaches: 0,
  notSafe: false,
  tokenHash: 'token-hash',
  contentHash: 'content-hash',
  incidentOn: '2026-12-10',
  marks: ['mark-one'],
  awaited: [],
  moreAwaited: 0,
  ...changed,
});

/** The copy of the report that a body took on a day, at ten in London. */
export const reportTo = (recipient: 'national-panel' | 'dfe', on: string): LetterRecord => ({
  id: `report-to-panel-and-department/-/1/notice/0/${recipient}`,
  kind: 'notice',
  duty: 'report-to-panel-and-department',
  instance: '-',
  round: 1,
  ordinal: 0,
  to: addressee(recipient),
  state: 'accepted',
  attempts: 1,
  possiblySentTwice: false,
  acceptedAtMs: londonInstant(on, '10:00'),
});
