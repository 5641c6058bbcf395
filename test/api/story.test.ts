import { londonInstant } from '../../domain/calendar/london';
import type { Entry, LetterState, Opening } from '../../domain/record';
import { PagesUnderTest } from './support/pages-under-test';
import { addressee, caseView, reference } from './support/sample-case';

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

describe('what the post did, in the story', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  type Recipient = Parameters<typeof addressee>[0];
  type Sent = { to: Recipient; on?: string; state?: LetterState };
  const letter = ({ to, on = '2026-12-11', state = 'accepted' }: Sent, index: number): Entry => ({
    number: index + 1,
    atMs: londonInstant(on, '10:00'),
    kind: 'letter',
    letter: `notification-threshold/-/1/question/0/${to}`,
    letterKind: 'question',
    duty: 'notification-threshold',
    instance: '-',
    title: 'Is the threshold for notification met?',
    to: addressee(to),
    state,
  });
  const storyOf = async (sent: readonly Sent[], query = ''): Promise<string> => {
    pages.known.set(reference, {
      known: 'view',
      view: caseView({ sealed: '' }, { story: sent.map(letter) }),
    });
    const { text } = await pages
      .browser('business-unit-a', ['business-unit'])
      .get(`/cases/${reference}/story${query}`)
      .expect(200);
    return /<ol class="story"[^]*(?=<\/main>)/u.exec(text)?.[0] ?? '';
  };
  const three: Sent[] = [{ to: 'police-partner' }, { to: 'health-partner' }, { to: 'police-partner' }];

  it('is one line where three letters or more were accepted one after another, with each of them in it', async () => {
    const found = await storyOf(three);
    const [summary = ''] = /(?<=<summary)[^]*(?=<\/summary>)/u.exec(found) ?? [];
    expect(summary.replaceAll(/<[^>]*>/gu, '')).toContain(
      '3 letters were accepted by the mail server: to the police partner and the health partner.',
    );
    expect(found.match(/<details/gu)).toHaveLength(1);
    for (const number of [1, 2, 3]) expect(found).toContain(`No. ${String(number)}<`);
  });

  it('is never folded where it is few, was not accepted, was on another day, or is asked for', async () => {
    expect(await storyOf(three.slice(1))).not.toContain('<details');
    expect(await storyOf([...three.slice(1), { to: 'police-partner', state: 'refused' }])).not.toContain(
      '<details',
    );
    expect(await storyOf([{ to: 'police-partner', on: '2026-12-10' }, ...three.slice(1)])).not.toContain(
      '<details',
    );
    expect(await storyOf(three, '?only=letters')).not.toContain('<details');
  });
});
