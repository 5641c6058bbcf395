import type { CaseView, DutyState } from '../../domain/case-view';
import { fixDates } from '../../domain/clock';
import type { Role } from '../../domain/duty';
import { editions } from '../../domain/editions';
import type { Entry, Facts, LetterState } from '../../domain/record';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { addressee, caseView, duty, memo, nowMs, reference } from './support/sample-case';

describe('the page of a case', () => {
  let pages: PagesUnderTest;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    const parcel = await pages.words.seal(reference, { rows: [{ label: 'Name', value: 'Canary child' }] });
    pages.known.set(reference, { known: 'view', view: caseView(parcel) });
  });
  afterEach(() => {
    pages.close();
  });
  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  const administrator = () => pages.browser('administrator', ['administrator']);

  it('says what is open and who owes it, and links what staff can record', async () => {
    const page = (await staff().get(`/cases/${reference}`).expect(200)).text;
    expect(page).toContain('Is the threshold for notification met?');
    expect(page).toContain(
      'Waiting for the local authority partner and the police partner since Friday 11 December; the health partner has answered; reminded once.',
    );
    expect(page).toContain(`/cases/${reference}/answer/children-made-safe/-/1`);
    expect(page).not.toContain(`/cases/${reference}/answer/notification-threshold`);
  });

  it('says that a delay is owed its reasons once it was called to mind, until they are given', async () => {
    const { dates } = duty('publication');
    const owed = async (more: Partial<DutyState>): Promise<string> => {
      const duties = [duty('publication-delay', { rule: 'standing', awaited: [], dates, ...more })];
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
      const { text } = await staff().get(`/cases/${reference}`).expect(200);
      return /<ul class="owed">[^]*?<\/ul>/u.exec(text)?.[0] ?? '';
    };
    expect(await owed({})).toBe('');
    expect(await owed({ reminders: 1 })).toContain('Is publication delayed, and why?');
    expect(await owed({ breaches: 1 })).toContain('Waiting for the business unit since');
    const by = { recipient: 'business-unit', person: 'business-unit-a' } as const;
    expect(await owed({ breaches: 1, answeredBy: [{ by, entry: 9, atMs: 0 }] })).toBe('');
  });

  it('leads to the children’s details by one link, from whoever may read them alone', async () => {
    const link = `href="/cases/${reference}/report">Read the report</a>`;
    expect((await staff().get(`/cases/${reference}`)).text).toContain(link);
    expect((await administrator().get(`/cases/${reference}`)).text).not.toContain(link);
  });

  it('says in words which of several a duty is, and what is to be put right', async () => {
    const letter = 'notification-threshold/-/1/question/0/police-partner';
    const duties = [
      duty('notification-threshold'),
      duty('children-made-safe', { instance: 'after-meeting' }),
      duty('rapid-review-outcome-to-panel', { instance: 'after-panel-answer' }),
      duty('agency-information', { instance: 'schools' }),
      duty('letter-undelivered', { instance: letter }),
      duty('role-unfilled', { instance: 'agency-information/schools/1/agency-lead:schools' }),
    ];
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
    const now = (await staff().get(`/cases/${reference}`)).text;
    expect(now).toContain('(after the meeting)');
    expect(now).toContain('(Exampleshire schools)');
    expect(now).toContain('(“Is the threshold for notification met?”, the police partner)');
    expect(now).toContain(
      '(“What does your agency know about the child and the family?”, the safeguarding lead of Exampleshire schools)',
    );
    const clocks = (await staff().get(`/cases/${reference}/clocks`)).text;
    expect(clocks).toContain('(after the panel’s answer)');
    for (const page of [now, clocks])
      expect(page).not.toMatch(/\(after-|\/1\/question|\(agency-information/u);
  });

  it('has a bar with its next deadline, how far the count has come, and a mark of training', async () => {
    const bar = async (changed: Partial<CaseView>) => {
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, changed) });
      const page = (await staff().get(`/cases/${reference}/story`).expect(200)).text;
      return page
        .slice(page.indexOf('case-bar'), page.indexOf('Parts of the case'))
        .replaceAll(/<[^>]+>|\s+/gu, ' ')
        .replaceAll(/\s+/gu, ' ');
    };
    const duties = [duty('notification-threshold'), duty('panel-notification', { state: 'answered' })];
    const open = await bar({ duties });
    expect(open).toContain('SI-2026-7K3Q · Story Training');
    expect(open).toContain('Threshold · 1 child · Working Together 2018');
    expect(open).toContain(
      'Next deadline Due soon Thursday 17 December 2026 3 working days left, day 1 of 4 Is the threshold for notification met?',
    );
    expect(await bar({ duties: [duty('children-made-safe')] })).toContain(
      'Overdue since Friday 11 December 2026 3 days late',
    );
    for (const ended of [{ closed: true }, { stoppedAtMs: pages.nowMs }, { duties: [duty('panel-answer')] }])
      expect(await bar({ duties, ...ended })).not.toContain('Next deadline');
    const view = caseView({ sealed: '' });
    expect(await bar({ opening: { ...view.opening, training: false } })).not.toContain('Training');
  });

  it('draws its stages to scale without a style in the page, and says the same as a table', async () => {
    const now = (await staff().get(`/cases/${reference}`).expect(200)).text;
    expect(now).toMatch(/<svg[^>]*role="img"[^]*<desc[^>]*>At the stage “Threshold” since/u);
    expect(now).toMatch(/The same as a table[^]*Friday 18 December 2026[^]*Due: Threshold/u);
    expect(now).not.toMatch(/ style=|<style|<script/u);
  });

  it('says that a child is not safe until it is recorded that it is', async () => {
    const now = async (changed: Partial<CaseView>) => {
      const view = caseView({ sealed: '' }, changed);
      const opening = { ...view.opening, notSafe: true as const };
      pages.known.set(reference, { known: 'view', view: { ...view, opening } });
      return (await staff().get(`/cases/${reference}`).expect(200)).text;
    };
    expect(await now({})).toContain('A child is not safe now');
    expect(await now({ duties: [] })).not.toContain('not safe now');
    const afterMeeting = [duty('children-made-safe', { instance: 'after-meeting' })];
    expect(await now({ duties: afterMeeting })).toContain('A child is not safe now');
    expect((await staff().get(`/cases/${reference}/clocks`)).text).not.toContain('not safe now');
  });

  it('warns of an address that the directory does not know, where its holder is to decide for the authority', async () => {
    const view = caseView({ sealed: '' }, { duties: [duty('authority-deputy')] });
    pages.known.set(reference, { known: 'view', view });
    const path = `/cases/${reference}/answer/authority-deputy/-/1`;
    const browser = staff();
    const form = await browser.get(path).expect(200);
    const check = async (address: string) => {
      const body = { ...hiddenInputs(form.text), address, name: 'Person D, deputy director' };
      return (await browser.post(path).type('form').send(body).expect(200)).text;
    };
    const warning = 'Whoever has it reads the whole report';
    expect(await check('someone@elsewhere.example')).toContain(warning);
    expect(await check('new-deputy@council.exampleshire.example')).not.toContain(warning);
  });

  it('leaves what is sent too late to the case, and shows what was typed to who has not sent it', async () => {
    const know = (changed: Partial<DutyState>) => {
      const view = caseView({ sealed: '' }, { duties: [duty('authority-deputy', changed)] });
      pages.known.set(reference, { known: 'view', view });
    };
    know({});
    const path = `/cases/${reference}/answer/authority-deputy/-/1`;
    const browser = staff();
    const post = (body: object) => browser.post(path).type('form').send(body);
    const form = await browser.get(path).expect(200);
    const typed = { ...hiddenInputs(form.text), address: 'd@example.org', name: 'Person D' };
    const check = await post({ ...typed, step: 'check' }).expect(200);
    know({ state: 'answered', settledAtMs: pages.nowMs });
    const unsent = await post({ ...typed, step: 'check' }).expect(409);
    expect(unsent.text).toMatch(/cannot be answered here now[^]*What you typed was not sent[^]*Person D/u);
    expect(pages.sent).toEqual([]);
    const { submission = '' } = hiddenInputs(check.text);
    pages.outcomes.set(submission, { outcome: 'refused', because: 'already-answered', entry: 9 });
    const sent = await post({ ...hiddenInputs(check.text), step: 'send' }).expect(409);
    expect(sent.text).toMatch(/Your answer was not taken[^]*Person D/u);
    expect(pages.sent).toHaveLength(1);
  });

  it('lets staff read an answer that came too late, which decides nothing', async () => {
    const late = {
      number: 9,
      atMs: pages.nowMs,
      kind: 'refused',
      duty: 'notification-threshold',
      instance: '-',
      round: 1,
      because: 'too-late',
      by: { recipient: 'police-partner', person: 'police-partner' },
      answer: {
        choice: 'not-met',
        facts: {},
        parcel: await pages.words.seal(reference, { reasons: 'Canary late' }),
      },
    } as const;
    const view = caseView({ sealed: '' }, { story: [late] });
    pages.known.set(reference, { known: 'view', view });
    const story = (await staff().get(`/cases/${reference}/story`).expect(200)).text;
    expect(story).toContain('was not taken: it came too late, and the case had gone on without it.');
    expect(story).toContain(`/cases/${reference}/story/9`);
    const entry = (await staff().get(`/cases/${reference}/story/9`).expect(200)).text;
    expect(entry).toMatch(/No, it is not met[^]*Canary late/u);
    const sealed = (await administrator().get(`/cases/${reference}/story/9`).expect(200)).text;
    expect(sealed).not.toContain('Canary late');
  });

  it('offers to remind of, or to put elsewhere, what is awaited by letter, and warns of an unknown address', async () => {
    const duties = [
      duty('reminder-now'),
      duty('another-address'),
      duty('notification-threshold'),
      duty('children-made-safe'),
    ];
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
    const browser = staff();
    const options = async (id: string) => {
      const { text } = await browser.get(`/cases/${reference}/answer/${id}/-/1`).expect(200);
      return [...text.matchAll(/value="(notification-threshold[^"]*|children-made-safe[^"]*)"/gu)].map(
        ([, value]) => value,
      );
    };
    const key = 'notification-threshold/-/1';
    expect(await options('reminder-now')).toEqual([key]);
    const parts = ['local-authority-partner', 'health-partner', 'police-partner'];
    expect(await options('another-address')).toEqual(parts.map((part) => `${key}/${part}`));
    const held = [addressee('local-authority-partner'), addressee('health-partner')];
    const unfilled = duty('notification-threshold', { addressees: held, awaited: parts });
    const view = caseView({ sealed: '' }, { duties: [...duties.slice(0, 2), unfilled] });
    pages.known.set(reference, { known: 'view', view });
    expect(await options('another-address')).toEqual(parts.slice(0, 2).map((part) => `${key}/${part}`));
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
    const path = `/cases/${reference}/answer/another-address/-/1`;
    const form = hiddenInputs((await browser.get(path)).text);
    const typed = { question: `${key}/police-partner`, address: 'who@elsewhere.example', why: 'Canary' };
    const check = await browser
      .post(path)
      .type('form')
      .send({ ...form, ...typed, step: 'check' })
      .expect(200);
    expect(check.text).toContain('Whoever has it can answer the question');
    expect(check.text).toContain('Is the threshold for notification met? (police partner)');
    const lead = { ...addressee('agency-lead'), agency: 'schools' };
    const asked = { instance: 'schools', awaited: ['agency-lead:schools'], addressees: [lead] };
    const agency = duty('agency-information', asked);
    const ofAgency = caseView({ sealed: '' }, { duties: [duty('reminder-now'), agency] });
    pages.known.set(reference, { known: 'view', view: ofAgency });
    const { text } = await browser.get(`/cases/${reference}/answer/reminder-now/-/1`).expect(200);
    expect(text).toContain('(safeguarding lead of Exampleshire schools)');
  });

  it('says of a notice whether its letters are on their way or wait for the decision', async () => {
    const forwarded = duty('report-forwarded-to-director', { addressees: [addressee('director')] });
    const outcome = (to: Role[]) => duty('threshold-outcome-to-referrer', { addressees: to.map(addressee) });
    const now = async (...duties: DutyState[]) => {
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
      return (await staff().get(`/cases/${reference}`).expect(200)).text;
    };
    expect(await now(forwarded)).toContain('On its way to the Director of Children and Adult Services since');
    const waiting = await now(outcome(['referrer']));
    expect(waiting).toContain('for the decision that it reports; it then goes to the referrer.');
    expect(waiting).not.toContain('On its way');
    expect(await now(outcome([]))).toContain('Nobody to send it to yet, since');
  });

  it('shows every reading of a clock with its source and the day of the alarm', async () => {
    const page = (await staff().get(`/cases/${reference}/clocks`).expect(200)).text;
    expect(page).toContain('Bank holidays are those of England and Wales, as listed from 2019 to 2028.');
    expect(page).toContain('The Child Safeguarding Practice Review procedure, section 5.1');
    expect(page).toContain(
      'Due Thursday 17 December 2026 (3 working days left, day 1 of 4); another reading of the rules allows until Friday 18 December 2026',
    );
    expect(page).toMatch(/"Within"[^>]*>5 working days<br><span class="quiet">day 1 of 5</u);
    expect(page).not.toContain('Alarm on the earliest');
  });

  it('says while the threshold is not decided by when the panel would be notified, as its day of awareness is now', async () => {
    const said = (on: string) => `If the threshold is met, the national panel is to be notified by ${on}`;
    const pagesOf = async (changed: Partial<CaseView>) => {
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, changed) });
      const read = async (part: string) => (await staff().get(`/cases/${reference}${part}`).expect(200)).text;
      return [await read(''), await read('/clocks')];
    };
    const corrected = duty('notification-threshold');
    const readings = (corrected.dates?.readings ?? []).map((reading) =>
      reading.from === 'authority-aware' ? { ...reading, fromOn: '2026-12-08' } : reading,
    );
    const dates = corrected.dates === null ? null : { ...corrected.dates, readings };
    for (const page of await pagesOf({}))
      expect(page).toContain(
        `${said('Wednesday 16 December 2026')}; another reading of the rules allows until Friday 18 December 2026. That time is running already.`,
      );
    expect((await pagesOf({}))[0]).toMatch(/<text class="line__words"[^>]*>[^<]*Panel notified, if met/u);
    for (const page of await pagesOf({ duties: [{ ...corrected, dates }] }))
      expect(page).toContain(`${said('Tuesday 15 December 2026')}. That`);
    for (const changed of [{ duties: [duty('panel-notification')] }, { stage: 'rapid-review' } as const])
      for (const page of await pagesOf(changed)) expect(page).not.toContain(said(''));
  });

  it('says at its head of a case that was set back from outside what may be missing', async () => {
    const head = async (changed: { resetAtMs?: number; stoppedAtMs?: number }): Promise<string> => {
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, changed) });
      return (await staff().get(`/cases/${reference}`).expect(200)).text;
    };
    const said = 'This case was set back from outside on 14 December 2026 at 09:12';
    const reset = await head({ resetAtMs: nowMs });
    expect(reset).toContain(said);
    expect(reset).toContain('What was recorded before may be missing, in part or wholly');
    expect(await head({})).not.toContain('set back');
    const both = await head({ resetAtMs: nowMs, stoppedAtMs: nowMs });
    expect(both).toContain('stopped from outside');
    expect(both).not.toContain('set back');
  });

  it('says of a limit that a relaxation has lifted that there is none, and why', async () => {
    const of = 'threshold-silence';
    const { clock } = editions['working-together-2018'].duties[of];
    const why = { reason: 'Rules relaxed', source: 'Letter of the day' };
    const relaxations = [{ duty: of, from: '2026-12-01', until: '2026-12-31', ...why }];
    const dates = fixDates({ clock, events: { 'authority-aware': '2026-12-11' }, duty: of, relaxations });
    const view = caseView({ sealed: '' }, { duties: [duty('notification-threshold', { dates })] });
    pages.known.set(reference, { known: 'view', view });
    const pageOf = async (part = ''): Promise<string> =>
      (await staff().get(`/cases/${reference}${part}`).expect(200)).text.replaceAll(/<[^>]+>|\s+/gu, ' ');
    const [now, clocks] = [await pageOf(), await pageOf('/clocks')];
    for (const page of [now, clocks]) {
      expect(page).toContain('No time limit: lifted by a relaxation');
      expect(page).not.toContain('No date yet');
    }
    expect(now).toContain('Its time limit is lifted: Rules relaxed (Letter of the day).');
    expect(clocks).toMatch(/None +no limit /u);
    expect(clocks).toContain('Relaxed until Thursday 31 December 2026: Rules relaxed (Letter of the day).');
  });

  it('says of a clock when it was met, and whether that was late', async () => {
    const clocks = async (changed: Partial<DutyState>) => {
      const duties = [duty('incident-reported-to-partners', { kind: 'notice', ...changed })];
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
      return (await staff().get(`/cases/${reference}/clocks`)).text;
    };
    const late = { state: 'met', settledAtMs: Date.UTC(2026, 11, 16, 9) } as const;
    expect(await clocks(late)).toContain('Met on Wednesday 16 December 2026, 2 days late.');
    expect(await clocks(late)).toMatch(/>Met late<\/strong>/u);
    const inTime = { state: 'met', settledAtMs: Date.UTC(2026, 11, 14, 9) } as const;
    expect(await clocks(inTime)).toContain('Met on Monday 14 December 2026, in time.');
    expect(await clocks(inTime)).toMatch(/>Met<\/strong>/u);
    expect(await clocks({})).not.toContain('Met on');
  });

  it('counts a letter from the day on which it was sent in another way, where that is earlier', async () => {
    const tells = ['national-panel', 'dfe'] as const;
    const state = duty('report-to-panel-and-department', {
      addressees: tells.map(addressee),
      dates: duty('incident-reported-to-partners').dates,
      state: 'met',
      settledAtMs: Date.UTC(2026, 11, 18, 9),
    });
    const letters = tells.map((to) => ({
      id: `report-to-panel-and-department/-/1/notice/0/${to}`,
      kind: 'notice' as const,
      duty: state.duty,
      instance: '-',
      round: 1,
      ordinal: 0,
      to: addressee(to),
      state: 'accepted' as const,
      attempts: 1,
      possiblySentTwice: false,
      acceptedAtMs: Date.UTC(2026, 11, 18, 9),
      sentOtherwiseOn: '2026-12-12',
    }));
    const show = async (part: string, changed = letters) => {
      const view = caseView({ sealed: '' }, { duties: [state], letters: changed });
      pages.known.set(reference, { known: 'view', view });
      return (await staff().get(`/cases/${reference}${part}`).expect(200)).text;
    };
    const clocks = await show('/clocks');
    expect(clocks).toContain('Met on Saturday 12 December 2026, in time.');
    expect(clocks).toContain(
      'Recorded as sent otherwise: to the national panel on Saturday 12 December 2026, to the Department for Education on Saturday 12 December 2026.',
    );
    const papers = await show('/papers');
    expect(papers).toContain('18 December 2026 at 09:00');
    expect(papers).toContain('Recorded as sent otherwise on Saturday 12 December 2026');
    const one = letters.map(({ sentOtherwiseOn, ...letter }, index) =>
      index === 0 ? { ...letter, sentOtherwiseOn } : letter,
    );
    expect(await show('/clocks', one as typeof letters)).toContain(
      'Met on Friday 18 December 2026, 4 days late.',
    );
  });

  it('counts what only an answer proves from the day that the answer gives', async () => {
    const state = duty('looked-after-death', {
      addressees: [addressee('dfe')],
      provenBy: 'looked-after-notification',
      state: 'met',
      settledAtMs: Date.UTC(2026, 11, 21, 9),
    });
    const answer = { facts: { sentAt: '2026-12-15T09:00' } };
    const by = { recipient: 'business-unit', person: 'business-unit-a' } as const;
    const asked = duty('looked-after-notification', { state: 'answered' });
    const place = { duty: asked.duty, instance: '-', round: 1, title: asked.title } as const;
    const story = [{ ...place, number: 7, atMs: 0, kind: 'answer', by, answer } as const];
    const view = caseView({ sealed: '' }, { duties: [state, asked], story });
    pages.known.set(reference, { known: 'view', view });
    const clocks = (await staff().get(`/cases/${reference}/clocks`)).text;
    expect(clocks).toContain('Met on Tuesday 15 December 2026, in time.');
  });

  it('names the letter, the person and the entry that an entry is about, not their ids', async () => {
    const view = caseView({ sealed: '' });
    const by = { recipient: 'business-unit', person: 'business-unit-a' } as const;
    const recorded = (number: number, id: 'sent-otherwise' | 'hand-over' | 'correction', facts: Facts) =>
      ({
        number,
        atMs: 0,
        kind: 'answer',
        duty: id,
        instance: '-',
        round: 1,
        title: duty(id).title,
        by,
        answer: { facts },
      }) as const;
    const letter = 'notification-threshold/-/1/question/0/police-partner';
    const story = [
      ...view.story,
      recorded(7, 'sent-otherwise', { letter, sentOn: '2026-12-12' }),
      recorded(8, 'hand-over', { person: 'business-unit-b' }),
      recorded(9, 'correction', { entry: '000005' }),
    ];
    pages.known.set(reference, { known: 'view', view: { ...view, story } });
    const entry = async (number: number) =>
      (
        await staff()
          .get(`/cases/${reference}/story/${String(number)}`)
          .expect(200)
      ).text;
    const sent = await entry(7);
    expect(sent).toMatch(/<dd[^>]*>Question to the police partner about “Is the threshold/u);
    expect(sent).not.toContain(letter);
    expect(await entry(8)).toMatch(/<dd[^>]*>Business unit officer B</u);
    expect(await entry(9)).toMatch(/<dd[^>]*>5: The health partner answered/u);
    const told = (await staff().get(`/cases/${reference}/story`)).text;
    expect(told).toContain('question to the police partner about “Is the threshold');
  });

  it('says of what only a reference proves that it is not proven sent', async () => {
    const state = duty('looked-after-death', {
      addressees: [addressee('dfe')],
      provenBy: 'looked-after-notification',
      reminders: 2,
    });
    const sent = {
      id: 'looked-after-death/-/1/notice/0/dfe',
      kind: 'notice',
      duty: state.duty,
      instance: '-',
      round: 1,
      ordinal: 0,
      to: addressee('dfe'),
      state: 'accepted',
      attempts: 1,
      possiblySentTwice: false,
      acceptedAtMs: Date.UTC(2026, 11, 11, 10),
    } as const;
    const asked = duty('looked-after-notification');
    const duties = [state, asked];
    pages.known.set(reference, {
      known: 'view',
      view: caseView({ sealed: '' }, { duties, letters: [sent] }),
    });
    const now = (await staff().get(`/cases/${reference}`)).text;
    expect(now).toContain(`enter the reference under “${asked.title}”; reminded twice.`);
    expect(now).not.toContain('On its way');
    expect(now.match(/Due Friday 18 December 2026 \(4 working days left, day 1 of 5\)/gu)).toHaveLength(2);
    expect(now).not.toContain('No time limit');
  });

  it('says of the notification of the panel that it is not proven sent until its reference is entered', async () => {
    const now = async (...duties: DutyState[]) => {
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
      return (await staff().get(`/cases/${reference}`)).text;
    };
    expect(await now(duty('panel-notification'))).toContain('not proven sent until the reference is entered');
    expect(await now(duty('panel-notification', { state: 'answered' }))).not.toContain('proven sent');
    expect(await now(duty('children-made-safe'))).not.toContain('proven sent');
  });

  it('shows in the papers when the report came in', async () => {
    const view = caseView({ sealed: '' });
    const papers = async (source: 'agency' | 'business-unit', browser = staff()) => {
      const opening = {
        ...view.opening,
        reportedBy: { ...view.opening.reportedBy, source },
        reportReceivedOn: source === 'agency' ? '2026-12-11' : '2026-12-10',
      };
      pages.known.set(reference, { known: 'view', view: { ...view, opening } });
      return (await browser.get(`/cases/${reference}/papers`).expect(200)).text;
    };
    const received = (value: string) => new RegExp(`Received</dt>[^]*?<dd[^>]*>${value}</dd>`, 'u');
    expect(await papers('agency')).toMatch(received('11 December 2026 at 10:40'));
    const entered = await papers('business-unit');
    expect(entered).toMatch(received('Thursday 10 December 2026'));
    expect(entered).toContain('11 December 2026 at 10:40');
    const withheld = await papers('agency', administrator());
    expect(withheld).toContain('11 December 2026 at 10:40');
    expect(withheld).not.toContain('reporter@schools');
  });

  it('says at its head that a case was withdrawn, and of any other that it is closed', async () => {
    const head = async (event: 'withdrawn' | 'closed'): Promise<string> => {
      const entry: Entry = { number: 1, atMs: nowMs, kind: 'entry', event, title: 'Ended' };
      const view = caseView({ sealed: '' }, { story: [entry], stage: 'closed', closed: true });
      pages.known.set(reference, { known: 'view', view });
      return (await staff().get(`/cases/${reference}`).expect(200)).text;
    };
    expect(await head('withdrawn')).toContain('This case was withdrawn: it had been opened in error.');
    expect(await head('closed')).toContain('This case is closed.');
  });

  it('tells a long story in pages, none of them over 150 kB, and each entry once', async () => {
    const entries = Array.from({ length: 950 }, (_, index): Entry => ({
      number: index + 1,
      atMs: nowMs,
      kind: 'entry',
      event: 'opened',
      title: `Something that was recorded, number ${String(index + 1)}, in as many words as a letter takes`,
    }));
    const view = caseView({ sealed: '' }, { story: entries });
    pages.known.set(reference, { known: 'view', view });
    const seen: string[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const answer = await staff().get(`/cases/${reference}/story${next}`).expect(200);
      const text: string = answer.text;
      expect(Buffer.byteLength(text)).toBeLessThan(150_000);
      seen.push(...[...text.matchAll(/No\. (\d+)/gu)].map(([, number = '']) => number));
      next = /rel="next" href="([^"]+)"/u.exec(text)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen).toEqual(entries.map(({ number }) => String(number)).toReversed());
  });

  it('tells the story in sentences, newest first, and filters it', async () => {
    const page = (await staff().get(`/cases/${reference}/story`).expect(200)).text;
    const answered = page.indexOf('The health partner answered');
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(page.indexOf('The report came in'));
    const decisions = (await staff().get(`/cases/${reference}/story?only=decisions`)).text;
    expect(decisions).not.toContain('The report came in');
    const view = caseView({ sealed: '' });
    const by = { recipient: 'business-unit', person: 'business-unit-a' } as const;
    const place = { duty: 'panel-notification', instance: '-', round: 1, title: 'Enter it' } as const;
    const recorded = { ...place, number: 8, atMs: 0, kind: 'answer', by, answer: { facts: {} } } as const;
    pages.known.set(reference, { known: 'view', view: { ...view, story: [...view.story, recorded] } });
    const facts = (await staff().get(`/cases/${reference}/story?only=facts`)).text;
    expect(facts).toContain('Business unit officer A (business unit) recorded: “Enter it”.');
    expect(facts).not.toContain('The health partner answered');
    for (const only of ['constructor', '__proto__', 'toString'])
      await staff().get(`/cases/${reference}/story?only=${only}`).expect(200);
  });

  it('links an entry of which there is more to read than its sentence, also where nothing of it is sealed', async () => {
    const view = caseView({ sealed: '' });
    const by = { recipient: 'business-unit', person: 'business-unit-a' } as const;
    const place = {
      kind: 'answer',
      duty: 'child-death-review',
      instance: '-',
      round: 1,
      atMs: 0,
      by,
    } as const;
    const dated = {
      ...place,
      number: 8,
      title: 'Has it started?',
      answer: { facts: { startedOn: '2026-12-14' } },
    };
    const bare = { ...place, number: 9, title: 'Has it ended?', answer: { choice: 'no', facts: {} } };
    pages.known.set(reference, { known: 'view', view: { ...view, story: [...view.story, dated, bare] } });
    const story = (await staff().get(`/cases/${reference}/story`).expect(200)).text;
    expect(story).toContain(`href="/cases/${reference}/story/8"`);
    expect(story).not.toContain(`href="/cases/${reference}/story/9"`);
  });

  it('shows of an entry each test with its source, its answer and the reason for it; the words to no administrator', async () => {
    const view = caseView({ sealed: '' });
    const parcel = await pages.words.seal(reference, { 'reason-harm': 'Canary harm', reasons: 'Canary all' });
    const answer = { choice: 'met', tests: { abuse: true, harm: false }, facts: {}, parcel };
    const story = view.story.map((one) => (one.kind === 'answer' ? { ...one, answer } : one));
    pages.known.set(reference, { known: 'view', view: { ...view, story } });
    const path = `/cases/${reference}/story/5`;
    const page = (await staff().get(path).expect(200)).text;
    expect(page).toMatch(
      /neglected\?.*>section 3\.1 of the procedure<[^]*?>Yes<\/dd>[^]*harmed\?.*>section 3\.1 of the procedure<[^]*?>No<.*Canary harm/u,
    );
    expect(page).toContain('Canary all');
    const withheld = (await administrator().get(path).expect(200)).text;
    expect(withheld).toContain('harmed?');
    expect(withheld).not.toContain('Canary');
  });

  it('says on an entry of which case it is, and as it stood when', async () => {
    const page = (await staff().get(`/cases/${reference}/story/5`).expect(200)).text;
    expect(page).toMatch(
      /SI-2026-7K3Q · 14 December 2026[^]*As the case stood on 14 December 2026 at 09:12/u,
    );
  });

  it('shows letters with their state', async () => {
    const page = (await staff().get(`/cases/${reference}/papers`).expect(200)).text;
    expect(page).toContain('451 4.7.1 greylisted');
    expect(page).toContain('Not delivered');
  });

  it.each<[LetterState, string, boolean]>([
    ['retrying', 'Broke off at its end, so it may have arrived; it is being tried again', true],
    ['given-up', 'Broke off at its end, so it may have arrived; trying has ended', true],
    ['accepted', 'possibly sent twice', false],
  ])('says of a letter that broke off at its end what is known of it: %s', async (state, words, perhaps) => {
    const view = caseView({ sealed: '' });
    const [letter] = view.letters.slice(-1).map((one) => ({ ...one, state, possiblySentTwice: true }));
    pages.known.set(reference, { known: 'view', view: { ...view, letters: letter ? [letter] : [] } });
    const page = (await staff().get(`/cases/${reference}/papers`).expect(200)).text;
    expect(page).toContain(words);
    expect(page.includes('May have arrived')).toBe(perhaps);
    expect(page).not.toContain('Not delivered');
  });

  it('asks for both halves of a corrected date before anything is sent', async () => {
    const path = `/cases/${reference}/answer/correction/-/1`;
    const browser = staff();
    const { text } = await browser.get(path).expect(200);
    const typed = { ...hiddenInputs(text), entry: '000005', wrong: 'Made up', right: 'Made up' };
    const answered = async (more: object) =>
      (
        await browser
          .post(path)
          .type('form')
          .send({ ...typed, ...more })
      ).text;
    const day = { 'date-day': '10', 'date-month': '12', 'date-year': '2026' };
    expect(await answered({ event: 'incident' })).toContain('Enter the right date, or choose no date');
    expect(await answered(day)).toContain('Choose which date was wrong, or enter none');
    expect(await answered({ event: 'incident', ...day })).toContain('Check your answer');
    expect(await answered({})).toContain('Check your answer');
  });

  it('shows entries whose sealed words cannot be opened, and says so in their place', async () => {
    pages.loseDocuments();
    const answered = await pages.words.seal('SI-2026-AAAA', { actions: 'Canary action' });
    const view = caseView(answered);
    pages.known.set(reference, {
      known: 'view',
      view: {
        ...view,
        story: view.story.map((entry) =>
          entry.kind === 'answer' ? { ...entry, answer: { ...entry.answer, parcel: answered } } : entry,
        ),
      },
    });
    const number = view.story.find(({ kind }) => kind === 'answer')?.number;
    const entry = (await staff().get(`/cases/${reference}/story/${number}`).expect(200)).text;
    expect(entry).toContain('The health partner answered');
    expect(entry).toContain('it cannot be opened just now');
    expect(entry).not.toContain('Canary');
    expect(pages.log).toContainEqual({ event: 'parcel-not-opened', reference, person: 'business-unit-a' });
  });

  it('sends no words that nobody could open again, and keeps what was typed', async () => {
    const browser = staff();
    const path = `/cases/${reference}/answer/children-made-safe/-/1`;
    const form = await browser.get(path).expect(200);
    const body = {
      ...hiddenInputs(form.text),
      childrenSafe: 'yes',
      othersConsidered: 'yes',
      referralMade: 'yes',
      actions: 'Canary action',
    };
    const check = await browser.post(path).type('form').send(body).expect(200);
    const sending = { ...hiddenInputs(check.text), step: 'send' };
    pages.loseDocuments();
    const again = await browser.post(path).type('form').send(sending).expect(503);
    expect(again.text).toContain('could not be sent just now. Nothing you typed is lost');
    expect({ ...hiddenInputs(again.text), step: 'send' }).toEqual(sending);
    expect(pages.sent).toEqual([]);
  });

  it.each(['', '/clocks', '/story', '/papers'])(
    'refuses %s to somebody without a role for it',
    async (part) => {
      const page = await pages
        .browser('reviewer', ['reviewer'])
        .get(`/cases/${reference}${part}`)
        .expect(403);
      expect(page.text).not.toContain('threshold');
      await pages.browser().get(`/cases/${reference}${part}`).expect(303);
    },
  );

  it('records a fact through the same form, check and signal as a link', async () => {
    const browser = staff();
    const path = `/cases/${reference}/answer/children-made-safe/-/1`;
    const form = await browser.get(path).expect(200);
    const body = {
      ...hiddenInputs(form.text),
      childrenSafe: 'yes',
      othersConsidered: 'yes',
      referralMade: 'yes',
      actions: 'Canary action',
    };
    const check = await browser.post(path).type('form').send(body).expect(200);
    await browser
      .post(path)
      .type('form')
      .send({ ...hiddenInputs(check.text), step: 'send' })
      .expect(303);
    expect(pages.sent).toMatchObject([
      {
        duty: 'children-made-safe',
        submission: { by: { recipient: 'business-unit', person: 'business-unit-a' }, round: 1 },
      },
    ]);
    expect(JSON.stringify(pages.sent)).not.toContain('Canary');
  });

  it('says to staff which dates are others by what they recorded, and that they will be where they are not yet', async () => {
    const view = caseView({ sealed: '' });
    const by = { recipient: 'business-unit', person: 'business-unit-a' } as const;
    const facts = { entry: '000001', event: 'authority-aware', date: '2026-12-10' };
    const of = { duty: 'correction', instance: '-', round: 1, title: 'Correct' } as const;
    const correction = {
      ...of,
      number: 20,
      atMs: view.nowMs,
      kind: 'answer',
      by,
      answer: { facts },
    } as const;
    const due = {
      duty: 'notification-threshold',
      instance: '-',
      round: 1,
      title: 'Threshold',
      kind: 'due',
    } as const;
    const redated = { from: '2026-12-18', because: 'authority-aware' };
    const moved = {
      ...due,
      number: 21,
      atMs: view.nowMs,
      dueOn: '2026-12-17',
      alarmOn: '2026-12-16',
      redated,
    } as const;
    const earlier = { ...moved, number: 19, title: 'Earlier' };
    const told = async (...entries: CaseView['story']) => {
      const story = [...view.story, ...entries];
      pages.known.set(reference, { known: 'view', view: { ...view, story } });
      const id = pages.submissions.newSubmission({
        case: reference,
        duty: 'correction',
        instance: '-',
        round: 1,
      });
      pages.outcomes.set(id, { outcome: 'recorded', entry: 20 });
      return (await staff().get(`/cases/${reference}/answer/correction/-/1/sent/${id}`).expect(200)).text;
    };
    const after = await told(earlier, correction, moved);
    expect(after).toContain(
      'New date for “Threshold”: due Thursday 17 December 2026 (before: Friday 18 December 2026).',
    );
    expect(after).not.toMatch(/“Earlier”|in a moment/u);
    expect(await told(earlier, correction)).toContain('What counts from that day is dated anew');
  });

  it('shows what the reader is to record before what waits for others, and folds what many were asked', async () => {
    const agencies = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        duty('agency-information', {
          instance: index === 0 ? 'schools' : `agency-${String(index)}`,
          awaited: ['agency-lead:schools'],
        }),
      );
    const nowOf = async (count: number, role: string): Promise<string> => {
      const duties = [...agencies(count), duty('notification-threshold'), duty('children-made-safe')];
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
      return (await pages.browser(`${role}-a`, [role]).get(`/cases/${reference}`).expect(200)).text;
    };
    const many = await nowOf(5, 'business-unit');
    const places = [
      'Are the child and any other',
      'Waiting for others',
      'Is the threshold',
      '5 still to answer',
    ];
    const at = places.map((words) => many.indexOf(words, many.indexOf('What is owed')));
    expect(at).not.toContain(-1);
    expect(at).toEqual(at.toSorted((one, other) => one - other));
    const folded = /<details class="govuk-details shown">[^]*?<\/details>/u.exec(many)?.[0] ?? '';
    expect(folded).toContain('What does each agency know');
    expect(folded.match(/<li class="owed__item/gu)).toHaveLength(5);
    expect(folded).toContain('Exampleshire schools');
    expect(await nowOf(3, 'business-unit')).not.toContain('still to answer');
    const administrators = await nowOf(5, 'administrator');
    expect(administrators).not.toContain('Waiting for others');
    expect(administrators).toContain('5 still to answer');
  });

  it('leads to where the panel is notified, before the reference is entered', async () => {
    const path = (id: string) => `/cases/${reference}/answer/${id}/-/1`;
    const duties = [duty('panel-notification'), duty('children-made-safe')];
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
    const place =
      /href="https:\/\/www\.gov\.uk\/guidance\/report-a-serious-[a-z-]*" target="_blank" rel="noopener noreferrer"/u;
    expect((await staff().get(path('panel-notification')).expect(200)).text).toMatch(place);
    expect((await staff().get(path('children-made-safe')).expect(200)).text).not.toMatch(place);
  });

  it('says to staff what is open next, once an answer is recorded', async () => {
    const at = { case: reference, duty: 'hand-over', instance: '-', round: 1 };
    const id = pages.submissions.newSubmission(at);
    pages.outcomes.set(id, { outcome: 'recorded', entry: 5 });
    const page = await staff().get(`/cases/${reference}/answer/hand-over/-/1/sent/${id}`).expect(200);
    expect(page.text).toContain('It stands in the record of the case, as entry');
    expect(page.text).not.toContain('Your answer');
    expect(page.text).toMatch(
      /Open for the business unit: “Are the child and any other children safe\?”, by [^;]*2026\.</u,
    );
    const view = caseView({ sealed: '' });
    const undated = [duty('publication-date'), duty('rapid-review-meeting')];
    const changed = { ...view, duties: [...view.duties, ...undated] };
    pages.known.set(reference, { known: 'view', view: changed });
    const { text } = await staff().get(`/cases/${reference}/answer/hand-over/-/1/sent/${id}`).expect(200);
    expect(text).toContain(`; “${undated.map(({ title }) => title).join('”, “')}”, without a date.`);
  });

  it('says to staff who sent a reminder by hand whom it goes to', async () => {
    const at = { case: reference, duty: 'reminder-now', instance: '-', round: 1 };
    const id = pages.submissions.newSubmission(at);
    pages.outcomes.set(id, { outcome: 'recorded', entry: 77 });
    const ofQuestion = { duty: 'notification-threshold', instance: '-', title: 'Is it met?', dueOn: null };
    const reminder = { atMs: nowMs, kind: 'reminder', ...ofQuestion } as const;
    const by = { recipient: 'business-unit', person: 'business-unit-a' } as const;
    const facts = { question: 'notification-threshold/-/1' };
    const sent = { kind: 'answer', title: 'Send a reminder', by, answer: { facts } } as const;
    const { duty: sentBy, instance, round } = at;
    const story: Entry[] = [
      { ...reminder, number: 76, ordinal: 1, to: ['scrutineer'] },
      { ...sent, number: 77, atMs: nowMs, duty: sentBy, instance, round },
      { ...reminder, number: 78, ordinal: 1, to: ['director'], duty: 'panel-notification' },
      { ...reminder, number: 79, ordinal: 2, to: ['health-partner', 'agency-lead:schools'] },
    ];
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { story }) });
    const { text } = await staff().get(`/cases/${reference}/answer/reminder-now/-/1/sent/${id}`).expect(200);
    expect(text).toMatch(
      /A reminder goes to the health partner and the safeguarding lead of [^:]*: “Is it met\?”\./u,
    );
  });

  it('links the case, and the cases that a report may repeat, from the page on which staff answer', async () => {
    const view = caseView({ sealed: '' }, { duties: [duty('report-acceptance')] });
    const opening = { ...view.opening, likelyDuplicates: ['SI-2026-AAAA'] };
    pages.known.set(reference, { known: 'view', view: { ...view, opening } });
    const page = (await staff().get(`/cases/${reference}/answer/report-acceptance/-/1`)).text;
    expect(page).toContain(`href="/cases/${reference}"`);
    expect(page).toContain('href="/cases/SI-2026-AAAA"');
  });

  it('says by when the copies must be there for a day of publication, and shows the day that was proposed', async () => {
    const view = caseView({ sealed: '' }, { stage: 'publication', duties: [duty('publication-date')] });
    pages.known.set(reference, { known: 'view', view });
    const browser = staff();
    const path = `/cases/${reference}/answer/publication-date/-/1`;
    const form = await browser.get(path);
    expect(form.text).toContain('the earliest day of publication is Wednesday 23 December 2026');
    const day = { 'proposedOn-day': '15', 'proposedOn-month': '1', 'proposedOn-year': '2027' };
    const body = { ...hiddenInputs(form.text), ...day, reportChanged: 'no' };
    const check = await browser.post(path).type('form').send(body).expect(200);
    expect(check.text).toContain('must have their copies by Wednesday 6 January 2027');
    const answer = { facts: { proposedOn: '2027-01-15' } };
    const by = { recipient: 'business-unit', person: 'a' } as const;
    const entry = {
      number: 7,
      atMs: 0,
      kind: 'answer',
      duty: 'publication-date',
      instance: '-',
      round: 1,
    } as const;
    const story = [...view.story, { ...entry, title: 'Day', by, answer }];
    pages.known.set(reference, { known: 'view', view: { ...view, story } });
    const now = (await browser.get(`/cases/${reference}`)).text;
    expect(now).toContain('Proposed day of publication: <strong>Friday 15 January 2027');
  });

  it('lets staff correct an entry by choosing it', async () => {
    const browser = staff();
    const path = `/cases/${reference}/answer/correction/-/1`;
    const form = await browser.get(path).expect(200);
    expect(form.text).toContain('5: The health partner answered');
    const body = { ...hiddenInputs(form.text), entry: '000005', wrong: 'the day', right: 'the day before' };
    const check = await browser.post(path).type('form').send(body).expect(200);
    await browser
      .post(path)
      .type('form')
      .send({ ...hiddenInputs(check.text), step: 'send' })
      .expect(303);
    expect(pages.sent).toMatchObject([{ submission: { answer: { facts: { entry: '000005' } } } }]);
  });

  it('does not let staff answer for a partner, nor an administrator for the business unit', async () => {
    await staff().get(`/cases/${reference}/answer/notification-threshold/-/1`).expect(409);
    await administrator().get(`/cases/${reference}/answer/children-made-safe/-/1`).expect(409);
  });

  it('gives an administrator the duties of an administrator', async () => {
    const view = caseView({ sealed: '' }, { duties: [duty('cancel-requested')] });
    pages.known.set(reference, { known: 'view', view });
    await administrator().get(`/cases/${reference}/answer/cancel-requested/-/1`).expect(200);
    await staff().get(`/cases/${reference}/answer/cancel-requested/-/1`).expect(409);
  });

  it('shows what the memo knows while no worker is up', async () => {
    pages.known.set(reference, { known: 'memo', memo: memo() });
    const page = (await staff().get(`/cases/${reference}`).expect(200)).text;
    expect(page).toContain('The rest will be back shortly');
    expect(page).toContain('Friday 18 December 2026');
    expect(page).toMatch(/Announced as overdue<\/dt><dd[^>]*>0</u);
  });

  describe('while no worker is up', () => {
    const path = `/cases/${reference}/answer/children-made-safe/-/1`;
    const typed = { childrenSafe: 'yes', othersConsidered: 'yes', referralMade: 'yes', actions: 'Canary' };
    const sendAt = async (at: string, body: Record<string, string>) => {
      const browser = staff();
      const form = await browser.get(at).expect(200);
      pages.known.set(reference, { known: 'memo', memo: memo() });
      const check = await browser
        .post(at)
        .type('form')
        .send({ ...hiddenInputs(form.text), ...body });
      expect(check.text).toContain('Check your answer');
      const sent = await browser
        .post(at)
        .type('form')
        .send({ ...hiddenInputs(check.text), step: 'send' });
      return browser.get(sent.get('location') ?? '').expect(202);
    };

    it('takes what staff send, by the form of the edition, and says that it is not recorded yet', async () => {
      const page = await sendAt(path, typed);
      expect(page.text).toContain('Received, not yet recorded');
      expect(pages.sent).toMatchObject([
        {
          duty: 'children-made-safe',
          submission: { by: { recipient: 'business-unit', person: 'business-unit-a' }, round: 1 },
        },
      ]);
    });

    it('takes a choice that only the case could list as it was made', async () => {
      const at = `/cases/${reference}/answer/correction/-/1`;
      await sendAt(at, { entry: '000005', wrong: 'the day', right: 'the day before' });
      expect(pages.sent).toMatchObject([{ submission: { answer: { facts: { entry: '000005' } } } }]);
    });

    it('names a mistake at its field, and keeps what was typed', async () => {
      const browser = staff();
      const form = await browser.get(path);
      pages.known.set(reference, { known: 'memo', memo: memo() });
      const body = { ...hiddenInputs(form.text), ...typed, childrenSafe: '' };
      const page = await browser.post(path).type('form').send(body).expect(422);
      expect(page.text).toContain('Canary');
    });

    it('refuses what is not theirs to answer', async () => {
      const browser = staff();
      const token = hiddenInputs((await browser.get(path)).text);
      pages.known.set(reference, { known: 'memo', memo: memo() });
      const at = `/cases/${reference}/answer/notification-threshold/-/1`;
      await browser.post(at).type('form').send(token).expect(409);
      expect(pages.sent).toEqual([]);
    });
  });

  it('moves time on in training only', async () => {
    const browser = staff();
    const form = await browser.get(`/cases/${reference}`);
    const body = { ...hiddenInputs(form.text), days: '7' };
    await browser.post(`/cases/${reference}/move-time`).type('form').send(body).expect(303);
    expect(pages.moved).toEqual([[reference, { days: 7 }]]);
    pages.services.settings.training = false;
    await browser.post(`/cases/${reference}/move-time`).type('form').send(body).expect(403);
    expect(pages.moved).toHaveLength(1);
    expect((await browser.get(`/cases/${reference}`)).text).not.toContain('Move time on');
  });

  it('says when the next alarm is to which time can be moved, or that there is none', async () => {
    const ahead = await staff().get(`/cases/${reference}`);
    expect(ahead.text).toMatch(/value="next">To the next alarm.*15 December 2026 at 09:05/u);
    pages.known.set(reference, {
      known: 'view',
      view: caseView({ sealed: '' }, { duties: [duty('correction')] }),
    });
    const none = await staff().get(`/cases/${reference}`);
    expect(none.text).toContain('No alarm is ahead');
    expect(none.text).not.toContain('value="next"');
  });

  it('says in words that there is no such case', async () => {
    await staff().get('/cases/SI-2026-XXXX').expect(404);
  });
});
