import { caseView, duty, reference } from './support/sample-case';
import { PagesUnderTest } from './support/pages-under-test';

const answer = 'Canary shared';

describe('the details of a child', () => {
  let pages: PagesUnderTest;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    const report = await pages.words.seal(reference, { rows: [{ label: 'Child', value: 'Canary child' }] });
    const parcel = await pages.words.seal(reference, { informationShared: answer });
    const view = caseView(report, { duties: [duty('below-threshold-learning'), duty('panel-notification')] });
    const story = [
      ...view.story,
      {
        number: 7,
        atMs: pages.nowMs,
        kind: 'answer' as const,
        duty: 'below-threshold-learning',
        instance: '-',
        round: 1,
        title: 'Learning',
        by: { recipient: 'local-authority-partner' as const, person: 'local-authority-partner' },
        answer: { choice: 'learning', facts: {}, parcel },
      },
    ];
    pages.known.set(reference, { known: 'view', view: { ...view, story } });
  });
  afterEach(() => {
    pages.close();
  });

  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  const administrator = () => pages.browser('administrator', ['administrator']);
  const readings = () =>
    pages.accessed.filter(({ action, outcome }) => action.startsWith('read-') && outcome === 'shown');
  const at = (part: string) => `/cases/${reference}${part}`;

  it.each(['', '/clocks', '/story', '/papers'])('are not opened by %s of its case', async (part) => {
    const { text } = await staff().get(at(part)).expect(200);
    expect(text).not.toContain('Canary');
    expect(readings()).toEqual([]);
  });

  it('are a click away from the papers, which say that it is recorded', async () => {
    const { text } = await staff().get(at('/papers')).expect(200);
    expect(text).toMatch(new RegExp(`href="${at('/report')}">Read the report</a>[^<]*this is recorded`, 'u'));
    expect(text).toContain(`href="${at('/forms/learning-referral')}"`);
    expect(text).toContain(`href="${at('/forms/quality-checks')}"`);
    const { text: page } = await staff().get(at('/report')).expect(200);
    expect(page).toContain('Canary child');
    expect(page).toMatch(/<title>SI-2026-7K3Q: the report – /u);
    expect(readings()).toEqual([
      {
        person: 'business-unit-a',
        role: 'business-unit',
        action: 'read-report',
        what: 'report',
        case: reference,
        outcome: 'shown',
      },
    ]);
  });

  it('are opened by a form as far as it quotes them', async () => {
    const { text } = await staff().get(at('/forms/quality-checks')).expect(200);
    expect(text).toContain('For internal use only.');
    expect(readings()).toEqual([]);
    expect((await staff().get(at('/forms/learning-referral')).expect(200)).text).toContain(answer);
    expect(readings().map(({ what }) => what)).toContain('below-threshold-learning');
    await staff().get(at('/forms/constructor')).expect(404);
  });

  it('are refused to an administrator, once and on record; the papers link nowhere', async () => {
    expect((await administrator().get(at('/papers')).expect(200)).text).not.toContain(at('/report'));
    for (const part of ['/report', '/forms/learning-referral'])
      expect((await administrator().get(at(part)).expect(403)).text).not.toContain('Canary');
    expect(pages.accessed.filter(({ outcome }) => outcome === 'refused')).toEqual(
      ['report', 'forms learning-referral'].map((what) => ({
        person: 'administrator',
        role: 'administrator',
        action: 'read-report',
        what,
        case: reference,
        outcome: 'refused',
      })),
    );
    await pages.browser().get(at('/report')).expect(303);
  });

  it('are said to be kept where they cannot be opened', async () => {
    pages.loseDocuments();
    const { text } = await staff().get(at('/report')).expect(200);
    expect(text).toContain('cannot be opened just now');
  });
});
