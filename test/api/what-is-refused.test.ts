import supertest from 'supertest';
import { z } from 'zod';
import { createApp } from '../../api/app';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { caseView, memo, opening, duty, reference } from './support/sample-case';

describe('what the pages refuse', () => {
  let pages: PagesUnderTest;
  let link: string;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    const claims = {
      case: reference,
      duty: 'notification-threshold',
      instance: '-',
      round: 1,
      person: 'police-partner',
    };
    link = pages.linked('q', claims);
    const parcel = await pages.words.seal(reference, { rows: [{ label: 'Name', value: 'Canary child' }] });
    pages.known.set(reference, { known: 'view', view: caseView(parcel) });
  });
  afterEach(() => {
    pages.close();
  });
  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  const administrator = () => pages.browser('administrator', ['administrator']);

  /** The cookie by which a code entered at a page is remembered. */
  const proofAt = async (path: string, start: object) => {
    const browser = pages.browser();
    const page = await browser.get(path);
    const body = { ...hiddenInputs(page.text), ...start, code: '123456' };
    const entered = await browser.post(`${path}/code/enter`).type('form').send(body).expect(303);
    const cookies = z.array(z.string()).parse(entered.headers['set-cookie']);
    return cookies.find((one) => one.startsWith('proof='))?.split(';')[0] ?? '';
  };

  it('a code entered for a link proves no reporter’s address', async () => {
    const cookie = await proofAt(link, {});
    const own = await pages.browser().get(link).set('cookie', cookie);
    expect(own.text).toContain('Is the threshold for notification met?');
    const other = await pages.browser().get('/report').set('cookie', cookie).expect(200);
    expect(other.text).not.toContain('whatHappened');
    const reporter = await proofAt('/report', { address: 'person-b@schools.exampleshire.example' });
    const form = await pages.browser().get('/report').set('cookie', reporter).expect(200);
    expect(form.text).toContain('whatHappened');
  });

  /** The answers to so many requests for a code, each said to come from another address. */
  const askedFromEverywhere = async (trustProxy: string | number): Promise<number[]> => {
    const { services } = pages;
    const app = createApp({ ...services, settings: { ...services.settings, trustProxy } });
    const statuses: number[] = [];
    for (let from = 1; from <= 21; from += 1) {
      const asking = supertest(app)
        .post('/report/code')
        .set('X-Forwarded-For', `192.0.2.${String(from)}`);
      statuses.push((await asking).status);
    }
    return statuses;
  };

  it('the address that a request is said to come from, unless a trusted proxy says so', async () => {
    expect(await askedFromEverywhere('10.0.0.0/8')).toContain(429);
    expect(await askedFromEverywhere(0)).toContain(429);
    expect(await askedFromEverywhere('loopback')).not.toContain(429);
    expect(await askedFromEverywhere(1)).not.toContain(429);
  });

  const move = async (body: object, at = reference) => {
    const browser = staff();
    const form = await browser.get('/report');
    const { _csrf } = hiddenInputs(form.text);
    return browser
      .post(`/cases/${at}/move-time`)
      .type('form')
      .send({ _csrf, ...body });
  };

  it.each(['0', '-5', '401', '1e9', '1e2', '7.5', 'abc', ''])(
    'moves no time on by “%s” days',
    async (days) => {
      const page = await move({ days });
      expect(page.status).toBe(422);
      expect(page.text).toContain('whole number from 1 to 400');
      expect(pages.moved).toEqual([]);
    },
  );

  it('moves on to the next alarm by that button alone', async () => {
    expect((await move({})).status).toBe(422);
    expect((await move({ to: 'next' })).status).toBe(303);
    expect(pages.moved).toEqual([[reference, 'next']]);
    expect((await staff().get(`/cases/${reference}`)).text).toContain('name="to" value="next"');
  });

  it('says in words that the time of an unknown, closed, stopped or unreadable case cannot be moved', async () => {
    expect((await move({ days: '7' }, 'SI-2026-XXXX')).status).toBe(404);
    for (const changed of [{ closed: true }, { stoppedAtMs: pages.nowMs }]) {
      pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, changed) });
      expect((await move({ days: '7' })).status).toBe(409);
    }
    pages.known.set(reference, { known: 'memo', memo: memo() });
    expect((await move({ days: '7' })).status).toBe(503);
    expect(pages.moved).toEqual([]);
  });

  it('says in words that an address names no answer', async () => {
    const answered = `/cases/${reference}/answer/correction/-/1/sent`;
    await staff().get(`/cases/${reference}/answer/x/-/abc/sent/x`).expect(404);
    await staff().get(`${answered}/x`).expect(404);
    const place = { case: reference, duty: 'correction', instance: '-', round: 1 };
    await staff()
      .get(`${answered}/${pages.submissions.newSubmission(place)}`)
      .expect(202);
  });

  it.each([reference, 'attention', `attention-${'a'.repeat(200)}`])(
    'settles nothing that is no attention: %s',
    async (id) => {
      const browser = administrator();
      pages.attentions = [{ id: 'attention-a', words: 'Something.', reference: null, noticedAtMs: 0 }];
      const token = hiddenInputs((await browser.get('/')).text)['_csrf'];
      await browser.post(`/attentions/${id}`).type('form').send({ _csrf: token }).expect(404);
      expect(pages.settled).toEqual([]);
    },
  );

  it('answers a link’s HEAD as its GET', async () => {
    await pages.browser().head(link).expect(200);
  });

  describe('of a case that was stopped from outside', () => {
    const sentence =
      /This case was stopped from outside on 14 December 2026 at 09:12, and the administrators are told/u;
    beforeEach(() => {
      const view = caseView({ sealed: '' }, { stoppedAtMs: pages.nowMs });
      pages.known.set(reference, { known: 'view', view });
    });

    it('says so at its head, and offers nothing to record', async () => {
      const page = (await staff().get(`/cases/${reference}`).expect(200)).text;
      expect(page).toMatch(sentence);
      expect(page).not.toContain(`/cases/${reference}/answer/`);
      expect(page).not.toContain('Move time on');
      await staff().get(`/cases/${reference}/answer/children-made-safe/-/1`).expect(409);
    });

    it('says so with its memo alone', async () => {
      pages.known.set(reference, { known: 'memo', memo: memo(), stoppedAtMs: pages.nowMs });
      const page = (await staff().get(`/cases/${reference}`).expect(200)).text;
      expect(page).toMatch(sentence);
      expect(page).not.toContain('back shortly');
      await pages.browser('police-partner', ['police-partner']).get(link).expect(409, sentence);
    });

    it('says so to who opens a question, without a form', async () => {
      const page = await pages.browser('police-partner', ['police-partner']).get(link).expect(409);
      expect(page.text).toMatch(sentence);
      expect(page.text).not.toContain('name="choice"');
    });

    it('lists it by itself', async () => {
      pages.stopped = [memo()];
      const page = (await staff().get('/').expect(200)).text;
      expect(page.indexOf('Stopped from outside')).toBeGreaterThan(0);
      expect(page.indexOf(reference)).toBeGreaterThan(page.indexOf('Stopped from outside'));
    });
  });

  it('an empty code is asked for, and counts as no wrong one', async () => {
    const browser = pages.browser();
    const body = hiddenInputs((await browser.get(link)).text);
    const enter = jest.spyOn(pages.services.codes, 'enter');
    const path = `${link}/code/enter`;
    const page = await browser
      .post(path)
      .type('form')
      .send({ ...body, code: ' ' })
      .expect(422);
    expect(page.text).toContain('Enter the six digits of the code');
    expect(enter).not.toHaveBeenCalled();
  });

  it('a code that is not sent is not said to be', async () => {
    pages.sending = 'no-more';
    const browser = pages.browser();
    const body = hiddenInputs((await browser.get(link)).text);
    const page = await browser.post(`${link}/code`).type('form').send(body).expect(429);
    expect(page.text).toContain('No code was sent');
    expect(page.text).not.toContain('We have sent');
    pages.verdict = 'locked';
    const entered = await browser
      .post(`${link}/code/enter`)
      .type('form')
      .send({ ...body, code: '123456' });
    expect(entered.text).not.toContain('We have sent');
  });
});

describe('a report that an agency sent', () => {
  it('shows the business unit the proved address, and why it waits, while it decides', async () => {
    const pages = new PagesUnderTest();
    const parcel = await pages.words.seal(reference, { rows: [] });
    const view = caseView(parcel, {
      opening: { ...opening(parcel), acceptance: 'address-unknown' },
      duties: [duty('report-acceptance')],
    });
    pages.known.set(reference, { known: 'view', view });
    const staff = pages.browser('business-unit-a', ['business-unit']);
    for (const path of ['answer/report-acceptance/-/1', 'papers']) {
      const { text } = await staff.get(`/cases/${reference}/${path}`).expect(200);
      expect(text).toContain('reporter@schools.exampleshire.example, proved by a code');
      expect(text).toContain('is not in the directory');
    }
    const papers = await pages.browser('administrator', ['administrator']).get(`/cases/${reference}/papers`);
    expect(papers.text).not.toContain('reporter@schools');
    pages.close();
  });
});
