import { PagesUnderTest } from './support/pages-under-test';
import { caseView, duty, reference } from './support/sample-case';

const hourMs = 3_600_000;

describe('how long a session holds', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
    const view = caseView({ sealed: '' }, { duties: [duty('children-made-safe')] });
    pages.known.set(reference, { known: 'view', view });
  });
  afterEach(() => {
    pages.close();
  });

  const staff = (hoursAgo?: number) =>
    pages.browser(
      'business-unit-a',
      ['business-unit'],
      hoursAgo === undefined ? undefined : pages.nowMs - hoursAgo * hourMs,
    );
  const form = `/cases/${reference}/answer/children-made-safe/-/1`;

  it.each([form, '/report'])('is said on a form: %s', async (path) => {
    const { text } = await staff(1).get(path).expect(200);
    expect(text).toContain('You are signed in until 09:42; what you type here is kept if it ends.');
    expect(text).not.toContain('Your session ends');
  });

  it('is said where no beginning is known', async () => {
    expect((await staff().get(form)).text).toContain('You are signed in until 09:42;');
  });

  it('is in London’s time', async () => {
    pages.nowMs = Date.UTC(2026, 6, 14, 9, 12);
    expect((await staff(1).get(form)).text).toContain('You are signed in until 10:42;');
  });

  it('ends after eight hours, which every page says when it is near', async () => {
    for (const path of ['/', '/cases', `/cases/${reference}`, form]) {
      const { text } = await staff(7.75).get(path).expect(200);
      expect(text).toContain('Your session ends at 09:27, eight hours after you signed in.');
    }
    expect((await staff(7.75).get(form)).text).toContain('You are signed in until 09:27;');
    expect((await staff(7.4).get('/')).text).not.toContain('Your session ends');
  });

  it('is said to nobody who is not signed in', async () => {
    const { text } = await pages.browser().get('/report').expect(200);
    expect(text).not.toContain('You are signed in');
  });
});
