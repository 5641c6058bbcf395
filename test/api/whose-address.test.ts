import { hiddenInputs, PagesUnderTest } from './support/pages-under-test';
import { caseView, duty, reference } from './support/sample-case';

describe('an address at which somebody is to answer for another', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
    const view = caseView(
      { sealed: '' },
      { duties: [duty('deputy'), duty('another-address'), duty('notification-threshold')] },
    );
    pages.known.set(reference, { known: 'view', view });
  });
  afterEach(() => {
    pages.close();
  });

  const path = `/cases/${reference}/answer/deputy/-/1`;
  const deputyAt = async (address: string, role = 'police-partner') => {
    const browser = pages.browser('business-unit-a', ['business-unit']);
    const typed = {
      ...hiddenInputs((await browser.get(path)).text),
      ...{ role, deputy: 'Canary name', address, why: 'Canary', step: 'check' },
      ...{ 'from-day': '14', 'from-month': '12', 'from-year': '2026' },
      ...{ 'until-day': '20', 'until-month': '12', 'until-year': '2026' },
    };
    return browser.post(path).type('form').send(typed);
  };

  it.each([
    'business-unit-a@exampleshire.example',
    'Business-Unit-B@exampleshire.example',
    'business-unit-b+deputy@exampleshire.example',
    'administrator@exampleshire.example',
  ])('is never that of the business unit or of an administrator: %s', async (address) => {
    const { status, text } = await deputyAt(address);
    expect(status).toBe(422);
    expect(text).toContain('That is an address of the business unit or of an administrator');
  });

  it('is not that of another partner or the scrutineer, who would decide twice', async () => {
    const { status, text } = await deputyAt('health-partner@health.exampleshire.example');
    expect(status).toBe(422);
    expect(text).toContain('That is the address of the health partner');
    expect((await deputyAt('scrutineer@scrutiny.example')).status).toBe(422);
  });

  it('is not the holder’s own, whether the case has asked the holder yet or not', async () => {
    const { status, text } = await deputyAt('scrutineer+deputy@scrutiny.example', 'scrutineer');
    expect(status).toBe(422);
    expect(text).toContain('the person for whom the deputy is to stand in');
  });

  it('can be a colleague’s, or that of somebody who decides nothing for themselves', async () => {
    expect((await deputyAt('colleague@police.exampleshire.example')).status).toBe(200);
    expect((await deputyAt('director@council.exampleshire.example', 'local-authority-partner')).status).toBe(
      200,
    );
  });

  it('is judged so where a question is put to another address, too', async () => {
    const browser = pages.browser('business-unit-a', ['business-unit']);
    const at = `/cases/${reference}/answer/another-address/-/1`;
    const page = await browser.get(at).expect(200);
    const question = /value="([^"]*police-partner)"/u.exec(page.text)?.[1] ?? '';
    const typed = { ...hiddenInputs(page.text), question, why: 'Canary', step: 'check' };
    const put = (address: string) =>
      browser
        .post(at)
        .type('form')
        .send({ ...typed, address });
    expect((await put('business-unit-b@exampleshire.example')).status).toBe(422);
    expect((await put('colleague@police.exampleshire.example')).status).toBe(200);
  });

  it.each([
    ['role-unfilled', 'notification-threshold/-/1/police-partner', {}],
    ['letter-undelivered', 'letter-2', { choice: 'other-address' }],
    ['authority-deputy', '-', { name: 'Canary name' }],
  ] as const)('is judged so wherever one is named: %s', async (id, instance, more) => {
    const { letters, ...view } = caseView({ sealed: '' }, { duties: [duty(id, { instance })] });
    const about = letters.filter(({ to }) => to.recipient === 'police-partner').slice(0, 1);
    expect(about).toHaveLength(1);
    const known = { ...view, letters: about.map((letter) => ({ ...letter, id: 'letter-2' })) };
    pages.known.set(reference, { known: 'view', view: known });
    const browser = pages.browser('business-unit-a', ['business-unit']);
    const at = `/cases/${reference}/answer/${id}/${encodeURIComponent(instance)}/1`;
    const held = hiddenInputs((await browser.get(at).expect(200)).text);
    const named = (address: string) =>
      browser
        .post(at)
        .type('form')
        .send({ ...held, ...more, address, step: 'check' });
    const refused = await named('administrator@exampleshire.example');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('That is an address of the business unit or of an administrator');
    expect((await named('colleague@police.exampleshire.example')).text).not.toContain('That is an address');
  });
});
