import { stylesheetPath } from '../../api/stylesheet';
import { PagesUnderTest } from './support/pages-under-test';
import { caseView, duty, reference } from './support/sample-case';

describe('what every page has', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  const html = async (path: string, ...[person, role]: string[]): Promise<string> =>
    (
      await pages
        .browser(person, role === undefined ? [] : [role])
        .get(path)
        .expect(200)
    ).text;

  it('has the telephone of the business unit at its foot, where the directory has one', async () => {
    expect(await html('/')).toContain('Business unit: <a href="tel:01632960100">01632 960100</a>');
    const { telephone, ...partnership } = pages.directory.partnership;
    pages.directory = { ...pages.directory, partnership };
    expect(telephone).toBeDefined();
    expect(await html('/')).not.toContain('tel:');
  });

  it('leads administrators to the cases in the Temporal UI, past its small helpers', async () => {
    const page = await html('/', 'administrator', 'administrator');
    const query = encodeURIComponent('`WorkflowType`="seriousIncident"');
    expect(page).toContain(`href="http://127.0.0.1:3004/namespaces/test/workflows?query=${query}"`);
  });

  it('is in one family of type, on paper too', async () => {
    const css = (await pages.browser().get(stylesheetPath).expect(200)).text;
    expect(css).not.toMatch(/font-family:\s*(?:sans-serif|arial)/iu);
  });

  it('says on paper as of when and for whom a case and a question were printed', async () => {
    const parcel = await pages.words.seal(reference, {});
    const view = caseView(parcel, { duties: [duty('notification-threshold'), duty('withdrawal')] });
    pages.known.set(reference, { known: 'view', view });
    const onPaper = async (path: string, ...who: string[]): Promise<string> =>
      /only-on-paper">([^]*?)<\//u.exec(await html(path, ...who))?.[1] ?? '';
    const unit = ['business-unit-a', 'business-unit'];
    expect(await onPaper(`/cases/${reference}/clocks`, ...unit)).toBe(', for Business unit officer A');
    expect(await onPaper(`/cases/${reference}/answer/withdrawal/-/1`, ...unit)).toBe(
      'As of 14 December 2026 at 09:12, for Business unit officer A',
    );
    const asked = { case: reference, duty: 'notification-threshold', instance: '-', round: 1 };
    const link = pages.linked('q', { ...asked, person: 'police-partner' });
    expect(await onPaper(link, 'police-partner', 'police-partner')).toBe(
      'As of 14 December 2026 at 09:12, for the police partner',
    );
  });
});
