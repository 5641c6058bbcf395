import { PagesUnderTest } from './support/pages-under-test';
import { caseView, reference } from './support/sample-case';

describe('an entry of the story', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }) });
  });
  afterEach(() => {
    pages.close();
  });
  const administrator = () => pages.browser('administrator', ['administrator']);
  const link = (number: number): string => `/cases/${reference}/story/${String(number)}/history`;

  it('leads an administrator to its moment in the Temporal UI', async () => {
    const [entry] = caseView({ sealed: '' }).story;
    const { text } = await administrator().get(`/cases/${reference}/story`).expect(200);
    expect(text).toContain(`href="${link(entry?.number ?? 0)}"`);
    const led = await administrator()
      .get(link(entry?.number ?? 0))
      .expect(303);
    expect(led.get('location')).toBe(
      `http://127.0.0.1:3004/namespaces/test/workflows/${reference}/run/history/events/${String(entry?.atMs)}`,
    );
  });

  it('says where the history is gone', async () => {
    const page = await administrator().get(link(999)).expect(404);
    expect(page.text).toContain('This is not in the Temporal UI');
  });

  it('leads nobody else there', async () => {
    const staff = pages.browser('business-unit-a', ['business-unit']);
    expect((await staff.get(`/cases/${reference}/story`).expect(200)).text).not.toContain('/history"');
    await staff.get(link(1)).expect(403);
  });
});
