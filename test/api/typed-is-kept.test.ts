import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { caseView, reference } from './support/sample-case';

const twoHoursMs = 2 * 60 * 60 * 1000 + 1;

describe('what was typed, when a session or a proof has ended', () => {
  let pages: PagesUnderTest;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    const parcel = await pages.words.seal(reference, { rows: [] });
    pages.known.set(reference, { known: 'view', view: caseView(parcel) });
  });
  afterEach(() => {
    pages.close();
  });

  type Browser = ReturnType<PagesUnderTest['browser']>;
  const post = (browser: Browser, path: string, body: object) => browser.post(path).type('form').send(body);
  const signIn = (browser: Browser, person: string) =>
    browser.set('x-signed-in', JSON.stringify({ person, roles: ['business-unit'] }));

  it.each([
    ['answer', `/cases/${reference}/answer/children-made-safe/-/1`, 'actions'],
    ['report', '/report', 'whatHappened'],
  ])(
    'stays in the page of words that staff are shown at their %s, and is sent from there',
    async (_, path, name) => {
      const browser = pages.browser();
      const { _csrf } = hiddenInputs((await browser.get('/report')).text);
      const typed = {
        step: 'next',
        by: 'staff',
        childrenSafe: ['yes', 'no'],
        [name]: 'Canary "words"',
      };
      const page = await post(browser, path, { _csrf, ...typed }).expect(401);
      expect(page.text).toContain('Your session has ended');
      expect(page.text).toMatch(/href="\/sign-in" target="_blank"/u);
      expect(page.text.match(/name="childrenSafe"/gu)).toHaveLength(2);
      signIn(browser, 'business-unit-a');
      const again = await post(browser, path, hiddenInputs(page.text)).expect(422);
      expect(again.text).toContain('Canary &quot;words&quot;');
    },
  );

  /** Enters a code at a page that carries what was typed. */
  const prove = async (browser: Browser, base: string, page: string, start: object = {}) => {
    const sent = await post(browser, `${base}/code`, { ...hiddenInputs(page), ...start }).expect(200);
    pages.verdict = 'wrong';
    const wrong = await post(browser, `${base}/code/enter`, { ...hiddenInputs(sent.text), code: '000000' });
    pages.verdict = 'right';
    return post(browser, `${base}/code/enter`, { ...hiddenInputs(wrong.text), code: '123456' });
  };

  it('is carried past a new code of a link', async () => {
    const claims = {
      case: reference,
      duty: 'notification-threshold',
      instance: '-',
      round: 1,
      person: 'police-partner',
    };
    const path = pages.linked('q', claims);
    const browser = pages.browser();
    const start = hiddenInputs((await browser.get(path)).text);
    await post(browser, `${path}/code/enter`, { ...start, code: '123456' }).expect(303);
    const form = await browser.get(path);
    pages.nowMs += twoHoursMs;
    const body = { ...hiddenInputs(form.text), code: 'Canary code', reasons: 'Canary reasons' };
    const page = await post(browser, path, body).expect(401);
    expect(page.text).toContain('nothing you typed is lost');
    const proved = await prove(browser, path, page.text);
    expect(proved.text).toContain('it is you');
    const again = await post(browser, path, hiddenInputs(proved.text)).expect(422);
    expect(again.text).toContain('Canary reasons');
  });

  it('is carried past a new code of an agency that reports', async () => {
    const browser = pages.browser();
    const { _csrf } = hiddenInputs((await browser.get('/report')).text);
    const page = await post(browser, '/report', { _csrf, step: 'check', whatHappened: 'Canary narrative' });
    expect(page.status).toBe(401);
    const bad = await post(browser, '/report/code', { ...hiddenInputs(page.text), address: 'nowhere' });
    const proved = await prove(browser, '/report', bad.text, { address: 'a@schools.exampleshire.example' });
    const again = await post(browser, '/report', hiddenInputs(proved.text)).expect(422);
    expect(again.text).toContain('Canary narrative');
  });
});
