import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pdf } from '../support/sample-files';
import { hiddenInputs, PagesUnderTest } from './support/pages-under-test';
import { addressee, caseView, duty, reference } from './support/sample-case';

describe('an answer that is saved to go on with', () => {
  const question = { case: reference, duty: 'agency-information', instance: 'schools', round: 1 };
  const person = 'agency-lead-schools';
  const other = 'deputy:agency-lead:schools:7';
  let pages: PagesUnderTest;
  let link: string;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    link = pages.linked('q', { ...question, person });
    const lead = { ...addressee('agency-lead'), agency: 'schools' };
    const state = duty('agency-information', {
      instance: 'schools',
      addressees: [
        { ...lead, person },
        { ...lead, person: other },
      ],
      awaited: ['agency-lead:schools'],
      parts: ['agency-lead:schools'],
    });
    const parcel = await pages.words.seal(reference, { rows: [] });
    pages.known.set(reference, { known: 'view', view: { ...caseView(parcel), duties: [state] } });
  });
  afterEach(() => {
    pages.close();
  });

  const kept = (): string[] => {
    const folder = path.join(pages.folder, 'answer-drafts');
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  };
  const as = (who: string) => pages.browser(who, ['agency-lead']);
  const long = (html: string): string => /<textarea[^>]* name="([^"]*)"/u.exec(html)?.[1] ?? '';
  const saved = async (typed: string): Promise<string> => {
    const browser = as(person);
    const { text } = await browser.get(link).expect(200);
    const page = await browser
      .post(link)
      .type('form')
      .send({ ...hiddenInputs(text), [long(text)]: typed, save: 'yes' });
    expect(page.status).toBe(200);
    return page.text;
  };

  it('is filled in again for the same person, whatever is missing in it, and nothing has been sent', async () => {
    expect(await saved('Canary begun')).toContain('Saved, and not sent yet');
    const { text } = await as(person).get(link).expect(200);
    expect(text).toContain('Canary begun');
    expect(text).toContain('It has not been sent yet.');
    expect(text).not.toContain('There is a problem');
    expect(pages.sent).toEqual([]);
    expect(pages.accessed).toContainEqual(expect.objectContaining({ person, outcome: 'saved' }));
  });

  it('says by when the answer itself is due, where it has a date', async () => {
    expect(await saved('Canary begun')).not.toContain('is due');
    const known = pages.known.get(reference);
    if (known?.known !== 'view') throw new Error('The case is known.');
    const { dates } = duty('notification-threshold');
    const duties = known.view.duties.map((state) => ({ ...state, dates }));
    pages.known.set(reference, { known: 'view', view: { ...known.view, duties } });
    expect(await saved('Canary begun')).toContain('The answer itself is due by Thursday 17 December 2026');
  });

  it('is saved without a file that cannot be taken, and with those that can', async () => {
    const browser = as(person);
    const { text } = await browser.get(link).expect(200);
    const { text: page } = await browser
      .post(link)
      .field({ ...hiddenInputs(text), [long(text)]: 'Canary begun', save: 'yes' })
      .attach('upload', pdf(), 'good.pdf')
      .attach('upload', Buffer.from('MZ'), 'wrong.exe')
      .expect(200);
    expect(page).toContain('Saved without a file, and not sent yet');
    expect(page).toMatch(/Not saved: “wrong\.exe” [^.]+\./u);
    expect(page).not.toContain('There is a problem');
    const again = (await as(person).get(link).expect(200)).text;
    expect(again).toContain('Canary begun');
    expect(again).toContain('good.pdf');
    expect(again).not.toContain('wrong.exe');
  });

  it('is for nobody else, nor for another round, and its time ends after a week', async () => {
    await saved('Canary begun');
    const ofOther = pages.linked('q', { ...question, person: other });
    expect((await as(other).get(ofOther).expect(200)).text).not.toContain('Canary begun');
    pages.nowMs += 8 * 24 * 60 * 60_000;
    expect((await as(person).get(link).expect(200)).text).not.toContain('Canary begun');
  });

  it('lies sealed in the folder of documents, and is deleted when the answer is sent', async () => {
    await saved('Canary begun');
    expect(kept()).toHaveLength(1);
    expect(kept().join('')).not.toContain('Canary');
    const browser = as(person);
    const form = await browser.get(link).expect(200);
    const check = await browser
      .post(link)
      .type('form')
      .send({
        ...hiddenInputs(form.text),
        [long(form.text)]: 'Canary whole',
        choice: 'not-involved',
        children: 'all',
        completedBy: 'Made up',
      });
    const hidden = hiddenInputs(check.text);
    await browser
      .post(link)
      .type('form')
      .send({ ...hidden, step: 'send' })
      .expect(303);
    expect(pages.sent).toHaveLength(1);
    expect(kept()).toEqual([]);
  });

  it('is shown, to be copied, where the question takes no answer any more', async () => {
    await saved('Canary begun');
    const found = pages.known.get(reference);
    if (found?.known !== 'view') throw new Error('no view');
    const duties = found.view.duties.map((state) => ({ ...state, state: 'over' as const, awaited: [] }));
    pages.known.set(reference, { known: 'view', view: { ...found.view, duties } });
    const { text } = await as(person).get(link);
    expect(text).toContain(
      'What you saved on 14 December 2026 at 09:12 was not sent. It stands below, so that you can copy it.',
    );
    expect(text).toContain('Canary begun');
    const others = pages.linked('q', { ...question, person: other });
    expect((await as(other).get(others)).text).not.toContain('Canary begun');
  });

  it('keeps nobody from answering where the folder cannot be read', async () => {
    await saved('Canary begun');
    rmSync(path.join(pages.folder, 'answer-drafts'), { recursive: true });
    writeFileSync(path.join(pages.folder, 'answer-drafts'), 'no folder');
    await as(person).get(link).expect(200);
  });

  it('is offered to staff where the form is long, for themselves alone, until it is sent', async () => {
    const state = duty('rapid-review-meeting', { state: 'open' });
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties: [state] }) });
    const path = `/cases/${reference}/answer/rapid-review-meeting/-/1`;
    const unit = (person: string) => pages.browser(person, ['business-unit']);
    const begin = unit('business-unit-a');
    const { text } = await begin.get(path).expect(200);
    expect(text).toContain('Save and come back later');
    const told = await begin
      .post(path)
      .type('form')
      .send({ ...hiddenInputs(text), [long(text)]: 'Canary begun', save: 'yes' });
    expect(told.text).toContain('Saved, and not sent yet');
    expect(told.text).toContain('open the form on the page of the case again');
    expect((await unit('business-unit-a').get(path)).text).toContain('Canary begun');
    expect((await unit('business-unit-b').get(path)).text).not.toContain('Canary begun');
    expect(pages.sent).toEqual([]);
    expect(kept()).toHaveLength(1);
    const now = async (person: string) => (await unit(person).get(`/cases/${reference}`).expect(200)).text;
    const said = 'What you typed was saved on 14 December 2026 at 09:12, and has not been sent.';
    expect(await now('business-unit-a')).toContain(said);
    expect(await now('business-unit-b')).not.toContain('What you typed');
  });

  it('is not offered to staff where the form is short', async () => {
    const state = duty('children-made-safe');
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties: [state] }) });
    const unit = pages.browser('business-unit-a', ['business-unit']);
    const { text } = await unit.get(`/cases/${reference}/answer/children-made-safe/-/1`).expect(200);
    expect(text).not.toContain('Save and come back later');
  });
});
