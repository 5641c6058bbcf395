import type { Entry } from '../../domain/record';
import { sentenceOf } from '../../domain/sentences';
import { hiddenInputs, PagesUnderTest } from './support/pages-under-test';
import { addressee, caseView, duty, nowMs, reference, reportTo } from './support/sample-case';

describe('a deputy for one case', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  const set = (number: number, role: string, from: string, until: string): Entry => ({
    number,
    atMs: nowMs,
    kind: 'answer',
    duty: 'deputy',
    instance: '-',
    round: 1,
    title: 'Set a deputy between two dates',
    by: { recipient: 'business-unit', person: 'business-unit-a' },
    answer: { facts: { role, from, until, address: 'stand-in@police.example' } },
  });
  const know = (...story: Entry[]): void => {
    const view = caseView(
      { sealed: '' },
      { story, duties: [duty('deputy'), duty('agency-information', { instance: 'health' })] },
    );
    pages.known.set(reference, { known: 'view', view });
  };

  it('can be set for each role that is asked by link, and for the agencies of the case; never for staff', async () => {
    know();
    const { text } = await staff().get(`/cases/${reference}/answer/deputy/-/1`).expect(200);
    const options = [
      ...text.matchAll(/name="role" type="radio" value="([^"]*)"|<option value="([a-z:-]+)"/gu),
    ];
    expect(options.map(([, radio, option]) => radio ?? option)).toEqual([
      'local-authority-partner',
      'health-partner',
      'police-partner',
      'scrutineer',
      'rapid-review-chair',
      'learning-chair',
      'agency-lead:schools',
      'agency-lead:police',
      'agency-lead:health',
    ]);
    expect(text).toContain('Safeguarding lead of Exampleshire schools');
  });

  it('is checked letter by letter where the address is unknown, and sends what is judged', async () => {
    know();
    // What is sealed needs the key of its case.
    await pages.words.seal(reference, {});
    const path = `/cases/${reference}/answer/deputy/-/1`;
    const browser = staff();
    const typed = {
      ...hiddenInputs((await browser.get(path)).text),
      ...{ role: 'police-partner', deputy: 'Canary name', address: 'who@elsewhere.example', why: 'Canary' },
      ...{ 'from-day': '14', 'from-month': '12', 'from-year': '2026' },
      ...{ 'until-day': '20', 'until-month': '12', 'until-year': '2026' },
    };
    const post = (body: object) => browser.post(path).type('form').send(body);
    const check = await post({ ...typed, step: 'check' }).expect(200);
    expect(check.text).toContain('Whoever has it is asked for this role');
    await post({ ...hiddenInputs(check.text), step: 'send' }).expect(303);
    expect(pages.sent[0]?.submission.answer.facts).toEqual({
      role: 'police-partner',
      address: 'who@elsewhere.example',
      from: '2026-12-14',
      until: '2026-12-20',
    });
    expect(JSON.stringify(pages.sent)).not.toContain('Canary');
    await post({ ...typed, 'until-day': '13', step: 'check' }).expect(422);
    const turned = await post({ ...typed, 'from-day': '18', 'until-day': '16', step: 'check' }).expect(422);
    expect(turned.text).toContain('must not lie before the first day');
  });

  it('says before it is sent that it takes the place of the deputy whom the role has, and of no other', async () => {
    know(
      set(1, 'police-partner', '2026-12-10', '2026-12-18'),
      set(2, 'health-partner', '2026-12-10', '2026-12-18'),
    );
    await pages.words.seal(reference, {});
    const path = `/cases/${reference}/answer/deputy/-/1`;
    const browser = staff();
    const typed = {
      ...hiddenInputs((await browser.get(path)).text),
      ...{ deputy: 'Canary name', address: 'who@elsewhere.example', why: 'Canary', step: 'check' },
      ...{ 'from-day': '28', 'from-month': '12', 'from-year': '2026' },
      ...{ 'until-day': '30', 'until-month': '12', 'until-year': '2026' },
    };
    const check = async (role: string): Promise<string> =>
      (
        await browser
          .post(path)
          .type('form')
          .send({ ...typed, role })
          .expect(200)
      ).text;
    const said = await check('police-partner');
    expect(said).toContain(
      'The police partner has a deputy until Friday 18 December 2026, at stand-in@police.example. This entry takes the place of that one at once: until the new first day, what is opened goes to the holder of the role. What that deputy was asked already stays there until then.',
    );
    expect(said).not.toContain('The health partner has a deputy');
    expect(await check('scrutineer')).not.toContain('has a deputy');
  });

  it('is shown on the case while it holds, or is to come; of a role only the latest', async () => {
    know(
      set(1, 'scrutineer', '2026-12-01', '2026-12-13'),
      set(2, 'health-partner', '2026-12-20', '2026-12-24'),
      set(3, 'police-partner', '2026-12-10', '2027-01-31'),
      set(4, 'police-partner', '2026-12-10', '2026-12-14'),
      set(5, 'agency-lead:schools', '2026-12-10', '2026-12-18'),
    );
    const { text } = await staff().get(`/cases/${reference}`).expect(200);
    const said = [...text.matchAll(/<li[^>]*>([^<]* has a deputy [^<]*)<\/li>/gu)].map(([, words]) => words);
    expect(said).toEqual([
      'The health partner has a deputy from Sunday 20 December 2026 until Thursday 24 December 2026, at stand-in@police.example.',
      'The police partner has a deputy until Monday 14 December 2026, at stand-in@police.example.',
      'The safeguarding lead of Exampleshire schools has a deputy until Friday 18 December 2026, at stand-in@police.example.',
    ]);
  });

  it('stands in the story in words', () => {
    const entry = set(1, 'police-partner', '2026-12-10', '2026-12-14');
    expect(sentenceOf(entry, { story: [entry] })).toBe(
      'The business unit recorded: “Set a deputy between two dates”: for the police partner, from Thursday 10 December 2026 until Monday 14 December 2026, at stand-in@police.example.',
    );
  });

  const calledOff = (number: number, role: string): Entry => {
    const { answer, ...entry } = set(number, role, '', '') as Entry & { kind: 'answer' };
    return {
      ...entry,
      duty: 'deputy-ended',
      title: 'Call a deputy off',
      answer: { ...answer, facts: { role } },
    };
  };

  it('can be called off while there is one, its days over or not; afterwards the case shows none', async () => {
    const duties = [duty('deputy'), duty('deputy-ended')];
    const knowWith = (...story: Entry[]): void => {
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { story, duties }) });
    };
    const page = async (): Promise<string> => (await staff().get(`/cases/${reference}`).expect(200)).text;
    knowWith();
    expect(await page()).not.toContain('Call a deputy off');
    knowWith(
      set(1, 'scrutineer', '2026-12-01', '2026-12-10'),
      set(2, 'police-partner', '2026-12-10', '2026-12-18'),
      set(3, 'health-partner', '2026-12-10', '2026-12-18'),
      calledOff(4, 'health-partner'),
    );
    expect(await page()).toContain('Call a deputy off');
    expect(await page()).not.toContain('The health partner has a deputy');
    const form = (await staff().get(`/cases/${reference}/answer/deputy-ended/-/1`).expect(200)).text;
    expect([...form.matchAll(/name="role" type="radio" value="([^"]*)"/gu)].map(([, part]) => part)).toEqual([
      'scrutineer',
      'police-partner',
    ]);
    expect(form).toContain(
      'Police partner: deputy until Friday 18 December 2026, at stand-in@police.example',
    );
    const entry = calledOff(4, 'health-partner');
    expect(sentenceOf(entry, { story: [entry] })).toBe(
      'The business unit recorded: “Call a deputy off”: for the health partner.',
    );
  });

  /** Opened by a security code; to whom codes were sent. */
  const byCode = async (link: string) => {
    const browser = pages.browser();
    const body = hiddenInputs((await browser.get(link).expect(200)).text);
    const post = (path: string, more = {}) =>
      browser
        .post(`${link}${path}`)
        .type('form')
        .send({ ...body, ...more });
    await post('/code');
    const codes = pages.codes.map((code) => [code.person, code.address]);
    await post('/code/enter', { code: '123456' });
    return { browser, codes };
  };

  it('is told by its old link that it was called off', async () => {
    const person = 'deputy:police-partner:7';
    const view = caseView({ sealed: '' });
    const to = { ...addressee('police-partner'), person, deputyFor: 'police-partner' };
    const [state] = [duty('notification-threshold')];
    const letter = {
      ...reportTo('national-panel', '2026-12-10'),
      to,
      duty: state.duty,
      instance: '-',
      round: 1,
    };
    pages.known.set(reference, { known: 'view', view: { ...view, duties: [state], letters: [letter] } });
    const link = pages.linked('q', { case: reference, duty: state.duty, instance: '-', round: 1, person });
    const { browser } = await byCode(link);
    const { text } = await browser.get(link).expect(409);
    expect(text).toContain('You no longer stand in for this role');
  });

  it('is named to the person stood in for, who opens the link of an earlier letter', async () => {
    const person = 'deputy:police-partner:7';
    const to = { ...addressee('police-partner'), person, deputyFor: 'police-partner' };
    const view = caseView({ sealed: '' });
    const duties = [duty('notification-threshold', { addressees: [to] })];
    pages.known.set(reference, { known: 'view', view: { ...view, duties } });
    const at = { case: reference, duty: 'notification-threshold', instance: '-', round: 1 };
    const link = pages.linked('q', { ...at, person: 'police-partner' });
    const { text } = await pages.browser('police-partner', ['police-partner']).get(link).expect(409);
    expect(text).toContain('A deputy answers this for you');
    expect(text).not.toContain('name="choice"');
  });

  it('opens the question by a code to the deputy’s own address, and answers for the role', async () => {
    const person = 'deputy:police-partner:7';
    const address = 'stand-in@police.example';
    const to = { ...addressee('police-partner'), person, address, deputyFor: 'police-partner' };
    const view = caseView({ sealed: '' });
    const duties = [duty('notification-threshold', { addressees: [to] })];
    pages.known.set(reference, { known: 'view', view: { ...view, duties } });
    const at = { case: reference, duty: 'notification-threshold', instance: '-', round: 1 };
    const link = pages.linked('q', { ...at, person });
    const { browser, codes } = await byCode(link);
    expect(codes).toEqual([[person, address]]);
    const { text } = await browser.get(link).expect(200);
    expect(text).toContain('your answer as deputy of the police partner');
    expect(text).toContain('name="choice"');
  });
});
