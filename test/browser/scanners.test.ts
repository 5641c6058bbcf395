import type { APIRequestContext, Page } from 'playwright-core';
import { hiddenInputs } from '../api/support/pages-under-test';
import { fill } from '../support/fill';
import type { People } from '../support/people';
import { ServiceInBrowser } from '../support/service-in-browser';

jest.setTimeout(240_000);

const police = 'police-partner@police.exampleshire.example';
const health = 'health-partner@health.exampleshire.example';

/** Every form of a page, as a program would post it that fills in nothing: its address, and what it holds by itself. */
const formsOf = (html: string): { action: string; held: Record<string, string> }[] =>
  (html.match(/<form[\s\S]*?<\/form>/gu) ?? []).map((form) => ({
    action: /action="([^"]*)"/u.exec(form)?.[1] ?? '',
    held: { ...hiddenInputs(form), code: '', choice: '' },
  }));

const hrefsOf = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*href="([^"#]+)"/gu)].map(([, href = '']) => href.replaceAll('&amp;', '&'));

describe('the link of a letter, before its person has opened it', () => {
  let running: ServiceInBrowser;
  let people: People;
  let officer: Page;
  let reference = '';

  beforeAll(async () => {
    running = await ServiceInBrowser.begin();
    ({ people } = running);
    officer = await people.signedIn('Business unit officer A');
    reference = await people.reportOne(officer);
    await linkTo(police);
  });

  afterAll(async () => {
    await running.end();
  });

  const linkTo = async (person: string): Promise<string> =>
    (await people.letter(person, 'notification threshold')).links[0]?.url ?? '';

  /** The letters with a code to somebody, oldest first. */
  const codesTo = async (person: string): Promise<{ id: string }[]> => {
    const query = new URLSearchParams({ to: person, about: 'code' });
    const address = `http://127.0.0.1:${running.service.ports.MAILBOX_PORT}/api/letters?${query.toString()}`;
    return ((await (await fetch(address)).json()) as { letters: { id: string }[] }).letters;
  };

  const decisions = async (): Promise<string> => {
    await officer.goto(`${people.application}/cases/${reference}/story?only=decisions`);
    return (await officer.locator('ol.story').textContent())?.trim() ?? '';
  };

  it('is fetched and prefetched in bursts without effect', async () => {
    const link = await linkTo(police);
    const burst = Array.from({ length: 150 }, (_, at) =>
      fetch(link, {
        method: at % 2 === 0 ? 'GET' : 'HEAD',
        headers: at % 3 === 0 ? { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' } : {},
      }),
    );
    const statuses = (await Promise.all(burst)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await codesTo(police)).toEqual([]);
    expect(await decisions()).toBe('');
  });

  it('is opened by a real browser that runs everything, hovers everywhere and follows every link without effect', async () => {
    const link = await linkTo(police);
    const page = await (await people.context('desktop')).newPage();
    await page.goto(link);
    for (const one of await page.locator('a, button, input:not([type=hidden])').all()) {
      if (await one.isVisible()) await one.hover({ force: true });
    }
    const hrefs = hrefsOf(await page.content());
    // In words, for a test knows no document.
    await page.evaluate(
      `for (const href of ${JSON.stringify(hrefs)})
        document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href }));`,
    );
    // A telephone number is no page.
    const pagesOf = hrefs.map((href) => new URL(href, link)).filter(({ protocol }) => protocol !== 'tel:');
    expect(pagesOf.length).toBeGreaterThan(3);
    for (const { href } of pagesOf) await page.request.get(href);
    await page.goto(`${page.url()}/code`);
    await page.reload();
    await page.context().close();
    expect(await codesTo(police)).toEqual([]);
    expect(await decisions()).toBe('');
  });

  /** Submits every form that it finds, in what those lead to as well; how many it submitted. */
  const submitAll = async (program: APIRequestContext, link: string): Promise<number> => {
    let submitted = 0;
    const seen = new Map<string, number>();
    const look = async (html: string, depth: number): Promise<void> => {
      for (const { action, held } of formsOf(html)) {
        const times = seen.get(action) ?? 0;
        if (depth === 0 || times >= 6) continue;
        seen.set(action, times + 1);
        submitted += 1;
        const answer = await program.post(new URL(action, link).href, { form: held });
        expect(answer.status()).toBeLessThan(500);
        await look(await answer.text(), depth - 1);
      }
    };
    const opened = await program.get(link);
    await look(await opened.text(), 6);
    await look(await (await program.get(`${opened.url()}/code`)).text(), 6);
    return submitted;
  };

  it('lets a program that submits every form without a code do no more than have one letter sent', async () => {
    const context = await people.context('desktop');
    for (const person of [police, health])
      expect(await submitAll(context.request, await linkTo(person))).toBeGreaterThan(5);
    for (const person of [police, health]) expect(await codesTo(person)).toHaveLength(1);
    expect(await decisions()).toBe('');
    await context.close();
  });

  it('then opens for its person as if nothing had been: the code is asked for, entered, and counts', async () => {
    const page = await (await people.context('telephone')).newPage();
    await page.goto(await linkTo(police));
    await page.getByRole('button', { name: 'Send me a code' }).click();
    expect(await page.locator('main').textContent()).toContain('We have sent a six-digit code');
    const { text } = await people.letter(police, 'code');
    await page.getByLabel('Security code').fill(/\b\d{6}\b/.exec(text)?.[0] ?? '');
    await page.getByRole('button', { name: 'Continue' }).click();
    await fill(page, { choice: 'met', conflict: 'no' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: /^Send/ }).click();
    await page.waitForURL(/\/sent\//);
    expect(await page.locator('h1').textContent()).toMatch(/recorded/i);
    expect(await decisions()).toContain('The police partner answered');
  });
});
