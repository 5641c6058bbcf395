import type { LinkClaims } from '../../api/services';
import type { Form } from '../../domain/form';
import { hiddenInputs, PagesUnderTest } from './support/pages-under-test';
import { wordsOf } from './support/page-words';
import { caseView, duty, reference } from './support/sample-case';

const claims: LinkClaims = {
  case: reference,
  duty: 'rapid-review-decision',
  instance: '-',
  round: 1,
  person: 'police-partner',
};
const weighed = ['improvements', 'themes', 'jointWork', 'panelPrefersLocal'];
const circumstances = ['singleAgency', 'noAgency', 'severalAreas', 'institution'];
const ofPanel = [
  'nationalImprovements',
  'nationalLaw',
  'nationalThemes',
  'educatedOtherwise',
  'inCareOrOnPlan',
  'severalAbuses',
  'nationalInstitution',
];
const each = <T>(names: readonly string[], value: T) =>
  Object.fromEntries(names.map((name) => [name, value]));
const posted = (names: readonly string[], value: string) =>
  Object.fromEntries(names.map((name) => [`test-${name}`, value]));
const reasons = Object.fromEntries(weighed.map((name) => [`reason-${name}`, 'Canary weighed']));
const rest = {
  ...posted(weighed, 'yes'),
  ...reasons,
  choice: 'local-review',
  conflict: 'no',
  reasons: 'Canary',
};
const ticked = {
  ...rest,
  'test-singleAgency': 'yes',
  'reason-singleAgency': 'Canary agency',
  'none-nationalImprovements': 'yes',
};

describe('the decision after the rapid review', () => {
  let pages: PagesUnderTest;
  let path: string;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    path = pages.linked('q', claims);
    await pages.words.seal(reference, {});
    know();
  });
  afterEach(() => {
    pages.close();
  });

  const know = (changed: Parameters<typeof duty>[1] = {}): void => {
    const duties = [duty('rapid-review-decision', changed)];
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
  };
  /** The names of the boxes that are ticked in a page, and of the radios that are chosen. */
  const checkedIn = (html: string): string[] =>
    (html.match(/<input[^>]* checked[^>]*>/gu) ?? []).map((tag) => / name="([^"]*)"/u.exec(tag)?.[1] ?? '');
  const opened = async () => {
    const browser = pages.browser('police-partner', ['police-partner']);
    const form = hiddenInputs((await browser.get(path).expect(200)).text);
    const post = (body: object) =>
      browser
        .post(path)
        .type('form')
        .send({ ...form, ...body });
    return { browser, post };
  };
  const testsSent = async (body: object) => {
    const { post } = await opened();
    const check = await post(body).expect(200);
    await post({ ...hiddenInputs(check.text), step: 'send' }).expect(303);
    const answer = pages.sent[0]?.submission.answer;
    return {
      tests: answer?.tests,
      words: await pages.words.open(reference, answer?.parcel ?? { sealed: '' }),
    };
  };

  it('asks what must be weighed one by one, and what regard is had to in two lists', async () => {
    const { browser } = await opened();
    const { text } = await browser.get(path).expect(200);
    expect(text.match(/type="radio"/gu)).toHaveLength(2 * (weighed.length + 1) + 3);
    expect(text.match(/type="checkbox"/gu)).toHaveLength(circumstances.length + 1 + ofPanel.length + 1);
    expect(text).toContain('To have regard to · section 9.1 and section 9.2 of the procedure');
    expect(text).not.toMatch(/ checked| style="/u);
  });

  it('records each test of the lists by its name, with the reason for what was ticked', async () => {
    const { tests, words } = await testsSent(ticked);
    expect(tests).toEqual({
      ...each(weighed, true),
      ...each([...circumstances, ...ofPanel], false),
      singleAgency: true,
    });
    expect(words).toEqual({ ...reasons, 'reason-singleAgency': 'Canary agency', reasons: 'Canary' });
  });

  it('is checked as it was filled in, and comes back as it was ticked', async () => {
    const { post } = await opened();
    const check = await post(ticked).expect(200);
    const words = wordsOf(check.text);
    const places = [
      'conflict of interest in this case No',
      'panel concluded that a local review is more appropriate?',
      'Which of these circumstances apply to the case? Cause for concern about the actions of a single agency Reason: Canary agency',
      'Does any of these speak for a national review? None of these applies',
      'What is to follow?',
    ].map((said) => words.indexOf(said));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(words).not.toContain('may legislation or guidance have to change?');
    const again = await post({ ...hiddenInputs(check.text), step: 'change' }).expect(200);
    expect(checkedIn(again.text)).toEqual([
      'conflict',
      ...weighed.map((name) => `test-${name}`),
      'test-singleAgency',
      'none-nationalImprovements',
      'choice',
    ]);
  });

  it('wants each list answered, and leads to its first box', async () => {
    const { post } = await opened();
    const { text } = await post({ ...rest, 'reason-noAgency': 'Canary left' }).expect(422);
    for (const first of ['singleAgency', 'nationalImprovements']) {
      expect(text).toContain(`<a href="#test-${first}">`);
      expect(text).toContain(`id="test-${first}" name="test-${first}" type="checkbox"`);
    }
    expect(text).toContain(
      '<a href="#reason-noAgency">“No agency was involved, and that is a cause for concern”: tick it',
    );
    expect(text).toContain('Canary left</textarea>');
  });

  it('keeps “none” when it is saved, and when its question is answered meanwhile', async () => {
    const { browser, post } = await opened();
    await post({ ...ticked, save: 'yes' }).expect(200);
    const { text } = await browser.get(path).expect(200);
    expect(checkedIn(text)).toContain('none-nationalImprovements');
    expect(checkedIn(text)).toContain('test-singleAgency');
    know({ state: 'answered', awaited: [] });
    const late = await post(ticked).expect(409);
    expect(late.text).toMatch(/Does any of these speak for a national review\?[^]*?None of these applies/u);
  });

  it('takes what a page posts that was open before there were lists', async () => {
    const older = { ...rest, ...posted([...circumstances, ...ofPanel], 'no'), 'test-nationalLaw': 'yes' };
    const { tests } = await testsSent({ ...older, 'reason-nationalLaw': 'Canary law' });
    expect(tests).toEqual({
      ...each(weighed, true),
      ...each([...circumstances, ...ofPanel], false),
      nationalLaw: true,
    });
  });

  it('keeps its radios where the case has the form of before', async () => {
    const form: Form = duty('rapid-review-decision').form ?? {};
    const tests = (form.tests ?? []).map(({ name, label, weight, reason = 'optional', source }) => ({
      name,
      label,
      weight,
      reason,
      source,
    }));
    know({ form: { ...form, tests } });
    const { browser, post } = await opened();
    const { text } = await browser.get(path).expect(200);
    expect(text).not.toContain('type="checkbox"');
    expect((await post(ticked).expect(422)).text).toContain('choose yes or no');
    await post({ ...rest, ...posted([...circumstances, ...ofPanel], 'no') }).expect(200);
  });
});
