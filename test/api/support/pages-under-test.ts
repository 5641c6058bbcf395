import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Express } from 'express';
import supertest from 'supertest';
import type { Confirmed } from '../../../activities/confirmation';
import { createApp } from '../../../api/app';
import { linkOf } from '../../../api/kept-link';
import { lawOf } from '../../../api/law';
import { openMachines } from '../../../api/machines/tokens';
import { peopleOf } from '../../../api/people';
import type {
  Attention,
  CaseKnown,
  CodeStanding,
  CodeVerdict,
  Services,
  SignedIn,
} from '../../../api/services';
import type { Kind } from '../../../api/sign-in-needed';
import { openCalendarFeeds } from '../../../config/calendar-feeds';
import type { AccessEntry } from '../../../config/access-log/open';
import { openCaseFiles, type CaseFiles } from '../../../config/case-files';
import { openContentKeys } from '../../../config/content-keys';
import { parseDirectory } from '../../../config/directory-file';
import { openDocuments } from '../../../config/documents';
import { openFileTokens } from '../../../config/file-tokens';
import { folderStore } from '../../../config/folder-store';
import { openIncidentMarks } from '../../../config/incident-marks';
import { openLinks, type LinkClaims } from '../../../config/links';
import type { MalwareScanner } from '../../../config/malware-scanner';
import { openParcels } from '../../../config/parcels';
import { openReportDrafts } from '../../../config/report-drafts';
import { openReferences } from '../../../config/references';
import sampleDirectory from '../../../config/sample-directory.json';
import { deriveSecret } from '../../../config/secrets';
import { openSubmissions } from '../../../config/submissions';
import type { CaseRow } from '../../../domain/case-view';
import type { Opening, Outcome, Submission } from '../../../domain/record';
import { rowsLike } from './rows-like';
import { issuerKeys, tokenRules } from './service-tokens';

const signingSecret = Buffer.alloc(32, 7);
const directory = parseDirectory(JSON.stringify(sampleDirectory));
const masterKeys = { active: 'm1', keys: new Map([['m1', Buffer.alloc(32, 9)]]) };

/** Everything real but Temporal and the provider of sign-in: those are this object's fields, for a test to set and read. */
export class PagesUnderTest {
  nowMs = Date.UTC(2026, 11, 14, 9, 12);
  known = new Map<string, CaseKnown>();
  memos: CaseRow[] = [];
  closed: CaseRow[] = [];
  stopped: CaseRow[] = [];
  attentions: Attention[] = [];
  readonly settled: string[] = [];
  opened: Opening[] = [];
  sent: { reference: string; duty: string; submission: Submission }[] = [];
  confirmed: Confirmed[] = [];
  outcomes = new Map<string, Outcome>();
  codes: { reference: string; question: string; person: string; address: string }[] = [];
  verdict: CodeVerdict = 'right';
  sending: 'asked' | 'no-more' = 'asked';
  standing: CodeStanding = 'mailed';
  temporalDown = false;
  worker = true;
  down: string[] = [];
  moved: unknown[] = [];
  log: Readonly<Record<string, unknown>>[] = [];
  /** What the access log was given; test/config/access-log has the log itself. */
  accessed: AccessEntry[] = [];
  accessBroken = false;
  readonly folder = mkdtempSync(path.join(tmpdir(), 'pages-'));
  readonly links = openLinks(signingSecret);
  readonly submissions = openSubmissions(signingSecret);
  readonly store = folderStore(this.folder);
  readonly contentKeys = openContentKeys(this.store, masterKeys);
  readonly parcels = openParcels(this.contentKeys);
  readonly files: CaseFiles;
  /** What a test seals has a case that was opened. */
  /** As its file stands; a test may change it. */
  directory = directory;
  readonly words = { ...this.parcels, seal: this.parcels.sealOpening };
  /** Cookies of the links that were opened, and the browsers that keep them. */
  readonly #links: string[] = [];
  readonly #keeping: ((cookie: string) => unknown)[] = [];
  readonly services: Services;
  readonly app: Express;

  constructor({ scanner = null }: { scanner?: MalwareScanner | null } = {}) {
    this.files = openCaseFiles(
      { store: this.store, documents: openDocuments(this.store), keys: this.contentKeys },
      scanner,
    );
    this.services = this.#services();
    this.app = createApp(this.services);
  }

  /** A browser: keeps cookies, has opened the links of `linked`, and is somebody who is signed in, or nobody. */
  browser(person?: string, roles: readonly string[] = [], startedAtMs?: number) {
    const agent = supertest.agent(this.app);
    if (person !== undefined) agent.set('x-signed-in', JSON.stringify({ person, roles, startedAtMs }));
    const keep = (cookie: string) => agent.jar.setCookie(cookie, '127.0.0.1', '/');
    for (const cookie of this.#links) keep(cookie);
    this.#keeping.push(keep);
    return agent;
  }

  /** The address of a link's page, in which every browser has opened the link. */
  linked(kind: Kind, claims: LinkClaims): string {
    const token = this.links.signLink(claims);
    const page = linkOf(this.services, kind, token)?.base ?? '';
    const cookie = `link=${token}; Path=${page}`;
    this.#links.push(cookie);
    for (const keep of this.#keeping) keep(cookie);
    return page;
  }

  /** As while the volume with the documents is not mounted. */
  loseDocuments(): void {
    rmSync(this.folder, { recursive: true });
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #guard(): void {
    if (this.temporalDown) throw new Error('UNAVAILABLE: no connection to canary-host.example');
  }

  #services(): Services {
    const people = peopleOf(() => this.directory);
    return {
      settings: {
        publicUrl: 'http://127.0.0.1:3000',
        training: true,
        temporalUi: 'http://127.0.0.1:3004',
        namespace: 'test',
        judgedWithinMs: 20,
        trustProxy: 'loopback',
        files: { maxBytes: 300_000, maxFiles: 3, maxBytesTogether: 500_000 },
      },
      cases: {
        moment: (_reference, atMs) =>
          this.#answer(() => (atMs === 0 ? null : { runId: 'run', eventId: String(atMs) })),
        attentions: () => this.#answer(() => this.attentions),
        settle: (id, person) => this.#answer(() => void this.settled.push(`${id} by ${person}`)),
        count: (filter, within) => this.#answer(() => rowsLike(this.memos, filter, within).length),
        rows: (filter, within, wanted) =>
          this.#answer(() => rowsLike(this.memos, filter, within).slice(0, wanted)),
        closed: () => this.#answer(() => this.closed),
        stopped: () => this.#answer(() => this.stopped),
        repeated: ({ marks, tokenHash }) =>
          this.#answer(() =>
            this.memos
              .filter((row) => row.tokenHash !== tokenHash && row.marks.some((mark) => marks.includes(mark)))
              .map(({ reference }) => reference),
          ),
        look: (reference) => this.#answer(() => this.known.get(reference) ?? { known: 'absent' }),
        open: (opening) =>
          this.#answer(() => {
            const there = this.opened.find((one) => one.reference === opening.reference);
            if (there !== undefined) {
              if (there.tokenHash !== opening.tokenHash) return 'taken';
              return there.contentHash === opening.contentHash ? 'same' : 'changed';
            }
            this.opened.push(opening);
            return 'opened';
          }),
        submit: (reference, duty, submission) =>
          this.#answer(() => {
            this.sent.push({ reference, duty, submission });
            return 'sent';
          }),
        confirm: (sent) =>
          this.#answer(() => {
            this.confirmed.push(sent);
          }),
        outcome: (_reference, submission) => this.#answer(() => this.outcomes.get(submission) ?? null),
        moveTime: (...moved) =>
          this.#answer(() => {
            this.moved.push(moved);
          }),
        ready: () => this.#answer(() => ({ temporal: true, worker: this.worker, down: this.down })),
      },
      codes: {
        send: (binding, address) =>
          this.#answer(() => {
            this.codes.push({ ...binding, address });
            return this.sending;
          }),
        standing: () => this.#answer(() => this.standing),
        enter: () => this.#answer(() => this.verdict),
      },
      people,
      law: lawOf(() => this.directory.partnership),
      keys: {
        ...this.links,
        ...this.submissions,
        ...openFileTokens(signingSecret),
        ...openReferences(signingSecret, 'letters.example'),
        incidentMarks: openIncidentMarks(signingSecret),
        secretFor: (purpose) => deriveSecret(signingSecret, purpose).toString('base64'),
      },
      words: this.parcels,
      files: this.files,
      calendars: openCalendarFeeds(folderStore(this.folder)),
      drafts: openReportDrafts(folderStore(this.folder), deriveSecret(signingSecret, 'report-drafts')),
      answerDrafts: openReportDrafts(
        folderStore(this.folder),
        deriveSecret(signingSecret, 'answer-drafts'),
        'answer-drafts',
      ),
      signIn: {
        middleware: (_request, _response, next) => {
          next();
        },
        who(request) {
          const header = request.get('x-signed-in');
          if (header === undefined) return null;
          const { person, roles, startedAtMs } = JSON.parse(header) as SignedIn;
          return {
            person,
            name: people.person(person)?.name ?? person,
            address: `${person}@example.org`,
            roles,
            ...(startedAtMs === undefined ? {} : { startedAtMs }),
          };
        },
      },
      machines: openMachines(tokenRules, () => Promise.resolve(issuerKeys)),
      access: {
        record: async (entry) => {
          await Promise.resolve();
          if (this.accessBroken) throw new Error('ENOSPC: no space for canary-host.example');
          this.accessed.push(entry);
        },
      },
      log: {
        info: (fields) => this.log.push(fields),
        error: (fields) => this.log.push(fields),
      },
      clock: () => this.nowMs,
    };
  }

  async #answer<T>(answer: () => T): Promise<T> {
    await Promise.resolve();
    this.#guard();
    return answer();
  }
}

/** The value of a hidden input (or of the first input of that name) in a page. */
export function inputValue(html: string, name: string): string {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`, 'u').exec(html)?.[0] ?? '';
  return /value="([^"]*)"/u.exec(tag)?.[1] ?? '';
}

/** Every input that a form of the page holds in secret, as a browser would post it. */
export function hiddenInputs(html: string): Record<string, string> {
  const inputs = html.match(/<input type="hidden"[^>]*>/gu) ?? [];
  return Object.fromEntries(
    inputs.map((tag) => [
      /name="([^"]*)"/u.exec(tag)?.[1] ?? '',
      (/value="([^"]*)"/u.exec(tag)?.[1] ?? '')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    ]),
  );
}
