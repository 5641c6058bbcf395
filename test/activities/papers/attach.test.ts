import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import PostalMime from 'postal-mime';
import { createAttach, PaperNotMade } from '../../../activities/papers/attach';
import { createSendLetter } from '../../../activities/send-letter';
import { openContentKeys } from '../../../config/content-keys';
import { parseDirectory } from '../../../config/directory-file';
import type { Directory } from '../../../config/directory';
import type { AccessEntry } from '../../../config/access-log/open';
import { folderStore } from '../../../config/folder-store';
import { openMailer } from '../../../config/mail';
import { openParcels } from '../../../config/parcels';
import sampleDirectory from '../../../config/sample-directory.json';
import type { CaseAsKept } from '../../../domain/case-view';
import type { IncidentNotice, Recipient } from '../../../domain/duty';
import type { LetterOrder } from '../../../domain/letter';
import type { Parcel } from '../../../domain/record';
import { caseView, duty, reference } from '../../api/support/sample-case';
import { openRelay, type Relay } from '../../mail/relay';
import { pagesOf } from '../../support/pdf-text';
import { anOrder, letterServices } from '../an-order';

const child = 'Zoë Canary-Łuczak';
const reasons = 'Canary reasons of the health partner';

describe('The file that goes with a letter', () => {
  let directory: Directory;
  let kept: CaseAsKept;
  let log: Record<string, unknown>[];
  let accessed: AccessEntry[] = [];
  let asked: string[];
  const folder = mkdtempSync(path.join(tmpdir(), 'attach-'));
  const masterKeys = { active: 'm1', keys: new Map([['m1', Buffer.alloc(32, 9)]]) };
  const parcels = openParcels(openContentKeys(folderStore(folder), masterKeys));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  let report: Parcel;
  let words: Parcel;

  const caseWith = (id: IncidentNotice, recipient: Recipient): CaseAsKept => {
    const to = { recipient, person: recipient, address: `reports@${recipient}.example` };
    const whole = caseView(report, {
      duties: [duty('notification-threshold'), duty(id, { addressees: [to] })],
    });
    const [entry] = whole.story.splice(4, 1);
    if (entry?.kind !== 'answer') throw new Error('the sample case has changed');
    return { ...whole, story: [{ ...entry, answer: { ...entry.answer, parcel: words } }] };
  };
  beforeEach(async () => {
    directory = parseDirectory(JSON.stringify(sampleDirectory));
    log = [];
    asked = [];
    accessed = [];
    report = await parcels.sealOpening(reference, { rows: [{ label: 'Name of the child', value: child }] });
    words = await parcels.seal(reference, { reasons });
    kept = caseWith('notification-copies', 'dfe');
  });

  const attach = (caseOf?: () => Promise<CaseAsKept>) =>
    createAttach({
      directory: () => directory,
      words: parcels,
      access: {
        record: (entry) => {
          accessed.push(entry);
          return Promise.resolve();
        },
      },
      log: { error: (fields) => log.push(fields) },
      caseOf: (about) => {
        asked.push(about);
        return caseOf?.() ?? Promise.resolve(kept);
      },
    });
  const order = (over: Parameters<typeof anOrder>[0] = {}): LetterOrder =>
    anOrder({
      kind: 'notice',
      to: { recipient: 'dfe', person: 'dfe', address: 'reports@dfe.example' },
      ...over,
      duty: { kind: 'notice', duty: 'notification-copies', ...over.duty },
    });

  it('holds what the notice shows, under reference and kind, and records who read it', async () => {
    const file = await attach()(order());
    expect(file).toMatchObject({
      filename: 'SI-2026-7K3Q-copy-of-notification.pdf',
      contentType: 'application/pdf',
    });
    const text = pagesOf(file?.content ?? Buffer.alloc(0)).join(' ');
    for (const part of [child, 'The report of the incident']) expect(text).toContain(part);
    // A copy of what was reported, and not of how each partner voted.
    expect(text).not.toContain(reasons);
    expect(text).toContain('As the record of SI-2026-7K3Q stood on 11 December 2026 at 10:40.');
    expect(text).not.toMatch(/Quality checks|Referral to Learning/);
    expect(accessed).toEqual([
      {
        person: 'dfe',
        role: 'dfe',
        action: 'read-report',
        what: 'report',
        case: reference,
        outcome: 'shown',
      },
    ]);
  });

  it('has the same bytes in each attempt, whatever the hour, while what it shows is the same', async () => {
    const later = order({ attempt: 3, nowMs: order().nowMs + 90_000_000, possiblySentTwice: true });
    const [first, second] = [await attach()(order()), await attach()(later)];
    expect(first?.content.equals(second?.content ?? Buffer.alloc(0))).toBe(true);
  });

  it.each<[string, Parameters<typeof anOrder>[0]]>([
    ['a reminder', { kind: 'reminder', ordinal: 1 }],
    [
      'a body that goes by link',
      { to: { recipient: 'ofsted', person: 'ofsted', address: 'reports@ofsted.example' } },
    ],
    [
      'a role of the partnership',
      { to: { recipient: 'director', person: 'director', address: 'reports@dfe.example' } },
    ],
    [
      'another address than the directory’s',
      { to: { recipient: 'dfe', person: 'dfe', address: 'elsewhere@dfe.example' } },
    ],
  ])('is not made for %s, and the case is not asked', async (_, over) => {
    expect(await attach()(order(over))).toBeNull();
    expect([asked, log]).toEqual([[], []]);
  });

  it('has headings for readers', async () => {
    const recorded = duty('review-report', { state: 'answered' });
    const by = { recipient: 'business-unit', person: 'a' } as const;
    const { title } = recorded;
    const place = { duty: 'review-report', instance: '-', round: 1, title, by } as const;
    const answer = { facts: { receivedOn: '2026-12-14' } };
    const story = [{ number: 1, atMs: 0, kind: 'answer' as const, ...place, answer }];
    const duties = [recorded, duty('notification-copies', { shows: ['review-report'] })];
    kept = { ...kept, duties, story };
    const text = pagesOf((await attach()(order()))?.content ?? Buffer.alloc(0)).join(' ');
    expect(text).toContain('The report of the review');
    expect(text).not.toContain('Record the report');
  });

  it('is not made where the directory does not vouch for the way', async () => {
    const dfe = directory.bodies.dfe;
    directory = { ...directory, bodies: { ...directory.bodies, dfe: { ...dfe, secure: false } } };
    expect(await attach()(order())).toBeNull();
  });

  it('is not made for a notice that shows nothing, or nothing yet', async () => {
    kept = { ...kept, duties: [duty('notification-copies', { shows: [] })] };
    expect(await attach()(order())).toBeNull();
    kept = { ...kept, duties: [duty('notification-copies', { shows: ['publication'] })] };
    expect(await attach()(order())).toBeNull();
  });

  it.each<[string, () => Promise<CaseAsKept>]>([
    ['the case does not answer', () => Promise.reject(new Error('DEADLINE_EXCEEDED Canary'))],
    ['the case does not hold the notice', () => Promise.resolve({ ...kept, duties: [] })],
    [
      'a parcel cannot be opened',
      () => Promise.resolve({ ...kept, opening: { ...kept.opening, parcel: { sealed: 'broken' } } }),
    ],
  ])('keeps the letter back where %s, and says no word of what it holds', async (_, caseOf) => {
    const { services, sent } = letterServices();
    const send = createSendLetter({ ...services, attach: attach(caseOf) });
    const failure: unknown = await send(order()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PaperNotMade);
    expect(String(failure)).toBe('PaperNotMade: The file for a letter of SI-2026-7K3Q could not be made.');
    expect(failure).not.toHaveProperty('cause');
    expect(sent).toEqual([]);
    expect(log).toContainEqual({ event: 'paper-not-made', reference, duty: 'notification-copies' });
  });

  describe('through a relay', () => {
    let relay: Relay;
    beforeEach(async () => {
      relay = await openRelay();
    });
    afterEach(() => relay.close());

    it('arrives whole, with a letter that says so and names nobody', async () => {
      const { services } = letterServices(openMailer(relay.settings()));
      const sent = await createSendLetter({ ...services, attach: attach() })(order());
      expect(sent.result).toBe('accepted');
      const [raw = ''] = relay.delivered;
      const { attachments, headers, text, html, subject } = await PostalMime.parse(raw, {
        attachmentEncoding: 'arraybuffer',
      });
      const [file, ...more] = attachments;
      expect(more).toEqual([]);
      expect(file).toMatchObject({
        filename: 'SI-2026-7K3Q-copy-of-notification.pdf',
        mimeType: 'application/pdf',
        disposition: 'attachment',
      });
      const content = Buffer.from(file?.content as ArrayBuffer);
      expect(content.equals((await attach()(order()))?.content ?? Buffer.alloc(0))).toBe(true);
      expect(pagesOf(content).join(' ')).toContain(child);
      expect(text).toContain('SI-2026-7K3Q-copy-of-notification.pdf');
      expect(text).toMatch(/^https:\S+\/n\//m);
      expect(JSON.stringify([headers, text, html, subject])).not.toMatch(/canary|zo\u00eb|luczak/i);
    });
  });
});
