import { hiddenInputs, PagesUnderTest } from './support/pages-under-test';
import { caseView, duty, reference } from './support/sample-case';

describe('the check of an answer that cannot be undone', () => {
  let pages: PagesUnderTest;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    const parcel = await pages.words.seal(reference, {});
    const duties = [duty('withdrawal'), duty('further-information')];
    pages.known.set(reference, { known: 'view', view: caseView(parcel, { duties }) });
  });
  afterEach(() => {
    pages.close();
  });

  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  const checked = async (id: string, typed: object): Promise<string> => {
    const browser = staff();
    const path = `/cases/${reference}/answer/${id}/-/1`;
    const body = { ...hiddenInputs((await browser.get(path).expect(200)).text), ...typed };
    return (await browser.post(path).type('form').send(body).expect(200)).text;
  };

  it('says what the withdrawal of a case ends, and the button names the case', async () => {
    const text = await checked('withdrawal', { reasons: 'Entered twice' });
    expect(text).toContain('This ends the case for good: nothing more is owed or asked');
    expect(text).toMatch(/value="send">Withdraw SI-2026-7K3Q</u);
  });

  it('is not said of what goes on with the case', async () => {
    const text = await checked('further-information', { information: 'Made up' });
    expect(text).not.toContain('ends the case');
    expect(text).toMatch(/value="send">Send</u);
  });
});
