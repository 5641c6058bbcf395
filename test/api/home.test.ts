import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { memo } from './support/sample-case';
import { typed } from './support/typed-report';

describe('the first page of staff', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  const staff = (person = 'business-unit-a') => pages.browser(person, ['business-unit']);
  const home = async (person?: string): Promise<string> => (await staff(person).get('/').expect(200)).text;
  const begin = async (): Promise<void> => {
    const browser = staff();
    const body = { ...hiddenInputs((await browser.get('/report?new=yes').expect(200)).text), ...typed };
    await browser
      .post('/report')
      .type('form')
      .send({ ...body, step: 'next' })
      .expect(303);
  };

  it('reminds of a report that was begun and not sent, whoever began it, and names no child', async () => {
    expect(await home()).not.toContain('not sent');
    await begin();
    const page = await home();
    expect(page).toContain(
      'A report that you began, saved last on 14 December 2026 at 09:12, has not been sent',
    );
    expect(page).toContain('<a class="govuk-link" href="/report">Go on with it, or discard it</a>');
    expect(page).not.toContain('Person A');
    expect(await home('business-unit-b')).not.toContain('not been sent');
    await begin();
    expect(await home()).toContain('2 reports that you began have not been sent');
  });

  it('is drawn also where what was saved cannot be read', async () => {
    await begin();
    pages.services.drafts.list = () => Promise.reject(new Error('EIO'));
    expect(await home()).not.toContain('not been sent');
    expect(pages.log).toContainEqual({ event: 'saved-reports-not-listed' });
  });

  it('says of a case that was just reported that its dates are still being fixed', async () => {
    const words = 'Just reported: its dates are being fixed. Load this page again.';
    const fresh = { stage: 'report', next: null } as const;
    pages.memos = [memo({ ...fresh, waitingFor: [] })];
    expect(await home()).toContain(words);
    pages.memos = [memo({ ...fresh, waitingFor: ['business-unit'] })];
    expect(await home()).not.toContain(words);
  });
});
