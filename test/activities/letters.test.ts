import { composeLetter } from '../../activities/letters/compose';
import { asHtml, asText } from '../../activities/letters/render';
import type { Letter, LetterContext } from '../../activities/letters/letter';
import { editions } from '../../domain/editions';
import { citeSource, type EventName } from '../../domain/duty';
import type { LetterOrder } from '../../domain/letter';
import type { DutyDates } from '../../domain/opened-duty';
import { anOrder, datesFor } from './an-order';

const context: LetterContext = {
  link: 'https://reviews.exampleshire.example/q/a.b',
  partnership: { name: 'Exampleshire Partnership', telephone: '01632 960100' },
  agencies: {},
  todayOn: '2026-12-14',
};
const letterFor = (over: Parameters<typeof anOrder>[0] = {}, within: Partial<LetterContext> = {}): Letter =>
  composeLetter(anOrder(over), { ...context, ...within });
const undated = (from: EventName): DutyDates => {
  const dates = datesFor('2026-12-18');
  const readings = dates.readings.map((reading) => ({ ...reading, from, fromOn: null, dueOn: null }));
  return { ...dates, readings, dueOn: null, alarmOn: null };
};
const allOf = (letter: Letter): string => [letter.subject, asText(letter)].join('\n');

const unit = { ...anOrder().to, recipient: 'business-unit' } as const;
const about = {
  duty: 'notification-threshold',
  kind: 'question',
  title: 'Is the threshold for notification met?',
  part: 'police-partner',
  response: '550 no such mailbox',
} as const;

/** Every letter that an edition can ask for, of each kind that its duty has. */
const everyLetter = (): [string, LetterOrder][] =>
  Object.values(editions).flatMap((edition) =>
    Object.entries(edition.duties).flatMap(([duty, { title, source, ...rest }]) => {
      const kind = 'asks' in rest ? 'question' : 'tells' in rest ? 'notice' : 'wait';
      if (kind === 'wait') return [];
      const words = { duty, title, source: citeSource(source), kind, edition: edition.id } as const;
      const of = (name: string, over: Parameters<typeof anOrder>[0]): [string, LetterOrder] => [
        `${edition.id} ${duty} ${name}`,
        anOrder({ ...over, duty: words, possiblySentTwice: true, training: true }),
      ];
      return [
        of(kind, { kind, ...(kind === 'notice' ? { outcome: 'not-met' } : {}) }),
        of('reminder', { kind: 'reminder', ordinal: 2 }),
        of('breach', { kind: 'breach', ordinal: 2 }),
        ...(kind === 'question'
          ? [
              of('breach to who watches', { kind: 'breach', ordinal: 2, owedBy: ['police-partner'] }),
              of('confirmation', { kind: 'confirmation', ordinal: 12 }),
              of('confirmation of what was refused', {
                kind: 'confirmation',
                outcome: 'It was answered already.',
              }),
            ]
          : [of('reminder while it waits', { kind: 'reminder', ordinal: 2, waits: true, to: unit })]),
        ...(duty === 'role-unfilled' || duty === 'letter-undelivered'
          ? [of('about another', { about })]
          : []),
      ];
    }),
  );

const readBack = (markup: string): string[] =>
  markup
    .replace(/<title>.*<\/title>/, '')
    .replace(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g, '$2: $1')
    .replace(/<\/(p|h1)>/g, '\u0000')
    .replace(/<[^>]+>/g, '')
    .split('\u0000')
    .map((words) => words.replace(/\s+/g, ' ').trim())
    .map((words) =>
      words
        .replaceAll('&#39;', "'")
        .replaceAll('&quot;', '"')
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&'),
    )
    .filter((words) => words !== '');

describe('A letter about a child whose safety is not settled', () => {
  const safety = { duty: 'children-made-safe', kind: 'question', title: 'Are the children safe?' } as const;

  it('says so in the subject of what is forwarded, and nothing more', () => {
    const duty = {
      duty: 'report-forwarded-to-director',
      kind: 'notice',
      title: 'Forward the report',
    } as const;
    const subjectOf = (outcome?: string) =>
      letterFor({ kind: 'notice', duty, ...(outcome === undefined ? {} : { outcome }) }).subject;
    expect(subjectOf('not-safe')).toBe('[SI-2026-7K3Q] Act today: the safety of a child is not settled');
    expect(subjectOf()).toBe('[SI-2026-7K3Q] Incident report forwarded');
  });

  it('asks for what is due first, at once where its day has passed before anybody could be asked', () => {
    const late = letterFor({ duty: { ...safety, dates: datesFor('2026-12-11') } });
    expect(late.subject).toBe('[SI-2026-7K3Q] Entry needed now: immediate safety');
    expect(late.opening).toBe(
      'Please see to this and record it now, for its day, Friday 11 December 2026, has passed: Are the children safe?',
    );
    expect(late.paragraphs[0]).toContain('comes before every other step');
    const inTime = letterFor({ duty: { ...safety, dates: datesFor('2026-12-14') } });
    expect(inTime.subject).toBe('[SI-2026-7K3Q] Entry needed by Mon 14 Dec: immediate safety');
  });
});

describe('A confirmation', () => {
  it('says that the answer is in the record, and what to do where it was not theirs', () => {
    const letter = letterFor({ kind: 'confirmation', ordinal: 12 });
    expect(letter.subject).toMatch(/^\[SI-2026-7K3Q\] Your answer was recorded: /u);
    expect(letter.opening).toMatch(/^Your answer is in the record, as entry 12: /u);
    expect(letter.paragraphs[0]).toContain(
      'If it was not you who answered, please ring the business unit at once',
    );
  });

  it('says of an answer that was not taken why not', () => {
    const letter = letterFor({ kind: 'confirmation', outcome: 'It was answered already.' });
    expect(letter.subject).toContain('Your answer was not taken: ');
    expect(letter.opening).toMatch(/Your answer was not taken: /u);
    expect(letter.paragraphs[0]).toMatch(/^It was answered already\. /u);
  });
});

describe('Every letter of every edition', () => {
  it.each(everyLetter())('%s: says the same as text and as HTML', (_, order) => {
    const letter = composeLetter(order, context);
    const text = asText(letter)
      .trim()
      .split('\n\n')
      .map((words) => words.replace('\n', ' '));
    expect(readBack(asHtml(letter))).toEqual(text);
    expect(text.length).toBeGreaterThan(4);
  });

  it.each(everyLetter())(
    '%s: has the marks first, a short subject, one link, whom to ring, and no gaps',
    (_, order) => {
      const letter = composeLetter(order, context);
      expect(letter.subject).toMatch(/^\[TRAINING\] \[SI-2026-7K3Q\] \S/);
      expect(letter.subject.length).toBeLessThan(120);
      expect(letter.opening).toMatch(/^\[TRAINING\] [A-Z]/);
      const text = asText(letter);
      expect(text.match(/https:/g)).toHaveLength(1);
      expect(text).toContain(
        order.to.recipient === 'business-unit'
          ? 'stands on the page of the case'
          : 'ring the business unit on 01632 960100',
      );
      expect(text).toContain('This letter may reach you twice');
      expect(text.match(/by whom and by when/g) ?? []).toHaveLength(
        order.to.recipient === 'business-unit' ? 1 : 0,
      );
      expect(text).not.toMatch(/undefined|null|NaN|\[object|Invalid| {2}|\.\.|-met/);
    },
  );

  it('has nothing but words where it says something, in text and in attributes', () => {
    const wild = `<script>"&'`;
    const markup = asHtml(letterFor({ duty: { title: wild } }, { link: `https://x.example/${wild}` }));
    expect(markup).not.toContain('<script>');
    expect(markup).toContain('&lt;script&gt;&quot;&amp;&#39;</h1>');
    expect(markup).toContain('href="https://x.example/&lt;script&gt;&quot;&amp;&#39;"');
  });

  it('needs nothing from elsewhere to be shown, and runs nothing', () => {
    const markup = everyLetter()
      .map(([, order]) => asHtml(composeLetter(order, context)))
      .join('');
    expect(markup).not.toMatch(/<(img|script|link|iframe|style)|src=|url\(|@import/i);
  });
});

describe('A question', () => {
  it('says first what is asked and by when, then the link', () => {
    const letter = letterFor();
    expect(letter.subject).toBe('[SI-2026-7K3Q] Decision needed by Fri 18 Dec: notification threshold');
    expect(asText(letter)).toMatch(
      /^Please decide by Friday 18 December 2026: Is the threshold for notification met\?\n\nRead and decide:\nhttps:\S+\n\nThe threshold for notification is the point from which [^\n]*\n\nThis letter comes to you as the police partner\. The rule for this is in the Child Safeguarding Practice Review procedure, section 5\.1\.\n/,
    );
  });

  it('goes by the earlier day where the rules can be read in two ways, and says both', () => {
    const letter = letterFor({ duty: { dates: datesFor('2026-12-18', '2026-12-17') } });
    expect(letter.subject).toContain('by Thu 17 Dec:');
    expect(letter.opening).toContain('by Thursday 17 December 2026');
    expect(letter.paragraphs).toContain(
      'The rules can be read in more than one way. By the main reading this is due on Friday 18 December 2026, by the strictest on Thursday 17 December 2026. Please go by the earlier day.',
    );
  });

  it('says so where its day is not a working day', () => {
    const dates = datesFor('2027-06-12', '2027-06-11');
    const [own] = dates.readings;
    const readings = own ? [{ ...own, lastWorkingDayOn: '2027-06-11' }] : [];
    expect(letterFor({ duty: { dates: { ...dates, readings } } }).paragraphs).toContain(
      'The rule’s own date is Saturday 12 June 2027, which is not a working day. The last working day before it is Friday 11 June 2027.',
    );
  });

  it('says that no day is fixed while what it counts from has not happened, and names none', () => {
    const letter = letterFor({ duty: { dates: undated('panel-acknowledgement') } });
    expect(letter.subject).toBe('[SI-2026-7K3Q] Decision needed: notification threshold');
    expect(allOf(letter)).toContain('No date is fixed for this yet');
    expect(allOf(letter)).not.toContain('2026-12');
  });

  it.each([
    ['has no clock', { dates: null }],
    ['was left without a date', { dates: undated('panel-acknowledgement'), instance: 'after-panel-answer' }],
    ['was left without one although its event lies behind', { dates: undated('report-received') }],
  ])('says that no time limit is set where it %s', (_, duty) => {
    expect(allOf(letterFor({ duty }))).toContain('No time limit is set for this.');
    expect(allOf(letterFor({ duty }))).not.toMatch(/No date|December/);
  });

  it('explains the threshold where it is asked for, and to the authority why it is asked alone', () => {
    const explained =
      'the local authority must tell the national panel: abuse or neglect is known or suspected';
    expect(allOf(letterFor())).toContain(explained);
    const alone = allOf(letterFor({ duty: { duty: 'threshold-by-authority' } }));
    expect(alone).toContain(explained);
    expect(alone).toContain('one has a conflict of interest; the duty is the local authority’s');
    expect(allOf(letterFor({ duty: { duty: 'panel-answer' } }))).not.toContain(explained);
  });

  it('names the agency whose lead is asked, where its title is known', () => {
    const to = { ...anOrder().to, recipient: 'agency-lead', agency: 'schools' } as const;
    const named = allOf(letterFor({ to }, { agencies: { schools: 'Schools of Exampleshire' } }));
    expect(named).toContain('as the safeguarding lead of Schools of Exampleshire.');
    expect(allOf(letterFor({ to }))).toContain('as the agency’s safeguarding lead.');
  });

  it('does not send the business unit to itself', () => {
    const to = { ...anOrder().to, recipient: 'business-unit' } as const;
    for (const kind of ['question', 'reminder', 'breach', 'notice'] as const) {
      const words = allOf(letterFor({ kind, to }));
      expect(words).not.toMatch(/(ring|ask|tell) the business unit/);
      expect(words).toContain('as a member of the business unit.');
    }
    expect(allOf(letterFor({ kind: 'breach', to }))).toContain('please note the reason in the record');
  });

  it('says that a deputy is asked as deputy, without a name or an id', () => {
    const to = { ...anOrder().to, deputyFor: 'officer-17' };
    expect(allOf(letterFor({ to }))).toContain('This letter comes to you as deputy of the police partner.');
    expect(allOf(letterFor({ to }))).not.toContain('officer-17');
  });

  it.each([
    ['D app. 5', 'The rule for this is in the Child Safeguarding Practice Review procedure, appendix 5.'],
    ['Panel guidance 2025', 'The rule for this is in Panel guidance 2025.'],
    ['local', 'The rule for this is the partnership’s own.'],
  ])('says where %s is', (source, words) => {
    expect(allOf(letterFor({ duty: { source } }))).toContain(words);
  });

  it('prints no id of a person, an agency or an instance', () => {
    const to = {
      ...anOrder().to,
      person: 'CANARY',
      address: 'CANARY@x.example',
      agency: 'CANARY',
      deputyFor: 'CANARY',
    };
    for (const kind of ['question', 'reminder', 'breach', 'notice'] as const) {
      const letter = letterFor({ kind, to, duty: { instance: 'CANARY', edition: 'CANARY' } });
      expect([letter.subject, asText(letter), asHtml(letter)].join()).not.toContain('CANARY');
    }
  });

  it('carries no mark of a rehearsal where there is none', () => {
    expect(allOf(letterFor())).not.toContain('TRAINING');
  });
});

describe('A reminder', () => {
  const reminder = (todayOn: string, alarmOn = '2026-12-29') =>
    letterFor({ kind: 'reminder', ordinal: 2, duty: { dates: datesFor(alarmOn) } }, { todayOn });

  it('says which it is', () => {
    expect(reminder('2026-12-23').subject).toBe(
      '[SI-2026-7K3Q] Reminder 2: decision needed by Tue 29 Dec: notification threshold',
    );
    expect(reminder('2026-12-23').opening).toMatch(
      /^Reminder 2\. Please decide by Tuesday 29 December 2026: /,
    );
  });

  it.each([
    ['2026-12-22', '3 working days are left after today.'],
    ['2026-12-24', 'One working day is left after today.'],
    ['2026-12-29', 'Today is the last day.'],
  ])('counts on %s the days on which people work: %s', (todayOn, words) => {
    expect(reminder(todayOn).paragraphs[0]).toBe(words);
  });

  it('counts nothing past the known bank holidays, and goes out all the same', () => {
    expect(allOf(reminder('2028-12-28', '2029-01-05'))).not.toContain('left after today');
  });
});

describe('The announcement of a breach', () => {
  it('says what is open and since when, blames nobody, and says that it can still be done', () => {
    const letter = letterFor({ kind: 'breach', ordinal: 1 }, { todayOn: '2026-12-19' });
    expect(letter.subject).toBe('[SI-2026-7K3Q] Still open: notification threshold (was due Fri 18 Dec)');
    expect(letter.opening).toBe(
      'This was due on Friday 18 December 2026 and is still open: Is the threshold for notification met?',
    );
    expect(allOf(letter)).toContain('It can still be done');
    expect(allOf(letter)).not.toMatch(/fail|fault|breach|late\b|must|overdue|strictest/i);
  });

  it('says that the main reading’s day is still to come where it is', () => {
    const dates = datesFor('2026-12-18', '2026-12-17');
    const on = (todayOn: string) =>
      allOf(letterFor({ kind: 'breach', ordinal: 1, duty: { dates } }, { todayOn }));
    expect(on('2026-12-18')).toContain('By the main reading this is due on Friday 18 December 2026.');
    expect(on('2026-12-19')).not.toContain('main reading');
  });

  it('says from the second on how often it has been said', () => {
    expect(allOf(letterFor({ kind: 'breach', ordinal: 3 }))).toContain('This is letter 3 about it.');
  });
});

describe('A notice', () => {
  const notice = (duty: string, outcome?: string) =>
    allOf(
      letterFor({
        kind: 'notice',
        ...(outcome === undefined ? {} : { outcome }),
        duty: { kind: 'notice', duty },
      }),
    );

  it('that is a copy says that it does not replace the notification in the government’s own system', () => {
    expect(notice('notification-copies')).toMatch(
      /copy for your information\. It does not replace the notification/,
    );
  });

  it('tells an outcome in words', () => {
    expect(notice('threshold-outcome-to-referrer', 'not-met')).toContain(
      'Outcome: the threshold for notification is not met.',
    );
    expect(notice('threshold-outcome-to-referrer', 'something-else')).not.toContain('something-else');
  });

  it.each([
    ['rapid-review-outcome-to-panel', 'rapid-review-decision'],
    ['learning-to-learning-chair', 'other-review'],
    ['learning-to-learning-chair', 'below-threshold-learning'],
    ['learning-to-learning-chair', 'learning-outcome-approval'],
    ['not-published-in-full', 'publication-form'],
    ['report-to-panel-and-department', 'publication-form'],
    ['report-to-ofsted', 'publication-form'],
    ['publication-announced', 'publication-form'],
    ['threshold-outcome-to-referrer', 'notification-threshold'],
    ['threshold-outcome-to-learning-chair', 'notification-threshold'],
  ] as const)('%s has words for every choice of %s', (duty, question) => {
    const choices = Object.keys(
      editions['working-together-2018'].duties[question].form.choice?.options ?? {},
    );
    expect(choices.length).toBeGreaterThan(1);
    for (const choice of choices)
      expect([choice, notice(duty, choice)]).toEqual([choice, expect.stringContaining('Outcome: ')]);
  });

  it('of the full report says that the link asks for a code, and that the report is not public', () => {
    expect(notice('report-to-panel-and-department')).toMatch(/security code.*while it is not public/s);
  });

  it.each(['report-to-panel-and-department', 'report-to-ofsted'])(
    '%s says where the report can be read, and not that the letter holds it',
    (duty) => {
      expect(notice(duty)).toContain(
        'Where the report can be read, its version and its recommendations are at',
      );
      expect(notice(duty)).toContain('is ready for you');
      expect(notice(duty)).not.toMatch(/is sent to you\.|Read the (full )?report/u);
    },
  );

  it.each(['notification-copies', 'looked-after-death'])('%s names what its link shows', (duty) => {
    expect(notice(duty)).toContain('Read the report of the incident:');
  });

  it('whose letters prove nothing says that it is a copy', () => {
    const duty = { kind: 'notice', duty: 'looked-after-death' } as const;
    const copy = 'does not replace the notification';
    expect(allOf(letterFor({ kind: 'notice', duty }))).not.toContain(copy);
    expect(
      allOf(letterFor({ kind: 'notice', duty: { ...duty, provenBy: 'looked-after-notification' } })),
    ).toContain(copy);
  });

  const withFile = (duty: string) =>
    allOf(
      letterFor(
        { kind: 'notice', duty: { kind: 'notice', duty } },
        { attached: 'SI-2026-7K3Q-outcome-of-rapid-review.pdf' },
      ),
    );

  it('says where it can be read: at the link, or in the file that goes with it as well', () => {
    expect(notice('rapid-review-outcome-to-panel')).toMatch(/record of the meeting are at the link\./);
    expect(notice('rapid-review-outcome-to-panel')).not.toMatch(/attached/);
    expect(notice('looked-after-death')).not.toMatch(/attached|at the link/);
    expect(withFile('rapid-review-outcome-to-panel')).toMatch(
      /record of the meeting are in the file attached to this letter, and at the link\./,
    );
    expect(withFile('looked-after-death')).toMatch(
      /What is shown at the link is also in the file attached to this letter\./,
    );
    expect(withFile('looked-after-death')).toContain('SI-2026-7K3Q-outcome-of-rapid-review.pdf');
    expect(withFile('looked-after-death')).toContain('https://reviews.exampleshire.example/q/a.b');
  });

  it('does not say that no child is named where a file goes with it that names one', () => {
    expect(notice('looked-after-death')).toContain('this letter names no child, family or place: please');
    expect(withFile('looked-after-death')).toContain(
      'this letter names no child, family or place outside the file attached: please',
    );
  });
});
