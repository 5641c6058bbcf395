import supertest from 'supertest';
import { administratorsApps } from '../../api/administrators-apps';
import { readEnvironment } from '../../config/environment';
import { openLog } from '../../config/log';
import { caseCodec } from '../../config/encryption/case-codec';
import { access, type Action, type CaseState, type Who } from '../../domain/access';
import type { CaseView, DutyState } from '../../domain/case-view';
import type { IncidentDuty, Recipient } from '../../domain/duty';
import type { Addressee } from '../../domain/opened-duty';
import type { Entry } from '../../domain/record';
import { wayTo } from '../../domain/permissions';
import { hiddenInputs, PagesUnderTest } from './support/pages-under-test';
import { addressee, caseView, duty, nowMs, reference } from './support/sample-case';

const roles: readonly Who[] = [
  ...(['business-unit', 'administrator', 'director', 'local-authority-partner', 'health-partner'] as const),
  ...(['police-partner', 'scrutineer', 'rapid-review-chair', 'learning-chair', 'agency-lead'] as const),
  ...(['referrer', 'reviewer', 'national-panel', 'ofsted', 'dfe', 'nobody'] as const),
];
const states: readonly CaseState[] = ['open', 'closed', 'stopped'];
const shows = ['report', 'agency-information', 'quality-checks'] as const;

const toOf = (role: Recipient): Addressee =>
  role === 'agency-lead' ? { ...addressee(role), agency: 'schools' } : addressee(role);

/** Records are kept for longer and destroyed at the command line: test/cli/who-decides.test.ts. */
type AtRoutes = Exclude<Action, 'keep-record' | 'destroy-record'>;
const isAtRoutes = (action: Action): action is AtRoutes =>
  action !== 'keep-record' && action !== 'destroy-record';

/** A case that shows everything to everybody whom it asks or tells: what is left out, the table has left out. */
async function known(pages: PagesUnderTest, state: CaseState, role: Who): Promise<void> {
  const parcel = await pages.words.seal(reference, { rows: [{ label: 'What', value: 'Canary report' }] });
  const returned = async (agency: string, number: number): Promise<Entry> => ({
    number,
    atMs: nowMs - 1000,
    kind: 'answer',
    duty: 'agency-information',
    instance: agency,
    round: 1,
    title: 'What does the agency know?',
    by: { recipient: 'agency-lead', person: 'lead', agency },
    answer: {
      choice: 'involved',
      facts: {},
      parcel: await pages.words.seal(reference, { involvement: `Canary ${agency}` }),
    },
  });
  const dutyState = state === 'closed' ? 'over' : 'open';
  const to = role === 'nobody' ? toOf('police-partner') : toOf(role);
  const open = (id: IncidentDuty, changed: Partial<DutyState> = {}): DutyState =>
    duty(id, { state: dutyState, ...changed });
  const story = [await returned('schools', 1), await returned('police', 2)];
  const view: CaseView = caseView(parcel, {
    ...(state === 'stopped' ? { stoppedAtMs: nowMs } : {}),
    closed: state === 'closed',
    story,
    duties: [
      open('notification-threshold', {
        addressees: [to],
        parts: [to.recipient],
        awaited: [to.recipient],
        shows,
      }),
      open('report-forwarded-to-director', { addressees: [to], shows }),
      ...(['panel-notification', 'cancel-requested', 'children-made-safe'] as const).map((id) => open(id)),
      ...['schools', 'police'].map((instance) => open('agency-information', { instance, addressees: [] })),
      // Of these the table alone says that they are over: to the case they stay open.
      ...(['correction', 'hand-over', 'withdrawal', 'sent-otherwise'] as const).map((id) => duty(id)),
    ],
  });
  pages.known.set(reference, { known: 'view', view });
}

/** Tries everything that the table names, as one role in one state of the case, at the routes as they run. */
class Trying {
  readonly pages = new PagesUnderTest();
  readonly browser;
  readonly person: string;

  constructor(readonly role: Who) {
    this.person = role === 'nobody' ? '' : toOf(role).person;
    this.browser = role === 'nobody' ? this.pages.browser() : this.pages.browser(this.person, [role]);
  }

  link(kind: 'q' | 'n', id: IncidentDuty): string {
    const person = this.person || 'police-partner';
    return this.pages.linked(kind, { case: reference, duty: id, instance: '-', round: 1, person });
  }

  async get(path: string): Promise<string> {
    const { status, text } = await this.browser.get(path);
    return status === 200 ? text : '';
  }

  async post(path: string, body: object): Promise<number> {
    const form = hiddenInputs((await this.browser.get('/report')).text);
    const answer = await this.browser
      .post(path)
      .type('form')
      .send({ _csrf: form['_csrf'], ...body });
    return answer.status;
  }

  answer = (id: IncidentDuty): Promise<string> => this.get(`/cases/${reference}/answer/${id}/-/1`);
  notice = (): Promise<string> => this.get(this.link('n', 'report-forwarded-to-director'));
  report = (): Promise<string> => this.get(`/cases/${reference}/report`);
  checks = (): Promise<string> => this.get(`/cases/${reference}/forms/quality-checks`);
  entry = (number: number): Promise<string> => this.get(`/cases/${reference}/story/${String(number)}`);

  async read(words: string, byRole: () => Promise<string>): Promise<string | null> {
    if ((await byRole()).includes(words)) return 'role';
    return (await this.notice()).includes(words) ? 'link' : null;
  }

  async tryTo(action: AtRoutes): Promise<string | null> {
    switch (action) {
      case 'download-cases':
        return (await this.get('/cases.csv')).includes('Next deadline') ? 'role' : null;
      case 'see-cases':
        return />All cases<\/h1>/.test(await this.get('/cases')) ? 'role' : null;
      case 'see-directory':
        return (await this.get('/directory')).includes('Who holds which role') ? 'role' : null;
      case 'see-case': {
        const parts = ['', '/clocks', '/story', '/story/1', '/papers'];
        const seen = await Promise.all(parts.map((part) => this.get(`/cases/${reference}${part}`)));
        expect(new Set(seen.map((text) => text === '')).size).toBe(1);
        return seen[0] === '' ? null : 'role';
      }
      case 'read-report':
        return this.read('Canary report', () => this.report());
      case 'read-return': {
        const own = await this.read('Canary schools', () => this.entry(1));
        const other = await this.read('Canary police', () => this.entry(2));
        return own !== null && other === null ? 'own' : other;
      }
      case 'read-quality-checks':
        return this.read('Quality checks of the rapid review', () => this.checks());
      case 'see-notice':
        return (await this.notice()).includes('You were told this as') ? 'link' : null;
      case 'report-incident': {
        const page = await this.get('/report');
        if (page.includes('name="incidentOn-day"')) return 'role';
        return page.includes('name="address"') ? 'code' : null;
      }
      case 'answer': {
        const asks = (await this.get(this.link('q', 'notification-threshold'))).includes('name="choice"');
        if (!asks) return null;
        return this.role === 'agency-lead' ? 'own' : 'link';
      }
      case 'record-facts':
        return (await this.answer('children-made-safe')) === '' ? null : 'role';
      case 'correct':
        return (await this.answer('correction')) === '' ? null : 'role';
      case 'hand-over':
        return (await this.answer('hand-over')) === '' ? null : 'role';
      case 'withdraw':
        return (await this.answer('withdrawal')) === '' ? null : 'role';
      case 'record-sent-otherwise':
        return (await this.answer('sent-otherwise')) === '' ? null : 'role';
      case 'look-after-service':
        return (await this.answer('cancel-requested')) === '' ? null : 'role';
      case 'move-time':
        await this.post(`/cases/${reference}/move-time`, { to: 'next' });
        return this.pages.moved.length === 0 ? null : 'role';
      case 'see-temporal':
      case 'decode-payloads':
        return this.atAdministrators(action);
    }
  }

  async atAdministrators(action: 'see-temporal' | 'decode-payloads'): Promise<string | null> {
    const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');
    const environment = readEnvironment({
      EMBEDDED: 'true',
      ENCRYPTION_KEYS: `a:${key(1)}`,
      MASTER_KEYS: `b:${key(2)}`,
      AUDIT_KEYS: `c:${key(3)}`,
      SIGNING_SECRET: key(4),
      SMTP_URL: 'smtp://127.0.0.1:1',
      OIDC_CLIENT_SECRET: 'x',
      TEMPORAL_UI_PORT: '1',
    });
    const codec = caseCodec(environment.encryptionKeys.reveal(), 'safeguarding-reviews', Buffer.alloc(32));
    const apps = administratorsApps(
      {
        environment,
        dataConverter: { payloadCodecs: [codec] },
        access: { ...this.pages.services.access, close: () => Promise.resolve() },
        log: openLog('silent'),
      },
      () =>
        Promise.resolve(
          this.role === 'nobody' ? null : { person: this.person, name: '', address: '', roles: [this.role] },
        ),
    );
    const { status } =
      action === 'see-temporal'
        ? await supertest(apps.proxy).get('/')
        : await supertest(apps.codec)
            .post('/decode')
            .set({ Origin: environment.uiProxyUrl, 'X-Namespace': environment.temporal.namespace })
            .send({ payloads: [] });
    // Temporal's own UI is not there to answer what is let through.
    expect([200, 401, 502]).toContain(status);
    return status === 401 ? null : 'role';
  }
}

describe.each(roles)('what the routes let %s do', (role) => {
  const actions = (Object.keys(access) as Action[]).filter(isAtRoutes);
  it.each(states)('is what the table says, in a case that is %s', async (state) => {
    const trying = new Trying(role);
    try {
      await known(trying.pages, state, role);
      const found = [];
      for (const action of actions) found.push([action, await trying.tryTo(action)]);
      expect(found).toEqual(actions.map((action) => [action, wayTo(role, action, state)]));
    } finally {
      trying.pages.close();
    }
  });
});
