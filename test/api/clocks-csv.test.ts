import type { DutyState } from '../../domain/case-view';
import { PagesUnderTest } from './support/pages-under-test';
import { caseView, duty, reference } from './support/sample-case';

describe('the clocks of a case as a table of values', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  const know = (...duties: DutyState[]): void => {
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties }) });
  };
  const linesOf = async (...duties: DutyState[]): Promise<string[]> => {
    know(...duties);
    const { text, headers } = await staff().get(`/cases/${reference}/clocks.csv`).expect(200);
    expect(headers['content-type']).toContain('text/csv');
    expect(headers['content-disposition']).toContain(`clocks-${reference}-2026-12-14.csv`);
    return text.trimEnd().split('\r\n');
  };

  it('has a line for each reading, with its days, its rule and its source', async () => {
    const state = duty('notification-threshold');
    const lines = await linesOf(state, duty('correction'));
    expect(lines[0]).toBe(
      'Duty,About,State,Counts from,From day,Within,Due on,Alarm on,Met on,Days late,Source,How sure,Note',
    );
    expect(state.dates?.readings).toHaveLength(lines.length - 1);
    expect(lines[1]).toContain(
      'Is the threshold for notification met?,,open,the authority became aware,2026-12-11,5 working days,2026-12-18,2026-12-17,,,',
    );
    expect(lines[1]).toContain('"the Child Safeguarding Practice Review procedure, section 5.1"');
  });

  it('counts how late each reading was met, or is', async () => {
    const met = { state: 'met', settledAtMs: Date.UTC(2026, 11, 16, 9) } as const;
    const [, late] = await linesOf(duty('incident-reported-to-partners', { kind: 'notice', ...met }));
    expect(late).toMatch(/,met,.*,2026-12-14,2026-12-14,2026-12-16,2,/u);
    const past = duty('notification-threshold');
    const readings = (past.dates?.readings ?? []).map((one) => ({ ...one, dueOn: '2026-12-11' }));
    const dates = past.dates && { ...past.dates, readings };
    const [, open] = await linesOf({ ...past, dates });
    expect(open).toMatch(/,open,.*,2026-12-11,2026-12-17,,3,/u);
  });

  it('names an agency by its title, and gives no spreadsheet a formula', async () => {
    const dates = duty('notification-threshold').dates;
    const lines = await linesOf(
      duty('agency-information', { instance: 'schools', dates, title: '=HYPERLINK("x")' }),
    );
    expect(lines[1]).toMatch(/^"'=HYPERLINK\(""x""\)",Exampleshire schools,/u);
  });

  it('is linked from the clocks, and open to staff alone', async () => {
    know(duty('notification-threshold'));
    const { text } = await staff().get(`/cases/${reference}/clocks`).expect(200);
    expect(text).toContain(`href="/cases/${reference}/clocks.csv">Download as CSV</a>`);
    await pages.browser('reviewer', ['reviewer']).get(`/cases/${reference}/clocks.csv`).expect(403);
    await staff().get('/cases/SI-2026-0000/clocks.csv').expect(404);
  });
});
