import type { LinkClaims } from '../../api/services';
import type { CaseView, DutyState } from '../../domain/case-view';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { caseView, duty, nowMs, reference } from './support/sample-case';

const claims: LinkClaims = {
  case: reference,
  duty: 'agency-information',
  instance: 'schools',
  round: 1,
  person: 'schools-lead',
};

describe('what an agency is asked', () => {
  let pages: PagesUnderTest;
  let path: string;
  beforeEach(() => {
    pages = new PagesUnderTest();
    path = pages.linked('q', claims);
    asked();
  });
  afterEach(() => {
    pages.close();
  });

  const asked = (changed: Partial<DutyState> = {}, view: Partial<CaseView> = {}) => {
    const lead = {
      recipient: 'agency-lead',
      person: claims.person,
      address: 'lead@schools.exampleshire.example',
      agency: 'schools',
    } as const;
    const duties = [duty('agency-information', { instance: 'schools', addressees: [lead], ...changed })];
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { ...view, duties }) });
  };
  const lead = () => pages.browser(claims.person, ['agency-lead']);

  it('names the agency', async () => {
    const page = (await lead().get(path).expect(200)).text;
    expect(page).toContain('your answer as safeguarding lead of ');
    expect(page).toContain(pages.services.people.agencies()['schools'] ?? '?');
  });

  it('and is not in the record of a case that was set back will be asked again, by no letter that there is', async () => {
    asked({ instance: 'housing' });
    expect((await lead().get(path).expect(404)).text).toContain('Please use the link in the latest letter.');
    asked({ instance: 'housing' }, { resetAtMs: nowMs });
    const { text } = await lead().get(path).expect(404);
    expect(text).toContain('this case was set back from outside on 14 December 2026 at 09:12');
    expect(text).toContain('The business unit will ask again what is still needed.');
    expect(text).not.toContain('latest letter');
  });

  describe('and wrote under a choice that was not made in the end', () => {
    const typed = {
      choice: 'not-involved',
      children: 'All',
      completedBy: 'A. Lead',
      involvementDates: '2024',
      involvement: 'Canary',
    };
    const checked = async (body: Record<string, string>) => {
      const browser = lead();
      const form = await browser.get(path).expect(200);
      return browser
        .post(path)
        .type('form')
        .send({ ...hiddenInputs(form.text), ...body });
    };

    it('is said to be left out, and why, and is kept for a change', async () => {
      const page = (await checked(typed)).text;
      expect(page).toContain('Check your answer');
      expect(page).toContain(
        'What you entered under “Dates of involvement” and “Nature of the involvement, and safeguarding issues of which the agency was aware” is left out and not sent: it is asked only with the answer “Yes, it was involved”.',
      );
      expect(hiddenInputs(page)).toMatchObject({ involvement: 'Canary', involvementDates: '2024' });
    });

    it('says nothing of fields that were left empty', async () => {
      const page = (
        await checked({
          choice: 'not-involved',
          children: 'All',
          completedBy: 'A. Lead',
          involvement: ' \r\n',
        })
      ).text;
      expect(page).toContain('Check your answer');
      expect(page).not.toContain('left out');
    });
  });

  describe('and is not asked any more', () => {
    const settledAtMs = Date.UTC(2026, 11, 14, 9, 0);
    const over = (changed: Partial<DutyState>, view?: Partial<CaseView>) => {
      asked({ awaited: [], settledAtMs, ...changed }, view);
    };
    const text = async () => (await lead().get(path)).text;

    it('says that the rapid review went on, and to whom to tell what is still known', async () => {
      over({ state: 'over' });
      const page = await text();
      expect(page).toContain('This question is no longer asked');
      expect(page).toContain(
        'On 14 December 2026 at 09:00 the rapid review made its recommendation; your agency had not answered by then.',
      );
      expect(page).toMatch(/ring the business unit or write to \S+@\S+, naming no child/u);
    });

    it('says that the case is closed', async () => {
      over({ state: 'over' }, { closed: true });
      expect(await text()).toContain('The case is closed now.');
    });

    it('says that the case was withdrawn, and that nothing is to be done', async () => {
      over({ state: 'withdrawn' });
      const page = await text();
      expect(page).toContain(
        'On 14 December 2026 at 09:00 the case was withdrawn as opened in error. You need not',
      );
      expect(page).not.toContain('If you still know something');
    });

    it('says that it was asked anew', async () => {
      over({ state: 'superseded' });
      const page = await text();
      expect(page).toContain(
        'It was asked anew on 14 December 2026 at 09:00. The latest letter has the link',
      );
    });
  });
});
