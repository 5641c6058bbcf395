import { shownTo } from '../../api/shown';
import type { LinkClaims } from '../../api/services';
import type { CaseView, DutyState } from '../../domain/case-view';
import { momentInWords } from '../../domain/dates-in-words';
import type { IncidentNotice, IncidentQuestion, Recipient } from '../../domain/duty';
import type { Actor, Answer, Entry, LetterRecord } from '../../domain/record';
import { PagesUnderTest } from './support/pages-under-test';
import { caseView, duty, memo, nowMs, reference } from './support/sample-case';

const report = { rows: [{ label: 'What happened?', value: 'Canary report' }] };
const actor = (recipient: Recipient, agency?: string): Actor => ({
  recipient,
  person: agency === undefined ? recipient : `lead-of-${agency}`,
  ...(agency === undefined ? {} : { agency }),
});

describe('what a page shows of the case', () => {
  let pages: PagesUnderTest;
  let story: Entry[];
  let duties: DutyState[];
  beforeEach(() => {
    pages = new PagesUnderTest();
    story = [];
    duties = [];
  });
  afterEach(() => {
    pages.close();
  });

  /** Puts an answer into the story, in a round of its duty, with its words sealed. */
  const answered = async (
    id: IncidentQuestion,
    by: Actor,
    answer: Omit<Answer, 'facts'> & { facts?: Answer['facts'] },
    words: Record<string, string> = {},
    at: { instance?: string; round?: number } = {},
  ): Promise<void> => {
    const { instance = '-', round = 1 } = at;
    if (!duties.some((one) => one.duty === id && one.instance === instance && one.round === round))
      duties.push(duty(id, { instance, round, state: 'answered' }));
    const parcel =
      Object.keys(words).length === 0 ? {} : { parcel: await pages.words.seal(reference, words) };
    const state = duty(id);
    const label = state.form?.choice?.options[answer.choice ?? ''];
    story.push({
      number: story.length + 1,
      atMs: nowMs + story.length * 60_000,
      kind: 'answer',
      duty: id,
      instance,
      round,
      title: state.title,
      by,
      answer: { facts: {}, ...answer, ...parcel },
      ...(label === undefined ? {} : { choiceLabel: label }),
    });
  };

  const view = async (...open: DutyState[]): Promise<CaseView> =>
    caseView(await pages.words.seal(reference, report), { duties: [...duties, ...open], story });
  const link = (kind: 'q' | 'n', id: string, person: string): string => {
    const claims: LinkClaims = { case: reference, duty: id, instance: '-', round: 1, person };
    return pages.linked(kind, claims);
  };
  const noticePage = async (id: IncidentNotice, recipient: Recipient): Promise<string> => {
    const to = { ...actor(recipient), address: `${recipient}@letters.example` };
    pages.known.set(reference, { known: 'view', view: await view(duty(id, { addressees: [to] })) });
    return (
      await pages
        .browser(recipient)
        .get(link('n', id, recipient))
        .expect(200)
    ).text;
  };
  const questionPage = async (id: IncidentQuestion, recipient: Recipient): Promise<string> => {
    pages.known.set(reference, { known: 'view', view: await view(duty(id)) });
    return (
      await pages
        .browser(recipient)
        .get(link('q', id, recipient))
        .expect(200)
    ).text;
  };
  const inOrder = (page: string, ...texts: string[]): void => {
    const places = texts.map((text) => page.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
  };

  it('shows a decider the report and every agency’s answer, in the order that the duty names', async () => {
    const involved = { choice: 'involved' };
    await answered(
      'agency-information',
      actor('agency-lead', 'police'),
      involved,
      { involvement: 'Canary police' },
      { instance: 'police' },
    );
    await answered(
      'agency-information',
      actor('agency-lead', 'schools'),
      { choice: 'not-involved' },
      { incidentFacts: 'Canary schools' },
      { instance: 'schools' },
    );
    await answered(
      'rapid-review-recommendation',
      actor('rapid-review-chair'),
      { choice: 'no-review' },
      { reasons: 'Canary chair' },
    );
    const page = await questionPage('rapid-review-decision', 'police-partner');
    const agencies = pages.services.people.agencies();
    inOrder(
      page,
      'Canary report',
      'What the agencies know about the child and the family',
      `Agency’s safeguarding lead of ${agencies['police'] ?? '?'}, 14 December 2026 at 09:12`,
      'Yes, it was involved',
      'Nature of the involvement',
      'Canary police',
      `Agency’s safeguarding lead of ${agencies['schools'] ?? '?'}`,
      'No, it holds nothing about them',
      'Canary schools',
      'What does the rapid review recommend?',
      'Chair of the rapid review',
      'No review',
      'Canary chair',
      '<form method="post"',
    );
    const before = page.slice(0, page.indexOf('<form method="post"'));
    expect(before.match(/<details class="govuk-details(?: shown)?">/gu)).toHaveLength(5);
    expect(page).not.toContain('Hold the rapid review meeting');
  });

  it('shows with the report what was corrected in it and added since; who has no return but their own, only the days', async () => {
    const unit = actor('business-unit');
    const facts = { entry: '000001', event: 'authority-aware', date: '2026-12-10' };
    await answered('correction', unit, { facts }, { wrong: 'Canary wrong', right: 'Canary right' });
    await answered('correction', unit, { facts: { entry: '000009' } }, { right: 'Canary of a return' });
    await answered('further-information', unit, {}, { information: 'Canary added' });
    const said = 'The day on which the authority became aware: Thursday 10 December 2026';
    const page = await questionPage('notification-threshold', 'police-partner');
    inOrder(
      page,
      'Corrected since',
      said,
      'Canary report',
      'or added to it, since',
      'Canary wrong',
      'Canary added',
    );
    expect(page).not.toMatch(/000001|Canary of a return/u);
    const told = await questionPage('agency-information', 'agency-lead');
    inOrder(told, 'Corrected since', said, 'Canary report');
    expect(told).not.toMatch(/or added to it|Canary (?:wrong|added)/u);
  });

  it('lets dissent be seen: every answer with its choice, tests, facts and reasons', async () => {
    const tests = { abuse: true, harm: false };
    await answered(
      'notification-threshold',
      actor('health-partner'),
      { choice: 'met', tests, facts: { conflict: true } },
      { reasons: 'Canary for', 'reason-abuse': 'Canary abuse', 'reason-harm': 'Canary harm' },
    );
    await answered(
      'notification-threshold',
      actor('police-partner'),
      { choice: 'not-met' },
      { reasons: 'Canary against' },
    );
    const page = await questionPage('threshold-by-authority', 'local-authority-partner');
    inOrder(page, 'Health partner, 14 December', 'Yes, it is met', 'Did the child die', 'Canary against');
    inOrder(
      page,
      'known or suspected',
      'section 3.1 of the procedure',
      'Canary abuse',
      'Did the child die',
      'Canary harm',
    );
    inOrder(
      page,
      'I have a conflict of interest',
      'Canary for',
      'Police partner, 14 December',
      'No, it is not met',
    );
  });

  it('shows only the latest round that has answers, and says which answer was corrected', async () => {
    await answered(
      'notification-threshold',
      actor('health-partner'),
      { choice: 'met' },
      { reasons: 'Canary old' },
    );
    await answered(
      'notification-threshold',
      actor('health-partner'),
      { choice: 'not-met' },
      { reasons: 'Canary new' },
      { round: 2 },
    );
    duties.push(duty('notification-threshold', { round: 3 }));
    story.push({
      number: 9,
      atMs: nowMs,
      kind: 'entry',
      event: 'corrected',
      title: 'Entry 2',
      supersedes: 2,
    });
    const page = await questionPage('threshold-by-authority', 'local-authority-partner');
    expect(page).toContain('Canary new');
    expect(page).not.toContain('Canary old');
    expect(page).toContain('by entry 9');
  });

  it.each(['national-panel', 'dfe'] as const)(
    'gives the %s the report of the review open on its notice, and never the report of the incident',
    async (body) => {
      await answered(
        'review-report',
        actor('business-unit'),
        { facts: { receivedOn: '2026-12-01' } },
        { report: 'Canary where', learning: 'Canary learning' },
      );
      await answered(
        'publication-form',
        actor('scrutineer'),
        { choice: 'learning-only' },
        { reasons: 'Canary form' },
      );
      await answered(
        'agency-information',
        actor('agency-lead', 'police'),
        { choice: 'involved' },
        { involvement: 'Canary agency' },
        { instance: 'police' },
      );
      const page = await noticePage('report-to-panel-and-department', body);
      inOrder(
        page,
        '<details class="govuk-details shown" open>',
        'Where the full report can be read',
        'Canary where',
        'Only the learning and the recommendations',
        'Canary form',
      );
      expect(page).toContain('Tuesday 1 December 2026');
      expect(page).not.toContain('Canary report');
      expect(page).not.toContain('Canary agency');
    },
  );

  it('gives the panel the meeting, the recommendation and every decision with its reasons', async () => {
    await answered(
      'rapid-review-meeting',
      actor('business-unit'),
      { facts: { heldOn: '2026-12-09' } },
      { minutes: 'Canary minutes' },
    );
    await answered(
      'rapid-review-decision',
      actor('police-partner'),
      { choice: 'no-review' },
      { reasons: 'Canary dissent' },
    );
    await answered(
      'rapid-review-decision',
      actor('health-partner'),
      { choice: 'local-review' },
      { reasons: 'Canary reasons' },
    );
    const page = await noticePage('rapid-review-outcome-to-panel', 'national-panel');
    inOrder(
      page,
      'Canary minutes',
      'No review of either kind',
      'Canary dissent',
      'A local child safeguarding practice review',
      'Canary reasons',
    );
    expect(page).not.toContain('Canary report');
  });

  it('tells in the words of the letter, what and when it told, and nothing that was decided since', async () => {
    const decide = (choice: string, reasons: string) =>
      answered('rapid-review-decision', actor('health-partner'), { choice }, { reasons });
    await decide('no-review', 'Canary first');
    const acceptedAtMs = nowMs + story.length * 60_000 - 1;
    await decide('local-review', 'Canary second');
    const to = { ...actor('national-panel'), address: 'panel@letters.example' };
    const id = 'rapid-review-outcome-to-panel';
    const told: LetterRecord = {
      id: `${id}/-/1/notice/0/national-panel`,
      kind: 'notice',
      duty: id,
      instance: '-',
      round: 1,
      ordinal: 0,
      to,
      state: 'accepted',
      attempts: 1,
      possiblySentTwice: false,
      outcome: 'no-review',
      acceptedAtMs,
    };
    const now = await view(duty(id, { addressees: [to] }));
    pages.known.set(reference, { known: 'view', view: { ...now, letters: [told] } });
    const page = (await pages.browser('national-panel').get(link('n', id, 'national-panel'))).text;
    inOrder(
      page,
      'The partnership reports to you the outcome of its rapid review<',
      'Outcome: no local or national review.',
      momentInWords(acceptedAtMs),
      'the Child Safeguarding Practice Review procedure, section 8.9',
      'Canary first',
    );
    expect(page).not.toContain('Canary second');
    expect(page).not.toMatch(/aim for that|The limit is met/u);
  });

  it('shows who may not read the report nothing of it, though their notice names it', async () => {
    expect(await noticePage('notification-copies', 'referrer')).not.toContain('Canary report');
    expect(await noticePage('notification-copies', 'ofsted')).toContain('Canary report');
  });

  it('records who read whose answer, and says in words that one cannot be opened', async () => {
    await answered('publication-delay', actor('business-unit'), {
      choice: 'inquest',
      parcel: { sealed: 'broken' },
    });
    await answered(
      'publication-delay',
      actor('business-unit'),
      { choice: 'other' },
      { reasons: 'Canary delay' },
    );
    const page = await noticePage('delay-notice', 'dfe');
    inOrder(page, 'An inquest', 'it cannot be opened just now', 'Another reason', 'Canary delay');
    const of = { reference, duty: 'publication-delay', person: 'dfe' };
    expect(pages.accessed).toContainEqual({
      person: 'dfe',
      role: 'dfe',
      action: 'read-report',
      what: 'publication-delay',
      case: reference,
      outcome: 'shown',
    });
    expect(pages.log).toContainEqual({ event: 'parcel-not-opened', ...of });
  });

  it('calls what was recorded by what it is, not by the task of recording it', async () => {
    await answered('review-report', actor('business-unit'), {}, { report: 'Canary place' });
    const page = await noticePage('report-to-panel-and-department', 'dfe');
    inOrder(page, 'The report of the review', 'Canary place');
    expect(page).not.toContain('Record the report');
    await answered('publication', actor('business-unit'), {}, { where: 'Canary address' });
    inOrder(
      await noticePage('publication-announced', 'dfe'),
      'Where the report is published',
      'Canary address',
    );
  });

  it('shows staff on the page of the case what the question shows', async () => {
    await answered(
      'agency-information',
      actor('agency-lead', 'police'),
      { choice: 'involved' },
      { involvement: 'Canary police' },
      { instance: 'police' },
    );
    pages.known.set(reference, { known: 'view', view: await view(duty('rapid-review-meeting')) });
    const staff = pages.browser('business-unit-a', ['business-unit']);
    const page = (await staff.get(`/cases/${reference}/answer/rapid-review-meeting/-/1`).expect(200)).text;
    inOrder(page, 'Canary report', 'Canary police');
    expect(pages.accessed).toContainEqual({
      person: 'business-unit-a',
      role: 'business-unit',
      action: 'read-return',
      what: 'agency-information police',
      case: reference,
      outcome: 'shown',
    });
  });

  it('shows nothing for what is not named, and nothing at all while the case does not answer', async () => {
    await answered(
      'notification-threshold',
      actor('health-partner'),
      { choice: 'met' },
      { reasons: 'Canary words' },
    );
    expect(await shownTo(pages.services, await view(), [], actor('police-partner'), '')).toEqual([]);
    pages.known.set(reference, { known: 'memo', memo: memo() });
    const path = link('q', 'threshold-by-authority', 'local-authority-partner');
    const page = (await pages.browser('local-authority-partner').get(path).expect(200)).text;
    expect(page).not.toContain('Canary');
    expect(pages.log).toEqual([]);
  });
});
