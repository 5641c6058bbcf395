import { addressee, reference, caseView, duty } from './support/sample-case';
import { hiddenInputs, PagesUnderTest } from './support/pages-under-test';

/** What the access log is given by the pages, and that nothing sealed is shown, and no change said to be made, without it. */
describe('what the pages record', () => {
  let pages: PagesUnderTest;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    const parcel = await pages.words.seal(reference, { rows: [{ label: 'What', value: 'Canary report' }] });
    const duties = [duty('notification-threshold', { shows: ['report'] }), duty('children-made-safe')];
    pages.known.set(reference, { known: 'view', view: caseView(parcel, { duties }) });
  });
  afterEach(() => {
    pages.close();
  });

  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  const at = { case: reference, duty: 'notification-threshold', instance: '-', round: 1 };
  const link = () => pages.linked('q', { ...at, person: 'police-partner' });
  const police = () => pages.browser('police-partner', ['police-partner']);
  const send = async () => {
    const browser = police();
    const { text } = await browser.get(link());
    const submission = pages.submissions.newSubmission(at);
    pages.outcomes.set(submission, { outcome: 'recorded', entry: 1 });
    const posted = (names: RegExp, value: string) =>
      Object.fromEntries((text.match(names) ?? []).map((name) => [name.slice(6, -1), value]));
    const body = {
      ...hiddenInputs(text),
      ...posted(/name="test-[^"]*"/gu, 'yes'),
      ...posted(/name="reason-[^"]*"/gu, 'Canary why'),
      ...{ choice: 'met', conflict: 'no', reasons: 'Canary reasons', step: 'send', submission },
    };
    return browser.post(link()).type('form').send(body);
  };

  it('is each page of a case, by whom and in which role', async () => {
    await staff().get('/').expect(200);
    await staff().get(`/cases/${reference}/clocks`).expect(200);
    const by = { person: 'business-unit-a', role: 'business-unit', outcome: 'shown' };
    expect(pages.accessed).toEqual([
      { ...by, action: 'see-cases' },
      { ...by, action: 'see-case', what: 'clocks', case: reference },
    ]);
  });

  it('tells the download of the list from a look at it', async () => {
    await staff().get('/cases').expect(200);
    await staff().get('/cases.csv').expect(200);
    const by = { person: 'business-unit-a', role: 'business-unit', outcome: 'shown' };
    expect(pages.accessed).toEqual([
      { ...by, action: 'see-cases' },
      { ...by, action: 'download-cases' },
    ]);
  });

  it.each(['right', 'wrong', 'locked', 'expired'] as const)('is a code that was %s', async (verdict) => {
    pages.verdict = verdict;
    const browser = pages.browser();
    const body = { ...hiddenInputs((await browser.get(link())).text), code: '123456' };
    await browser
      .post(`${link()}/code/enter`)
      .type('form')
      .send({ ...body, code: '12' });
    expect(pages.accessed).toEqual([]);
    await browser.post(`${link()}/code/enter`).type('form').send(body);
    const entry = { person: 'police-partner', role: 'by link', action: 'enter-code', outcome: verdict };
    expect(pages.accessed).toEqual([{ ...entry, what: 'notification-threshold/-', case: reference }]);
  });

  it('is a refusal to somebody who is signed in, and none to a stranger', async () => {
    await police().get(`/cases/${reference}/papers`).expect(403);
    await pages.browser().get(`/cases/${reference}/papers`).expect(303);
    expect(pages.accessed).toEqual([
      {
        person: 'police-partner',
        role: 'police-partner',
        action: 'see-case',
        what: 'papers',
        case: reference,
        outcome: 'refused',
      },
    ]);
  });

  it('is nothing that somebody types into an address, in place of a reference or a duty', async () => {
    await police().get('/cases/Canary%20child/papers').expect(403);
    await staff().get(`/cases/${reference}/answer/Canary%20child/-/1`).expect(409);
    expect(pages.accessed.map(({ case: of, what }) => [of, what])).toEqual([
      [undefined, 'papers'],
      [reference, 'answer'],
    ]);
  });

  it('is an answer by link, and how it ended', async () => {
    await send();
    const by = { person: 'police-partner', role: 'police-partner', case: reference };
    expect(pages.sent).toHaveLength(1);
    expect(pages.accessed).toContainEqual({ ...by, action: 'read-report', what: 'report', outcome: 'shown' });
    expect(pages.accessed.at(-1)).toEqual({
      ...by,
      action: 'answer',
      what: 'notification-threshold',
      outcome: 'sent',
    });
  });

  it('is what a link shows of a question that was answered, and of a watched duty that was done', async () => {
    const answeredBy = [
      { by: { recipient: 'police-partner', person: 'police-partner' } as const, entry: 1, atMs: pages.nowMs },
    ];
    const done = { state: 'answered', settledAtMs: pages.nowMs, answeredBy } as const;
    const director = [addressee('director')];
    const duties = [
      duty('notification-threshold', done),
      duty('children-made-safe', { ...done, watchers: director }),
    ];
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
    await police().get(link()).expect(200);
    const watched = pages.linked('w', { ...at, duty: 'children-made-safe', person: 'director' });
    await pages
      .browser('director', ['director'])
      .get(watched)
      .expect(200, /This was done on/u);
    const shown = { case: reference, outcome: 'shown' };
    expect(pages.accessed).toEqual([
      {
        ...shown,
        person: 'police-partner',
        role: 'police-partner',
        action: 'answer',
        what: 'notification-threshold',
      },
      { ...shown, person: 'director', role: 'director', action: 'see-notice', what: 'children-made-safe' },
    ]);
  });

  it('is an answer that could not be sent', async () => {
    jest.spyOn(pages.services.cases, 'submit').mockRejectedValue(new Error('UNAVAILABLE'));
    expect((await send()).status).toBe(503);
    expect(pages.accessed.at(-1)).toMatchObject({ action: 'answer', outcome: 'failed' });
  });

  it('is what an administrator settles, and time that is moved', async () => {
    const administrator = pages.browser('administrator', ['administrator']);
    const form = hiddenInputs((await administrator.get('/report')).text);
    const post = (path: string, body: object) =>
      administrator
        .post(path)
        .type('form')
        .send({ _csrf: form['_csrf'], ...body })
        .expect(303);
    await post('/attentions/attention-1', {});
    await post(`/cases/${reference}/move-time`, { days: '3' });
    const by = { person: 'administrator', role: 'administrator', outcome: 'done' };
    expect(pages.accessed).toEqual([
      { ...by, action: 'look-after-service', what: 'attention-1' },
      { ...by, action: 'move-time', what: '3 days', case: reference },
    ]);
  });

  it('holds nothing that anybody wrote', async () => {
    await send();
    await staff().get(`/cases/${reference}/report`).expect(200);
    expect(JSON.stringify(pages.accessed)).not.toContain('Canary');
  });

  describe('while it cannot be recorded', () => {
    it('shows nothing sealed, and everything else', async () => {
      pages.accessBroken = true;
      for (const page of [await staff().get(`/cases/${reference}/report`), await police().get(link())]) {
        expect(page.status).toBe(200);
        expect(page.text).not.toContain('Canary');
        expect(page.text).toContain('cannot be opened just now');
      }
      expect(pages.log).toContainEqual(expect.objectContaining({ event: 'access-not-recorded' }));
    });

    it('does not say that an answer was sent, nor that anything was done', async () => {
      pages.accessBroken = true;
      const answer = await send();
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('Nothing you typed is lost');
      const administrator = pages.browser('administrator', ['administrator']);
      const form = hiddenInputs((await administrator.get('/report')).text);
      const body = { _csrf: form['_csrf'], days: '3' };
      const moved = await administrator.post(`/cases/${reference}/move-time`).type('form').send(body);
      expect(moved.status).toBeGreaterThanOrEqual(500);
    });
  });
});
