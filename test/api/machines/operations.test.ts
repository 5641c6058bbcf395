import { UnknownKeyError } from '../../../config/encryption/unknown-key';
import supertest from 'supertest';
import { createApp } from '../../../api/app';
import { machineActions } from '../../../api/machines/actions';
import { operations } from '../../../api/machines/operations';
import { duty, memo, nowMs, opening, reference } from '../support/sample-case';
import { inputValue } from '../support/pages-under-test';
import { serviceToken } from '../support/service-tokens';
import { documentOf } from './described';
import { answers, MachineUnderTest, report } from './machine-under-test';

const safe = {
  fields: { childrenSafe: true, othersConsidered: true, referralMade: true, actions: 'Canary actions' },
};
type Problem = {
  type: string;
  status: number;
  detail?: string;
  errors?: { pointer?: string; parameter?: string }[];
};
const pointers = (body: unknown): (string | undefined)[] =>
  ((body as Problem).errors ?? []).map(({ pointer, parameter }) => pointer ?? parameter);
const bodyOf = async (asking: supertest.Test): Promise<unknown> => (await asking).body as unknown;
const kindOf = (body: unknown): string => (body as Problem).type.split('#problem-')[1] ?? '';

describe('the interface for machines', () => {
  let machine: MachineUnderTest;
  beforeEach(async () => {
    machine = new MachineUnderTest();
    await machine.withCase();
  });
  afterEach(() => {
    machine.close();
  });

  it('has the operations that the list of access names, with the same actions', () => {
    const made = operations.map(({ method, path, action }) => [
      `${method.toUpperCase()} /api/v1${path.replaceAll(/\{(\w+)\}/gu, ':$1')}`,
      action,
    ]);
    expect(Object.fromEntries(made)).toEqual(machineActions);
  });

  describe('lets in', () => {
    it('nobody without a token, and says by which header one comes', async () => {
      const answer = await supertest(machine.pages.app).get('/api/v1/cases').expect(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="safeguarding-reviews"');
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    });

    it('nobody by the session of a browser', async () => {
      const browser = machine.pages.browser('business-unit-a', ['business-unit']);
      await browser.get('/cases').expect(200);
      await browser.get('/api/v1/cases').expect(401);
      await browser.post('/api/v1/reports').send(report).expect(401);
      expect(machine.pages.opened).toEqual([]);
    });

    it('nobody by a token that is not good, and says so', async () => {
      const token = serviceToken(['business-unit'], { aud: 'reviews' });
      const asking = supertest(machine.pages.app)
        .get('/api/v1/cases')
        .set('Authorization', `Bearer ${token}`);
      expect((await asking.expect(401)).headers['www-authenticate']).toContain('error="invalid_token"');
    });

    it('no partner, whose decision it is, to anything', async () => {
      const roles = ['police-partner'];
      await machine.get('/api/v1/cases', roles).expect(403);
      await machine.post(answers('notification-threshold'), { choice: 'met' }, { roles }).expect(403);
      expect(machine.pages.sent).toEqual([]);
    });

    it('nobody where it is off', async () => {
      const off = { ...machine.pages.services, machines: null };
      for (const path of ['/api/v1/cases', '/api/v1/openapi.json', '/api/v1/nothing', '/api'])
        await supertest(createApp(off))
          .get(path)
          .set('Authorization', `Bearer ${serviceToken(['business-unit'])}`)
          .expect(404);
    });
  });

  describe('records', () => {
    const by = { person: 'service:records-system', role: 'business-unit' };
    it('each reading and each writing, in the name of the service', async () => {
      await machine.get('/api/v1/cases').expect(200);
      await machine.get(`/api/v1/cases/${reference}`).expect(200);
      await machine.post(answers('children-made-safe'), safe).expect(202);
      await machine.post('/api/v1/reports', { ...report, anotherIncident: true }).expect(201);
      expect(machine.pages.accessed).toEqual([
        { ...by, action: 'see-cases', what: 'api listCases', outcome: 'shown' },
        { ...by, action: 'see-case', what: 'api readCase', case: reference, outcome: 'shown' },
        { ...by, action: 'record-facts', what: 'children-made-safe', case: reference, outcome: 'sent' },
        { ...by, action: 'report-incident', case: machine.pages.opened[0]?.reference, outcome: 'opened' },
      ]);
    });

    it('what was refused to it', async () => {
      await machine.get(`/api/v1/cases/${reference}`, ['scrutineer']).expect(403);
      expect(machine.pages.accessed).toEqual([
        expect.objectContaining({
          person: by.person,
          role: 'scrutineer',
          action: 'see-case',
          outcome: 'refused',
        }),
      ]);
    });

    it('nothing that it cannot write down: then nothing was sent', async () => {
      machine.pages.accessBroken = true;
      const answer = await machine.post(answers('children-made-safe'), safe).expect(503);
      expect(kindOf(answer.body)).toBe('not-now');
      expect(answer.headers['retry-after']).toBeDefined();
    });
  });

  describe('lists cases', () => {
    type List = { cases: { reference: string }[]; total: number | null; next: string | null };
    const references = (body: unknown) => (body as List).cases.map((one) => one.reference);
    beforeEach(() => {
      machine.pages.memos = Array.from({ length: 7 }, (_, index) =>
        memo({
          reference: `SI-2026-AAA${String(index)}`,
          stage: index < 5 ? 'threshold' : 'publication',
          next: index === 6 ? null : { duty: 'd', title: 'Something', on: `2026-12-${String(20 - index)}` },
        }),
      );
    });

    it('page by page, by a cursor that nobody need understand', async () => {
      const found: string[] = [];
      let next: string | null = null;
      do {
        const query: string = next === null ? '' : `&cursor=${next}`;
        const body = await bodyOf(machine.get(`/api/v1/cases?limit=3${query}`).expect(200));
        found.push(...references(body));
        next = (body as List).next;
      } while (next !== null);
      expect(found).toEqual([5, 4, 3, 2, 1, 0, 6].map((index) => `SI-2026-AAA${String(index)}`));
    });

    it('by the filters of the page', async () => {
      const body = await bodyOf(machine.get('/api/v1/cases?stage=publication').expect(200));
      expect(references(body)).toEqual(['SI-2026-AAA5', 'SI-2026-AAA6']);
      machine.pages.closed = [memo({ reference: 'SI-2026-CCCC', stage: 'closed', next: null })];
      const closed = await machine.get('/api/v1/cases?stage=closed').expect(200);
      expect(closed.body).toMatchObject({ total: null, next: null });
      expect(references(closed.body)).toEqual(['SI-2026-CCCC']);
    });

    it.each([
      ['stage=nowhere', 'stage'],
      ['awaits=nobody', 'awaits'],
      ['agency=elsewhere', 'agency'],
      ['limit=0', 'limit'],
      ['limit=1000', 'limit'],
      ['limit=2&limit=3', 'limit'],
      ['cursor=rubbish', 'cursor'],
      ['overdue=1', 'overdue'],
      ['stages=closed', 'stages'],
    ])('and names what it does not understand: %s', async (query, parameter) => {
      const body = await bodyOf(machine.get(`/api/v1/cases?${query}`).expect(400));
      expect(pointers(body)).toEqual([parameter]);
    });

    it('and takes no cursor of another list', async () => {
      const body = await bodyOf(machine.get('/api/v1/cases?limit=2').expect(200));
      const cursor = (body as List).next ?? '';
      await machine.get(`/api/v1/cases?limit=2&cursor=${cursor}`).expect(200);
      const other = await machine.get(`/api/v1/cases?stage=threshold&cursor=${cursor}`).expect(400);
      expect(pointers(other.body)).toEqual(['cursor']);
    });
  });

  describe('shows a case', () => {
    it('with what is owed and why, its letters and its story, and no sealed word or address', async () => {
      const { text } = await machine.get(`/api/v1/cases/${reference}`).expect(200);
      const body = JSON.parse(text) as unknown;
      expect(body).toMatchObject({
        reference,
        stage: 'threshold',
        children: 1,
        nextDeadline: { on: expect.stringMatching(/^2026-12/u) as string },
        duties: expect.arrayContaining([
          expect.objectContaining({
            duty: 'panel-notification',
            dueOn: '2026-12-18',
            why: expect.any(String) as string,
          }),
        ]) as unknown,
      });
      expect(text).not.toContain('Canary');
      expect(text).not.toContain('@');
    });

    it('and says of what can be recorded at any time of nobody that they are waited for', async () => {
      await machine.withCase({ duties: [duty('correction', { awaited: [] })] });
      const body = await bodyOf(machine.get(`/api/v1/cases/${reference}`).expect(200));
      expect(body).toMatchObject({ duties: [{ duty: 'correction', state: 'open', why: null }] });
    });

    it('with its clocks', async () => {
      const body = await bodyOf(machine.get(`/api/v1/cases/${reference}/clocks`).expect(200));
      const { clocks } = body as { clocks: { duty: string; readings: { within: string }[] }[] };
      const panel = clocks.find(({ duty }) => duty === 'panel-notification');
      expect(panel?.readings.map(({ within }) => within)).toEqual(expect.arrayContaining(['5 working days']));
    });

    it('not where there is none, nor while it cannot answer', async () => {
      await machine.get('/api/v1/cases/SI-2026-ZZZZ').expect(404);
      await machine.get('/api/v1/cases/nonsense').expect(404);
      machine.pages.known.set(reference, { known: 'memo', memo: memo() });
      const answer = await machine.get(`/api/v1/cases/${reference}`).expect(503);
      expect(answer.headers['retry-after']).toBeDefined();
    });
  });

  describe('says what can be recorded', () => {
    type List = { recordable: { duty: string; address: string; schema: { properties: object } }[] };
    it('to each role its own duties, with the schema of their forms', async () => {
      const body = await bodyOf(machine.get(`/api/v1/cases/${reference}/recordable`).expect(200));
      const found = (body as List).recordable;
      expect(found.map(({ duty }) => duty)).toEqual([
        'children-made-safe',
        'panel-notification',
        'correction',
        'hand-over',
      ]);
      expect(found[0]?.address).toBe(answers('children-made-safe'));
      expect(found[0]?.schema).toMatchObject({
        additionalProperties: false,
        properties: { fields: { properties: { childrenSafe: { type: 'boolean' } } } },
      });
      const other = await machine.get(`/api/v1/cases/${reference}/recordable`, ['administrator']).expect(200);
      expect((other.body as List).recordable.map(({ duty }) => duty)).toEqual(['cancel-requested']);
    });

    it('and nothing in a case that is closed or was stopped', async () => {
      for (const changed of [{ closed: true }, { stoppedAtMs: nowMs }]) {
        await machine.withCase(changed);
        const body = await bodyOf(machine.get(`/api/v1/cases/${reference}/recordable`).expect(200));
        expect((body as List).recordable).toEqual([]);
      }
    });
  });

  describe('records an answer', () => {
    const sentId = (): string => machine.pages.sent[0]?.submission.submission ?? '';

    it('as the page does: judged by the form, sealed, in the name of the service', async () => {
      const answer = await machine.post(answers('children-made-safe'), safe).expect(202);
      expect(answer.headers['location']).toBe(`${answers('children-made-safe')}/${sentId()}`);
      expect(machine.pages.sent[0]).toMatchObject({
        reference,
        duty: 'children-made-safe',
        submission: {
          by: { recipient: 'business-unit', person: 'service:records-system' },
          answer: { facts: { childrenSafe: true, othersConsidered: true } },
        },
      });
      expect(JSON.stringify(machine.pages.sent)).not.toContain('Canary');
    });

    it('and says what became of it', async () => {
      const location =
        (await machine.post(answers('children-made-safe'), safe).expect(202)).headers['location'] ?? '';
      expect((await machine.get(location).expect(200)).body).toMatchObject({ outcome: 'pending' });
      machine.pages.outcomes.set(sentId(), { outcome: 'recorded', entry: 7 });
      expect((await machine.get(location).expect(200)).body).toMatchObject({ outcome: 'recorded', entry: 7 });
      await machine.get(location.replace('children-made-safe', 'correction')).expect(404);
    });

    it('once for each key, with the same result; and another answer under it is refused', async () => {
      const path = answers('children-made-safe');
      await machine.post(path, safe, { key: 'one' }).expect(202);
      const { submission } = machine.pages.sent[0] ?? {};
      machine.pages.outcomes.set(sentId(), {
        outcome: 'recorded',
        entry: 7,
        digest: submission?.digest ?? '',
      });
      // The order of names is no difference.
      const turned = { fields: Object.fromEntries(Object.entries(safe.fields).toReversed()) };
      for (const body of [safe, turned])
        expect((await machine.post(path, body, { key: 'one' }).expect(201)).body).toMatchObject({ entry: 7 });
      const other = { fields: { ...safe.fields, childrenSafe: false } };
      expect(kindOf((await machine.post(path, other, { key: 'one' }).expect(422)).body)).toBe(
        'key-used-before',
      );
      expect(machine.pages.sent).toHaveLength(1);
    });

    it('on another replica under the same id, and under another key or for another service under another', async () => {
      const path = answers('children-made-safe');
      const replica = new MachineUnderTest();
      await replica.withCase();
      await machine.post(path, safe, { key: 'one' });
      await replica.post(path, safe, { key: 'one' });
      await replica.post(path, safe, { key: 'two' });
      await replica.post(path, safe, { key: 'one', client: 'other-system' });
      const [same, ...others] = replica.pages.sent.map(({ submission }) => submission.submission);
      expect(same).toBe(sentId());
      expect(new Set([same, ...others]).size).toBe(3);
      replica.close();
    });

    it('with a problem at each mistake, in one piece', async () => {
      const body = { fields: { childrenSafe: 'perhaps', more: 'x' }, choice: 'met' };
      const answer = await machine.post(answers('children-made-safe'), body).expect(422);
      expect(pointers(answer.body)).toEqual(
        expect.arrayContaining([
          '/fields/childrenSafe',
          '/fields/othersConsidered',
          '/fields/more',
          '/choice',
        ]),
      );
      const late = { fields: { portalReference: 'R 1', sentOn: '2027-01-01' } };
      const form = await machine.post(answers('panel-notification'), late).expect(422);
      expect(kindOf(form.body)).toBe('mistakes');
      expect(machine.pages.sent).toEqual([]);
    });

    it('and not what another role owes, nor what was never asked', async () => {
      await machine.post(answers('notification-threshold'), { choice: 'met' }).expect(403);
      await machine.post(answers('cancel-requested'), {}).expect(403);
      await machine.post(answers('publication'), {}).expect(404);
      await machine.post(answers('children-made-safe', '-', 2), safe).expect(404);
      expect(machine.pages.sent).toEqual([]);
    });

    it('and tells why a case refuses it', async () => {
      const path = answers('children-made-safe');
      await machine.post(path, safe, { key: 'one' });
      machine.pages.outcomes.set(sentId(), { outcome: 'refused', because: 'already-answered', entry: 9 });
      const answer = await machine.post(path, safe, { key: 'one' }).expect(409);
      expect(answer.body).toMatchObject({
        because: 'already-answered',
        entry: 9,
        detail: expect.any(String) as string,
      });
    });

    it('while no worker is up, by the form of the edition', async () => {
      machine.pages.known.set(reference, { known: 'memo', memo: memo() });
      await machine.post(answers('children-made-safe'), safe).expect(202);
      expect(machine.pages.sent).toHaveLength(1);
      await machine.post(answers('notification-threshold'), { choice: 'met' }).expect(403);
    });

    it('and nothing in a case that was stopped', async () => {
      await machine.withCase({ stoppedAtMs: nowMs });
      await machine.post(answers('children-made-safe'), safe).expect(409);
      expect(machine.pages.sent).toEqual([]);
    });
  });

  describe('opens the case of a report', () => {
    beforeEach(() => {
      machine.pages.memos = [];
    });

    it('sealed, in the hands of a person, with its first dates', async () => {
      const answer = await machine.post('/api/v1/reports', report).expect(201);
      const { headers } = answer;
      const body: unknown = answer.body;
      const [opened] = machine.pages.opened;
      expect(headers['location']).toBe(`/api/v1/cases/${opened?.reference ?? ''}`);
      expect(opened).toMatchObject({
        acceptance: 'accepted',
        handler: 'business-unit-a',
        agencies: ['schools', 'police'],
        incidentOn: '2026-12-10',
        reportedBy: { source: 'business-unit', agency: 'schools' },
        children: [{ child: 1, outcome: 'seriously-harmed', lookedAfter: false }],
      });
      expect(JSON.stringify(opened)).not.toContain('Canary');
      expect(body).toMatchObject({
        reference: opened?.reference,
        firstDates: expect.arrayContaining([
          expect.objectContaining({ duty: 'panel-notification', dueOn: '2026-12-18' }),
        ]) as unknown,
      });
    });

    it('once for each key; another report under it is refused', async () => {
      const first = await machine.post('/api/v1/reports', report, { key: 'one' }).expect(201);
      const again = await machine.post('/api/v1/reports', report, { key: 'one' }).expect(201);
      expect(again.body).toEqual(first.body);
      const other = await machine
        .post('/api/v1/reports', { ...report, whatHappened: 'Other' }, { key: 'one' })
        .expect(422);
      expect(kindOf(other.body)).toBe('key-used-before');
      expect(machine.pages.opened).toHaveLength(1);
    });

    it('once, though another report of the incident came meanwhile, and the year has turned', async () => {
      await machine.post('/api/v1/reports', report, { key: 'one' }).expect(201);
      const [opened] = machine.pages.opened;
      if (opened === undefined) throw new Error('no case was opened');
      const found = memo({ reference: opened.reference, tokenHash: opened.tokenHash });
      machine.pages.known.set(opened.reference, { known: 'memo', memo: found });
      machine.pages.memos = [memo({ marks: opened.marks })];
      machine.pages.nowMs = Date.UTC(2027, 0, 1, 9);
      const again = await machine.post('/api/v1/reports', report, { key: 'one' }).expect(201);
      expect(again.body).toMatchObject({ reference: opened.reference });
      expect(machine.pages.opened).toHaveLength(1);
    });

    it('only once somebody has looked at likely duplicates', async () => {
      await machine.post('/api/v1/reports', report, { key: 'one' });
      const [opened] = machine.pages.opened;
      machine.pages.memos = [memo({ marks: opened?.marks ?? [] })];
      const answer = await machine.post('/api/v1/reports', report, { key: 'two' }).expect(409);
      expect(answer.body).toMatchObject({ references: [reference] });
      await machine.post('/api/v1/reports', { ...report, anotherIncident: true }, { key: 'two' }).expect(201);
      expect(machine.pages.opened[1]?.likelyDuplicates).toEqual([reference]);
    });

    it.each<[string, object, string]>([
      ['a day that does not exist', { incidentOn: '2026-02-30' }, '/incidentOn'],
      ['a day to come', { incidentOn: '2027-01-01' }, '/incidentOn'],
      ['an agency that is not known', { agency: 'elsewhere' }, '/agency'],
      ['no child', { children: [] }, '/children'],
      ['a name that is not asked for', { colour: 'red' }, '/colour'],
      ['no address', { reporterAddress: 'nobody' }, '/reporterAddress'],
      [
        'a death of which nothing more is said',
        { children: [{ name: 'A', outcome: 'died', lookedAfter: 'no' }] },
        '/children/0/unexpectedDeath',
      ],
      ['only blanks', { whatHappened: '   ' }, '/whatHappened'],
      ['half of a character', { whatHappened: 'It was \ud800 so.' }, '/whatHappened'],
      [
        'half of a character in a child’s name',
        { children: [{ ...report.children[0], name: 'A\udc00' }] },
        '/children/0/name',
      ],
    ])('and points to %s', async (_what, changed, pointer) => {
      const body = await bodyOf(machine.post('/api/v1/reports', { ...report, ...changed }).expect(422));
      expect(pointers(body)).toEqual([pointer]);
      expect(machine.pages.opened).toEqual([]);
    });

    it('and says of itself what it asks', async () => {
      const body = await bodyOf(machine.get('/api/v1/report-form').expect(200));
      expect(JSON.stringify(body)).toContain('"const":"schools"');
      await machine.get('/api/v1/report-form', ['administrator']).expect(403);
    });
  });

  it('knows the editions', async () => {
    const body = await bodyOf(machine.get('/api/v1/editions').expect(200));
    expect(JSON.stringify(body)).toContain('working-together-2023');
    const edition = await machine.get('/api/v1/editions/working-together-2018').expect(200);
    expect(JSON.stringify(edition.body)).toContain('5 working days');
    await machine.get('/api/v1/editions/working-together-1066').expect(404);
  });

  describe('says what went wrong as a problem', () => {
    const problemOf = (answer: supertest.Response): [number, string] => {
      expect(answer.headers['content-type']).toContain('application/problem+json');
      const body = JSON.parse(answer.text) as Problem;
      expect(body.status).toBe(answer.status);
      return [answer.status, kindOf(body)];
    };
    const raw = (type: string, body: string) =>
      supertest(machine.pages.app)
        .post('/api/v1/reports')
        .set({ Authorization: `Bearer ${serviceToken(['business-unit'])}`, 'Idempotency-Key': 'one' })
        .type(type)
        .send(body);

    it.each<[string, () => supertest.Test, [number, string]]>([
      ['an address that is not there', () => machine.get('/api/v1/nothing'), [404, 'not-found']],
      ['the base itself', () => machine.get('/api/v1'), [404, 'not-found']],
      ['a method that is not there', () => machine.post('/api/v1/cases', {}), [405, 'method-not-allowed']],
      ['an address that cannot be read', () => machine.get('/api/v1/cases/%E0%A4%A'), [400, 'bad-request']],
      ['a body that is no JSON', () => raw('application/json', '{"a":'), [400, 'bad-request']],
      ['a body that is no object', () => raw('application/json', '[1]'), [422, 'mistakes']],
      ['a body of another type', () => raw('text/plain', 'hello'), [415, 'not-json']],
      ['a form', () => raw('application/x-www-form-urlencoded', 'a=b'), [415, 'not-json']],
      [
        'a body in letters that nobody has',
        () => raw('application/json; charset=klingon', '{}'),
        [415, 'not-json'],
      ],
      [
        'too much at once',
        () => raw('application/json', JSON.stringify({ a: 'x'.repeat(2_000_000) })),
        [413, 'too-large'],
      ],
      ['no key', () => machine.post('/api/v1/reports', report, { key: '' }), [400, 'no-idempotency-key']],
      [
        'no good key',
        () => machine.post('/api/v1/reports', report, { key: 'x'.repeat(201) }),
        [400, 'no-idempotency-key'],
      ],
    ])('%s', async (_what, asking, expected) => {
      expect(problemOf(await asking())).toEqual(expected);
    });

    it('what can be done instead', async () => {
      const answer = await machine.post('/api/v1/cases', {}).expect(405);
      expect(answer.headers['allow']).toBe('HEAD, GET');
    });

    it('a Temporal that is down, with a number and without a word of its own', async () => {
      machine.pages.temporalDown = true;
      const answer = await machine.get('/api/v1/cases').expect(500);
      expect(problemOf(answer)).toEqual([500, 'failed']);
      expect(answer.text).not.toContain('canary-host');
      expect(machine.pages.log).toContainEqual(expect.objectContaining({ event: 'page-failed' }));
    });

    it('that a key is missing, to be asked again', async () => {
      jest.spyOn(machine.pages.services.cases, 'count').mockRejectedValue(new UnknownKeyError('lost'));
      jest.spyOn(machine.pages.services.cases, 'rows').mockRejectedValue(new UnknownKeyError('lost'));
      expect(problemOf(await machine.get('/api/v1/cases').expect(503))).toEqual([503, 'not-now']);
    });

    it('too many requests', async () => {
      const asking = () => supertest(machine.pages.app).get('/api/v1/cases');
      let answer = await asking();
      for (let count = 0; count < 2000 && answer.status !== 429; count += 1) answer = await asking();
      expect(problemOf(answer)).toEqual([429, 'too-many-requests']);
      expect(answer.headers['retry-after']).toBeDefined();
    });
  });

  it('names in its document whom a case can wait for, and where agencies are listed', () => {
    const { paths, components } = documentOf('http://127.0.0.1:3000');
    const listing = paths['/api/v1/cases']?.['get']?.parameters ?? [];
    const awaits = listing.find(({ name }) => name === 'awaits')?.schema;
    expect(awaits).toMatchObject({
      enum: expect.arrayContaining(['police-partner', 'agency-lead']) as string[],
    });
    const reporting = JSON.stringify([paths['/api/v1/reports'], components]);
    expect(reporting).toContain('The id of an agency: GET /report-form lists those of the directory.');
    expect(reporting).toContain('The ids of agencies: GET /report-form lists those of the directory.');
  });

  describe('has a page about itself', () => {
    it('for anybody, without a script and not too large', async () => {
      const { text } = await supertest(machine.pages.app).get('/api').expect(200);
      expect(text).not.toContain('<script');
      expect(text.length).toBeLessThan(150_000);
      for (const { title, path } of operations) {
        expect(text).toContain(title);
        expect(text).toContain(`/api/v1${path}`);
      }
      expect(inputValue(text, '_csrf')).toBe('');
    });
  });

  it('names nobody’s reporter or marks', async () => {
    const { text } = await machine.get(`/api/v1/cases/${reference}`).expect(200);
    const { marks, tokenHash } = opening({ sealed: '' });
    for (const secret of [...marks, tokenHash]) expect(text).not.toContain(secret);
  });
});
