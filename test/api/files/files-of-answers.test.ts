import { fileNameKey } from '../../../domain/attached-file';
import type { CaseView } from '../../../domain/case-view';
import type { Answer, Entry } from '../../../domain/record';
import { docm, docx, eicar, pdf } from '../../support/sample-files';
import type { MalwareScanner, ScanVerdict } from '../../../config/malware-scanner';
import { hiddenInputs, inputValue, PagesUnderTest } from '../support/pages-under-test';
import { addressee, caseView, duty, nowMs, reference } from '../support/sample-case';

const person = 'business-unit-a';
const path = `/cases/${reference}/answer/review-report/-/1`;
const typed = {
  'receivedOn-day': '11',
  'receivedOn-month': '12',
  'receivedOn-year': '2026',
  report: 'Canary words <typed>',
  learning: 'To learn',
  'signedOffOn-day': '12',
  'signedOffOn-month': '12',
  'signedOffOn-year': '2026',
  reviewerToBeNamed: 'yes',
};

type Browser = ReturnType<PagesUnderTest['browser']>;
type Sent = { name: string; bytes: Buffer };

let verdict: ScanVerdict = 'clean';
const scanner: MalwareScanner = {
  scan: (bytes) => Promise.resolve(Buffer.from(bytes).includes(eicar) ? 'infected' : verdict),
  answers: () => Promise.resolve(true),
};

describe.each([
  ['nobody', null],
  ['a scanner', scanner],
])('files that go with an answer, scanned by %s', (_who, by) => {
  let pages: PagesUnderTest;
  const known = async (changed: Partial<CaseView> = {}): Promise<void> => {
    const parcel = await pages.words.seal(reference, { rows: [] });
    const agency = { ...addressee('agency-lead'), agency: 'schools' };
    const view = caseView(parcel, {
      duties: [
        duty('review-report'),
        duty('children-made-safe'),
        duty('agency-information', { instance: 'schools', addressees: [agency] }),
        duty('publication-form', { addressees: [addressee('police-partner')] }),
        duty('report-to-panel-and-department', { addressees: [addressee('national-panel')] }),
      ],
      ...changed,
    });
    pages.known.set(reference, { known: 'view', view });
  };
  beforeEach(async () => {
    verdict = 'clean';
    pages = new PagesUnderTest({ scanner: by });
    await known();
  });
  afterEach(() => {
    pages.close();
  });

  const post = (browser: Browser, to: string, fields: object, files: readonly Sent[] = []) => {
    const asking = browser.post(to);
    for (const [name, value] of Object.entries(fields)) void asking.field(name, value as string);
    for (const { name, bytes } of files) void asking.attach('upload', bytes, name);
    return asking;
  };
  const staff = () => pages.browser(person, ['business-unit']);
  const form = async (browser: Browser, at = path) => hiddenInputs((await browser.get(at).expect(200)).text);
  /** All tokens that a page carries, on its check or in its ticked boxes. */
  const tokens = (html: string): string[] =>
    [...html.matchAll(/name="attached"[^>]* value="([^"]*)"/gu)].map(([, token]) => token ?? '');
  const report = { name: 'Canary family.pdf', bytes: pdf() };

  it('are asked for where the form says so, behind every other field, and nowhere else', async () => {
    const page = (await staff().get(path)).text;
    expect(page).toContain('enctype="multipart/form-data"');
    expect(page.indexOf('name="upload"')).toBeGreaterThan(page.indexOf('name="reviewerToBeNamed"'));
    expect(page).toContain('3 at most, 300 kB each and 500 kB together');
    expect(page).toContain(
      by === null ? 'Files are not checked for malware here' : 'Each file is checked for malware',
    );
    expect(page).toContain('The business unit can open them, and those to whom your answer is shown.');
    const without = (await staff().get(`/cases/${reference}/answer/children-made-safe/-/1`)).text;
    expect(without).not.toMatch(/multipart|name="upload"/u);
  });

  /** From the form to the check page, and on to the case. */
  const send = async (browser: Browser, files: readonly Sent[]) => {
    const checked = await post(browser, path, { ...(await form(browser)), ...typed }, files).expect(200);
    const held = { ...hiddenInputs(checked.text), attached: tokens(checked.text) };
    await browser
      .post(path)
      .type('form')
      .send({ ...held, step: 'send' })
      .expect(303);
    return { checked: checked.text, sent: pages.sent.at(-1)?.submission.answer as Answer };
  };

  it('go with it: id, hash, size and type in the open, names and content sealed', async () => {
    const { checked, sent } = await send(staff(), [report, { name: 'b.docx', bytes: await docx() }]);
    expect(checked).toContain(
      `Canary family.pdf (PDF, ${String(pdf().length)} bytes${by === null ? ', not checked for malware' : ''})`,
    );
    expect(sent.files?.map(({ type }) => type)).toEqual([
      'application/pdf',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ]);
    expect(Object.keys(sent.files?.[0] ?? {}).toSorted()).toEqual(['reference', 'sha512', 'size', 'type']);
    expect(JSON.stringify(sent)).not.toContain('Canary');
    const words = (await pages.parcels.open(reference, sent.parcel ?? { sealed: '' })) as Record<
      string,
      string
    >;
    expect(words[fileNameKey(sent.files?.[0] ?? { reference: '' })]).toBe('Canary family.pdf');
    expect(JSON.stringify([pages.log, pages.accessed])).not.toContain('Canary');
    await pages.files.forgetUnused(nowMs + 100 * 24 * 3_600_000);
    expect(await pages.files.state(reference, sent.files?.[0]?.reference ?? '')).not.toBe('gone');
  });

  it('that are refused lose nothing that was typed, and none of the others', async () => {
    const browser = staff();
    const page = await post(browser, path, { ...(await form(browser)), ...typed }, [
      { name: 'macros.docx', bytes: await docm() },
      report,
      { name: 'large.pdf', bytes: Buffer.concat([pdf(), Buffer.alloc(400_000), pdf()]) },
    ]).expect(422);
    expect(page.text).toContain('“macros.docx” may carry macros: save it without them, or as a PDF');
    expect(page.text).toContain('“large.pdf” is too large: 300 kB at most, 500 kB with the other files');
    expect(page.text).toContain('Canary words &lt;typed&gt;');
    expect(page.text).toContain('Canary family.pdf');
    expect(tokens(page.text)).toHaveLength(1);
  });

  it('are limited in number and together, over several tries', async () => {
    const browser = staff();
    const bytes = Buffer.concat([pdf(), Buffer.alloc(200_000), pdf()]);
    const first = await post(browser, path, { ...(await form(browser)), ...typed, reviewerToBeNamed: '' }, [
      { name: 'a.pdf', bytes },
      { name: 'b.pdf', bytes },
      report,
    ]).expect(422);
    expect(tokens(first.text)).toHaveLength(3);
    const held = { ...hiddenInputs(first.text), ...typed, attached: tokens(first.text) };
    const more = await post(browser, path, held, [report]).expect(422);
    expect(more.text).toContain('3 files at most can go with an answer');
    const two = { ...held, attached: tokens(first.text).slice(0, 2) };
    const large = await post(browser, path, two, [{ name: 'c.pdf', bytes }]).expect(422);
    expect(large.text).toContain('“c.pdf” is too large');
    const left = await post(browser, path, { ...held, attached: tokens(first.text).slice(2) }).expect(200);
    expect(tokens(left.text)).toHaveLength(1);
    expect(left.text).not.toContain('a.pdf');
  });

  it('stay with the answer that was recorded, when the page is sent once more and that is refused', async () => {
    const browser = staff();
    const checked = await post(browser, path, { ...(await form(browser)), ...typed }, [report]).expect(200);
    const hidden = hiddenInputs(checked.text);
    const held = { ...hidden, attached: tokens(checked.text) };
    const other = await post(browser, path, { ...held, step: 'check' }).expect(200);
    const refused = hiddenInputs(other.text)['submission'] ?? '';
    expect(refused).not.toBe(hidden['submission']);
    await browser
      .post(path)
      .type('form')
      .send({ ...held, step: 'send' })
      .expect(303);
    pages.outcomes.set(refused, { outcome: 'refused', because: 'already-answered', entry: 9 });
    await browser
      .post(path)
      .type('form')
      .send({ ...held, submission: refused, step: 'send' })
      .expect(409);
    await pages.files.forgetUnused(nowMs + 100 * 24 * 3_600_000);
    const id = pages.sent[0]?.submission.answer.files?.[0]?.reference ?? '';
    expect(await pages.files.state(reference, id)).not.toBe('gone');
  });

  it('come back with Change, and can be left out', async () => {
    const browser = staff();
    const checked = await post(browser, path, { ...(await form(browser)), ...typed }, [report]).expect(200);
    const held = { ...hiddenInputs(checked.text), attached: tokens(checked.text), step: 'change' };
    const again = await browser.post(path).type('form').send(held).expect(200);
    expect(again.text).toContain('Files that go with it now');
    expect(tokens(again.text)).toEqual(tokens(checked.text));
  });

  it('belong to their person, their question and their day', async () => {
    const browser = staff();
    const checked = await post(browser, path, { ...(await form(browser)), ...typed }, [report]).expect(200);
    const held = { ...hiddenInputs(checked.text), attached: tokens(checked.text), step: 'send' };
    const foreign = pages.browser('business-unit-b', ['business-unit']);
    const { _csrf } = await form(foreign);
    const refused = await foreign
      .post(path)
      .type('form')
      .send({ ...held, _csrf })
      .expect(422);
    expect(refused.text).toContain('Choose your files again');
    pages.nowMs += 24 * 3_600_000;
    const late = await browser.post(path).type('form').send(held).expect(422);
    expect(late.text).toContain('Choose your files again');
    expect(pages.sent).toEqual([]);
  });

  it('are read only from who is known, with the form’s own token; what was typed is kept, and the loss is said', async () => {
    const nobody = pages.browser();
    const { _csrf } = hiddenInputs((await nobody.get('/report')).text);
    const ended = await post(nobody, path, { _csrf, step: 'check', ...typed }, [report]).expect(401);
    expect(ended.text).toContain('Canary words');
    nobody.set('x-signed-in', JSON.stringify({ person, roles: ['business-unit'] }));
    const again = await nobody.post(path).type('form').send(hiddenInputs(ended.text)).expect(422);
    expect(again.text).toContain('Choose your files again: what you chose was not kept');
    const forged = staff();
    await forged.get(path);
    await post(forged, path, { _csrf: 'forged', ...typed }, [report]).expect(403);
    await post(forged, path, typed, [report]).expect(403);
    await pages.files.forgetUnused(Infinity);
    expect(await pages.store.list(`case-files/${reference}`)).toEqual([]);
  });

  it('are taken at no other address', async () => {
    const browser = staff();
    const { _csrf } = await form(browser);
    await post(browser, '/report', { _csrf, step: 'next' }, [report]).expect(403);
    const other = `/cases/${reference}/answer/children-made-safe/-/1`;
    await post(browser, other, { _csrf, step: 'check' }, [report]).expect(422);
    expect(await pages.store.list(`case-files/${reference}`)).toEqual([]);
  });

  it('that are sent broken, or without end, are answered in words', async () => {
    const browser = staff();
    await form(browser);
    const broken = await browser
      .post(path)
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nContent-Disposition: form-data; name="upload"; filename="a"\r\n\r\nabc')
      .expect(400);
    expect(broken.text).toContain('This request was not understood');
    const many = Array.from({ length: 31 }, (_, index) => ({
      name: `${String(index)}.txt`,
      bytes: Buffer.from('a'),
    }));
    const page = await post(browser, path, { ...(await form(browser)), ...typed }, many).expect(413);
    expect(page.text).toContain('too much at once');
    expect(page.text).toContain('of files a form takes 3 at most, 300 kB each and 500 kB together');
    expect(page.text).not.toContain('shorten');
    const vast = [{ name: 'a.txt', bytes: Buffer.alloc(3_100_000, 'a') }];
    const large = await post(browser, path, { ...(await form(browser)), ...typed }, vast).expect(413);
    expect(large.text).toContain('300 kB each');
    const wordy = { ...(await form(browser)), ...typed, report: 'a'.repeat(210_000) };
    const long = (await post(browser, path, wordy, [report]).expect(413)).text;
    expect(long).toContain('Go back and shorten it.');
    expect(long).not.toContain('files');
  });

  const recorded = async (
    id: 'review-report' | 'agency-information',
    more: Partial<Entry> = {},
  ): Promise<Entry> => {
    const taken = await pages.files.take(
      reference,
      { name: 'Canary <b>Ä.pdf', type: 'application/pdf', bytes: pdf('Canary content') },
      nowMs,
    );
    if (typeof taken === 'string') throw new Error(taken);
    const { name, sha512, size, type } = taken;
    const file = { reference: taken.reference, sha512, size, type };
    const parcel = await pages.words.seal(reference, { report: 'Canary said', [fileNameKey(file)]: name });
    await pages.files.keep(reference, [file.reference]);
    const ofAgency = id === 'agency-information';
    return {
      number: ofAgency ? 8 : 9,
      atMs: nowMs - 1000,
      kind: 'answer',
      duty: id,
      instance: ofAgency ? 'schools' : '-',
      round: 1,
      title: 'The report',
      by: ofAgency
        ? { recipient: 'agency-lead', person: 'agency-lead', agency: 'schools' }
        : { recipient: 'business-unit', person },
      answer: { facts: {}, parcel, files: [file] },
      ...more,
    } as Entry;
  };
  const fileIn = (entry: Entry): string =>
    'answer' in entry ? (entry.answer.files?.[0]?.reference ?? '') : '';

  it('are listed in Papers and at their entry, and open there for the business unit, each opening recorded', async () => {
    const entry = await recorded('review-report');
    await known({ story: [entry] });
    const at = `/cases/${reference}/files/${fileIn(entry)}`;
    const papers = (await staff().get(`/cases/${reference}/papers`).expect(200)).text;
    expect(papers).toContain(`href="/cases/${reference}/story/9"`);
    expect(papers).toMatch(/PDF, \d+ bytes/u);
    expect(papers).not.toContain('Canary');
    const { text } = await staff().get(`/cases/${reference}/story/9`).expect(200);
    expect(text).toContain(`href="${at}"`);
    expect(text).toContain('Canary _b_Ä.pdf'.replace('_b_', '&lt;b&gt;'));
    const story = (await staff().get(`/cases/${reference}/story`)).text;
    expect(story).toContain('With a file.');
    pages.accessed.length = 0;
    const file = await staff().get(at).buffer(true).expect(200);
    expect(Buffer.from(file.body as Buffer).toString()).toContain('Canary content');
    expect(file.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
    });
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="/u);
    expect(pages.accessed.at(-1)).toMatchObject({ person, action: 'read-report', case: reference });
    expect(pages.accessed.at(-1)?.what).toMatch(/^file [0-9a-f]{8} review-report$/u);
  });

  it('do not open where that cannot be recorded', async () => {
    const entry = await recorded('review-report');
    await known({ story: [entry] });
    pages.accessBroken = true;
    const page = await staff()
      .get(`/cases/${reference}/files/${fileIn(entry)}`)
      .expect(500);
    expect(page.text).not.toContain('Canary');
  });

  it('are named to no administrator, and opened by none', async () => {
    const entry = await recorded('review-report');
    await known({ story: [entry] });
    const admin = pages.browser('administrator', ['administrator']);
    for (const page of ['papers', 'story/9'])
      expect((await admin.get(`/cases/${reference}/${page}`).expect(200)).text).not.toContain('Canary');
    await admin.get(`/cases/${reference}/files/${fileIn(entry)}`).expect(403);
    await staff()
      .get(`/cases/${reference}/files/${'0'.repeat(32)}`)
      .expect(404);
  });

  const link = (kind: 'q' | 'n', id: string, to: string, instance = '-') =>
    pages.linked(kind, { case: reference, duty: id, instance, round: 1, person: to });

  it('open by the link of a question or a notice that shows their answer, and by no other', async () => {
    const [entry, returned] = [await recorded('review-report'), await recorded('agency-information')];
    await known({ story: [returned, entry] });
    const question = link('q', 'publication-form', 'police-partner');
    const police = pages.browser('police-partner');
    const shown = (await police.get(question).expect(200)).text;
    expect(shown).toContain(`href="${question}/files/${fileIn(entry)}"`);
    await police.get(`${question}/files/${fileIn(entry)}`).expect(200);
    await police.get(`${question}/files/${fileIn(returned)}`).expect(404);
    const notice = link('n', 'report-to-panel-and-department', 'national-panel');
    const panel = pages.browser('national-panel');
    expect((await panel.get(notice)).text).toContain(`href="${notice}/files/${fileIn(entry)}"`);
    const file = await panel.get(`${notice}/files/${fileIn(entry)}`).expect(200);
    expect(file.headers['content-disposition']).toContain('attachment');
    await panel.get(`${notice}/files/${fileIn(returned)}`).expect(404);
    const stranger = await pages.browser('health-partner').get(`${question}/files/${fileIn(entry)}`);
    expect(stranger.text).toContain('Confirm that it is you');
    await police.get(`/cases/${reference}/files/${fileIn(entry)}`).expect(403);
  });

  it('of an agency’s return open for nobody who may not read it, whatever a notice or question shows', async () => {
    const returned = await recorded('agency-information');
    const shows = ['agency-information'] as const;
    const other = { ...addressee('agency-lead'), agency: 'police' };
    await known({
      story: [returned],
      duties: [
        duty('publication-form', { addressees: [addressee('police-partner'), other], shows }),
        duty('report-to-panel-and-department', { addressees: [addressee('national-panel')], shows }),
      ],
    });
    const open = (kind: 'q' | 'n', id: string, to: string) =>
      pages.browser(to).get(`${link(kind, id, to)}/files/${fileIn(returned)}`);
    await open('q', 'publication-form', 'police-partner').expect(200);
    await open('q', 'publication-form', 'agency-lead').expect(404);
    await open('n', 'report-to-panel-and-department', 'national-panel').expect(404);
  });

  it.each([
    ['not kept', {}, 'gone'],
    ['kept though it came too late', { kept: true as const }, by === null ? 'unscanned' : 'clean'],
  ])('of an answer that was refused stay only where the record has it: %s', async (_case, kept, state) => {
    const browser = staff();
    const fields = { ...(await form(browser)), ...typed };
    const checked = await post(browser, path, fields, [report]).expect(200);
    const held = { ...hiddenInputs(checked.text), attached: tokens(checked.text), step: 'send' };
    const submission = inputValue(checked.text, 'submission');
    pages.outcomes.set(submission, { outcome: 'refused', because: 'too-late', entry: 4, ...kept });
    const page = await browser.post(path).type('form').send(held).expect(409);
    expect(page.text).toContain('Canary family.pdf');
    await pages.files.forgetUnused(Infinity);
    const id = pages.sent.at(-1)?.submission.answer.files?.[0]?.reference ?? '';
    expect(await pages.files.state(reference, id)).toBe(state);
  });

  it('are taken by a link too, from its person alone', async () => {
    const question = link('q', 'agency-information', 'agency-lead', 'schools');
    const lead = pages.browser('agency-lead');
    const answer = { choice: 'not-involved', children: 'all', completedBy: 'A lead' };
    const checked = await post(lead, question, { ...(await form(lead, question)), ...answer }, [
      report,
    ]).expect(200);
    expect(checked.text).toContain('Canary family.pdf');
    expect(tokens(checked.text)).toHaveLength(1);
    const stranger = pages.browser();
    const { _csrf } = hiddenInputs((await stranger.get('/report')).text);
    await post(stranger, question, { _csrf, ...answer }, [report]).expect(401);
    expect(
      (await pages.store.list(`case-files/${reference}`)).filter((name) => name.endsWith('about')),
    ).toHaveLength(1);
  });

  if (by !== null) {
    it('that hold malware are refused in a sentence', async () => {
      const browser = staff();
      const page = await post(browser, path, { ...(await form(browser)), ...typed }, [
        { name: 'a.txt', bytes: eicar },
      ]).expect(422);
      expect(page.text).toContain('“a.txt” holds malware and was deleted: do not send it anywhere');
      expect(page.text).toContain('Canary words');
      expect(await pages.store.list(`case-files/${reference}`)).toEqual([]);
    });

    it('stay in quarantine while the scanner is down, which is said, and open to nobody', async () => {
      verdict = 'unavailable';
      const { checked } = await send(staff(), [report]);
      expect(checked).toContain('being checked for malware; it can be opened when that is done');
      const entry = await recorded('review-report');
      await known({ story: [entry] });
      const papers = (await staff().get(`/cases/${reference}/papers`)).text;
      expect(papers).toContain('being checked for malware; it can be opened when that is done');
      expect(papers).not.toContain('/files/');
      const page = await staff()
        .get(`/cases/${reference}/files/${fileIn(entry)}`)
        .expect(503);
      expect(page.text).toContain('Being checked for malware; it can be opened when that is done.');
      verdict = 'infected';
      const gone = await staff()
        .get(`/cases/${reference}/files/${fileIn(entry)}`)
        .expect(410);
      expect(gone.text).toContain('It held malware and was deleted.');
    });
  }
});
