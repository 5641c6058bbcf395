import type { CaseView } from '../../domain/case-view';
import { PagesUnderTest } from './support/pages-under-test';
import { caseView, nowMs, reference } from './support/sample-case';

describe('the head of a case', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  const html = async (part: string, changed: Partial<CaseView> = {}): Promise<string> => {
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, changed) });
    const browser = pages.browser('business-unit-a', ['business-unit']);
    return (await browser.get(`/cases/${reference}${part}`).expect(200)).text;
  };
  const plain = (text: string): string => text.replaceAll(/<[^>]+>|\s+/gu, ' ').replaceAll(/ +/gu, ' ');
  const h1 = (text: string): string => plain(/<h1[^]*?<\/h1>/u.exec(text)?.[0] ?? '').trim();

  it.each([
    ['/clocks', 'Clocks'],
    ['/story', 'Story'],
    ['/papers', 'Papers'],
  ])('says in its heading and its title which part it is of: %s', async (part, name) => {
    const text = await html(part);
    expect(h1(text)).toBe(`${reference} · ${name} Training`);
    expect(text).toMatch(new RegExp(`<title>${reference}: ${name} –`, 'iu'));
    expect(h1(await html(''))).toBe(`${reference} Training`);
  });

  it.each(['', '/clocks', '/story', '/papers'])('says who holds the case now: %s', async (part) => {
    expect(plain(await html(part))).toContain('Held by Business unit officer A');
    const by = { recipient: 'business-unit', person: 'business-unit-a' } as const;
    const handedOver = {
      number: 7,
      atMs: nowMs,
      kind: 'entry',
      event: 'handed-over',
      title: 'x',
      by,
    } as const;
    const story = [
      ...caseView({ sealed: '' }).story,
      { ...handedOver, facts: { person: 'business-unit-b' } },
    ];
    expect(plain(await html(part, { story }))).toContain('Held by Business unit officer B');
    expect(await html(part, { closed: true })).not.toContain('Held by');
  });

  it('leaves whoever holds the case out of those to whom it can be handed over', async () => {
    const text = await html('/answer/hand-over/-/1');
    expect(text).toContain('value="business-unit-b"');
    expect(text).not.toContain('value="business-unit-a"');
  });

  it('names the case in the title of an entry', async () => {
    expect(await html('/story/5')).toContain(`<title>Entry 5 · ${reference} –`);
  });
});
