import type { LinkClaims } from '../../api/services';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { caseView, memo, reference } from './support/sample-case';

const claims: LinkClaims = {
  case: reference,
  duty: 'notification-threshold',
  instance: '-',
  round: 1,
  person: 'police-partner',
};
const typed = { choice: 'met', step: 'check', 'reason-met': 'Canary words' };

describe('a decision for which the partnership wants a sign-in', () => {
  let pages: PagesUnderTest;
  let link: string;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    pages.directory = {
      ...pages.directory,
      partnership: { ...pages.directory.partnership, signInFor: ['notification-threshold'] },
    };
    link = pages.linked('q', claims);
    const parcel = await pages.words.seal(reference, {
      rows: [{ label: 'Words', value: 'Canary narrative' }],
    });
    pages.known.set(reference, { known: 'view', view: caseView(parcel) });
  });
  afterEach(() => {
    pages.close();
  });

  const wanted = 'Sign in to answer this';

  it('says so to whoever opens its link, leads to the sign-in and back, and offers no code', async () => {
    const { text } = await pages.browser().get(link).expect(200);
    expect(text).toContain(wanted);
    expect(text).toContain(`href="/sign-in?to=${encodeURIComponent(link)}"`);
    expect(text).not.toMatch(/Send me a code|Canary|threshold/u);
  });

  it('opens to its person who is signed in', async () => {
    const { text } = await pages.browser('police-partner', ['police-partner']).get(link).expect(200);
    expect(text).toContain('Canary narrative');
  });

  it('opens by no code, not even by one that was entered before the partnership wanted it', async () => {
    const { partnership } = pages.directory;
    pages.directory = { ...pages.directory, partnership: { ...partnership, signInFor: [] } };
    const browser = pages.browser();
    const body = hiddenInputs((await browser.get(link)).text);
    await browser
      .post(`${link}/code/enter`)
      .type('form')
      .send({ ...body, code: '123456' })
      .expect(303);
    expect((await browser.get(link)).text).toContain('Canary narrative');
    pages.directory = { ...pages.directory, partnership };
    expect((await browser.get(link)).text).toContain(wanted);
    const sent = await browser
      .post(link)
      .type('form')
      .send({ ...body, ...typed, step: 'send' })
      .expect(401);
    expect(sent.text).not.toContain('Canary narrative');
    expect(sent.text).toContain('A security code, as you entered one, is no longer enough for it.');
    expect(sent.text).not.toContain('Your session has ended');
    expect(hiddenInputs(sent.text)).toMatchObject({ ...typed, step: 'send' });
    expect(pages.sent).toEqual([]);
  });

  it('shows nothing of it by a code at the address of a notice', async () => {
    const browser = pages.browser();
    const notice = pages.linked('n', claims);
    const body = hiddenInputs((await browser.get(notice)).text);
    await browser
      .post(`${notice}/code/enter`)
      .type('form')
      .send({ ...body, code: '123456' });
    const { text } = await browser.get(notice).expect(404);
    expect(text).not.toContain('Canary');
  });

  it('mails no code, and takes none', async () => {
    const browser = pages.browser();
    const body = hiddenInputs((await browser.get(link)).text);
    for (const path of ['code', 'code/look', 'code/enter']) {
      const page = await browser
        .post(`${link}/${path}`)
        .type('form')
        .send({ ...hiddenInputs((await browser.get('/report')).text), ...body, code: '123456' })
        .expect(401);
      expect(page.text).toContain(wanted);
    }
    expect((await browser.get(`${link}/code`).expect(200)).text).toContain(wanted);
    expect(pages.codes).toEqual([]);
    expect((await browser.get(link)).text).not.toContain('Canary');
  });

  it.each(['health-partner', 'business-unit-a', 'administrator'])(
    'is nothing for somebody else who is signed in: %s; and that is recorded',
    async (person) => {
      const browser = pages.browser(person, [person]);
      const { text } = await browser.get(link).expect(200);
      expect(text).toContain('This question is for somebody else');
      expect(text).toContain('href="/sign-out"');
      expect(text).not.toMatch(/Send me a code|Canary|threshold/u);
      const body = { ...hiddenInputs((await browser.get('/report')).text), ...typed };
      await browser.post(link).type('form').send(body).expect(401);
      expect(pages.sent).toEqual([]);
      expect(pages.accessed).toContainEqual({
        person,
        role: person,
        action: 'answer',
        what: 'notification-threshold',
        case: reference,
        outcome: 'refused',
      });
    },
  );

  it('keeps what was typed when the session has ended meanwhile', async () => {
    const browser = pages.browser();
    const body = hiddenInputs((await browser.get('/report')).text);
    const page = await browser
      .post(link)
      .type('form')
      .send({ ...body, ...typed })
      .expect(401);
    expect(page.text).toContain('nothing you typed is lost');
    expect(hiddenInputs(page.text)).toMatchObject(typed);
  });

  it('holds while no worker is up too', async () => {
    pages.known.set(reference, { known: 'memo', memo: memo() });
    expect((await pages.browser().get(link)).text).toContain(wanted);
  });

  it('leaves other links of the case as they are', async () => {
    const notice = pages.linked('n', claims);
    expect((await pages.browser().get(notice)).text).toContain('Send me a code');
    const other = pages.linked('q', { ...claims, duty: 'rapid-review-decision' });
    expect((await pages.browser().get(other)).text).toContain('Send me a code');
  });
});
