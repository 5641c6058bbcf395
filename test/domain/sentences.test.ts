import type { DutyState } from '../../domain/case-view';
import type { Entry } from '../../domain/record';
import { sentenceOf } from '../../domain/sentences';
import type { UnreadableReason } from '../../domain/unreadable';

const at = { number: 7, atMs: Date.UTC(2026, 11, 15, 9) };
const due = { kind: 'due', duty: 'd', instance: '-', round: 1, title: 'Hold the meeting' } as const;
const police = { recipient: 'police-partner', person: 'police-partner' } as const;
const ofsted = { recipient: 'ofsted', person: 'ofsted', address: 'a@example.org' } as const;
const letter = {
  kind: 'letter',
  letter: 'l',
  duty: 'd',
  instance: '-',
  title: 'Notify',
  to: ofsted,
} as const;

const asked = {
  ...due,
  duty: 'agency-information',
  instance: 'schools',
  title: 'What does your agency know?',
} as const;

describe('the sentence of an entry', () => {
  it.each<[string, Entry]>([
    ['The case is now at: Rapid review.', { ...at, kind: 'stage', stage: 'rapid-review' }],
    [
      'Opened: “Hold the meeting”, due Friday 18 December 2026.',
      { ...at, ...due, dueOn: '2026-12-18', alarmOn: '2026-12-18' },
    ],
    [
      'Opened: “Hold the meeting”, due Friday 18 December 2026; alarm on the earliest reading, Thursday 17 December 2026.',
      { ...at, ...due, dueOn: '2026-12-18', alarmOn: '2026-12-17' },
    ],
    ['Opened: “Hold the meeting”, no date is known yet.', { ...at, ...due, dueOn: null, alarmOn: null }],
    [
      'Opened: “Hold the meeting”, its time limit is lifted by a relaxation.',
      { ...at, ...due, dueOn: null, alarmOn: null, relaxed: 'lifted' },
    ],
    [
      'New alarm for “Hold the meeting”, by the earliest reading: Thursday 17 December 2026. It counts from the day on which the panel was notified.',
      {
        ...{ ...at, ...due, dueOn: null, alarmOn: '2026-12-17' },
        redated: { from: null, because: 'panel-notification' },
      },
    ],
    [
      'Opened: “Hold the meeting”, due Friday 18 December 2026, moved by a relaxation.',
      { ...at, ...due, dueOn: '2026-12-18', alarmOn: '2026-12-18', relaxed: 'moved' },
    ],
    [
      'No date for “Hold the meeting”: its time limit is lifted by a relaxation (before: no date).',
      {
        ...{ ...at, ...due, dueOn: null, alarmOn: null, relaxed: 'lifted' },
        redated: { from: null, because: '' },
      },
    ],
    [
      'Opened for the agency’s safeguarding lead (schools): “What does your agency know?”, due Friday 18 December 2026.',
      { ...at, ...asked, dueOn: '2026-12-18', alarmOn: '2026-12-18' },
    ],
    [
      'New date for “What does your agency know?” of the agency’s safeguarding lead (schools): due Friday 18 December 2026 (before: no date).',
      {
        ...at,
        ...asked,
        dueOn: '2026-12-18',
        alarmOn: '2026-12-18',
        redated: { from: null, because: '' },
      },
    ],
    [
      '“What does your agency know?” of the agency’s safeguarding lead (schools) is overdue: its day was Thursday 17 December 2026.',
      { ...at, ...asked, kind: 'breach', ordinal: 1, alarmOn: '2026-12-17' },
    ],
    [
      'An answer to “d” from the health partner was not taken: it came too late, and the case had gone on without it.',
      {
        ...at,
        kind: 'refused',
        duty: 'd',
        instance: '-',
        round: 1,
        because: 'too-late',
        by: { recipient: 'health-partner', person: 'health-partner' },
        answer: { choice: 'met', facts: {} },
      },
    ],
    [
      'No answer: The authority decided before these had answered: the health partner, the police partner.',
      {
        ...at,
        kind: 'entry',
        event: 'silence',
        title: 'The authority decided before these had answered',
        facts: { silent: ['health-partner', 'police-partner'] },
      },
    ],
    [
      'No answer: Agencies had not answered: the agency’s safeguarding lead (schools).',
      {
        ...at,
        kind: 'entry',
        event: 'silence',
        title: 'Agencies had not answered',
        facts: { silent: ['schools'] },
      },
    ],
    [
      'The police partner answered “Met?”: Yes, it is met.',
      {
        ...at,
        ...due,
        kind: 'answer',
        title: 'Met?',
        by: police,
        answer: { choice: 'met', facts: {} },
        choiceLabel: 'Yes, it is met',
      },
    ],
    [
      'Second reminder to the police partner, the agency’s safeguarding lead (schools): “Hold the meeting”, due Friday 18 December 2026.',
      {
        ...at,
        ...due,
        kind: 'reminder',
        ordinal: 2,
        to: ['police-partner', 'agency-lead:schools'],
        dueOn: '2026-12-18',
      },
    ],
    [
      '“Hold the meeting” is still overdue: its day was Thursday 17 December 2026.',
      { ...at, ...due, kind: 'breach', ordinal: 2, alarmOn: '2026-12-17' },
    ],
    [
      'Letter to Ofsted about “Notify” was accepted by the mail server (250 taken).',
      { ...at, ...letter, letterKind: 'notice', state: 'accepted', response: '250 taken' },
    ],
    [
      'Letter to Ofsted about “Notify” could not be delivered yet and is being tried again (451 later).',
      { ...at, ...letter, letterKind: 'notice', state: 'retrying', response: '451 later' },
    ],
    [
      'Letter to Ofsted about “Notify” broke off at its end, so it may have arrived; it is being tried again (cut off).',
      {
        ...at,
        ...letter,
        letterKind: 'notice',
        state: 'retrying',
        mayHaveArrived: true,
        response: 'cut off',
      },
    ],
    [
      'Letter to Ofsted about “Notify” broke off at its end, so it may have arrived; trying has ended.',
      { ...at, ...letter, letterKind: 'notice', state: 'given-up', mayHaveArrived: true },
    ],
    [
      'An answer to “d” from the police partner was not taken: the person was not asked.',
      { ...at, kind: 'refused', duty: 'd', because: 'not-asked', by: police },
    ],
    [
      'An answer to “d” from the police partner was not taken. “Held on” lies before Friday 18 December 2026.',
      {
        ...at,
        kind: 'refused',
        duty: 'd',
        because: 'not-allowed',
        by: police,
        detail: '“Held on” lies before 2026-12-18.',
      },
    ],
    [
      'Withdrawn by the police partner: Opened in error.',
      { ...at, kind: 'entry', event: 'withdrawn', title: 'Opened in error', by: police },
    ],
  ])('is: %s', (sentence, entry) => {
    expect(sentenceOf(entry, { story: [entry] })).toBe(sentence);
  });

  it('names a question that the case has not opened as its edition has it', () => {
    const entry = { ...at, kind: 'refused', duty: 'publication-date', because: 'not-open' } as const;
    expect(sentenceOf(entry, { story: [entry] })).toContain('An answer to “On which day is the report');
  });

  it('names the question of an answer that was not taken also where the story has not opened it', () => {
    const entry: Entry = { ...at, kind: 'refused', duty: 'correction', because: 'not-allowed', by: police };
    const duties = [{ duty: 'correction', title: 'Correct an entry of the record' }] as DutyState[];
    expect(sentenceOf(entry, { story: [entry], duties })).toBe(
      'An answer to “Correct an entry of the record” from the police partner was not taken: the rules do not allow it yet.',
    );
  });

  it('does not call overdue what has its day by the main reading still ahead', () => {
    const opened: Entry = { ...at, ...due, number: 3, dueOn: '2026-12-18', alarmOn: '2026-12-17' };
    const announced = (on: string): Entry => ({
      ...due,
      number: 7,
      atMs: Date.parse(`${on}T09:00:00Z`),
      kind: 'breach',
      ordinal: 1,
      alarmOn: '2026-12-17',
    });
    expect(sentenceOf(announced('2026-12-18'), { story: [opened] })).toBe(
      '“Hold the meeting” is still open: by the strictest reading its day was Thursday 17 December 2026, by the main reading it is due Friday 18 December 2026.',
    );
    expect(sentenceOf(announced('2026-12-19'), { story: [opened] })).toContain('is overdue');
  });

  it('says what was decided, and who was of another mind', () => {
    const given: Entry = {
      ...at,
      ...due,
      kind: 'answer',
      title: 'Is the threshold for notification met?',
      by: police,
      answer: { choice: 'not-met', facts: {} },
      choiceLabel: 'No, it is not met',
    };
    const decided: Entry = {
      ...at,
      number: 8,
      kind: 'entry',
      event: 'decided',
      title: 'Threshold for notification decided',
      facts: { choice: 'met' },
    };
    const dissent: Entry = {
      ...decided,
      event: 'dissent',
      title: 'Decided otherwise',
      by: police,
      facts: { choice: 'not-met' },
    };
    const story = [given, dissent, decided];
    expect(sentenceOf(decided, { story })).toBe('Decided: the threshold for notification is met.');
    expect(sentenceOf(dissent, { story })).toBe(
      'Dissent: the police partner answered “Is the threshold for notification met?” otherwise: No, it is not met.',
    );
  });

  it('names people, agencies and events as the directory and people know them; without a directory by their ids', () => {
    const over: Entry = {
      ...at,
      kind: 'entry',
      event: 'handed-over',
      title: 'The case was handed over',
      by: { recipient: 'business-unit', person: 'a' },
      facts: { person: 'b' },
    };
    const sentence = 'Handed over by the business unit to';
    expect(sentenceOf(over, { story: [] }, { people: { b: 'Officer B' } })).toBe(`${sentence} Officer B.`);
    expect(sentenceOf(over, { story: [] })).toBe(`${sentence} b.`);
    const lead = {
      recipient: 'agency-lead',
      person: 'x',
      agency: 'schools',
      address: 'a@example.org',
    } as const;
    const sent: Entry = { ...at, ...letter, to: lead, letterKind: 'question', state: 'accepted' };
    expect(sentenceOf(sent, { story: [] }, { agencies: { schools: 'City schools' } })).toContain(
      '(City schools)',
    );
    const redated = { from: null, because: 'authority-aware' };
    const moved: Entry = { ...at, ...due, dueOn: '2026-12-18', alarmOn: null, redated };
    expect(sentenceOf(moved, { story: [] })).toMatch(
      /It counts from the day on which the authority became aware\.$/u,
    );
  });

  it('names the question of a refused answer as people know it', () => {
    const opened: Entry = { ...at, ...due, dueOn: null, alarmOn: null };
    const refused: Entry = { ...at, kind: 'refused', duty: 'd', because: 'closed' };
    expect(sentenceOf(refused, { story: [opened, refused] })).toContain('“Hold the meeting”');
  });

  it('says by name who of the staff did something; of who is not staff by the role alone', () => {
    const names = { people: { a: 'Officer A' } };
    const officer = { recipient: 'business-unit', person: 'a' } as const;
    const told = (entry: Entry) => sentenceOf(entry, { story: [] }, names);
    const noted = (event: 'withdrawn' | 'corrected' | 'fact', title: string): Entry => ({
      ...at,
      kind: 'entry',
      event,
      title,
      by: officer,
    });
    const who = 'Officer A (business unit)';
    expect(told(noted('withdrawn', 'Opened in error'))).toBe(`Withdrawn by ${who}: Opened in error.`);
    expect(told(noted('corrected', 'An entry'))).toBe(`Corrected by ${who}: An entry.`);
    const answered: Entry = { ...at, ...due, kind: 'answer', by: officer, answer: { facts: {} } };
    expect(told(answered)).toBe(`${who} recorded: “Hold the meeting”.`);
    const refused: Entry = { ...at, kind: 'refused', duty: 'd', because: 'closed', by: officer };
    expect(told(refused)).toContain(`from ${who} was not taken`);
    expect(sentenceOf(answered, { story: [] })).toMatch(/^The business unit recorded/u);
    expect(told({ ...answered, by: { ...officer, person: 'gone' } })).toMatch(/^The business unit recorded/u);
  });

  it('names the letter that was sent in another way by what it is about and to whom it went', () => {
    const sent: Entry = { ...at, ...letter, number: 3, letterKind: 'notice', state: 'accepted' };
    const recorded: Entry = {
      ...at,
      ...due,
      kind: 'answer',
      duty: 'sent-otherwise',
      title: 'Record that a letter was sent in another way',
      by: { recipient: 'business-unit', person: 'a' },
      answer: { facts: { letter: 'l', sentOn: '2026-11-29' } },
    };
    expect(sentenceOf(recorded, { story: [sent, recorded] })).toBe(
      'The business unit recorded: “Record that a letter was sent in another way”: letter to Ofsted about “Notify”, on Sunday 29 November 2026.',
    );
  });

  it.each<UnreadableReason | 'not an answer'>([
    'not-encrypted',
    'unknown-encoding',
    'malformed',
    'other-case',
    'not-authentic',
    'broken-content',
    'unknown-key',
    'missing-key',
    'not an answer',
  ])('says in plain English why something could not be read: %s', (detail) => {
    const refused: Entry = { ...at, kind: 'refused', duty: 'd', because: 'unreadable', detail };
    const sentence = sentenceOf(refused, { story: [] });
    expect(sentence).toMatch(/^An answer to “d” from somebody was not taken: it [a-z ,’]+\.$/u);
    expect(sentence).not.toContain(detail.includes('-') ? detail : 'taken: not');
  });

  it('says in plain English what could not be made a question of its own', () => {
    const problem = (title: string): Entry => ({ ...at, kind: 'entry', event: 'problem', title });
    const told = (code: string) => sentenceOf(problem(`Correct an entry: ${code}`), { story: [] });
    expect(told('letter-undelivered')).toBe(
      'To be put right: Correct an entry: a letter could not be delivered.',
    );
    expect(told('role-unfilled')).toBe('To be put right: Correct an entry: nobody holds the role.');
    expect(told('date-unknown')).toBe('To be put right: Correct an entry: a date could not be worked out.');
  });

  it('says of a corrected entry which one took its place', () => {
    const stage: Entry = { ...at, kind: 'stage', stage: 'report' };
    const title = 'An entry was corrected';
    const later: Entry = { ...at, number: 9, kind: 'entry', event: 'corrected', title, supersedes: 7 };
    expect(sentenceOf(stage, { story: [stage, later] })).toContain(
      'Corrected by entry 9 on 15 December 2026 at 09:00.',
    );
  });
});
