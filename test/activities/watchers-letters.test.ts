import { composeLetter } from '../../activities/letters/compose';
import { asHtml, asText } from '../../activities/letters/render';
import type { LetterContext } from '../../activities/letters/letter';
import type { LetterOrder } from '../../domain/letter';
import { anOrder, datesFor } from './an-order';

const context: LetterContext = {
  link: 'https://reviews.exampleshire.example/w/a.b',
  partnership: { name: 'Exampleshire Partnership', telephone: '01632 960100' },
  agencies: { housing: 'Exampleshire Housing' },
  todayOn: '2026-12-19',
};
const director = { recipient: 'director', person: 'director', address: 'director@x.example' } as const;
const unit = { recipient: 'business-unit', person: 'business-unit-a', address: 'unit@x.example' } as const;
const safe = { duty: 'children-made-safe', title: 'Are the child and any other children safe?' };
const housing = {
  duty: 'agency-information',
  instance: 'housing',
  title: 'What does your agency know about the child and the family?',
};
const wordsOf = (over: Parameters<typeof anOrder>[0]): string => {
  const letter = composeLetter(anOrder(over), context);
  return [letter.subject, asText(letter)].join('\n');
};
const subjectOf = (over: Parameters<typeof anOrder>[0]): string =>
  composeLetter(anOrder(over), context).subject;
const breach = { kind: 'breach', ordinal: 1 } as const;

describe('The letter to somebody who only watches a duty', () => {
  const overdue = { ...breach, to: director, owedBy: ['business-unit'], duty: safe };

  it('says that it is open, since when, and who owes it, and asks nothing of its reader', () => {
    const words = wordsOf(overdue);
    expect(words).toContain('[SI-2026-7K3Q] Still open: immediate safety (was due Fri 18 Dec)');
    expect(words).toContain(
      'This was due on Friday 18 December 2026 and is still open: Are the child and any other children safe?',
    );
    expect(words).toContain('It is owed by the business unit, not by you: you need not answer.');
    expect(words).toContain('Please see to it that who owes it does it');
    expect(words).toContain('This letter comes to you as the Director of Children and Adult Services.');
    expect(words).not.toMatch(/record it|Read and|If something stands in the way, please tell/u);
  });

  it('has a button that asks for nothing', () => {
    expect(wordsOf(overdue)).toContain('See how it stands:\nhttps://reviews.exampleshire.example/w/a.b');
    expect(wordsOf({ ...overdue, to: unit, owedBy: ['health-partner'] })).toContain('Open the case:\n');
  });

  it('names all who owe it still', () => {
    const owedBy = ['health-partner', 'police-partner', 'agency-lead:housing'];
    expect(wordsOf({ ...overdue, owedBy })).toContain(
      'It is owed by the health partner, the police partner and the safeguarding lead of Exampleshire Housing, not by you',
    );
    expect(wordsOf({ ...overdue, owedBy: [] })).toContain('It is not owed by you: you need not answer.');
  });

  it('tells the business unit, which drives the case, to help and to note the reason', () => {
    const words = wordsOf({ ...overdue, to: unit, owedBy: ['health-partner'] });
    expect(words).toContain('note the reason in the record of the case');
    expect(words).not.toMatch(/(ring|ask|tell) the business unit/u);
  });

  it('says from the second on how often it has been said, and that the main reading’s day is to come', () => {
    const dates = datesFor('2026-12-21', '2026-12-18');
    const words = wordsOf({ ...overdue, ordinal: 2, duty: { ...safe, dates } });
    expect(words).toContain('This is letter 2 about it.');
    expect(words).toContain('By the main reading this is due on Monday 21 December 2026.');
  });

  it('names the agency from which information is still to come, in subject and body', () => {
    const about = { ...breach, to: unit, owedBy: ['agency-lead:housing'], duty: housing };
    expect(subjectOf(about)).toBe(
      '[SI-2026-7K3Q] Still open: information from Exampleshire Housing (was due Fri 18 Dec)',
    );
    const words = wordsOf(about);
    expect(words).toContain('What does Exampleshire Housing know about the child and the family?');
    expect(words).not.toContain('your agency');
    const unknown = wordsOf({
      ...about,
      duty: { ...housing, instance: 'CANARY' },
      owedBy: ['agency-lead:CANARY'],
    });
    expect(unknown).toContain('Still open: information from an agency');
    expect(unknown).not.toContain('CANARY');
  });

  it('leaves the agency itself its own words', () => {
    const lead = {
      recipient: 'agency-lead',
      person: 'lead',
      address: 'l@x.example',
      agency: 'housing',
    } as const;
    const words = wordsOf({ ...breach, to: lead, duty: housing });
    expect(words).toContain('Still open: information from your agency');
    expect(words).toContain('What does your agency know');
  });

  it('says the same as text and as HTML', () => {
    const letter = composeLetter(anOrder(overdue), context);
    for (const words of [letter.opening, letter.link?.label ?? 'none', ...letter.paragraphs])
      expect([asText(letter), asHtml(letter)]).toEqual(Array(2).fill(expect.stringContaining(words)));
  });
});

describe('The letter about a duty that nobody can be asked, or that did not arrive', () => {
  const threshold = {
    duty: 'notification-threshold',
    kind: 'question',
    title: 'Is the threshold for notification met?',
  } as const;
  const report = {
    duty: 'incident-reported-to-partners',
    kind: 'notice',
    title: 'Report the incident to the three safeguarding partners',
  } as const;
  const unfilled: LetterOrder['duty'] = {
    ...anOrder().duty,
    duty: 'role-unfilled',
    title: 'Nobody holds a role that is needed: who answers?',
    dates: null,
    source: 'local',
    instance: 'CANARY',
  };
  const undelivered = {
    ...unfilled,
    duty: 'letter-undelivered',
    title: 'A letter could not be delivered: what is to be done?',
  };
  const to = unit;

  it('names the role, and what its holder is to answer or to be told', () => {
    const asked = { to, duty: unfilled, about: { ...threshold, part: 'police-partner' } };
    expect(subjectOf(asked)).toBe(
      '[SI-2026-7K3Q] Entry needed: role that nobody fills: police partner, notification threshold',
    );
    expect(wordsOf(asked)).toContain(
      'The directory names nobody as the police partner, who is to answer “Is the threshold for notification met?”.',
    );
    const told = { ...asked, about: { ...report, part: 'police-partner' } };
    expect(subjectOf(told)).not.toBe(subjectOf(asked));
    expect(wordsOf(told)).toContain(
      'as the police partner, who is to be written to about “Report the incident to the three safeguarding partners”.',
    );
  });

  it('names whom a letter did not reach, about what, and what came back', () => {
    const about = { ...threshold, part: 'agency-lead:housing', response: '550 5.1.1 no such mailbox' };
    const words = wordsOf({ to, duty: undelivered, about });
    expect(words).toContain(
      'letter not delivered: safeguarding lead of Exampleshire Housing, notification threshold',
    );
    expect(words).toContain(
      'The letter to the safeguarding lead of Exampleshire Housing about “Is the threshold for notification met?” could not be delivered.',
    );
    expect(words).toContain('What came back: “550 5.1.1 no such mailbox”');
    expect(wordsOf({ to, duty: undelivered, about: { ...threshold, part: 'scrutineer' } })).not.toContain(
      'came back',
    );
  });

  it('says that whoever has the address can open what it leads to', () => {
    for (const duty of [unfilled, undelivered])
      expect(wordsOf({ to, duty, about: { ...threshold, part: 'scrutineer' } })).toContain(
        'Whoever has the address that you enter can open what the letter leads to: please check it letter by letter.',
      );
  });

  it('names what a date is wanted for', () => {
    const words = wordsOf({ to, duty: { ...unfilled, duty: 'date-unknown' }, about: threshold });
    expect(words).toContain('date that cannot be worked out: notification threshold');
    expect(words).toContain('The date of “Is the threshold for notification met?” cannot be worked out.');
  });

  it('says the same in its reminders, and no id', () => {
    const about = { ...threshold, part: 'agency-lead:CANARY' };
    const words = wordsOf({ kind: 'reminder', ordinal: 1, to, duty: unfilled, about });
    expect(words).toContain('as the agency’s safeguarding lead, who is to answer');
    expect(words).not.toContain('CANARY');
  });
});

describe('The letter to the business unit about a notice', () => {
  const notice = {
    kind: 'notice',
    duty: 'threshold-outcome-to-referrer',
    title: 'Tell the referrer the outcome',
  } as const;
  const reminder = { kind: 'reminder', ordinal: 1, to: unit, duty: notice } as const;

  it('that waits for its decision says so, and by when it is due', () => {
    expect(subjectOf({ ...reminder, waits: true })).toBe(
      '[SI-2026-7K3Q] Reminder 1: waits for decision, due by Fri 18 Dec: outcome for the referrer',
    );
    const words = wordsOf({ ...reminder, waits: true });
    expect(words).toContain(
      'Reminder 1. This goes out by itself when the decision is recorded, and is due by Friday 18 December 2026: Tell the referrer the outcome',
    );
    expect(words).toContain('What is needed is the decision');
    expect(words).not.toContain('proven sent');
  });

  it('whose letters are on their way says that they are still to be proven sent', () => {
    expect(wordsOf(reminder)).toContain('still to be proven sent');
    expect(wordsOf(reminder)).not.toContain('decision');
  });

  it('that is overdue for want of its decision says so too', () => {
    const words = wordsOf({ ...reminder, kind: 'breach', waits: true });
    expect(words).toContain('Still open: outcome for the referrer');
    expect(words).toContain('It goes out by itself when the decision is recorded');
    expect(words).not.toContain('that you reported');
  });
});

describe('The letter to the referrer', () => {
  const to = { recipient: 'referrer', person: 'referrer', address: 'r@x.example' } as const;

  it.each([
    ['report-received', 'Read this online:'],
    ['threshold-outcome-to-referrer', 'Read the outcome:'],
  ])('%s promises nothing that its link does not show', (duty, label) => {
    const words = wordsOf({ kind: 'notice', to, outcome: 'met', duty: { kind: 'notice', duty } });
    expect(words).toContain(label);
    expect(words).not.toContain('See what was received');
  });
});
