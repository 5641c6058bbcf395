import { Unanswered } from '../../api/unanswered';
import { ContentKeyError } from '../../config/content-keys';
import { UnknownKeyError } from '../../config/encryption/unknown-key';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { reference } from './support/sample-case';

describe('the application on a bad day', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });
  const staff = () => pages.browser('business-unit-a', ['business-unit']);

  it('answers a failure with a sentence and a number that the log has too, never with the failure itself', async () => {
    pages.temporalDown = true;
    const page = await staff().get(`/cases/${reference}`).expect(500);
    const number = /this number: (\w+)\./u.exec(page.text)?.[1];
    expect(number).toMatch(/^[0-9A-F]{8}$/u);
    expect(pages.log).toContainEqual({ event: 'page-failed', code: number, method: 'GET' });
    expect(page.text).not.toMatch(/canary-host|UNAVAILABLE|\.ts:/u);
  });

  it('says 503 where Temporal does not answer, and keeps what was typed, to be sent again', async () => {
    const browser = staff();
    const { _csrf } = hiddenInputs((await browser.get('/report')).text);
    jest.spyOn(pages.services.cases, 'look').mockRejectedValue(new Unanswered(null));
    const path = `/cases/${reference}/answer/children-made-safe/-/1`;
    await browser.get(path).expect(503);
    const page = await browser.post(path).type('form').send({ _csrf, actions: 'Canary' }).expect(503);
    expect(hiddenInputs(page.text)['actions']).toBe('Canary');
    expect(page.text).toContain(`action="${path}"`);
    expect(page.text).not.toMatch(/are kept|is kept/u);
  });

  it('answers more than a megabyte with a sentence', async () => {
    const page = await staff()
      .post('/report')
      .type('form')
      .send({ whatHappened: 'a'.repeat(1_100_000) });
    expect(page.status).toBe(413);
    expect(page.text).toContain('larger than this form takes');
  });

  it('forbids scripts, frames and foreign forms, and says no more of itself than it must', async () => {
    const page = await staff().get('/').expect(200);
    expect(page.get('content-security-policy')).toBe(
      "default-src 'none';style-src 'self';img-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none'",
    );
    expect(page.get('referrer-policy')).toBe('no-referrer');
    expect(page.get('cache-control')).toBe('no-store');
    expect(page.get('x-powered-by')).toBeUndefined();
    expect(page.text).not.toMatch(/<script|style="|onclick/u);
  });

  it('serves one stylesheet of its own under 40 kB, without the government’s font, crest or blue', async () => {
    const page = await staff().get('/');
    const path = /href="(\/assets\/[^"]+\.css)"/u.exec(page.text)?.[1] ?? '';
    const style = await staff().get(path).expect(200);
    expect(style.text).not.toMatch(/GDS Transport|crest|#1d70b8/iu);
    expect(Number(style.get('content-length') ?? 0)).toBeLessThan(40_000);
  });

  it('says whether it is ready: Temporal answers and a worker is there', async () => {
    await pages.browser().get('/health/live').expect(200);
    await pages.browser().get('/health/ready').expect(200);
    pages.down = ['stand-ins'];
    const down = { temporal: true, worker: true, down: ['stand-ins'] };
    await pages.browser().get('/health/ready').expect(503, down);
    pages.down = [];
    pages.worker = false;
    await pages.browser().get('/health/ready').expect(503, { temporal: true, worker: false });
    pages.temporalDown = true;
    await pages.browser().get('/health/ready').expect(503, { temporal: false, worker: false });
  });

  it('says in words that a page does not exist', async () => {
    expect((await staff().get('/nowhere').expect(404)).text).toContain('This page does not exist');
  });

  it('slows down who asks for codes too fast', async () => {
    const browser = pages.browser();
    const statuses: number[] = [];
    for (let time = 0; time < 22; time += 1) {
      statuses.push(
        (await browser.post('/report/code').type('form').send({ address: 'a@example.org' })).status,
      );
    }
    expect(statuses.at(-1)).toBe(429);
    expect(statuses[0]).toBe(403);
  });

  it('say that a key is missing where one is, that nothing is lost, and go on when it is back', async () => {
    const looking = jest.spyOn(pages.services.cases, 'look').mockRejectedValue(new UnknownKeyError('lost'));
    const browser = pages.browser('business-unit-a', ['business-unit']);
    const page = await browser.get('/cases/SI-2026-7K3Q').expect(503);
    expect(page.text).toContain('encrypted with a key that the service does not have');
    expect(page.text).toContain('Nothing is lost');
    looking.mockRejectedValue(new ContentKeyError('unknown-master-key', 'SI-2026-7K3Q'));
    expect((await browser.get('/cases/SI-2026-7K3Q').expect(503)).text).toContain('Nothing is lost');
    looking.mockRestore();
    await browser.get('/cases/SI-2026-7K3Q').expect(404);
  });
});
