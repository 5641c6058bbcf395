import { casesOn } from '../../api/temporal/cases';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import type { CaseView } from '../../domain/case-view';
import type { LetterOrder } from '../../domain/letter';
import {
  accepted,
  casesUnderTest,
  openingToday,
  type CasesUnderTest,
  type CaseUnderTest,
  type Post,
} from '../support/case-under-test';

import { toEnd } from '../support/stages';

jest.setTimeout(60_000);
const letters: LetterOrder[] = [];
let server: Post = () => accepted;
let cases: CasesUnderTest;
beforeAll(async () => {
  cases = await casesUnderTest((order) => {
    letters.push(order);
    return server(order);
  });
});
beforeEach(() => (letters.length = 0));
afterEach(() => (server = () => accepted));
afterAll(() => cases.close());

const lettersOf = (incident: CaseUnderTest, wanted: string): string[] =>
  letters
    .filter(({ reference, duty }) => reference === incident.reference && duty.duty === wanted)
    .map(({ to }) => to.recipient)
    .sort();
const recordOf = async ({ reference }: CaseUnderTest): Promise<string> =>
  (await cases.records.read(reference, 0))?.['story.txt']?.toString() ?? '';
const opened = async (): Promise<CaseUnderTest> => {
  const incident = await cases.start();
  await incident.open('notification-threshold');
  await incident.settled();
  return incident;
};
const partners = ['health-partner', 'local-authority-partner', 'police-partner'];

describe('the house', () => {
  it('corrects an entry by one that supersedes it, never erases it, and only one that there is', async () => {
    const incident = await opened();
    await incident.answerAll('children-made-safe');
    const { story } = await incident.view();
    const wrong = story.find(({ kind }) => kind === 'answer');
    const parcel = { sealed: 'what is right' };
    await incident.answer('correction', { facts: { entry: String(wrong?.number) }, parcel });
    const after = (await incident.view()).story;
    expect(after.slice(0, story.length)).toEqual(story);
    expect(after.at(-1)).toMatchObject({ event: 'corrected', supersedes: wrong?.number, parcel });
    expect(await incident.answer('correction', { facts: { entry: '999' } })).toMatchObject({
      because: 'not-allowed',
    });
  });

  it('hands a case over, and the list shows to whom', async () => {
    const incident = await opened();
    await incident.answer('hand-over', { facts: { person: 'business-unit-b' } });
    await incident.until('the colleague to be told', ({ letters: kept }) =>
      kept.some(({ duty, to }) => duty === 'handed-over' && to.person === 'business-unit-b'),
    );
    const { memo } = await incident.handle.describe();
    expect(memo?.['row']).toMatchObject({ handler: 'business-unit-b', reference: incident.reference });
    // What was owed before is called to mind to whoever has it now.
    const { duties } = await incident.view();
    const owed = duties.filter(({ state, parts }) => state === 'open' && parts.includes('business-unit'));
    expect(new Set(owed.flatMap(({ addressees }) => addressees.map(({ person }) => person)))).toEqual(
      new Set(['business-unit-b']),
    );
    expect(await incident.answer('hand-over', { facts: { person: 'business-unit-b' } })).toMatchObject({
      because: 'not-allowed',
    });
  });

  it.each([
    ['an event without a date', { event: 'authority-aware' }],
    ['a date without an event', { date: '2026-05-05' }],
    ['an event that has not happened', { event: 'panel-acknowledgement', date: '2026-05-05' }],
    ['a day before the incident', { event: 'authority-aware', date: '2019-01-01' }],
    ['a day after what followed it', { event: 'incident', date: '2199-01-01' }],
    ['a day that no calendar reaches', { event: 'authority-aware', date: '3026-01-01' }],
  ])('does not correct by %s', async (_, facts) => {
    const incident = await opened();
    expect(await incident.answer('correction', { facts: { entry: '1', ...facts } })).toMatchObject({
      outcome: 'refused',
    });
    expect((await incident.view()).story.filter((entry) => entry.kind === 'due' && entry.redated)).toEqual(
      [],
    );
  });

  it('says with which day of the case a corrected one does not agree', async () => {
    const incident = await opened();
    const { opening } = await incident.view();
    const facts = { entry: '1', event: 'authority-aware', date: '2019-01-01' };
    expect(await incident.answer('correction', { facts })).toMatchObject({
      detail: `It does not fit the other dates of the case: the day of the incident (${opening.incidentOn}) would come after the day on which the authority became aware (2019-01-01). If both are wrong, correct the other one first.`,
    });
  });

  it('withdraws a case that was opened in error, tells those who had been told and only those, and closes it', async () => {
    const incident = await opened();
    await incident.answer('withdrawal', { parcel: { sealed: 'why' } });
    expect(await incident.untilClosed()).toMatchObject({ ending: 'withdrawn', bags: 1 });
    expect(lettersOf(incident, 'withdrawn-in-error')).toEqual(['director', ...partners, 'referrer'].sort());
    const record = await recordOf(incident);
    expect(record).toContain('Withdrawn by the business unit');
    expect(record).not.toContain('No answer:');
    expect(lettersOf(incident, 'threshold-by-authority')).toEqual([]);
  });

  it('tells of the withdrawal everybody who had a part, also where it changed hands', async () => {
    const incident = await opened();
    const by = { recipient: 'local-authority-partner' } as const;
    await incident.answer('notification-threshold', { choice: 'met', by, facts: { conflict: true } });
    const deputy = 'deputy@council.exampleshire.example';
    await incident.answer('authority-deputy', { facts: { address: deputy } });
    for (const recipient of ['health-partner', 'police-partner'] as const)
      await incident.answer('notification-threshold', {
        choice: 'met',
        by: { recipient },
        facts: { conflict: false },
      });
    await incident.open('threshold-by-authority');
    await incident.settled();
    await incident.answer('withdrawal', { parcel: { sealed: 'why' } });
    await incident.untilClosed();
    const told = letters
      .filter(
        ({ reference, duty, to }) =>
          reference === incident.reference &&
          duty.duty === 'withdrawn-in-error' &&
          to.recipient === by.recipient,
      )
      .map(({ to }) => to.address);
    expect(told.sort()).toEqual([deputy, 'local-authority-partner@council.exampleshire.example']);
  });

  it('tells of the withdrawal also who was just being told, and nobody whom the mail never reached', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    server = async ({ to, duty }) => {
      if (to.recipient === 'director' && duty.duty !== 'withdrawn-in-error') await released;
      return { ...accepted, result: to.recipient === 'police-partner' ? 'deferred' : 'accepted' };
    };
    const incident = await cases.start();
    await incident.until('the others to be told', ({ letters: kept }) =>
      kept.every(({ state, to }) => state !== 'sending' || to.recipient === 'director'),
    );
    await incident.answer('withdrawal');
    release();
    await incident.untilClosed();
    expect(lettersOf(incident, 'withdrawn-in-error')).toEqual([
      'director',
      'health-partner',
      'local-authority-partner',
      'referrer',
    ]);
  });

  it('closes a withdrawn case only when those told have been reached: what cannot be delivered is a duty', async () => {
    server = ({ to, duty }) =>
      duty.duty === 'withdrawn-in-error' && to.recipient === 'director'
        ? { ...accepted, result: 'refused' }
        : accepted;
    const incident = await opened();
    await incident.answer('withdrawal');
    await incident.answer('letter-undelivered', {
      choice: 'told-otherwise',
      facts: { sentOn: '2026-05-05' },
    });
    expect(await incident.untilClosed()).toMatchObject({ ending: 'withdrawn' });
  });

  it('lets nothing of the procedure go on after a withdrawal, answers of the same moment included', async () => {
    const incident = await opened();
    const { addressees } = await incident.open('notification-threshold');
    const answer = { choice: 'met', facts: {} };
    await cases.withoutWorker(async () => {
      for (const { recipient, person } of addressees)
        await incident.handle.signal('notification-threshold', {
          instance: '-',
          round: 1,
          by: { recipient, person },
          submission: recipient,
          answer,
        });
      await incident.handle.signal('withdrawal', {
        instance: '-',
        round: 1,
        by: { recipient: 'business-unit', person: 'business-unit-a' },
        submission: 'withdrawal',
        answer: { facts: {} },
      });
    });
    expect(await incident.untilClosed()).toMatchObject({ ending: 'withdrawn' });
    for (const duty of ['panel-notification', 'notification-copies', 'threshold-outcome-to-referrer'])
      expect(lettersOf(incident, duty)).toEqual([]);
  });
});

describe('a report that must be accepted first', () => {
  it('closes with nothing forwarded when it is not accepted', async () => {
    const incident = await cases.start({ acceptance: 'address-unknown' });
    await incident.answer('report-acceptance', { choice: 'not-an-incident' });
    await incident.untilClosed();
    expect(
      letters.filter(({ reference }) => reference === incident.reference).map(({ duty }) => duty.duty),
    ).toEqual(['report-received', 'report-acceptance', 'report-turned-away']);
    expect(await recordOf(incident)).toContain('Not taken up as a case of its own');
  });

  it('closes when it is of an incident that is open already, whose case hears of it', async () => {
    const first = await cases.start();
    await first.open('notification-threshold');
    const second = await cases.start({ acceptance: 'likely-duplicate', likelyDuplicates: [first.reference] });
    await second.answer('report-acceptance', {
      choice: 'same-incident',
      facts: { sameAs: first.reference },
    });
    await second.untilClosed();
    const { story } = await first.until('the news', ({ story }) =>
      story.some((entry) => entry.kind === 'entry' && entry.event === 'fact'),
    );
    expect(story.find((entry) => entry.kind === 'entry' && entry.event === 'fact')).toMatchObject({
      title: `The incident was reported again, as ${second.reference}`,
    });
  });

  it('goes on when it is accepted', async () => {
    const incident = await cases.start({
      acceptance: 'likely-duplicate',
      likelyDuplicates: ['SI-2026-XXXX'],
    });
    expect((await incident.open('report-acceptance')).awaited).toEqual(['business-unit']);
    expect(forwarded(await incident.view())).toEqual([]);
    await incident.answer('report-acceptance', { choice: 'accept' });
    await incident.open('notification-threshold');
    expect(forwarded(await incident.view())).toHaveLength(1);
  });
});

describe('a report of an incident whose case is closed', () => {
  it('is added to the record of that case, and says that nothing follows there', async () => {
    const first = await cases.start();
    await toEnd(first);
    await first.untilClosed();
    const second = await cases.start({ acceptance: 'likely-duplicate' });
    const facts = { sameAs: first.reference };
    await second.answer('report-acceptance', { choice: 'same-incident', facts });
    await second.untilClosed();
    expect(await recordOf(second)).toContain(`${first.reference} is closed: that its incident`);
  });
});

describe('two reports of one incident that come in at the same moment', () => {
  it('are two cases, of which the later asks whether it is the same, and is withdrawn where it is', async () => {
    const openedAtMs = Date.now();
    const openings = [0, 1].map((later) => ({
      ...openingToday(),
      marks: ['a mark'],
      openedAtMs: openedAtMs + later,
    }));
    for (const { reference } of openings) await cases.contentKeys.create(reference);
    const openedCases = { mark: () => Promise.resolve() };
    const pages = casesOn(cases.client, cases.taskQueue, { ...cases, openedCases });
    await Promise.all(openings.map((opening) => pages.open(opening)));
    const [first, second] = openings.map(({ reference }) => cases.attach(reference));
    if (!first || !second) throw new Error('two cases were started');
    const asked = await second.open('may-repeat');
    expect(asked.instance).toBe(first.reference);
    await second.answer('may-repeat', { choice: 'same-incident' });
    expect(await second.untilClosed()).toMatchObject({ ending: 'withdrawn' });
    const view = await first.until('the news', ({ story }) =>
      story.some((entry) => entry.kind === 'entry' && entry.event === 'fact'),
    );
    expect(view.duties.map(({ duty }) => duty)).not.toContain('may-repeat');
  });
});

describe('a report that had to be sent again', () => {
  /** Opens a case whose form was entered in the index some time before, by the same attempt. */
  const openedLater = async (enteredMs: number, marks: readonly string[]) => {
    const opening = { ...openingToday(), marks, openedAtMs: Date.now() };
    const { reference, tokenHash } = opening;
    await cases.contentKeys.create(reference);
    await cases.reportIndex.add({ reference, tokenHash, marks, openedAtMs: opening.openedAtMs - enteredMs });
    const pages = casesOn(cases.client, cases.taskQueue, {
      ...cases,
      openedCases: { mark: () => Promise.resolve() },
    });
    await pages.open(opening);
    return cases.attach(reference);
  };

  it('is not asked whether it repeats itself, nor one that came in between', async () => {
    const marks = ['a mark of its own'];
    const between = { ...openingToday(), marks, openedAtMs: Date.now() - 30_000 };
    const incident = await openedLater(60_000, marks);
    await cases.contentKeys.create(between.reference);
    await casesOn(cases.client, cases.taskQueue, {
      ...cases,
      openedCases: { mark: () => Promise.resolve() },
    }).open(between);
    const later = await cases.attach(between.reference).open('may-repeat');
    expect(later.instance).toBe(incident.reference);
    await incident.open('notification-threshold');
    expect((await incident.view()).duties.map(({ duty }) => duty)).not.toContain('may-repeat');
  });
});

describe('a report that was refused, because another had opened the case of its form', () => {
  it('leaves no mark on that case', async () => {
    const [marks, refused] = [['a mark of the case'], ['a mark of the refused']];
    const openedCases = { mark: () => Promise.resolve() };
    const pages = casesOn(cases.client, cases.taskQueue, { ...cases, openedCases });
    const opened = { ...openingToday(), marks, openedAtMs: Date.now() };
    await cases.contentKeys.create(opened.reference);
    expect(await pages.open(opened)).toBe('opened');
    expect(await pages.open({ ...opened, marks: refused, contentHash: 'another' })).toBe('changed');
    const found = (ofReport: string[]) => pages.repeated({ marks: ofReport, tokenHash: 'another form' });
    expect(await found(marks)).toEqual([opened.reference]);
    expect(await found(refused)).toEqual([]);
    const later = await cases.start({ marks: refused, openedAtMs: Date.now() });
    await later.open('notification-threshold');
    expect((await later.view()).duties.map(({ duty }) => duty)).not.toContain('may-repeat');
  });
});

describe('other reports that cannot be looked for', () => {
  it('hold up no statutory notice, and stand in the story', async () => {
    const unable = await casesUnderTest(() => accepted, {
      repeatsOf: () => Promise.reject(new Error('no disk')),
    });
    const incident = await unable.start({ marks: ['a mark'] });
    await incident.open('notification-threshold');
    await incident.until('the problem', ({ story }) =>
      story.some((entry) => entry.kind === 'entry' && entry.title.includes('could not be looked for')),
    );
    await unable.close();
  });
});

describe('a death of which the report did not know all', () => {
  it('is notified, and waits for the child death review, once the business unit knows', async () => {
    const incident = await cases.start({
      edition: 'working-together-2023',
      children: [{ child: 1, outcome: 'died', unexpectedDeath: null, lookedAfter: null }],
    });
    await incident.answer('child-particulars', { facts: { lookedAfterDied: true, unexpectedDeath: true } });
    const [told] = [await incident.open('looked-after-death'), await incident.open('child-death-review')];
    expect(told.provenBy).toBe('looked-after-notification');
    await incident.settled();
    // The letters are copies: the government's system alone proves it.
    expect((await incident.open('looked-after-death')).awaited).toEqual([]);
    const sentAt = `${await incident.today()}T00:10`;
    await incident.answer('looked-after-notification', { facts: { sentAt } });
    await incident.until('the proof', ({ duties }) =>
      duties.some(({ duty, state }) => duty === 'looked-after-death' && state === 'met'),
    );
  });
});

describe('the day on which the authority became aware', () => {
  it('is asked for where nobody said it, and moves the clocks', async () => {
    const today = londonDateOf(Date.now());
    const incident = await cases.start({ awarenessAssumed: true, incidentOn: addDays(today, -10) });
    const before = await incident.open('notification-threshold');
    await incident.answer('awareness-date', { facts: { awareOn: addDays(today, -5) } });
    const view = await incident.until('another date', ({ duties }) =>
      duties.some(
        ({ duty, dates }) => duty === 'notification-threshold' && dates?.dueOn !== before.dates?.dueOn,
      ),
    );
    expect(
      view.duties.find(({ duty }) => duty === 'notification-threshold')?.dates?.readings[0]?.fromOn,
    ).toBe(addDays(today, -5));
  });
});

const forwarded = ({ duties }: CaseView) =>
  duties.filter(({ duty }) => duty === 'report-forwarded-to-director');
