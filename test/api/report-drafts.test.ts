import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pageIds } from '../../api/report/fields';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { date, typed } from './support/typed-report';

const dayMs = 24 * 60 * 60_000;

describe('a report that is filled in on its pages', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  const staff = (person = 'business-unit-a') => pages.browser(person, ['business-unit']);
  type Browser = ReturnType<typeof staff>;
  const post = (browser: Browser, body: object) => browser.post('/report').type('form').send(body);
  const begin = async (browser: Browser, step = 'next', changed: object = {}) => {
    const hidden = hiddenInputs((await browser.get('/report?new=yes').expect(200)).text);
    const answer = await post(browser, { ...hidden, ...typed, ...changed, step });
    return { id: String(hidden['draft']), hidden, answer };
  };
  const through = async (browser: Browser) => {
    const { id, hidden } = await begin(browser);
    for (const page of pageIds.slice(1)) await post(browser, { ...hidden, ...typed, page, step: 'next' });
    return { id, hidden };
  };

  it('goes from page to page, and takes from each what stands there alone', async () => {
    const browser = staff();
    const { id, answer } = await begin(browser);
    expect(answer.headers['location']).toBe(`/report/${id}/children`);
    const children = (await browser.get(`/report/${id}/children`).expect(200)).text;
    expect(children).toContain('page 2 of 4');
    // It was posted with the first page, on which it has no place.
    expect(children).not.toContain('Person A');
    const first = (await browser.get(`/report/${id}/incident`).expect(200)).text;
    expect(first).toContain('Canary narrative');
    expect(first).not.toContain('<title>Error');
  });

  it('goes back to the check when a page was changed from there', async () => {
    const browser = staff();
    const { id, hidden } = await through(browser);
    const check = (await browser.get(`/report/${id}/check`).expect(200)).text;
    expect(check).toContain(`href="/report/${id}/safety"`);
    const changed = { ...hidden, ...typed, page: 'safety', step: 'next', safetySteps: 'Canary anew' };
    const answer = await post(browser, changed).expect(303);
    expect(answer.headers['location']).toBe(`/report/${id}/check`);
    expect((await browser.get(`/report/${id}/check`)).text).toContain('Canary anew');
  });

  it('forgets a box that is not ticked any more', async () => {
    const browser = staff();
    const { id, hidden } = await through(browser);
    expect((await browser.get(`/report/${id}/check`)).text).toContain('Agencies known to be involved');
    await post(browser, { ...hidden, ...typed, agencies: [], page: 'incident', step: 'next' }).expect(303);
    expect((await browser.get(`/report/${id}/check`)).text).not.toContain('Agencies known to be involved');
  });

  it('shows by when the panel is to be notified as soon as the days are known', async () => {
    const browser = staff();
    expect((await browser.get('/report')).text).not.toContain('is to be notified by');
    const { id, answer } = await begin(browser, 'next', { whatHappened: '' });
    expect(answer.status).toBe(422);
    for (const text of [answer.text, (await browser.get(`/report/${id}/safety`)).text])
      expect(text).toContain(
        'the national panel is to be notified by Wednesday 16 December 2026. This counts from Friday 11 December 2026, when the local authority became aware. Another reading of the rules allows until Friday 18 December 2026',
      );
  });

  it('says at the check what is missing, each with the page on which it is mended, and cannot be sent', async () => {
    const browser = staff();
    const { id, hidden } = await begin(browser);
    const check = await browser.get(`/report/${id}/check`).expect(422);
    expect(check.text).toContain(`href="/report/${id}/children#child-1-name"`);
    expect(check.text).toContain(`href="/report/${id}/reporter#reporterName"`);
    expect(check.text).not.toContain('value="send"');
    await post(browser, { ...hidden, step: 'send' }).expect(422);
    expect(pages.opened).toEqual([]);
  });

  it('saves what is wrong too, and says so when the page is opened again', async () => {
    const browser = staff();
    const { id, answer } = await begin(browser, 'next', { whatHappened: '' });
    expect(answer.status).toBe(422);
    const again = await browser.get(`/report/${id}/incident`).expect(200);
    expect(again.text).toContain('<title>Error: ');
    expect(again.text).toContain('value="Canary place"');
  });

  it('goes back with what was typed on the page', async () => {
    const browser = staff();
    const { id, hidden } = await begin(browser);
    const back = await post(browser, {
      ...hidden,
      page: 'children',
      'child-1-name': 'Person D',
      step: 'back',
    });
    expect(back.headers['location']).toBe(`/report/${id}/incident`);
    const children = (await browser.get(`/report/${id}/children`)).text;
    expect(children).toContain('value="Person D"');
    expect(children).not.toContain('<title>Error');
  });

  it('is kept for later, and found again by whoever began it, on another computer', async () => {
    const { answer, id } = await begin(staff(), 'later', { whatHappened: 'Canary half' });
    expect(answer.text).toContain('kept until Monday 21 December 2026');
    expect(answer.text).toContain('Nobody has been told');
    const begun = (await staff().get('/report').expect(200)).text;
    expect(begun).toContain(`href="/report/${id}/incident"`);
    expect(begun).not.toMatch(/Canary|Person A/u);
    expect((await staff().get(`/report/${id}/incident`)).text).toContain('Canary half');
  });

  it('is nobody else’s, not even with its address, and cannot be written to by them', async () => {
    const { id, hidden } = await begin(staff());
    const other = staff('business-unit-b');
    expect((await other.get('/report').expect(200)).text).not.toContain(id);
    for (const page of [...pageIds, 'check'])
      expect((await other.get(`/report/${id}/${page}`).expect(404)).text).not.toContain('Canary');
    const theirs = hiddenInputs((await other.get('/report')).text);
    await post(other, { ...theirs, draft: id, placeOfIncident: 'Canary intruder', step: 'next' });
    await post(other, { ...theirs, draft: id, step: 'discard' });
    const mine = (await staff().get(`/report/${id}/incident`).expect(200)).text;
    expect(mine).toContain('Canary narrative');
    expect(mine).not.toContain('intruder');
    await pages
      .browser()
      .get(`/report/${id}/incident`)
      .expect(200, /Send me a code/u);
    expect(hidden['by']).toBe('staff');
  });

  it('is sealed where it is kept', async () => {
    await begin(staff());
    const files = readdirSync(pages.folder, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect(files.some(({ parentPath }) => parentPath.includes('report-drafts'))).toBe(true);
    for (const { parentPath, name } of files)
      expect(`${parentPath}${readFileSync(path.join(parentPath, name), 'utf8')}`).not.toMatch(
        /Canary|business-unit-a/u,
      );
  });

  it('is forgotten a week after it was saved last, and then is not there to be found', async () => {
    const browser = staff();
    const { id, hidden } = await begin(browser);
    pages.nowMs += 6 * dayMs;
    await post(browser, { ...hidden, ...typed, page: 'incident', step: 'later' });
    pages.nowMs += 7 * dayMs - 1;
    await pages.services.drafts.forgetExpired(pages.nowMs);
    await browser.get(`/report/${id}/incident`).expect(200);
    pages.nowMs += 1;
    await browser.get(`/report/${id}/incident`).expect(404);
    const drafts = () =>
      readdirSync(path.join(pages.folder, 'report-drafts'), { recursive: true, withFileTypes: true }).filter(
        (one) => one.isFile(),
      );
    expect(drafts()).toHaveLength(1);
    await pages.services.drafts.forgetExpired(pages.nowMs);
    expect(drafts()).toEqual([]);
  });

  it('keeps nobody from another when its file is damaged, and is deleted then', async () => {
    const browser = staff();
    const { id } = await begin(browser, 'later');
    const [draft] = readdirSync(path.join(pages.folder, 'report-drafts'), {
      recursive: true,
      withFileTypes: true,
    }).filter((one) => one.isFile());
    const file = path.join(draft?.parentPath ?? '', draft?.name ?? '');
    writeFileSync(file, 'damaged');
    await browser.get(`/report/${id}/incident`).expect(404);
    await browser.get('/report').expect(200);
    await pages.services.drafts.forgetExpired(pages.nowMs);
    expect(existsSync(file)).toBe(false);
  });

  it('is discarded at a word', async () => {
    const browser = staff();
    const { id, hidden } = await begin(browser, 'later');
    await post(browser, { ...hidden, step: 'discard' }).expect(303);
    await browser.get(`/report/${id}/incident`).expect(404);
    expect((await browser.get('/report')).text).toContain('page 1 of 4');
  });

  it('begins no more than twenty, and loses nothing for it', async () => {
    const browser = staff();
    for (let count = 0; count < 20; count += 1) await begin(browser, 'later');
    const { answer, hidden } = await begin(browser, 'later');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('You have begun 20 reports');
    expect(answer.text.match(/Go on with the report saved/gu)).toHaveLength(20);
    expect(answer.text).not.toContain('Begin another');
    await browser.get(`/report/${String(hidden['draft'])}/incident`).expect(404);
  });

  it('that cannot be saved stays on the page with everything typed', async () => {
    const browser = staff();
    jest.spyOn(pages.services.drafts, 'save').mockRejectedValueOnce(new Error('ENOSPC canary-host'));
    const { answer, id, hidden } = await begin(browser);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('Nothing you typed is lost');
    expect(answer.text).toContain('Canary narrative');
    expect(answer.text).not.toContain('canary-host');
    await post(browser, { ...hiddenInputs(answer.text), ...typed, step: 'next' }).expect(303);
    expect(hidden['draft']).toBe(id);
  });

  it('keeps nothing of what was typed once it was sent, and says the same when it is opened again', async () => {
    const browser = staff();
    const { id, hidden } = await through(browser);
    const sent = (await post(browser, { ...hidden, step: 'send' }).expect(200)).text;
    const reference = /SI-2026-\w{4}/u.exec(sent)?.[0] ?? 'none';
    for (const page of ['incident', 'check']) {
      const again = (await browser.get(`/report/${id}/${page}`).expect(200)).text;
      expect(again).toContain(reference);
      expect(again).toContain('Friday 18 December 2026');
      expect(again).not.toMatch(/Canary|Person A/u);
    }
    expect((await browser.get('/report')).text).toContain('page 1 of 4');
  });

  it('that was sent, changed where nobody knew that, and sent again stands as it was', async () => {
    const browser = staff();
    const { id, hidden } = await through(browser);
    const save = jest.spyOn(pages.services.drafts, 'save').mockRejectedValueOnce(new Error('ENOSPC'));
    await post(browser, { ...hidden, step: 'send' }).expect(200);
    save.mockRestore();
    await post(browser, {
      ...hidden,
      ...typed,
      ...date('child-1-bornOn', '2020-05-05'),
      page: 'children',
      step: 'next',
    });
    const again = await post(browser, { ...hidden, step: 'send' }).expect(409);
    expect(again.text).toMatch(/received as SI-2026-\w{4}.*has not been taken/su);
    expect(pages.opened).toHaveLength(1);
    await browser.get(`/report/${id}/check`).expect(200, /has been received/u);
  });
});
