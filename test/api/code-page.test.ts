import type { CodeStanding } from '../../api/services';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { caseView, reference } from './support/sample-case';

const claims = {
  case: reference,
  duty: 'notification-threshold',
  instance: '-',
  round: 1,
  person: 'police-partner',
};
const address = 'person-b@schools.exampleshire.example';

describe('the security code page', () => {
  let pages: PagesUnderTest;
  let link: string;
  beforeEach(() => {
    pages = new PagesUnderTest();
    link = pages.linked('q', claims);
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }) });
  });
  afterEach(() => {
    pages.close();
  });

  type Browser = ReturnType<PagesUnderTest['browser']>;
  const post = (browser: Browser, path: string, body: object) => browser.post(path).type('form').send(body);
  const askedByLink = async (browser: Browser) => {
    const body = hiddenInputs((await browser.get(link)).text);
    const asked = await post(browser, `${link}/code`, body).expect(303);
    return browser.get(asked.get('location') ?? '').expect(200);
  };
  const askedByAgency = async (browser: Browser, typed: object = {}) => {
    const body = hiddenInputs((await browser.get('/report')).text);
    return post(browser, '/report/code', { ...body, ...typed, address });
  };

  const pending: [CodeStanding, RegExp][] = [
    ['asked', /being mailed to p•••@[a-z.]+ just now/u],
    ['deferred', /not been mailed yet: the mail server does not take it/u],
    ['silent', /as soon as the service is back/u],
  ];

  it.each(pending)(
    'says of a code that is %s what is known, and is looked at again',
    async (standing, words) => {
      pages.standing = standing;
      const browser = pages.browser();
      const page = await askedByLink(browser);
      expect(page.text).toMatch(words);
      expect(page.text).not.toContain('We have sent');
      expect(page.text).toMatch(new RegExp(`<a [^>]*href="${link}/code">Look again</a>`, 'u'));
      expect(page.text).not.toContain('again</button>');
      pages.standing = 'mailed';
      const later = await browser.get(`${link}/code`).expect(200);
      expect(later.text).toContain('We have sent a six-digit code to p•••@exampleshire.example');
      expect(later.text).not.toContain('Look again');
      expect(pages.codes).toHaveLength(1);
    },
  );

  it.each(pending)('keeps what an agency typed while its code is %s', async (standing, words) => {
    pages.standing = standing;
    const browser = pages.browser();
    const asked = await askedByAgency(browser, { 'kept.whatHappened': 'Canary narrative' });
    expect(asked.text).toMatch(words);
    expect(asked.text).toContain('Leave this page open: it holds what you typed.');
    expect(asked.text).toContain('action="/report/code/look"');
    const again = await post(browser, '/report/code/look', hiddenInputs(asked.text)).expect(200);
    pages.standing = 'mailed';
    const later = await post(browser, '/report/code/look', hiddenInputs(again.text)).expect(200);
    expect(later.text).toContain('We have sent a six-digit code');
    expect(hiddenInputs(later.text)).toMatchObject({ address, 'kept.whatHappened': 'Canary narrative' });
    expect(pages.codes).toHaveLength(1);
  });

  it('says that the mail server refused the address on the case, and what to do', async () => {
    pages.standing = 'refused';
    const page = await askedByLink(pages.browser());
    expect(page.text).toMatch(/No code was sent<.*refused the address p•••@.*ring the business unit/su);
    expect(page.text).toContain('Send me a code</button>');
    expect(page.text).not.toContain('name="code"');
  });

  it('lets an agency put right an address that the mail server refused, and keeps what it typed', async () => {
    pages.standing = 'refused';
    const page = await askedByAgency(pages.browser(), { 'kept.whatHappened': 'Canary narrative' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('the mail server refused this address. Check it, or ring the business unit');
    expect(page.text).toContain(`value="${address}"`);
    expect(hiddenInputs(page.text)).toMatchObject({ 'kept.whatHappened': 'Canary narrative' });
  });

  it('says where no code is valid and none is on its way', async () => {
    pages.standing = 'none';
    const page = await pages.browser().get(`${link}/code`).expect(200);
    expect(page.text).toContain('No code is valid for this page just now');
    expect(page.text).toContain('Send me a code</button>');
  });

  it('says after the last wrong code that it is locked, and takes none for a while', async () => {
    const browser = pages.browser();
    const page = await askedByLink(browser);
    pages.verdict = 'wrong';
    pages.standing = 'locked';
    const entered = await post(browser, `${link}/code/enter`, { ...hiddenInputs(page.text), code: '123456' });
    expect(entered.status).toBe(429);
    expect(entered.text).toContain('Too many wrong codes: this is locked for up to ten minutes');
    expect(entered.text).not.toContain('type its six digits again');
    const looked = await browser.get(`${link}/code`).expect(200);
    expect(looked.text).toContain('Five wrong codes were entered: this is locked');
    expect(looked.text).not.toContain('We have sent');
    expect(looked.text).not.toContain('name="code"');
  });

  it('tells nobody that a code has expired which was not mailed yet', async () => {
    const browser = pages.browser();
    pages.verdict = 'expired';
    pages.standing = 'deferred';
    const page = await askedByLink(browser);
    const entered = await post(browser, `${link}/code/enter`, { ...hiddenInputs(page.text), code: '123456' });
    expect(entered.status).toBe(422);
    expect(entered.text).toContain('the one you asked for has not been mailed yet');
    pages.standing = 'none';
    const over = await post(browser, `${link}/code/enter`, { ...hiddenInputs(page.text), code: '123456' });
    expect(over.text).toContain('This code has expired, was used, or is not for this page');
    expect(over.text).toContain('Send me a new code</button>');
  });

  it('asks for six digits where there are fewer, and claims no letter', async () => {
    const browser = pages.browser();
    pages.standing = 'silent';
    const enter = jest.spyOn(pages.services.codes, 'enter');
    const page = await askedByLink(browser);
    const entered = await post(browser, `${link}/code/enter`, { ...hiddenInputs(page.text), code: '12 34' });
    expect(entered.text).toContain('Enter the six digits of the code');
    expect(entered.text).not.toContain('that we sent');
    expect(enter).not.toHaveBeenCalled();
  });
});
