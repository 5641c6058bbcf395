import { PagesUnderTest } from './support/pages-under-test';

describe('what the watchdog noticed', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
    pages.attentions = [
      {
        id: 'attention-case-paused-1',
        words: 'SI-2026-7K3Q is paused.',
        reference: 'SI-2026-7K3Q',
        noticedAtMs: 0,
      },
    ];
  });
  afterEach(() => {
    pages.close();
  });

  const csrfIn = (html: string): string => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';

  it('stands on the first page of an administrator, who settles it', async () => {
    const administrator = pages.browser('administrator', ['administrator']);
    const { text } = await administrator.get('/').expect(200);
    expect(text).toContain('SI-2026-7K3Q is paused.');
    await administrator
      .post('/attentions/attention-case-paused-1')
      .type('form')
      .send({ _csrf: csrfIn(text) })
      .expect(303);
    expect(pages.settled).toEqual(['attention-case-paused-1 by administrator']);
  });

  it('is neither shown to the business unit nor settled by it', async () => {
    const officer = pages.browser('business-unit-a', ['business-unit']);
    const { text } = await officer.get('/').expect(200);
    expect(text).not.toContain('is paused');
    const report = await officer.get('/report');
    await officer
      .post('/attentions/attention-case-paused-1')
      .type('form')
      .send({ _csrf: csrfIn(report.text) })
      .expect(403);
    expect(pages.settled).toEqual([]);
  });
});
