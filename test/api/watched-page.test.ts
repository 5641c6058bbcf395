import type { LinkClaims } from '../../api/services';
import type { DutyState } from '../../domain/case-view';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { addressee, caseView, duty, memo, nowMs, reference } from './support/sample-case';

const dayMs = 86_400_000;
const report = { rows: [{ label: 'What happened?', value: 'Canary narrative' }] };

describe('the page for who only watches a duty', () => {
  let pages: PagesUnderTest;
  beforeEach(() => {
    pages = new PagesUnderTest();
  });
  afterEach(() => {
    pages.close();
  });

  const linkOf = (changed: Partial<LinkClaims> = {}): string => {
    const claims = {
      case: reference,
      duty: 'children-made-safe',
      instance: '-',
      round: 1,
      person: 'director',
    };
    return pages.linked('w', { ...claims, ...changed });
  };
  /** Owed since Friday 11 December by the business unit, and watched by the Director. */
  const safe = (changed: Partial<DutyState> = {}): DutyState =>
    duty('children-made-safe', { watchers: [addressee('director')], ...changed });
  const know = async (...duties: DutyState[]): Promise<void> => {
    const view = caseView(await pages.words.seal(reference, report), { duties, letters: [] });
    pages.known.set(reference, { known: 'view', view });
  };
  const director = () => pages.browser('director', ['director']);
  const opened = async (path = linkOf()) => (await director().get(path).expect(200)).text;

  it('asks who it is before it shows anything, and mails the code to the watcher’s own address', async () => {
    await know(safe({ watchers: [{ ...addressee('director'), address: 'own@council.example' }] }));
    const path = linkOf();
    const browser = pages.browser();
    const page = await browser.get(path).expect(200);
    expect(page.text).toContain('Confirm that it is you');
    expect(page.text).not.toContain('safe?');
    await browser.post(`${path}/code`).type('form').send(hiddenInputs(page.text)).expect(303);
    expect(pages.codes).toMatchObject([{ address: 'own@council.example', person: 'director' }]);
    const body = { ...hiddenInputs(page.text), code: '123456' };
    await browser.post(`${path}/code/enter`).type('form').send(body).expect(303);
    expect((await browser.get(path)).text).toContain(
      'Still open: Are the child and any other children safe?',
    );
  });

  it('says who owes what, since when, how late it is, and asks nothing', async () => {
    await know(safe());
    const page = await opened();
    expect(page).toContain('Still open: Are the child and any other children safe?');
    expect(page).toContain('It is owed by the business unit.');
    expect(page).toContain('It was due on Friday 11 December 2026, 3 days ago.');
    expect(page).toContain(
      'You hear of it as the Director of Children and Adult Services. You need not answer',
    );
    expect(page).not.toMatch(/<form[^>]*method="post"[^>]*\/w\//u);
    expect(page).not.toContain('Canary narrative');
    expect(pages.sent).toEqual([]);
  });

  it('says so where it is not overdue any more, or the main reading’s day is to come', async () => {
    const dates = safe().dates;
    const dated = (dueOn: string, alarmOn: string) => safe({ dates: dates && { ...dates, dueOn, alarmOn } });
    await know(dated('2026-12-14', '2026-12-14'));
    expect(await opened()).toContain('It is due today, Monday 14 December 2026.');
    await know(dated('2026-12-16', '2026-12-13'));
    const page = await opened();
    expect(page).toContain('It was due on Sunday 13 December 2026, 1 day ago.');
    expect(page).toContain('By the main reading of the rules it is due on Wednesday 16 December 2026.');
    await know(dated('2026-12-16', '2026-12-16'));
    expect(await opened()).toContain('It is due on Wednesday 16 December 2026.');
    await know(safe({ dates: null }));
    expect(await opened()).not.toContain('due');
  });

  it('says when it was done meanwhile, and that it is asked anew where it is', async () => {
    const by = { recipient: 'business-unit', person: 'business-unit-a' } as const;
    const done = safe({
      state: 'answered',
      awaited: [],
      settledAtMs: nowMs,
      answeredBy: [{ by, entry: 1, atMs: nowMs }],
    });
    await know(done);
    expect(await opened()).toContain('This was done on 14 December 2026 at 09:12');
    expect(await opened()).toContain('You need not do anything.');
    await know(done, safe({ round: 2 }));
    const page = await opened();
    expect(page).toContain('It has been asked anew since, and is open: it is owed by the business unit.');
    expect(page).not.toContain('You need not do anything.');
  });

  it.each([
    ['superseded', 'replaced by a newer one'],
    ['over', 'no longer asked'],
    ['withdrawn', 'no longer asked'],
  ] as const)('says of one that is %s what became of it', async (state, words) => {
    await know(safe({ state, awaited: [], settledAtMs: nowMs - dayMs }));
    expect((await director().get(linkOf())).text).toContain(words);
  });

  it('shows with it the report where its reader may read it, and no answers of others', async () => {
    const shows = ['report', 'notification-threshold'] as const;
    await know(safe({ shows }), caseView({ sealed: '' }).duties[0] ?? safe());
    const page = await opened();
    expect(page).toContain('Canary narrative');
    expect(page).not.toContain('Yes, it is met');
  });

  it('names an agency by its title, to others than itself', async () => {
    const lead = {
      recipient: 'agency-lead',
      person: 'lead',
      address: 'l@example.org',
      agency: 'housing',
    } as const;
    const at = { duty: 'agency-information', instance: 'housing' };
    await know(duty('agency-information', { ...at, addressees: [lead], watchers: [addressee('director')] }));
    const page = await opened(linkOf(at));
    expect(page).toContain('What does Exampleshire Housing know about the child and the family?');
    expect(page).toContain('owed by the safeguarding lead of Exampleshire Housing');
    expect(page).not.toMatch(/your agency|\(housing\)/u);
  });

  it('is for the watcher alone, and says in words what it does not find', async () => {
    await know(safe());
    await pages
      .browser('scrutineer', ['scrutineer'])
      .get(linkOf())
      .expect(200, /Confirm that it is you/u);
    await pages
      .browser('business-unit-a', ['business-unit'])
      .get(linkOf({ person: 'business-unit-a' }))
      .expect(404, /latest letter/u);
    await director()
      .get('/w/abc.def')
      .expect(404, /This link is not valid/u);
    await director().post(linkOf()).type('form').send({}).expect(403);
  });

  it('refers to no later letter where the case was set back', async () => {
    const view = caseView({ sealed: '' }, { duties: [safe()], resetAtMs: nowMs });
    pages.known.set(reference, { known: 'view', view });
    const { text } = await pages
      .browser('business-unit-a', ['business-unit'])
      .get(linkOf({ person: 'business-unit-a' }))
      .expect(404);
    expect(text).toContain('this case was set back from outside on 14 December 2026 at 09:12');
    expect(text).not.toContain('latest letter');
  });

  it('says so while the record cannot be shown, and of a case that was stopped', async () => {
    pages.known.set(reference, { known: 'memo', memo: memo() });
    await director()
      .get(linkOf())
      .expect(503, /cannot be shown just now/u);
    const view = caseView({ sealed: '' }, { duties: [safe()], stoppedAtMs: nowMs });
    pages.known.set(reference, { known: 'view', view });
    expect(await opened()).toContain('This case was stopped from outside');
  });
});

describe('the page of a notice to the referrer', () => {
  it('shows the outcome that its letter told', async () => {
    const pages = new PagesUnderTest();
    const told = { recipient: 'referrer', person: 'referrer', address: 'r@example.org' } as const;
    const id = 'threshold-outcome-to-referrer';
    const letter = {
      id: 'l',
      kind: 'notice' as const,
      duty: id,
      instance: '-',
      round: 1,
      ordinal: 0,
      to: told,
      state: 'accepted' as const,
      outcome: 'not-met',
      attempts: 1,
      possiblySentTwice: false,
      acceptedAtMs: nowMs,
    };
    const view = caseView({ sealed: '' }, { duties: [duty(id, { addressees: [told] })], letters: [letter] });
    pages.known.set(reference, { known: 'view', view });
    const claims = { case: reference, duty: id, instance: '-', round: 1, person: 'referrer' };
    const page = await pages.browser('referrer').get(pages.linked('n', claims)).expect(200);
    expect(page.text).toContain('Outcome: the threshold for notification is not met.');
    pages.close();
  });
});
