import { addressee, caseView, duty, reference, reportTo } from './support/sample-case';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { londonInstant } from '../../domain/calendar/london';
import type { CaseView, DutyState } from '../../domain/case-view';
import { fixDates } from '../../domain/clock';
import { editions } from '../../domain/editions';

const at = (on: string) => londonInstant(on, '10:00');
const datesOf = (id: 'publication', decidedOn: string) => {
  const { clock } = editions['working-together-2018'].duties[id];
  return clock === undefined ? null : fixDates({ clock, events: { 'review-decision': decidedOn } });
};
const copies = (state: DutyState['state'] = 'met') =>
  duty('report-to-panel-and-department', { state, parts: ['national-panel', 'dfe'], addressees: [] });
const accepted = [reportTo('national-panel', '2027-03-02'), reportTo('dfe', '2027-03-02')];

describe('the day of publication', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  const caseOn = (on: string, changed: Partial<CaseView> = {}) => {
    const duties = [
      duty('publication-date'),
      duty('publication', {
        dates: datesOf('publication', '2026-12-18'),
        addressees: [addressee('business-unit')],
      }),
      ...(changed.duties ?? []),
    ];
    const view = caseView(
      { sealed: '' },
      { stage: 'publication', nowMs: at(on), letters: [], ...changed, duties },
    );
    pages.known.set(reference, { known: 'view', view });
    return view;
  };
  const dayIn = (name: string, on: string) => {
    const [year = '', month = '', day = ''] = on.split('-');
    return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
  };
  const path = `/cases/${reference}/answer/publication-date/-/1`;
  const proposing = async (on: string, reportChanged = 'no') => {
    const browser = staff();
    const form = await browser.get(path).expect(200);
    const body = { ...hiddenInputs(form.text), ...dayIn('proposedOn', on), reportChanged };
    const check = await browser.post(path).type('form').send(body).expect(200);
    return { form: form.text, check: check.text };
  };

  it('that is too early for copies which go out today is warned of, with the earliest that works', async () => {
    caseOn('2027-03-02');
    const { check } = await proposing('2027-03-05');
    expect(check).toContain('This day is too early.');
    expect(check).toContain('must have had their copies by Wednesday 24 February 2027. That day is past');
    expect(check).toContain('The earliest day that works is Thursday 11 March 2027.');
    expect(check).not.toContain('For that day');
    expect((await proposing('2027-03-10')).check).toContain('by Monday 1 March 2027. That day is past');
  });

  it('that works is not warned of', async () => {
    caseOn('2027-03-02');
    const { check } = await proposing('2027-03-11');
    expect(check).toContain('must have their copies by Tuesday 2 March 2027');
    expect(check).not.toContain('govuk-warning-text');
  });

  it('that is no working day is warned of, and is not named as the earliest', async () => {
    caseOn('2027-03-04');
    const { form, check } = await proposing('2027-03-20');
    expect(form).toContain('the earliest day of publication is Monday 15 March 2027');
    expect(check).toContain('Saturday 20 March 2027 is not a working day.');
  });

  it('that lies after the day by which the report is to be published is warned of', async () => {
    caseOn('2027-03-02');
    const { check } = await proposing('2027-06-21');
    expect(check).toContain('This day lies after Friday 18 June 2027, the day by which');
    expect(check).toContain('Is publication delayed, and why?');
  });

  it('counts from the day on which the last copy was accepted', async () => {
    caseOn('2027-03-05', { duties: [copies()], letters: accepted });
    const { form, check } = await proposing('2027-03-11');
    expect(form).toContain('accepted on Tuesday 2 March 2027');
    expect(form).toContain('the earliest day of publication is Thursday 11 March 2027');
    expect(check).not.toContain('too early');
    expect((await proposing('2027-03-10')).check).toContain(
      'accepted on Tuesday 2 March 2027, which is too late for it. The earliest day that works is Thursday 11 March 2027.',
    );
  });

  it('counts by a relaxation of the time limit that is in force on the day of publication', async () => {
    const relaxed = { duty: 'report-to-panel-and-department', reason: 'For the time', source: 'Letter' };
    const { directory } = pages;
    const relaxations = [
      { ...relaxed, from: '2027-03-01', until: '2027-03-10', within: { workingDays: 2 } },
      { ...relaxed, from: '2027-03-11', until: '2027-03-31' },
    ];
    pages.directory = { ...directory, partnership: { ...directory.partnership, relaxations } };
    caseOn('2027-03-05', { duties: [copies()], letters: accepted });
    const { form, check } = await proposing('2027-03-08');
    expect(form).toContain('the earliest day of publication is Thursday 4 March 2027');
    expect(check).not.toContain('too early');
    // Without a limit of its own it lifts the limit.
    expect((await proposing('2027-03-11')).check).not.toContain('too early');
  });

  it('is warned of on the page of the case while the copies came too late for it', async () => {
    const by = { recipient: 'business-unit', person: 'a' } as const;
    const place = { duty: 'publication-date', instance: '-', round: 1, title: 'Day', by } as const;
    const proposed = (proposedOn: string) =>
      ({ number: 7, atMs: 0, kind: 'answer', ...place, answer: { facts: { proposedOn } } }) as const;
    const now = async (proposedOn: string) => {
      caseOn('2027-03-05', { duties: [copies()], letters: accepted, story: [proposed(proposedOn)] });
      return (await staff().get(`/cases/${reference}`).expect(200)).text;
    };
    expect(await now('2027-03-10')).toContain(
      'By Monday 1 March 2027 the national panel and the Department for Education must have had their copies, and the last was accepted on Tuesday 2 March 2027. The earliest day that works is Thursday 11 March 2027.',
    );
    expect(await now('2027-03-11')).not.toContain('The earliest day that works');
  });

  it.each([
    ['the report is said to have changed', 'yes', [copies()], accepted],
    ['one of the copies is still to come', 'no', [copies('open')], accepted.slice(0, 1)],
    ['a changed report is still to be recorded', 'no', [copies(), duty('review-report')], accepted],
  ])('counts from today where %s', async (_, reportChanged, duties, letters) => {
    caseOn('2027-03-05', { duties, letters });
    const { check } = await proposing('2027-03-11', reportChanged);
    expect(check).toContain('The earliest day that works is Tuesday 16 March 2027.');
  });

  describe('where a publication before it is recorded', () => {
    const recording = async (on: string, publishedOn: string) => {
      await pages.words.seal(reference, {});
      const view = caseOn(on, { duties: [copies()], letters: accepted });
      const by = { recipient: 'business-unit', person: 'a' } as const;
      const place = { duty: 'publication-date', instance: '-', round: 1, title: 'Day', by } as const;
      const answer = { facts: { proposedOn: '2027-03-19' } };
      const story = [...view.story, { number: 7, atMs: 0, kind: 'answer' as const, ...place, answer }];
      pages.known.set(reference, { known: 'view', view: { ...view, story } });
      const browser = staff();
      const at = `/cases/${reference}/answer/publication/-/1`;
      const form = await browser.get(at).expect(200);
      const typed = {
        where: 'Web',
        asSent: 'yes',
        reviewerNamed: 'yes',
        ...dayIn('publishedOn', publishedOn),
      };
      const check = await browser
        .post(at)
        .type('form')
        .send({ ...hiddenInputs(form.text), ...typed });
      const hidden = hiddenInputs(check.text);
      const detail = 'The date proposed is Friday 19 March 2027: propose an earlier one first, so that …';
      const refused = { outcome: 'refused', because: 'not-allowed', entry: 9, detail } as const;
      pages.outcomes.set(hidden['submission'] ?? '', refused);
      const sent = await browser
        .post(at)
        .type('form')
        .send({ ...hidden, step: 'send' })
        .expect(422);
      return { check: check.text, sent: sent.text };
    };

    it('warns, and says on its refusal to wait for the day or to tell that it went out too early', async () => {
      const { check, sent } = await recording('2027-03-08', '2027-03-08');
      const toDo =
        /record it once it is, on the day proposed or later\..*the earliest that works is Thursday 11 March 2027\..*If it is public already, tell/u;
      expect(check).toMatch(toDo);
      expect(sent).toMatch(toDo);
      expect(sent).not.toContain('propose an earlier one first');
    });

    it('says to propose today first where the copies went early enough for it', async () => {
      const { sent } = await recording('2027-03-15', '2027-03-15');
      expect(sent).toContain('propose today as the day of publication first, then record it here');
    });
  });
});
