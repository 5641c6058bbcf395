import type { LinkClaims } from '../../api/services';
import type { CaseView, DutyState } from '../../domain/case-view';
import type { Duty, IncidentDuty, Recipient } from '../../domain/duty';
import { editions } from '../../domain/editions';
import type { Answer, Entry } from '../../domain/record';
import { PagesUnderTest } from './support/pages-under-test';
import { caseView, duty, nowMs, reference } from './support/sample-case';

const referral = 'Referral to Learning and Development';
const checks = 'Quality checks of the rapid review';

describe('the papers filled from a case', () => {
  let pages: PagesUnderTest;
  let story: Entry[];
  beforeEach(() => {
    pages = new PagesUnderTest();
    story = [];
  });
  afterEach(() => {
    pages.close();
  });

  const answered = async (
    id: IncidentDuty,
    by: Recipient,
    answer: Partial<Answer>,
    words: Record<string, string>,
  ): Promise<void> => {
    story.push({
      number: story.length + 1,
      atMs: nowMs,
      kind: 'answer',
      duty: id,
      instance: '-',
      round: 1,
      title: duty(id).title,
      by: { recipient: by, person: by },
      answer: { facts: {}, ...answer, parcel: await pages.words.seal(reference, words) },
    });
  };
  const known = async (...duties: DutyState[]): Promise<CaseView> => {
    const report = await pages.words.seal(reference, { rows: [] });
    const view = caseView(report, { duties, story });
    pages.known.set(reference, { known: 'view', view });
    return view;
  };
  const pageOf = async (
    id: IncidentDuty,
    recipient: Recipient,
    shows?: DutyState['shows'],
  ): Promise<string> => {
    const to = { recipient, person: recipient, address: `${recipient}@letters.example` };
    const state = duty(id, { addressees: [to], ...(shows ? { shows } : {}) });
    await known(state);
    const claims: LinkClaims = { case: reference, duty: id, instance: '-', round: 1, person: recipient };
    const path = pages.linked(state.kind === 'notice' ? 'n' : 'q', claims);
    return (await pages.browser(recipient).get(path).expect(200)).text;
  };

  it.each<[IncidentDuty, Recipient]>([
    ['threshold-outcome-to-learning-chair', 'learning-chair'],
    ['learning-to-learning-chair', 'learning-chair'],
    ['learning-outcome', 'learning-chair'],
    ['learning-outcome-approval', 'local-authority-partner'],
    ['learning-outcome-approval', 'health-partner'],
    ['learning-outcome-approval', 'police-partner'],
  ])('give the referral with %s to the %s, and never the quality checks', async (id, recipient) => {
    await answered(
      'below-threshold-learning',
      'local-authority-partner',
      { choice: 'learning' },
      { informationShared: 'Canary shared' },
    );
    const page = await pageOf(id, recipient);
    expect(page).toContain(referral);
    expect(page).toContain(
      'The form is that of the Child Safeguarding Practice Review procedure, appendix 1.',
    );
    expect(page).toContain('Canary shared');
    expect(page).not.toContain(checks);
  });

  it.each<[IncidentDuty, Recipient]>([
    ['rapid-review-recommendation', 'rapid-review-chair'],
    ['rapid-review-decision', 'local-authority-partner'],
    ['rapid-review-decision', 'health-partner'],
    ['rapid-review-decision', 'police-partner'],
    ['rapid-review-decision', 'scrutineer'],
  ])('give the quality checks with %s to the %s', async (id, recipient) => {
    const page = await pageOf(id, recipient);
    expect(page).toContain(checks);
    expect(page).toContain(
      'For internal use only. The form is that of the Child Safeguarding Practice Review procedure, appendix 5.',
    );
    expect(page).toContain('Was the national panel notified within 5 working days of the incident?');
    expect(page).not.toContain(referral);
  });

  it.each(['national-panel', 'ofsted', 'dfe', 'agency-lead', 'referrer', 'learning-chair'] as const)(
    'never give the quality checks to the %s, even where a duty names them',
    async (recipient) => {
      const page = await pageOf('rapid-review-outcome-to-panel', recipient, ['quality-checks']);
      expect(page).not.toContain(checks);
    },
  );

  it('give the referral to nobody who may not read the report', async () => {
    const page = await pageOf('threshold-outcome-to-referrer', 'referrer', ['learning-referral']);
    expect(page).not.toContain(referral);
  });

  it('are named in no notice to a body outside, in any edition', () => {
    const toBodies = Object.values(editions)
      .flatMap(({ duties }): Duty[] => Object.values(duties))
      .filter(
        (one) => 'tells' in one && one.tells.some((to) => ['national-panel', 'ofsted', 'dfe'].includes(to)),
      );
    expect(toBodies.length).toBeGreaterThan(10);
    expect(toBodies.flatMap(({ shows = [] }) => shows)).not.toContain('quality-checks');
    expect(toBodies.flatMap(({ shows = [] }) => shows)).not.toContain('learning-referral');
  });

  it('are linked from the papers for the business unit alone, the checks once there is something to check', async () => {
    const papersFor = async (role: string): Promise<string> =>
      (await pages.browser(role, [role]).get(`/cases/${reference}/papers`).expect(200)).text;
    await known(duty('notification-threshold'));
    const early = await papersFor('business-unit');
    expect([early.includes(referral), early.includes(checks)]).toEqual([true, false]);
    const staff = pages.browser('business-unit', ['business-unit']);
    await staff.get(`/cases/${reference}/forms/quality-checks`).expect(404);
    await known(duty('panel-notification'));
    const later = await papersFor('business-unit');
    expect([later.includes(referral), later.includes(checks)]).toEqual([true, true]);
    expect((await staff.get(`/cases/${reference}/forms/quality-checks`).expect(200)).text).toContain(checks);
    const administrator = await papersFor('administrator');
    expect([administrator.includes(referral), administrator.includes(checks)]).toEqual([false, false]);
  });

  it('open each parcel once for a page, and record who read it', async () => {
    await answered(
      'below-threshold-learning',
      'local-authority-partner',
      { choice: 'learning' },
      { informationShared: 'Canary shared' },
    );
    await pageOf('learning-outcome-approval', 'police-partner');
    expect(pages.accessed.filter(({ action }) => action === 'read-report')).toEqual([
      {
        person: 'police-partner',
        role: 'police-partner',
        action: 'read-report',
        what: 'below-threshold-learning',
        case: reference,
        outcome: 'shown',
      },
    ]);
  });
});
