import { randomUUID } from 'node:crypto';
import type { LinkClaims } from '../../api/services';
import type { Entry, Outcome, Parcel } from '../../domain/record';
import { PagesUnderTest, hiddenInputs } from './support/pages-under-test';
import { addressee, caseView, duty, memo, nowMs, reference } from './support/sample-case';

const claims: LinkClaims = {
  case: reference,
  duty: 'notification-threshold',
  instance: '-',
  round: 1,
  person: 'police-partner',
};
const report = { rows: [{ label: 'What happened?', value: 'Canary narrative' }] };

describe('the question page', () => {
  let pages: PagesUnderTest;
  let path: string;

  beforeEach(async () => {
    pages = new PagesUnderTest();
    path = pages.linked('q', claims);
    const parcel = await pages.words.seal(reference, report);
    pages.known.set(reference, { known: 'view', view: caseView(parcel) });
  });
  afterEach(() => {
    pages.close();
  });

  const police = () => pages.browser('police-partner', ['police-partner']);
  const posted = (html: string, names: RegExp, value: string) =>
    Object.fromEntries((html.match(names) ?? []).map((name) => [name.slice(6, -1), value]));
  /** What a whole answer posts: every test with its reason, the choice, the conflict, the reasons. */
  const answerOf = (html: string, changed: Record<string, string> = {}) => ({
    ...hiddenInputs(html),
    ...posted(html, /name="test-[^"]*"/gu, 'yes'),
    ...posted(html, /name="reason-[^"]*"/gu, 'Canary why'),
    choice: 'met',
    conflict: 'no',
    reasons: 'Canary reasons',
    ...changed,
  });

  it('asks who it is before anything of the case is shown', async () => {
    const page = await pages.browser().get(path).expect(200);
    expect(page.text).toContain('Confirm that it is you');
    expect(page.text).not.toContain('threshold');
    expect(page.text).not.toContain('Canary');
  });

  it('opens for the person asked, without a choice made beforehand, with the report', async () => {
    const page = await police().get(path).expect(200);
    expect(page.text).toContain('Is the threshold for notification met?');
    expect(page.text).toContain('Canary narrative');
    expect(page.text).not.toContain(' checked');
    expect(pages.accessed).toContainEqual({
      person: 'police-partner',
      role: 'police-partner',
      action: 'read-report',
      what: 'report',
      case: reference,
      outcome: 'shown',
    });
  });

  it('changes nothing by being opened, however often', async () => {
    const browser = police();
    for (let time = 0; time < 5; time += 1) await browser.get(path).expect(200);
    expect([pages.sent, pages.codes]).toEqual([[], []]);
  });

  it('mails a code only on request, opens by it, and binds it to case, question and person', async () => {
    const browser = pages.browser();
    const first = await browser.get(path);
    await browser.post(`${path}/code`).type('form').send(hiddenInputs(first.text)).expect(303);
    expect(pages.codes).toEqual([
      {
        reference,
        question: 'notification-threshold/-',
        person: 'police-partner',
        address: 'police-partner@exampleshire.example',
      },
    ]);
    const enter = await browser.get(`${path}/code`).expect(200);
    expect(enter.text).toContain('p•••@exampleshire.example');
    pages.verdict = 'wrong';
    const hidden = hiddenInputs(enter.text);
    const wrong = await browser
      .post(`${path}/code/enter`)
      .type('form')
      .send({ ...hidden, code: '000000' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('<title>Error: ');
    pages.verdict = 'right';
    await browser
      .post(`${path}/code/enter`)
      .type('form')
      .send({ ...hidden, code: '123 456' })
      .expect(303);
    expect((await browser.get(path)).text).toContain('Is the threshold for notification met?');
    const other = pages.linked('q', { ...claims, person: 'health-partner' });
    expect((await browser.get(other)).text).toContain('Confirm that it is you');
  });

  it('mails the code to the latest address of the link’s own round', async () => {
    const at = (address: string) => ({
      recipient: 'police-partner' as const,
      person: 'police-partner',
      address,
    });
    const duties = [
      duty('notification-threshold', { addressees: [at('first@police.exampleshire.example')] }),
      duty('notification-threshold', {
        round: 2,
        addressees: [at('old@police.exampleshire.example'), at('new@police.exampleshire.example')],
      }),
    ];
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties, letters: [] }) });
    const link = pages.linked('q', { ...claims, round: 2 });
    const browser = pages.browser();
    const first = await browser.get(link);
    await browser.post(`${link}/code`).type('form').send(hiddenInputs(first.text)).expect(303);
    expect(pages.codes).toMatchObject([{ address: 'new@police.exampleshire.example' }]);
  });

  it('says of a valid link of a person whom the case alone knows that it opens later, while no worker is up', async () => {
    pages.known.set(reference, { known: 'memo', memo: memo() });
    for (const person of ['referrer', 'named:local-authority-partner']) {
      const link = pages.linked('q', { ...claims, person });
      const page = await pages.browser().get(link).expect(503);
      expect(page.text).toContain('cannot be opened just now');
    }
  });

  it('names every mistake at its field, and loses nothing that was typed', async () => {
    const browser = police();
    const form = await browser.get(path);
    const body = { ...hiddenInputs(form.text), reasons: '<script>alert(1)</script> {{ 7 * 7 }}' };
    const page = await browser.post(path).type('form').send(body).expect(422);
    expect(page.text).toContain('<title>Error: ');
    expect(page.text).toContain('Choose an answer to “Is the threshold for notification met?”');
    expect(page.text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }}');
    expect(page.text).not.toContain('<script');
  });

  it('refuses a hundred kilobytes in a field with a sentence, and keeps them on the page', async () => {
    const browser = police();
    const form = await browser.get(path);
    const long = 'a'.repeat(100_000);
    const page = await browser
      .post(path)
      .type('form')
      .send(answerOf(form.text, { reasons: long }))
      .expect(422);
    expect(page.text).toContain('10,000 characters at most');
    expect(page.text).toContain(long);
  });

  it('shows the answer for checking before anything is sent', async () => {
    const browser = police();
    const form = await browser.get(path);
    const check = await browser.post(path).type('form').send(answerOf(form.text)).expect(200);
    expect(check.text).toContain('Check your answer');
    expect(check.text).toContain('Canary reasons');
    expect(check.text).toMatch(/neglected\?.*>section 3\.1 of the procedure<[^]*?>Yes<.*Canary why/u);
    expect(pages.sent).toEqual([]);
  });

  const folds = (html: string) =>
    (html.match(/<details class="govuk-details(?: shown)?"(?: open)?>[^]*?<\/details>/gu) ?? []).filter(
      (one) => one.includes('name="reason-'),
    );

  it('asks beside each test why: in the open where the law wants it weighed, else folded away', async () => {
    const page = (await police().get(path).expect(200)).text;
    expect(page.match(/<textarea[^>]* name="reason-[^"]*"/gu)).toHaveLength(4);
    expect(folds(page).map((one) => one.includes('details" open'))).toEqual([false, false]);
    expect(folds(page).join('')).not.toMatch(/name="reason-(?:abuse|harm)"/u);
    const labels = page.match(/<label[^>]* for="reason-[^]*?<\/label>/gu) ?? [];
    expect(new Set(labels.map((one) => one.replaceAll(/<[^>]*>/gu, '').trim()))).toEqual(
      new Set([
        'Why?: Is it known or suspected that the child was abused or neglected?',
        'Why?: Did the child die, or was the child seriously harmed?',
        'Why? (optional): Did it happen in the local authority’s area?',
        'Why? (optional): Or did it happen outside England, to a child normally resident in the area?',
      ]),
    );
  });

  it('leads from the summary to the test whose reason is missing, and keeps what was typed to the others', async () => {
    const browser = police();
    const form = await browser.get(path);
    const body = answerOf(form.text, { 'reason-harm': ' ', 'reason-inArea': '<b>Canary place</b>' });
    const page = (await browser.post(path).type('form').send(body).expect(422)).text;
    const mistake = '“Did the child die, or was the child seriously harmed”: give the reason for your answer';
    expect(page).toContain(`<a href="#reason-harm">${mistake}</a>`);
    expect(page).toMatch(/id="reason-harm-error"[^]*?Give the reason[^]*?<textarea[^>]*id="reason-harm"/u);
    expect(page.match(/govuk-error-message/gu)).toHaveLength(1);
    expect(page).toContain('&lt;b&gt;Canary place&lt;/b&gt;');
    expect(page).not.toContain('<b>');
  });

  it('unfolds an optional reason that holds something or has a mistake', async () => {
    const browser = police();
    const form = await browser.get(path);
    const long = 'a'.repeat(10_001);
    const unfolded = async (changed: Record<string, string>) => {
      const body = { ...answerOf(form.text), 'reason-inArea': '', ...changed };
      const page = await browser.post(path).type('form').send(body);
      return [page.status, ...folds(page.text).map((one) => one.includes('details" open'))];
    };
    expect(await unfolded({ step: 'change' })).toEqual([200, false, true]);
    expect(await unfolded({ 'reason-outsideEngland': '', 'reason-inArea': long })).toEqual([
      422,
      true,
      false,
    ]);
  });

  it('sends choice and tests in the open and seals the words', async () => {
    const browser = police();
    const form = await browser.get(path);
    const check = await browser.post(path).type('form').send(answerOf(form.text));
    const hidden = hiddenInputs(check.text);
    pages.outcomes.set(hidden['submission'] ?? '', { outcome: 'recorded', entry: 7 });
    const done = await browser
      .post(path)
      .type('form')
      .send({ ...hidden, step: 'send' })
      .expect(303);
    expect(pages.sent).toHaveLength(1);
    const [{ submission }] = pages.sent as [(typeof pages.sent)[number]];
    const { duty, instance, round } = claims;
    const at = { reference, duty, instance, round, by: submission.by, nowMs: caseView({ sealed: '' }).nowMs };
    const to = addressee('police-partner');
    expect(pages.confirmed).toMatchObject([{ ...at, submission: submission.submission, known: { to } }]);
    expect(submission.by).toEqual({ recipient: 'police-partner', person: 'police-partner' });
    expect(submission.answer.choice).toBe('met');
    expect(submission.answer.facts).toEqual({ conflict: false });
    expect(JSON.stringify(submission)).not.toContain('Canary');
    const parcel = submission.answer.parcel ?? { sealed: '' };
    expect(submission.answer.tests).toEqual({ abuse: true, harm: true, inArea: true, outsideEngland: true });
    expect(await pages.words.open(reference, parcel)).toEqual({
      reasons: 'Canary reasons',
      'reason-abuse': 'Canary why',
      'reason-harm': 'Canary why',
      'reason-inArea': 'Canary why',
      'reason-outsideEngland': 'Canary why',
    });
    expect((await browser.get(done.get('location') ?? '')).text).toContain('as entry 7');
  });

  it.each([
    ['administrator', 'cancel-requested', 1],
    ['business-unit', 'date-unknown', 0],
  ] as const)(
    'from the %s, by a link, is confirmed by letter where its page says so',
    async (role, id, told) => {
      const person = addressee(role).person;
      const view = caseView({ sealed: '' }, { duties: [duty(id)] });
      pages.known.set(reference, { known: 'view', view });
      const own = pages.linked('q', { ...claims, duty: id, person });
      const browser = pages.browser(person, [role]);
      const form = await browser.get(own).expect(200);
      const body = { ...hiddenInputs(form.text), note: 'Canary note' };
      const check = await browser.post(own).type('form').send(body);
      await browser
        .post(own)
        .type('form')
        .send({ ...hiddenInputs(check.text), step: 'send' })
        .expect(303);
      expect(pages.sent).toHaveLength(1);
      expect(pages.confirmed).toHaveLength(told);
    },
  );

  it('is sent also where it cannot be confirmed by letter', async () => {
    pages.services.cases.confirm = () => Promise.reject(new Error('silent'));
    const browser = police();
    const form = await browser.get(path);
    const check = await browser.post(path).type('form').send(answerOf(form.text));
    const body = { ...hiddenInputs(check.text), step: 'send' };
    await browser.post(path).type('form').send(body).expect(303);
    expect(pages.sent).toHaveLength(1);
    expect(pages.log).toContainEqual(expect.objectContaining({ event: 'answer-not-confirmed' }));
  });

  it('sends the same submission again when the button is pressed twice', async () => {
    const browser = police();
    const form = await browser.get(path);
    const check = await browser.post(path).type('form').send(answerOf(form.text));
    const body = { ...hiddenInputs(check.text), step: 'send' };
    await browser.post(path).type('form').send(body);
    await browser.post(path).type('form').send(body);
    const ids = pages.sent.map(({ submission }) => submission.submission);
    expect(new Set(ids).size).toBe(1);
  });

  it('says what became of a submission: refused with the reason, or received and not yet recorded', async () => {
    const browser = police();
    const id = pages.submissions.newSubmission(claims);
    expect((await browser.get(`${path}/sent/${id}`).expect(202)).text).toContain(
      'Received, not yet recorded',
    );
    pages.outcomes.set(id, { outcome: 'refused', because: 'already-answered', entry: 9 });
    expect((await browser.get(`${path}/sent/${id}`).expect(409)).text).toContain('It was answered already.');
  });

  it('says what a conflict of interest does: before the answer, at the check, and when it is recorded', async () => {
    const browser = police();
    const form = await browser.get(path);
    expect(form.text).toContain('the local authority then decides alone');
    const check = await browser
      .post(path)
      .type('form')
      .send(answerOf(form.text, { conflict: 'yes' }));
    expect(check.text).toContain('You have declared a conflict of interest.');
    const without = await browser.post(path).type('form').send(answerOf(form.text));
    expect(without.text).not.toContain('You have declared');
    const id = hiddenInputs(check.text)['submission'] ?? '';
    const view = caseView({ sealed: '' });
    const story = view.story.map((entry) =>
      entry.kind === 'answer' ? { ...entry, answer: { ...entry.answer, facts: { conflict: true } } } : entry,
    );
    pages.known.set(reference, { known: 'view', view: { ...view, story } });
    pages.outcomes.set(id, { outcome: 'recorded', entry: 5 });
    expect((await browser.get(`${path}/sent/${id}`)).text).toContain('Your answer stands in the record');
  });

  it('asks for a conflict of interest first, and of who declares one for the reasons alone', async () => {
    const browser = police();
    const { text } = await browser.get(path);
    const first = /<fieldset[^>]*>[^]*?<input [^>]*name="([^"]*)"/u.exec(
      text.split('<form method="post"')[1] ?? '',
    );
    expect(first?.[1]).toBe('conflict');
    const post = (typed: object) =>
      browser
        .post(path)
        .type('form')
        .send({ ...hiddenInputs(text), step: 'check', ...typed });
    const check = await post({ conflict: 'yes', reasons: 'Canary: my own sister' }).expect(200);
    expect(check.text).toContain('You have declared a conflict of interest.');
    expect((await post({ conflict: 'yes' }).expect(422)).text).toContain('Enter your reasons');
    expect((await post({ conflict: 'no', reasons: 'Canary' }).expect(422)).text).toContain(
      'choose yes or no',
    );
    await browser
      .post(path)
      .type('form')
      .send({ ...hiddenInputs(check.text), step: 'send' })
      .expect(303);
    const [sent] = pages.sent;
    expect(sent?.submission.answer).toEqual({
      tests: {},
      facts: { conflict: true },
      parcel: expect.anything() as unknown,
    });
  });

  it('says of who declared one that they are not counted, what was decided, and what they are asked besides', async () => {
    const view = caseView({ sealed: '' });
    const story: Entry[] = view.story.map((entry) =>
      entry.kind === 'answer' ? { ...entry, answer: { ...entry.answer, facts: { conflict: true } } } : entry,
    );
    const decided = { number: 20, atMs: nowMs, kind: 'entry', event: 'decided' } as const;
    story.push({ ...decided, title: 'Threshold for notification decided', facts: { choice: 'met' } });
    const settled = duty('notification-threshold', { state: 'answered', awaited: [] });
    const other = duty('threshold-by-authority', {
      addressees: [{ recipient: 'health-partner', person: 'health-partner', address: 'h@example.org' }],
      awaited: ['health-partner'],
    });
    pages.known.set(reference, { known: 'view', view: { ...view, story, duties: [settled, other] } });
    const place = { ...claims, person: 'health-partner' };
    const health = pages.linked('q', place);
    const id = pages.submissions.newSubmission(place);
    pages.outcomes.set(id, { outcome: 'recorded', entry: 5 });
    const browser = pages.browser('health-partner');
    const told = (await browser.get(`${health}/sent/${id}`).expect(200)).text;
    expect(told).toContain('Decided: the threshold for notification is met.');
    expect(told).toContain('declared a conflict of interest, not counted');
    expect(told).toContain(`You are asked something else as well: “${other.title}”.`);
    expect(told).not.toContain('You need not do anything else');
    const later = (await pages.browser('police-partner').get(path).expect(200)).text;
    expect(later).toContain('Not decided yet: the local authority decides alone');
    expect(later).toContain('A partner declared a conflict of interest');
    pages.known.set(reference, { known: 'view', view: { ...view, story, duties: [settled] } });
    expect((await pages.browser('police-partner').get(path).expect(200)).text).toContain(
      'Decided: the threshold',
    );
    const now = await pages
      .browser('business-unit-a', ['business-unit'])
      .get(`/cases/${reference}`)
      .expect(200);
    expect(now.text).toContain('<li>Decided: the threshold for notification is met.</li>');
  });

  it('says to the last of several what everybody answered', async () => {
    const view = caseView({ sealed: '' });
    const duties = view.duties.map((state) =>
      state.duty === claims.duty ? { ...state, state: 'answered' as const, awaited: [] } : state,
    );
    pages.known.set(reference, { known: 'view', view: { ...view, duties } });
    const id = pages.submissions.newSubmission(claims);
    pages.outcomes.set(id, { outcome: 'recorded', entry: 5 });
    const page = await police().get(`${path}/sent/${id}`).expect(200);
    expect(page.text).toMatch(
      /Nobody else is awaited\. The answers:<\/p><p class="govuk-body">Health partner, [^:]*:\d\d: Yes, it is met\./u,
    );
  });

  it('says when an answer is recorded that no more is to be done, and later how to put it right', async () => {
    const id = pages.submissions.newSubmission(claims);
    pages.outcomes.set(id, { outcome: 'recorded', entry: 5 });
    const page = await police().get(`${path}/sent/${id}`).expect(200);
    expect(page.text).toContain('You need not do anything else.');
    expect(page.text).toContain('The business unit sees your answer, and a letter to you confirms it.');
    const health = pages.linked('q', { ...claims, person: 'health-partner' });
    const answered = await pages.browser('health-partner').get(health).expect(200);
    expect(answered.text).toContain('ring the business unit');
  });

  it('says who else is asked the same, how far the count has come, and as of when the record is shown', async () => {
    const { text } = await police().get(path).expect(200);
    expect(text).toContain(
      'The local authority partner and the health partner are asked the same, each for themselves.',
    );
    expect(text).toMatch(/By [A-Z][^<]* 2026 \(3 working days left, day 1 of 4\); another reading/u);
    expect(text).toContain('What is known, as it stands on 14 December 2026 at 09:12');
  });

  it('tells who decides what comes next and when, once the question is settled', async () => {
    const view = caseView({ sealed: '' });
    const sentPage = async (changed: Partial<typeof view>): Promise<string> => {
      pages.known.set(reference, { known: 'view', view: { ...view, ...changed } });
      const id = pages.submissions.newSubmission(claims);
      pages.outcomes.set(id, { outcome: 'recorded', entry: 5 });
      return (await police().get(`${path}/sent/${id}`).expect(200)).text;
    };
    const next = 'The next deadline of this case: “Notify the national panel';
    const notify = duty('panel-notification', { dates: duty('notification-threshold').dates });
    expect(await sentPage({ duties: [...view.duties, notify] })).not.toContain(next);
    const settled = duty('notification-threshold', { state: 'answered', awaited: [] });
    expect(await sentPage({ duties: [settled, notify] })).toMatch(new RegExp(`${next}[^”]*”, by `, 'u'));
    const overdue = { duties: [settled, notify], nowMs: Date.UTC(2027, 0, 12) };
    expect(await sentPage(overdue)).toMatch(new RegExp(`${next}[^”]*”, which was due on `, 'u'));
  });

  it('shows who answered what they answered, whole, and nobody else’s answer; and that is recorded', async () => {
    const view = caseView({ sealed: '' });
    const words = async (text: string) => pages.words.seal(reference, { reasons: text });
    const answerBy = (
      number: number,
      person: 'health-partner' | 'police-partner',
      parcel: Parcel,
    ): Entry => ({
      number,
      atMs: nowMs,
      kind: 'answer',
      duty: claims.duty,
      instance: '-',
      round: 1,
      title: 'Is the threshold for notification met?',
      by: { recipient: person, person },
      answer: { choice: 'met', facts: {}, parcel },
      choiceLabel: 'Yes, it is met',
    });
    const story = [
      answerBy(1, 'health-partner', await words('Canary of health')),
      answerBy(2, 'police-partner', await words('Canary of police')),
    ];
    const by = (person: 'health-partner' | 'police-partner') => ({
      by: { recipient: person, person },
      entry: 1,
      atMs: nowMs,
    });
    for (const state of [
      duty('notification-threshold', { answeredBy: [by('health-partner'), by('police-partner')] }),
      duty('notification-threshold', { state: 'answered', settledAtMs: nowMs, awaited: [] }),
    ]) {
      pages.known.set(reference, { known: 'view', view: { ...view, story, duties: [state] } });
      pages.accessed.length = 0;
      const { text } = await police().get(path).expect(200);
      expect(text).toContain('What you answered');
      expect(text).toContain('Canary of police');
      expect(text).not.toContain('Canary of health');
      expect(pages.accessed.map(({ what }) => what)).toContain('notification-threshold');
    }
  });

  describe('when the case itself does not take the answer', () => {
    const refusedWith = async (outcome: Partial<Extract<Outcome, { outcome: 'refused' }>>) => {
      const browser = police();
      const form = await browser.get(path);
      const check = await browser.post(path).type('form').send(answerOf(form.text));
      const hidden = hiddenInputs(check.text);
      const refused = { outcome: 'refused', because: 'not-allowed', entry: 9, ...outcome } as const;
      pages.outcomes.set(hidden['submission'] ?? '', refused);
      return browser
        .post(path)
        .type('form')
        .send({ ...hidden, step: 'send' });
    };

    it('shows the filled form again, with the sentence of the case at its top', async () => {
      const page = await refusedWith({ detail: 'The copies have not been sent yet.' });
      expect(page.status).toBe(422);
      expect(page.text).toContain('<title>Error: ');
      expect(page.text).toContain('The copies have not been sent yet</a>');
      expect(page.text).toContain('Canary reasons');
      expect(page.text).toMatch(/value="met" checked/u);
    });

    it('shows it at the field that the sentence names', async () => {
      const page = await refusedWith({
        detail: '“I have a conflict of interest in this case” lies before 2026-12-10.',
      });
      expect(page.text).toMatch(/href="#conflict">[^<]*lies before Thursday 10 December 2026</u);
    });

    it('shows what was typed where nothing can be mended any more', async () => {
      const by = { recipient: 'police-partner', person: 'police-partner' } as const;
      const page = await refusedWith({ because: 'already-answered', decided: { atMs: pages.nowMs, by } });
      expect(page.status).toBe(409);
      expect(page.text).toContain('It was answered by the police partner on 14 December 2026 at 09:12.');
      expect(page.text).toContain('Canary reasons');
      expect(page.text).not.toContain('because');
    });
  });

  it('says of a submission that is none of ours that its page does not exist', async () => {
    const browser = police();
    const other = pages.submissions.newSubmission({ ...claims, round: 2 });
    const asked = jest.spyOn(pages.services.cases, 'outcome');
    for (const id of [randomUUID(), other, 'x']) {
      const page = await browser.get(`${path}/sent/${id}`).expect(404);
      expect(page.text).toContain('This page does not exist');
    }
    expect(asked).not.toHaveBeenCalled();
    expect((await pages.browser().get(`${path}/sent/x`)).text).toContain('Confirm that it is you');
  });

  it('sends nothing under an id that is none of ours, and keeps what was typed', async () => {
    const browser = police();
    const form = await browser.get(path);
    const check = await browser.post(path).type('form').send(answerOf(form.text));
    const body = { ...hiddenInputs(check.text), step: 'send' };
    for (const submission of [randomUUID(), '']) {
      const typed = { ...body, submission };
      const page = await browser.post(path).type('form').send(typed).expect(422);
      expect(page.text).toContain('Nothing you typed is lost');
      expect(hiddenInputs(page.text)['reasons']).toBe('Canary reasons');
      expect(pages.sent).toEqual([]);
      const again = { ...hiddenInputs(page.text), step: 'send' };
      await browser.post(path).type('form').send(again).expect(303);
      expect(pages.sent.splice(0)).toHaveLength(1);
    }
  });

  it('keeps what was typed when Temporal does not answer at the moment of sending', async () => {
    const browser = police();
    const form = await browser.get(path);
    const check = await browser.post(path).type('form').send(answerOf(form.text));
    const submit = jest.spyOn(pages.services.cases, 'submit').mockRejectedValue(new Error('UNAVAILABLE'));
    const page = await browser
      .post(path)
      .type('form')
      .send({ ...hiddenInputs(check.text), step: 'send' });
    submit.mockRestore();
    expect(page.status).toBe(503);
    expect(page.text).toContain('Nothing you typed is lost');
    expect(hiddenInputs(page.text)['submission']).toBe(hiddenInputs(check.text)['submission']);
    expect(hiddenInputs(page.text)['reasons']).toBe('Canary reasons');
  });

  it('never says that an answer was received where nothing runs any more', async () => {
    const browser = police();
    const form = await browser.get(path);
    const check = await browser.post(path).type('form').send(answerOf(form.text));
    jest.spyOn(pages.services.cases, 'submit').mockResolvedValue('over');
    const page = await browser
      .post(path)
      .type('form')
      .send({ ...hiddenInputs(check.text), step: 'send' });
    expect(page.status).toBe(503);
    expect(page.text).toContain('This case takes no answers');
  });

  it('can be answered with no worker up, from the form of the case’s edition', async () => {
    pages.known.set(reference, { known: 'memo', memo: memo() });
    const browser = police();
    const form = await browser.get(path).expect(200);
    expect(form.text).toContain('cannot be shown just now');
    expect(form.text).toContain('name="reason-abuse"');
    const check = await browser.post(path).type('form').send(answerOf(form.text)).expect(200);
    const done = await browser
      .post(path)
      .type('form')
      .send({ ...hiddenInputs(check.text), step: 'send' });
    expect(pages.sent).toHaveLength(1);
    expect((await browser.get(done.get('location') ?? '')).text).toContain('Received, not yet recorded');
  });

  it('says when it was decided, when opened later', async () => {
    const view = caseView({ sealed: '' });
    const settled = duty('notification-threshold', {
      state: 'answered',
      settledAtMs: Date.UTC(2026, 11, 15, 10),
    });
    pages.known.set(reference, { known: 'view', view: { ...view, duties: [settled] } });
    const page = await police().get(path).expect(200);
    expect(page.text).toContain('This was decided on 15 December 2026 at 10:00');
    expect(page.text).toContain('Yes, it is met');
  });

  it('does not say that it was decided where the partners differ and the authority decides alone', async () => {
    const view = caseView({ sealed: '' });
    const said = view.story.find(({ kind }) => kind === 'answer');
    if (said?.kind !== 'answer') throw new Error('the sample has an answer');
    const differing = { ...said, number: said.number + 50, choiceLabel: 'No, it is not met' };
    const settled = duty('notification-threshold', { state: 'met', settledAtMs: Date.UTC(2026, 11, 15, 10) });
    const show = async (alone: ReturnType<typeof duty>): Promise<string> => {
      const changed = { ...view, duties: [settled, alone], story: [...view.story, differing] };
      pages.known.set(reference, { known: 'view', view: changed });
      return (await police().get(path).expect(200)).text;
    };
    const open = await show(duty('threshold-by-authority'));
    expect(open).toContain('Not decided yet: the local authority decides alone');
    expect(open).toContain('The partners did not answer alike');
    expect(open).not.toContain('This was decided on');
    const decided = await show(
      duty('threshold-by-authority', { state: 'met', settledAtMs: Date.UTC(2026, 11, 16, 10) }),
    );
    expect(decided).toContain('This was decided on 16 December 2026 at 10:00');
  });

  it('shows what was typed, unjudged, to who comes too late', async () => {
    const browser = police();
    const { text } = await browser.get(path);
    const settled = duty('notification-threshold', { state: 'answered', settledAtMs: pages.nowMs });
    pages.known.set(reference, {
      known: 'view',
      view: { ...caseView({ sealed: '' }), duties: [settled] },
    });
    const typed = { ...answerOf(text, { conflict: '' }), step: 'check' };
    const page = await browser.post(path).type('form').send(typed).expect(409);
    expect(page.text).toContain('This was decided on');
    expect(page.text).toContain('What you typed was not sent.');
    for (const words of ['Canary why', 'Canary reasons', 'Yes, it is met'])
      expect(page.text).toContain(words);
    expect((await browser.get(path)).text).not.toContain('What you typed');
    expect(pages.sent).toEqual([]);
  });

  it('leaves an answer that is sent too late to the case, which refuses it, and shows what was typed', async () => {
    const browser = police();
    const { text } = await browser.get(path);
    const check = await browser
      .post(path)
      .type('form')
      .send({ ...answerOf(text), step: 'check' });
    const settled = duty('notification-threshold', { state: 'answered', settledAtMs: pages.nowMs });
    pages.known.set(reference, {
      known: 'view',
      view: { ...caseView({ sealed: '' }), duties: [settled] },
    });
    const { submission = '' } = hiddenInputs(check.text);
    pages.outcomes.set(submission, { outcome: 'refused', because: 'already-answered', entry: 9 });
    const page = await browser
      .post(path)
      .type('form')
      .send({ ...hiddenInputs(check.text), step: 'send' })
      .expect(409);
    expect(pages.sent).toMatchObject([
      { duty: 'notification-threshold', submission: { answer: { choice: 'met' } } },
    ]);
    expect(page.text).toContain('Your answer was not taken');
    expect(page.text).toContain('Canary reasons');
  });

  it('says of an answer to what the case went on without why it did, and that the answer is kept', async () => {
    const browser = police();
    const { text } = await browser.get(path);
    const check = await browser.post(path).type('form').send(answerOf(text));
    const over = duty('notification-threshold', { state: 'over', settledAtMs: pages.nowMs });
    pages.known.set(reference, { known: 'view', view: caseView({ sealed: '' }, { duties: [over] }) });
    const { submission = '' } = hiddenInputs(check.text);
    pages.outcomes.set(submission, { outcome: 'refused', because: 'too-late', entry: 9, kept: true });
    const page = await browser
      .post(path)
      .type('form')
      .send({ ...hiddenInputs(check.text), step: 'send' })
      .expect(409);
    expect(page.text).toContain('the local authority decided, before every partner had answered');
    expect(page.text).toContain('please ring the business unit');
    expect(page.text).toContain('What you sent is kept in the record');
    expect(page.text).not.toContain('It was answered already');
  });

  it('calls an agency by its title where it says what was answered', async () => {
    const lead = {
      recipient: 'agency-lead',
      person: 'lead',
      address: 'a@example.org',
      agency: 'health-trust',
    } as const;
    const at = { duty: 'agency-information', instance: 'health-trust', round: 1 };
    const settled = duty('agency-information', { ...at, addressees: [lead], state: 'answered' });
    const story = [
      { ...at, number: 1, atMs: 0, kind: 'answer' as const, title: 'T', by: lead, answer: { facts: {} } },
    ];
    const view = caseView({ sealed: '' }, { duties: [settled], story });
    pages.known.set(reference, { known: 'view', view });
    const link = pages.linked('q', { ...claims, ...at, person: 'lead' });
    const page = await pages.browser('lead').get(link).expect(200);
    expect(page.text).toContain('Exampleshire Health Trust');
    expect(page.text).not.toContain('health-trust');
  });

  it('says of a replaced question that a newer one took its place', async () => {
    const view = caseView({ sealed: '' });
    const old = duty('notification-threshold', { state: 'superseded' });
    pages.known.set(reference, { known: 'view', view: { ...view, duties: [old] } });
    expect((await police().get(path).expect(410)).text).toContain('replaced by a newer one');
  });

  it('says so of an answered question too, once it was put again', async () => {
    const view = caseView({ sealed: '' });
    const old = duty('notification-threshold', { state: 'answered', settledAtMs: pages.nowMs });
    const anew = duty('notification-threshold', { round: 2, openedAtMs: pages.nowMs });
    pages.known.set(reference, { known: 'view', view: { ...view, duties: [old, anew] } });
    const page = await police().get(path).expect(410);
    expect(page.text).toContain('It was asked anew on 14 December 2026 at 09:12.');
  });

  it.each([
    ['forged', () => '/q/abc.def'],
    ['edited', () => `/q/${pages.links.signLink(claims)}x`],
    ['of a case that does not exist', () => pages.linked('q', { ...claims, case: 'SI-2026-XXXX' })],
  ])('answers a %s link in words', async (_name, link) => {
    const page = await pages.browser('police-partner').get(link()).expect(404);
    expect(page.text).toContain('This link');
    expect(page.text).not.toMatch(/at .*\.ts/u);
  });

  it('refuses a form without its token', async () => {
    const page = await police().post(path).type('form').send({ choice: 'met' }).expect(403);
    expect(page.text).toContain('Please send this again');
  });
});
