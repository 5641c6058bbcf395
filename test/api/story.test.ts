import type { Opening } from '../../domain/record';
import { PagesUnderTest } from './support/pages-under-test';
import { caseView, reference } from './support/sample-case';

describe('the oldest line of the story', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  const lines = async (query = '', reportedBy: Partial<Opening['reportedBy']> = {}): Promise<string[]> => {
    const view = caseView({ sealed: '' });
    const opening = { ...view.opening, reportedBy: { ...view.opening.reportedBy, ...reportedBy } };
    pages.known.set(reference, { known: 'view', view: { ...view, opening } });
    const browser = pages.browser('business-unit-a', ['business-unit']);
    const { text } = await browser.get(`/cases/${reference}/story${query}`).expect(200);
    return [...text.matchAll(/<li class="story__item[^]*?<\/li>/gu)].map(([item]) =>
      item
        .replaceAll(/<[^>]+>|\s+/gu, ' ')
        .replaceAll(/ +/gu, ' ')
        .trim(),
    );
  };

  it('says who reported the incident, who entered it and when', async () => {
    expect((await lines()).at(-1)).toBe('11 December 2026 at 10:40 Reported by Exampleshire schools.');
    expect((await lines('', { source: 'business-unit' })).at(-1)).toBe(
      '11 December 2026 at 10:40 Reported by Exampleshire schools; entered by the business unit.',
    );
    expect((await lines('', { agency: 'other' })).at(-1)).toContain('Reported by another agency.');
  });

  it('is a fact, and stands on the last page', async () => {
    expect((await lines('?only=facts')).at(-1)).toContain('Reported by');
    expect((await lines('?before=3')).at(-1)).toContain('Reported by');
    for (const only of ['letters', 'clocks', 'decisions'])
      expect((await lines(`?only=${only}`)).join()).not.toContain('Reported by');
  });
});
