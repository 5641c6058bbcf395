import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { memo } from './support/sample-case';

describe('the calendar of deadlines', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
    pages.memos = [
      memo({ next: { duty: 'd', title: 'Hold the meeting; record it', on: '2026-12-18' } }),
      memo({ reference: 'SI-2026-NONE', next: null }),
    ];
  });
  afterEach(() => {
    pages.close();
  });
  const staff = (person = 'business-unit-a') => pages.browser(person, ['business-unit']);
  type Browser = ReturnType<typeof staff>;
  const press = async (browser: Browser, step: string) => {
    const form = hiddenInputs((await browser.get('/calendar').expect(200)).text);
    return browser
      .post('/calendar')
      .type('form')
      .send({ ...form, step });
  };
  const made = async (browser: Browser): Promise<string> => {
    const page = await press(browser, 'make');
    return new URL(/value="(http[^"]*\.ics)"/u.exec(page.text)?.[1] ?? '').pathname;
  };

  it('holds the next deadline of each case as a whole day, with reference and what is due, for who has its address', async () => {
    const address = await made(staff());
    const { text, headers } = await pages.browser().get(address).expect(200);
    expect(headers['content-type']).toContain('text/calendar');
    expect(headers['cache-control']).toBe('no-store');
    expect(text.match(/BEGIN:VEVENT/gu)).toHaveLength(1);
    expect(text).toMatch(/^DTSTART;VALUE=DATE:20261218\r$/mu);
    expect(text.replaceAll('\r\n ', '')).toContain(
      'SUMMARY:[TRAINING] SI-2026-7K3Q: Hold the meeting\\; record it',
    );
  });

  it('is shown its address once, and says later that there is one', async () => {
    const browser = staff();
    expect((await browser.get('/calendar')).text).not.toContain('You have one');
    const address = await made(browser);
    const page = (await browser.get('/calendar')).text;
    expect(page).toContain('You have one. Its address was made on 14 December 2026 at 09:12.');
    expect(page).not.toContain(address);
  });

  it('ends by its address when another is made, or when it is stopped', async () => {
    const browser = staff();
    const first = await made(browser);
    const second = await made(browser);
    expect(second).not.toBe(first);
    await pages.browser().get(first).expect(404);
    await pages.browser().get(second).expect(200);
    expect((await press(browser, 'stop')).status).toBe(303);
    await pages.browser().get(second).expect(404);
  });

  it('ends when its holder is of the business unit no more', async () => {
    const address = await made(staff('somebody-who-left'));
    await pages.browser().get(address).expect(404);
  });

  it.each([
    [
      'somebody else’s',
      (address: string) => address.replace(/^\/calendar\/\w{32}/u, `/calendar/${'a'.repeat(32)}`),
    ],
    ['a guessed', (address: string) => `${address.slice(0, -5)}${address.at(-5) === 'A' ? 'B' : 'A'}.ics`],
    ['no', () => '/calendar/none.ics'],
    ['a path for an', () => '/calendar/..%2f..%2fmarks.ics'],
  ])('does not open by %s address', async (_, changed) => {
    const address = await made(staff());
    await pages.browser().get(address).expect(200);
    await pages.browser().get(changed(address)).expect(404);
  });

  it('is made by staff alone, and not without the token of the form', async () => {
    await pages.browser('police-partner', ['police-partner']).get('/calendar').expect(403);
    await staff().post('/calendar').type('form').send({ step: 'make' }).expect(403);
  });
});
