import { compared } from '../../api/meanwhile';
import type { Answer, Entry } from '../../domain/record';
import { hiddenInputs, PagesUnderTest } from './support/pages-under-test';
import { caseView, duty, nowMs, reference } from './support/sample-case';

const other = { recipient: 'business-unit', person: 'business-unit-b' } as const;

describe('what a colleague recorded since a form was opened', () => {
  let pages: PagesUnderTest;
  beforeEach(async () => {
    pages = new PagesUnderTest();
    // What is sealed needs the key of its case.
    await pages.words.seal(reference, {});
  });
  afterEach(() => {
    pages.close();
  });

  const staff = () => pages.browser('business-unit-a', ['business-unit']);
  const base = caseView({ sealed: '' });
  const ids = ['children-made-safe', 'correction', 'hand-over', 'further-information'] as const;
  type Id = (typeof ids)[number];
  const path = (id: Id) => `/cases/${reference}/answer/${id}/-/1`;
  const answered = (id: Id, number: number, answer: Answer, by: { person: string } = other): Entry => ({
    number,
    atMs: nowMs - 60_000,
    kind: 'answer',
    duty: id,
    instance: '-',
    round: 1,
    title: duty(id).title,
    by: { recipient: 'business-unit', person: by.person },
    answer,
  });
  const know = (...since: Entry[]): void => {
    const isDone = since.some((entry) => entry.kind === 'answer' && entry.duty === 'children-made-safe');
    const duties = ids.map((id) =>
      duty(id, id === 'children-made-safe' && isDone ? { state: 'answered', settledAtMs: nowMs } : {}),
    );
    const view = { ...base, duties, story: [...base.story, ...since] };
    pages.known.set(reference, { known: 'view', view });
  };
  const safe = async (actions: string): Promise<Answer> => ({
    facts: { childrenSafe: true },
    parcel: await pages.words.seal(reference, { actions }),
  });
  const typed = {
    childrenSafe: 'no',
    othersConsidered: 'yes',
    referralMade: 'yes',
    actions: 'Canary of mine',
  };
  const corrected = { entry: '000005', wrong: 'Canary wrong', right: 'Canary right' };
  const opened = async (id: Id) => {
    const browser = staff();
    const form = hiddenInputs((await browser.get(path(id)).expect(200)).text);
    const post = (body: object) =>
      browser
        .post(path(id))
        .type('form')
        .send({ ...form, ...body });
    return { browser, post };
  };

  it('is shown beside what was typed, with who, when, and a way to correct it', async () => {
    know();
    const { browser, post } = await opened('children-made-safe');
    know(answered('children-made-safe', 7, await safe('Canary of theirs')));
    const { text } = await post({ ...typed, step: 'check' }).expect(409);
    expect(text).toContain('Somebody else recorded this meanwhile');
    expect(text).toMatch(
      /Business unit officer B \(business unit\) recorded “[^”]*” on 14 December 2026 at 09:11, as entry 7/u,
    );
    expect(text).toMatch(/>Yes<\/td>[^]*>No<\/td>[^]*Canary of theirs[^]*Canary of mine/u);
    expect(text).toContain('was not sent');
    expect(pages.accessed).toContainEqual(
      expect.objectContaining({ action: 'read-report', what: 'children-made-safe', outcome: 'shown' }),
    );
    const [, link = ''] = /href="([^"]*)">Correct entry 7</u.exec(text) ?? [];
    expect(link).toBe(`${path('correction')}?entry=7`);
    expect((await browser.get(link).expect(200)).text).toMatch(/value="000007"[^>]*(selected|checked)/u);
  });

  it('is shown where the case itself refuses an answer that was on its way', async () => {
    know();
    const { post } = await opened('children-made-safe');
    const check = hiddenInputs((await post({ ...typed, step: 'check' }).expect(200)).text);
    const submission = check['submission'] ?? '';
    know(answered('children-made-safe', 7, await safe('Canary of theirs')));
    const decided = { by: other, atMs: nowMs };
    const refused = {
      outcome: 'refused',
      because: 'already-answered',
      entry: 8,
      decided,
      kept: true,
    } as const;
    pages.outcomes.set(submission, refused);
    const { text } = await post({ ...check, step: 'send' }).expect(409);
    expect(text).toMatch(/Canary of theirs[^]*Canary of mine/u);
    expect(text).toContain('your answer was not taken');
    expect(text).toContain('What you sent is kept in the record');
  });

  it('offers to correct the report and what was answered, not what the service noted; and no date, if none was wrong', async () => {
    know(answered('children-made-safe', 7, await safe('Canary')));
    const { browser } = await opened('correction');
    const { text } = await browser.get(path('correction')).expect(200);
    const offered = [...text.matchAll(/name="entry"[^>]*value="(\d+)"/gu)].map(([, number]) => number);
    expect(offered).toEqual(['000001', '000007', '000005']);
    expect(text).toContain('The report of the incident');
    expect(text).toMatch(/name="event"[^>]* value="" checked/u);
    expect(text).toContain('None of these');
  });

  it('is said to be one’s own, from another window', async () => {
    know();
    const { post } = await opened('children-made-safe');
    know(answered('children-made-safe', 7, await safe('Canary'), { person: 'business-unit-a' }));
    const { text } = await post({ ...typed, step: 'check' }).expect(409);
    expect(text).toContain('You have recorded this already');
  });

  it('is shown of a correction of the same entry, which can be sent as well', async () => {
    know();
    const { post } = await opened('correction');
    know(answered('correction', 7, { facts: { entry: '000005' } }));
    const meanwhile = await post({ ...corrected, step: 'check' }).expect(409);
    expect(meanwhile.text).toContain('has not been sent');
    expect(meanwhile.text).toContain('Canary right');
    const again = hiddenInputs(meanwhile.text);
    expect(again['seen']).toBe('7');
    pages.outcomes.set(again['submission'] ?? '', { outcome: 'recorded', entry: 8 });
    pages.outcomes.clear();
    await post({ ...again, step: 'send' }).expect(303);
    expect(pages.sent).toHaveLength(1);
    expect((await post({ ...again, step: 'change' }).expect(200)).text).toContain('Canary right');
  });

  it('is seen at the last moment too', async () => {
    know();
    const { post } = await opened('hand-over');
    const body = { person: 'business-unit-b', reasons: 'Canary why' };
    const check = hiddenInputs((await post({ ...body, step: 'check' }).expect(200)).text);
    know(answered('hand-over', 7, { facts: { person: 'business-unit-b' } }));
    await post({ ...check, step: 'send' }).expect(409);
    expect(pages.sent).toEqual([]);
    // Sent twice, it is the same answer.
    pages.outcomes.set(check['submission'] ?? '', { outcome: 'recorded', entry: 7 });
    await post({ ...check, step: 'send' }).expect(303);
  });

  it('is nothing that is about something else, or was there before', async () => {
    know();
    const { post } = await opened('correction');
    know(answered('correction', 7, { facts: { entry: '000004' } }));
    await post({ ...corrected, step: 'check' }).expect(200);
    const later = await opened('correction');
    await later.post({ ...corrected, entry: '000001', step: 'check' }).expect(200);
    const added = await opened('further-information');
    know(answered('further-information', 7, { facts: {} }));
    await added.post({ information: 'Canary', step: 'check' }).expect(200);
  });
});

describe('two versions of an answer', () => {
  it('are put side by side by their labels, and what differs is marked', () => {
    expect(
      compared(
        [
          { label: 'Safe', value: 'Yes' },
          { label: 'Why', value: 'Same' },
        ],
        [
          { label: 'Safe', value: 'No', reason: 'Seen' },
          { label: 'Why', value: 'Same' },
          { label: 'More', value: 'Only mine' },
        ],
      ),
    ).toEqual([
      { label: 'Safe', theirs: 'Yes', yours: 'No. Reason: Seen', differs: true },
      { label: 'Why', theirs: 'Same', yours: 'Same', differs: false },
      { label: 'More', theirs: '', yours: 'Only mine', differs: true },
    ]);
  });
});
