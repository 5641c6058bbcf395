import type { CaseView, DutyState } from '../../domain/case-view';
import type { LetterRecord } from '../../domain/record';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { addressee, caseView, duty, memo, reference } from './support/sample-case';

const refused: LetterRecord = {
  id: 'agency-information/schools/1/question/0/agency-lead:schools',
  kind: 'question',
  duty: 'agency-information',
  instance: 'schools',
  round: 1,
  ordinal: 0,
  to: { ...addressee('agency-lead'), agency: 'schools', address: 'lead@schools.exampleshire.example' },
  state: 'refused',
  attempts: 1,
  possiblySentTwice: false,
  response: '550 5.1.1 no such mailbox',
};
const unfilled = 'agency-information/schools/1/agency-lead:schools';

describe('what the business unit is to put right', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });
  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  const known = (state: DutyState, changed: Partial<CaseView> = {}): string => {
    const duties = [
      duty('agency-information', { instance: 'schools' }),
      duty('incident-reported-to-partners'),
      state,
    ];
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties, ...changed }) });
    return `/cases/${reference}/answer/${state.duty}/${encodeURIComponent(state.instance)}/1`;
  };

  it('says of a role that nobody holds which it is, for what, and what whoever is named will get', async () => {
    const page = (
      await staff()
        .get(known(duty('role-unfilled', { instance: unfilled })))
        .expect(200)
    ).text;
    expect(page).toContain('What does your agency know about the child and the family?');
    expect(page).toContain('The agency’s safeguarding lead (Exampleshire schools)');
    expect(page).toContain('gets a link to this case by e-mail');
    const partner = duty('role-unfilled', { instance: 'incident-reported-to-partners/-/1/health-partner' });
    expect((await staff().get(known(partner)).expect(200)).text).toContain('The health partner');
  });

  it('says of each of several on the page of the case which agency it is about', async () => {
    const lead = (agency: string) => `agency-information/${agency}/1/agency-lead:${agency}`;
    known(duty('role-unfilled', { instance: unfilled }), {
      duties: ['schools', 'housing'].flatMap((agency) => [
        duty('agency-information', { instance: agency }),
        duty('role-unfilled', { instance: lead(agency) }),
      ]),
    });
    const page = (await staff().get(`/cases/${reference}`).expect(200)).text;
    for (const title of ['Exampleshire schools', 'Exampleshire Housing'])
      expect(page).toContain(`the family?”, the safeguarding lead of ${title})</span></h3>`);
  });

  it('says of a letter that came back whose it was, its address and what the mail server said', async () => {
    const path = known(duty('letter-undelivered', { instance: refused.id }), { letters: [refused] });
    const page = (await staff().get(path).expect(200)).text;
    expect(page).toContain('What does your agency know about the child and the family?');
    expect(page).toContain('The agency’s safeguarding lead (Exampleshire schools)');
    expect(page).toContain('lead@schools.exampleshire.example');
    expect(page).toContain('550 5.1.1 no such mailbox');
  });

  it('says so by the link of a letter too', async () => {
    const to = addressee('business-unit');
    known(duty('letter-undelivered', { instance: refused.id, addressees: [to] }), { letters: [refused] });
    const claims = { case: reference, duty: 'letter-undelivered', instance: refused.id, round: 1 };
    const link = pages.linked('q', { ...claims, person: to.person });
    const page = (await staff().get(link).expect(200)).text;
    expect(page).toContain('550 5.1.1 no such mailbox');
  });

  it('says it again where the address is checked', async () => {
    const path = known(duty('role-unfilled', { instance: unfilled }));
    const browser = staff();
    const form = await browser.get(path);
    const body = { ...hiddenInputs(form.text), address: 'person-x@schools.exampleshire.example' };
    const check = await browser.post(path).type('form').send(body).expect(200);
    expect(check.text).toContain('The agency’s safeguarding lead (Exampleshire schools)');
  });

  it('warns of an address that the directory does not know', async () => {
    const path = known(duty('role-unfilled', { instance: unfilled }));
    const browser = staff();
    const form = await browser.get(path);
    const check = async (address: string) =>
      (
        await browser
          .post(path)
          .type('form')
          .send({ ...hiddenInputs(form.text), address })
          .expect(200)
      ).text;
    const warning = 'The directory knows neither';
    expect(await check('person-x@elsewhere.example.com')).toContain(warning);
    expect(await check('person-x@schools.exampleshire.example')).not.toContain(warning);
  });

  it('says of a date that could not be worked out of what it is', async () => {
    const about = duty('date-unknown', { instance: 'agency-information/schools/1' });
    const page = (await staff().get(known(about)).expect(200)).text;
    expect(page).toContain('What does your agency know about the child and the family?');
    expect(page).toContain('Exampleshire schools');
  });

  it('says what can be known of it while no worker is up', async () => {
    const path = known(duty('role-unfilled', { instance: unfilled }));
    const browser = staff();
    const form = await browser.get(path);
    pages.known.set(reference, { known: 'memo', memo: memo() });
    const body = { ...hiddenInputs(form.text), address: 'no address' };
    const again = await browser.post(path).type('form').send(body).expect(422);
    expect(again.text).toContain('The agency’s safeguarding lead (Exampleshire schools)');
  });
});
