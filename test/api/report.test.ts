import { pageIds } from '../../api/report/fields';
import { readReport } from '../../config/report-words';
import type { Opening } from '../../domain/record';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { memo, reference } from './support/sample-case';
import { date, typed } from './support/typed-report';

const reader = { recipient: 'business-unit', person: 'business-unit-a' } as const;

describe('the report of an incident', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  type Browser = ReturnType<typeof staff>;
  const post = (browser: Browser, body: object) => browser.post('/report').type('form').send(body);
  /** Begins a report, and goes through its pages as far as they let go on. */
  const check = async (browser: Browser, changed: Record<string, unknown> = {}) => {
    const form = await browser.get('/report?new=yes').expect(200);
    const held: Record<string, unknown> = { ...hiddenInputs(form.text), ...typed, ...changed };
    for (const page of pageIds) {
      const answer = await post(browser, { ...held, page, step: 'next' });
      if (answer.status !== 303) return answer;
    }
    return browser.get(`/report/${String(held['draft'])}/check`);
  };
  const open = async (browser: Browser, changed: Record<string, unknown> = {}) => {
    const checked = await check(browser, changed);
    return post(browser, { ...hiddenInputs(checked.text), step: 'send' });
  };

  it('shows what falls due before it is sent, and opens nothing yet', async () => {
    const page = (await check(staff())).text;
    expect(page).toContain('Check the report');
    expect(page).toContain('Friday 18 December 2026');
    expect(pages.opened).toEqual([]);
  });

  it('shows by when Ofsted and the department are told, where a looked-after child has died', async () => {
    const told = 'Notify the Department for Education and Ofsted of the death of a looked-after child';
    const died = { 'child-1-outcome': 'died', 'child-1-unexpectedDeath': 'no' };
    const page = (await check(staff(), { ...died, 'child-1-lookedAfter': 'yes' })).text;
    expect(page).toContain(told);
    expect((await check(staff(), died)).text).not.toContain(told);
    expect((await check(staff(), { 'child-1-lookedAfter': 'yes' })).text).not.toContain(told);
  });

  it('opens a case whose words are sealed, with the edition and the days in the open', async () => {
    const page = await open(staff());
    expect(page.status).toBe(200);
    const [opening] = pages.opened;
    expect(page.text).toContain(opening?.reference);
    expect(opening).toMatchObject({
      edition: 'working-together-2023',
      acceptance: 'accepted',
      incidentOn: '2026-12-10',
      authorityAwareOn: '2026-12-11',
      reportReceivedOn: '2026-12-11',
      agencies: ['schools'],
      handler: 'business-unit-a',
      reportedBy: { source: 'business-unit', agency: 'schools' },
      children: [{ child: 1, outcome: 'seriously-harmed', unexpectedDeath: false, lookedAfter: false }],
    });
    expect(JSON.stringify(opening)).not.toMatch(/Canary|Person A|2020-05-04/u);
    expect(await pages.words.open(opening?.reference ?? '', opening?.parcel ?? { sealed: '' })).toMatchObject(
      {
        rows: expect.arrayContaining([{ label: 'Child 1: Name', value: 'Person A' }]) as unknown,
      },
    );
  });

  it('is one case when the same form is posted twice, and says the same both times', async () => {
    const browser = staff();
    const checked = await check(browser);
    const body = { ...hiddenInputs(checked.text), step: 'send' };
    const first = await post(browser, body);
    const second = await post(browser, body);
    expect(pages.opened).toHaveLength(1);
    const shown = (html: string) => /SI-2026-\w{4}/u.exec(html)?.[0];
    expect(shown(second.text)).toBe(shown(first.text));
    expect(second.status).toBe(200);
  });

  it('that is changed and sent again by the same form stands as it was, and says so', async () => {
    const browser = staff();
    const checked = await check(browser);
    const body = { ...hiddenInputs(checked.text), step: 'send' };
    await post(browser, body);
    const again = await post(browser, { ...body, ...typed, page: 'safety', step: 'next' });
    expect(again.status).toBe(409);
    expect(again.text).toMatch(/received as SI-2026-\w{4}.*has not been taken/su);
    expect(pages.opened).toHaveLength(1);
  });

  it('leaves to the business unit what the reporter does not know, and asks the agency that reports too', async () => {
    await open(staff(), {
      agencies: [],
      ...date('child-1-bornOn', '--'),
      'child-1-outcome': 'died',
      'child-1-lookedAfter': 'not-known',
      'child-1-unexpectedDeath': 'not-known',
    });
    expect(pages.opened).toMatchObject([
      {
        agencies: ['schools'],
        children: [{ child: 1, outcome: 'died', unexpectedDeath: null, lookedAfter: null }],
      },
    ]);
    expect(pages.opened[0]).not.toHaveProperty('awarenessAssumed');
  });

  it('of a child who lives says nothing of a death, whatever was ticked', async () => {
    await open(staff(), { 'child-1-unexpectedDeath': 'yes' });
    expect(pages.opened).toMatchObject([{ children: [{ unexpectedDeath: false }] }]);
  });

  it('takes the next reference when another form has the first by chance', async () => {
    const token = '7b0c2d6e-8d3f-4d0e-9d55-0f0f5a1f8f11';
    const taken = pages.services.keys.caseReference(token, 2026, 0);
    const browser = staff();
    await open(browser);
    pages.opened = pages.opened.map((opening) => ({ ...opening, reference: taken }));
    const page = await open(browser, { draft: token });
    expect(page.text).toContain(pages.services.keys.caseReference(token, 2026, 1));
  });

  it.each([
    ['in the future', date('incidentOn', '2026-12-15'), 'must not be in the future'],
    ['that does not exist', date('incidentOn', '2026-02-30'), 'not a real date'],
    ['that is missing', date('incidentOn', ''), 'enter the date'],
    ['of awareness before the incident', date('awareOn', '2026-12-09'), 'before the incident'],
    ['of receipt before the incident', date('receivedOn', '2026-12-09'), 'received before the incident'],
    ['of receipt in the future', date('receivedOn', '2026-12-15'), 'must not be in the future'],
    ['of receipt that is missing', date('receivedOn', ''), '“Report received on”: enter the date'],
    ['without its month', { 'incidentOn-month': '' }, '“When did the incident happen”: enter the month'],
    [
      'without its day and year',
      { 'incidentOn-day': '', 'incidentOn-year': '' },
      '“When did the incident happen”: enter the day and the year',
    ],
    ['with a short year', { 'incidentOn-year': '26' }, 'enter the year in four digits, for example 2026'],
    [
      'of birth that makes no child',
      date('child-1-bornOn', '2001-12-10'),
      'Child 1 would have been 25 years old on the day of the incident; check the year of birth',
    ],
    [
      'of birth with a short year',
      { 'child-1-bornOn-year': '20' },
      'Child 1, “Date of birth”: enter the year',
    ],
    ['of birth after the incident', date('child-1-bornOn', '2026-12-11'), 'cannot be after the incident'],
    [
      'for which no edition is in force',
      {
        ...date('incidentOn', '2015-01-01'),
        ...date('awareOn', '2015-01-02'),
        ...date('child-1-bornOn', '2010-03-04'),
      },
      'known here was in force on Friday 2 January 2015',
    ],
  ])('refuses a date %s with a sentence at its field', async (_name, changed, sentence) => {
    const page = await check(staff(), changed);
    expect(page.status).toBe(422);
    expect(page.text).toContain('<title>Error: ');
    expect(page.text).toContain(sentence);
    expect(page.text).toMatch(/Canary narrative|value="Person A"/u);
  });

  it('refuses a date past the known bank holidays in words', async () => {
    pages.nowMs = Date.UTC(2028, 11, 29, 10);
    const page = await check(staff(), {
      ...date('incidentOn', '2028-12-28'),
      ...date('awareOn', '2028-12-28'),
      ...date('receivedOn', '2028-12-28'),
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('bank holidays are known');
  });

  it('takes several children, added and removed without losing what was typed', async () => {
    const browser = staff();
    const form = await browser.get('/report');
    const held = { ...hiddenInputs(form.text), ...typed, page: 'children' };
    const two = (await post(browser, { ...held, step: 'add-child' })).text;
    expect(two).toContain('Child 2');
    expect(two).toContain('value="Person A"');
    const three = { ...held, children: '3', 'child-2-name': 'Person D', 'child-3-name': 'Person E' };
    const removed = (await post(browser, { ...three, step: 'remove-2' })).text;
    expect(removed).toContain('value="Person E"');
    expect(removed).not.toContain('value="Person D"');
    expect(removed).not.toContain('Child 3');
  });

  it.each(['13', '0', '-1', '1e1', 'abc'])(
    'refuses “%s” as a number of children in words',
    async (children) => {
      const page = await check(staff(), { children, 'child-2-name': 'Person D' });
      expect(page.status).toBe(422);
      expect(page.text).toContain('takes from 1 to 12 children');
      expect(page.text).toContain('value="Person D"');
      expect(pages.opened).toEqual([]);
    },
  );

  it('leads to the child that was added', async () => {
    const browser = staff();
    const first = hiddenInputs((await browser.get('/report')).text);
    await post(browser, { ...first, ...typed, step: 'next' }).expect(303);
    const form = await browser.get(`/report/${first['draft']}/children`);
    expect(form.text).toContain('formaction="/report#child-2"');
    expect(form.text).toContain('id="child-1"');
  });

  it('counts an agency once, however often it was ticked', async () => {
    await open(staff(), { agencies: ['police', 'schools', 'police'] });
    expect(pages.opened).toMatchObject([{ agencies: ['police', 'schools'] }]);
    const parcel = pages.opened[0]?.parcel ?? { sealed: '' };
    const words = JSON.stringify(await pages.words.open(pages.opened[0]?.reference ?? '', parcel));
    expect(words.match(/Police/gu)).toHaveLength(1);
  });

  it('asks the name of an agency that is not in the list, and seals it', async () => {
    const other = { agency: 'other', agencyName: 'Canary charity' };
    const nameless = await check(staff(), { ...other, agencyName: ' ' });
    expect(nameless.status).toBe(422);
    expect(nameless.text).toContain('href="#agencyName"');
    expect(nameless.text).toContain('Enter “Name of the agency”');
    expect(nameless.text).not.toContain('Name of the agency (optional)');
    const checked = await check(staff(), other);
    expect(checked.text).toContain('Another agency');
    expect(checked.text).toContain('Canary charity');
    await open(staff(), other);
    const [opening] = pages.opened;
    expect(JSON.stringify(opening)).not.toContain('Canary');
    expect(opening).toMatchObject({ agencies: ['schools'], reportedBy: { agency: 'other' } });
    const rows = await readReport(pages.services, opening?.reference ?? '', opening as Opening, reader);
    expect(rows).toContainEqual({ label: 'Name of the agency', value: 'Canary charity' });
  });

  it('refuses a name beside an agency of the list, and loses neither', async () => {
    const page = await check(staff(), { agencyName: 'Canary charity' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('choose “Another agency”, or leave its name empty');
    expect(page.text).toContain('value="Canary charity"');
  });

  it.each([
    ['whatHappened', '“What happened”: 10,000 characters at most; please shorten it'],
    ['safetySteps', '10,000 characters at most; please shorten it'],
    ['placeOfIncident', '“Place of the incident”: 200 characters at most; please shorten it'],
    ['child-1-name', '“Name”: 200 characters at most; please shorten it'],
    ['reporterName', '200 characters at most; please shorten it'],
  ])(
    'refuses a hundred kilobytes in %s with a sentence, and keeps them on the page',
    async (name, sentence) => {
      const long = 'a'.repeat(100_000);
      const browser = staff();
      const page = await check(browser, { [name]: long });
      expect(page.status).toBe(422);
      expect(page.text).toContain(sentence);
      expect(page.text).toContain(long);
      const sent = await post(browser, { ...hiddenInputs(page.text), step: 'send' });
      expect(sent.status).toBe(422);
      expect(pages.opened).toEqual([]);
    },
  );

  it('names what is missing', async () => {
    const page = (await check(staff(), { whatHappened: '', placeOfIncident: ' ' })).text;
    expect(page.match(/Enter “Place of the incident”/gu)).toHaveLength(2);
    expect(page.match(/Answer “What happened”/gu)).toHaveLength(2);
    expect(page).not.toMatch(/enter this/iu);
  });

  it('names what is missing of a child in a sentence', async () => {
    const page = (await check(staff(), { 'child-1-name': '' })).text;
    expect(page.match(/Enter “Name” for child 1/gu)).toHaveLength(2);
    expect(page).not.toContain('Child 1, Enter');
  });

  it('notes at the check that somebody was no child any more, and shows the note to no reader of the report', async () => {
    const grown = date('child-1-bornOn', '2001-12-11');
    const page = await check(staff(), grown);
    expect(page.status).toBe(200);
    expect(page.text).toContain('24 years old on the day of the incident. The guidance speaks of children');
    expect((await check(staff(), date('child-1-bornOn', '2008-12-11'))).text).not.toContain('years old on');
    await open(staff(), grown);
    const [opening] = pages.opened;
    const { reference = '' } = opening ?? {};
    const rows = await readReport(pages.services, reference, opening as Opening, reader);
    expect(JSON.stringify(rows)).not.toContain('years old');
  });

  it('asks whether a death was unexpected', async () => {
    const page = await check(staff(), { 'child-1-outcome': 'died' });
    expect(page.text).toContain('say whether the death was unexpected');
  });

  it('shows staff a case that it may repeat, and opens another only when they have looked', async () => {
    const marks = pages.services.keys.incidentMarks({
      childNames: ['Person A'],
      datesOfBirth: ['2020-05-04'],
      incidentOn: '2026-12-10',
    });
    pages.memos = [memo({ marks })];
    const browser = staff();
    const checked = await check(browser);
    const [beforeAnswers = ''] = checked.text.split('<dl');
    expect(beforeAnswers).toContain(`/cases/${reference}`);
    expect(beforeAnswers).toContain('href="#different"');
    const hidden = hiddenInputs(checked.text);
    const unsaid = await post(browser, { ...hidden, step: 'send' });
    expect(unsaid.text).toMatch(/error-summary[^]*href="#different">Look at the case/u);
    expect(pages.opened).toEqual([]);
    await post(browser, { ...hidden, step: 'send', different: 'yes' });
    expect(pages.opened).toMatchObject([{ acceptance: 'accepted', likelyDuplicates: [reference] }]);
  });

  it('keeps everything typed when Temporal does not answer', async () => {
    const browser = staff();
    const checked = await check(browser);
    pages.temporalDown = true;
    const page = await post(browser, { ...hiddenInputs(checked.text), step: 'send' });
    expect(page.status).toBe(503);
    expect(page.text).toContain('Canary narrative');
    expect(page.text).not.toContain('canary-host');
    pages.temporalDown = false;
    await post(browser, { ...hiddenInputs(page.text), step: 'send' }).expect(200);
    expect(pages.opened).toHaveLength(1);
  });

  it('with a child who is not safe says at once what to do, and the case says so too', async () => {
    const browser = staff();
    const checked = await check(browser, { safeNow: 'no' });
    expect(checked.text).toContain('A child is not safe now');
    const page = await post(browser, { ...hiddenInputs(checked.text), step: 'send' });
    expect(page.text).toMatch(/ring 999.*ring children’s social care/su);
    expect(pages.opened).toMatchObject([{ notSafe: true }]);
    expect((await check(browser)).text).not.toContain('not safe now');
  });

  describe('by an agency', () => {
    const agency = async (address: string) => {
      const browser = pages.browser();
      const start = await browser.get('/report').expect(200);
      const sent = await browser
        .post('/report/code')
        .type('form')
        .send({ ...hiddenInputs(start.text), address });
      await browser
        .post('/report/code/enter')
        .type('form')
        .send({ ...hiddenInputs(sent.text), code: '123456' })
        .expect(303);
      return browser;
    };

    it('needs a code at the reporter’s address, and no sign-in', async () => {
      const browser = await agency('person-b@schools.exampleshire.example');
      expect(pages.codes).toMatchObject([{ address: 'person-b@schools.exampleshire.example' }]);
      expect((await browser.get('/report')).text).not.toContain('receivedOn');
      await open(browser, date('awareOn', ''));
      expect(pages.opened).toMatchObject([
        {
          acceptance: 'accepted',
          authorityAwareOn: '2026-12-14',
          reportReceivedOn: '2026-12-14',
          reportedBy: { source: 'agency', address: 'person-b@schools.exampleshire.example' },
        },
      ]);
    });

    it('is told what happens, and no duty of others as its own', async () => {
      const browser = await agency('person-b@schools.exampleshire.example');
      const checked = await check(browser);
      const page = await post(browser, { ...hiddenInputs(checked.text), step: 'send' });
      for (const { text } of [checked, page]) {
        expect(text).not.toContain('Notify the national panel');
        expect(text).toMatch(/partners decide by Thursday 17 December 2026/u);
        expect(text).not.toContain('does not know your e-mail address');
        expect(text).toMatch(/You will be told by e-mail what was decided, by \w+ \d+ December 2026/u);
      }
    });

    it('waits for the business unit when the address is outside the directory, and is told so', async () => {
      const browser = await agency('person-b@elsewhere.example.com');
      const checked = await check(browser);
      const page = await post(browser, { ...hiddenInputs(checked.text), step: 'send' });
      expect(pages.opened).toMatchObject([{ acceptance: 'address-unknown' }]);
      for (const { text } of [checked, page]) {
        expect(text).toContain('The business unit of the partnership does not know your e-mail address');
        expect(text).toContain('first decides whether it is taken up as a case');
        expect(text).toContain('If it is, the three safeguarding partners decide');
        expect(text).toContain('by Thursday 17 December 2026');
        expect(text).toContain('If it is not, you will be told by e-mail.');
      }
    });

    it('is told the same, whether or not it may repeat another', async () => {
      const told = async (address: string) => {
        const { text } = await check(await agency(address));
        return /<h2[^>]*>What happens when you have sent it.*?<\/ul>/su.exec(text)?.[0];
      };
      for (const address of ['person-b@schools.exampleshire.example', 'person-b@elsewhere.example.com']) {
        pages.memos = [];
        const alone = await told(address);
        const { childNames, incidentOn } = { childNames: ['Person A'], incidentOn: '2026-12-10' };
        const traits = { childNames, datesOfBirth: ['2020-05-04'], incidentOn };
        pages.memos = [memo({ marks: pages.services.keys.incidentMarks(traits) })];
        expect(alone).toContain('partners decide');
        expect(await told(address)).toBe(alone);
      }
      expect(await told('person-b@schools.exampleshire.example')).toContain(
        'If it is taken up as a case of its own, the three safeguarding partners decide',
      );
    });

    it('is never shown a case that it may repeat', async () => {
      const marks = pages.services.keys.incidentMarks({
        childNames: ['Person A'],
        datesOfBirth: ['2020-05-04'],
        incidentOn: '2026-12-10',
      });
      pages.memos = [memo({ marks })];
      const browser = await agency('person-b@schools.exampleshire.example');
      const checked = await check(browser);
      expect(checked.text).not.toContain(reference);
      const page = await post(browser, { ...hiddenInputs(checked.text), step: 'send' });
      expect(page.text).not.toContain(reference);
      expect(pages.opened).toMatchObject([{ acceptance: 'likely-duplicate', likelyDuplicates: [reference] }]);
    });

    it('refuses an address that would add a line to a letter’s head', async () => {
      const browser = pages.browser();
      const start = await browser.get('/report');
      const body = { ...hiddenInputs(start.text), address: 'a@example.org\r\nBcc: b@example.org' };
      const page = await browser.post('/report/code').type('form').send(body).expect(422);
      expect(page.text).toContain('Enter your e-mail address');
      expect(pages.codes).toEqual([]);
    });
  });
});
