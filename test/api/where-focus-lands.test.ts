import { hiddenInputs, PagesUnderTest } from './support/pages-under-test';
import { caseView, reference } from './support/sample-case';

describe('where the focus lands, without scripts', () => {
  let pages: PagesUnderTest;
  let link: string;
  beforeEach(() => {
    pages = new PagesUnderTest();
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }) });
    const asked = { case: reference, duty: 'notification-threshold', instance: '-', round: 1 };
    link = pages.linked('q', { ...asked, person: 'police-partner' });
  });
  afterEach(() => {
    pages.close();
  });

  const focused = (html: string): string[] => html.match(/<[^>]* autofocus[^>]*>/gu) ?? [];

  it('is the field for a code where it is asked for, and the summary of mistakes where there are any', async () => {
    const browser = pages.browser();
    const code = (await browser.get(`${link}/code`).expect(200)).text;
    expect(focused(code)).toEqual([expect.stringMatching(/<input[^>]* name="code"/u)]);
    pages.verdict = 'wrong';
    const body = { ...hiddenInputs(code), code: '000000' };
    const wrong = (await browser.post(`${link}/code/enter`).type('form').send(body).expect(422)).text;
    expect(focused(wrong)).toEqual([expect.stringMatching(/govuk-error-summary"[^>]* tabindex="-1"/u)]);
  });

  it('is the top of a code page that is to be looked at again', async () => {
    pages.standing = 'asked';
    expect(focused((await pages.browser().get(`${link}/code`).expect(200)).text)).toEqual([]);
  });
});
