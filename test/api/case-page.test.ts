import type { DutyState } from '../../domain/case-view';
import type { Role } from '../../domain/duty';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { addressee, caseView, duty, memo, reference } from './support/sample-case';

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
    expect(page).toContain('local authority partner, police partner');
    expect(page).toContain(`/cases/${reference}/answer/children-made-safe/-/1`);
    expect(page).not.toContain(`/cases/${reference}/answer/notification-threshold`);
  });

  it('says of a notice whether its letters are on their way or wait for the decision', async () => {
    const forwarded = duty('report-forwarded-to-director', { addressees: [addressee('director')] });
    const outcome = (to: Role[]) => duty('threshold-outcome-to-referrer', { addressees: to.map(addressee) });
    const now = async (...duties: DutyState[]) => {
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
      return (await staff().get(`/cases/${reference}`).expect(200)).text;
    };
    expect(await now(forwarded)).toContain('Letters to be accepted');
    const waiting = await now(outcome(['referrer']));
    expect(waiting).toContain('Goes out when the decision is recorded');
    expect(waiting).not.toContain('Letters to be accepted');
    expect(await now(outcome([]))).toContain('Nobody to send it to yet');
  });

  it('shows every reading of a clock with its source and the day of the alarm', async () => {
    const page = (await staff().get(`/cases/${reference}/clocks`).expect(200)).text;
    expect(page).toContain('D 5.1');
    expect(page).toContain('Alarm on the earliest');
    expect(page).toContain('Friday 18 December 2026');
  });

  it('tells the story in sentences, newest first, and filters it', async () => {
    const page = (await staff().get(`/cases/${reference}/story`).expect(200)).text;
    const answered = page.indexOf('The health partner answered');
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(page.indexOf('The report came in'));
    const decisions = (await staff().get(`/cases/${reference}/story?only=decisions`)).text;
    expect(decisions).not.toContain('The report came in');
  });

  it('shows letters with their state', async () => {
    const page = (await staff().get(`/cases/${reference}/papers`).expect(200)).text;
    expect(page).toContain('451 4.7.1 greylisted');
    expect(page).toContain('Not delivered');
  });

  it('opens the report for the business unit, and records that; never for an administrator', async () => {
    expect((await staff().get(`/cases/${reference}/papers`)).text).toContain('Canary child');
    expect(pages.log).toContainEqual({ event: 'parcel-opened', reference, person: 'business-unit-a' });
    expect((await administrator().get(`/cases/${reference}/papers`).expect(200)).text).not.toContain(
      'Canary child',
    );
  });

  it('shows papers and entries whose sealed words cannot be opened, and says so in their place', async () => {
    pages.loseDocuments();
    const papers = (await staff().get(`/cases/${reference}/papers`).expect(200)).text;
    expect(papers).toContain('it cannot be opened just now');
    expect(papers).toContain('451 4.7.1 greylisted');
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

  it('says in words that there is no such case', async () => {
    await staff().get('/cases/SI-2026-XXXX').expect(404);
  });
});

describe('the list of cases', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
    pages.memos = [
      memo({ reference: 'SI-2026-LATE', next: { duty: 'd', title: 'Late duty', on: '2026-12-11' } }),
      memo({ reference: 'SI-2026-SOON', next: { duty: 'd', title: 'Soon duty', on: '2026-12-21' } }),
      memo({
        reference: 'SI-2026-FARR',
        stage: 'review',
        next: { duty: 'd', title: 'Far duty', on: '2026-12-22' },
      }),
    ];
  });
  afterEach(() => {
    pages.close();
  });
  const home = async (query = '') =>
    (await pages.browser('business-unit-a', ['business-unit']).get(`/${query}`).expect(200)).text;

  it('puts what is overdue first, then the next five working days, then the rest', async () => {
    const page = await home();
    const places = [
      '>Overdue',
      'SI-2026-LATE',
      'Within five working days',
      'SI-2026-SOON',
      '>Later',
      'SI-2026-FARR',
    ];
    const found = places.map((text) => page.indexOf(text));
    expect(found).toEqual([...found].sort((one, other) => one - other));
    expect(found).not.toContain(-1);
  });

  it('filters by stage', async () => {
    const page = await home('?stage=review');
    expect(page).toContain('SI-2026-FARR');
    expect(page).not.toContain('SI-2026-LATE');
  });

  it('shows nothing to who is not staff, but the way to report', async () => {
    const page = (await pages.browser().get('/').expect(200)).text;
    expect(page).not.toContain('SI-2026');
    expect(page).toContain('/report');
  });
});
