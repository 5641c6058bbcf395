import fc, { type Arbitrary } from 'fast-check';
import supertest from 'supertest';
import { openIncidentMarks } from '../../../config/incident-marks';
import { openSubmissions } from '../../../config/submissions';
import type { Outcome } from '../../../domain/record';
import { memo, nowMs, reference } from '../support/sample-case';
import { serviceToken } from '../support/service-tokens';
import { createDescribed, documentOf, type Operation, type Parameter } from './described';
import { nearly, rubbish, valid, type Schema } from './from-schema';
import { MachineUnderTest, report } from './machine-under-test';

/** So many requests of each kind; more by FUZZ_RUNS for whoever looks for longer. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? '40');
/** The same requests each time, unless FUZZ_SEED says otherwise: a test that fails now and then helps nobody. */
const seed = Number(process.env['FUZZ_SEED'] ?? '20261126');
const document = documentOf('http://127.0.0.1:3000');
const named = document.components.schemas;
const faultsOf = createDescribed(document);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

type Asked = {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | null;
  state: 'open' | 'closed' | 'stopped' | 'memo' | 'absent';
  outcome: Outcome | null;
};

/** Real ones, for requests to come further than the door. */
const safePlace = { case: reference, duty: 'children-made-safe', instance: '-', round: 1 };
const real: Readonly<Record<string, readonly string[]>> = {
  submission: [openSubmissions(Buffer.alloc(32, 7)).newSubmission(safePlace)],
  awaits: ['police-partner'],
  stage: ['closed', 'threshold'],
  agency: ['schools'],
  overdue: ['yes'],
  reference: [reference],
  duty: [
    'children-made-safe',
    'children-made-safe',
    'panel-notification',
    'correction',
    'hand-over',
    'notification-threshold',
  ],
  instance: ['-'],
  round: ['1'],
  edition: ['working-together-2018'],
  limit: ['1', '50'],
};
const strays = ['%E0%A4%A', '%00', '%2F', '%2e%2e', '%C3%28', '~', '-'];
const encoded = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  // Half of a letter has no bytes.
  return encodeURIComponent(text.replaceAll(/\p{Cs}/gu, '?'));
};

const one = ({ name, schema }: Parameter): Arbitrary<string> =>
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...(real[name] ?? ['-'])).map(encoded) },
    { weight: 2, arbitrary: valid(schema, named).map(encoded) },
    { weight: 1, arbitrary: rubbish.map(encoded) },
    { weight: 1, arbitrary: fc.constantFrom(...strays) },
  );

/** Every other path is one that exists: the rest of the request is tried behind it. */
const pathOf = (template: string, parameters: readonly Parameter[]): Arbitrary<string> =>
  fc
    .oneof(
      fc.constant(parameters.map(({ name }) => encoded(real[name]?.[0] ?? '-'))),
      fc.tuple(...parameters.map(one)),
    )
    .map((values) =>
      parameters.reduce(
        (path, { name }, index) => path.replace(`{${name}}`, () => values[index] || '-'),
        template,
      ),
    );

const queryOf = (parameters: readonly Parameter[]): Arbitrary<string> => {
  const pair = (parameter: Parameter) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: one(parameter).map((value) => `${parameter.name}=${value}`) },
    );
  const stray = fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('a=b', '__proto__=x', 'limit[]=1', 'cursor', '%', '=', 'stage[x]=1'),
    },
  );
  return fc
    .tuple(...parameters.map(pair), stray)
    .map((pairs) => pairs.filter((value) => value !== null).join('&'));
};

const headerSafe = fc.stringMatching(/^[\x20-\x7e]{0,220}$/u);
const authorization = fc.oneof(
  { weight: 16, arbitrary: fc.constant(`Bearer ${serviceToken(['business-unit'])}`) },
  { weight: 1, arbitrary: fc.constant(`Bearer ${serviceToken(['administrator'])}`) },
  { weight: 1, arbitrary: fc.constant(`Bearer ${serviceToken(['police-partner'])}`) },
  { weight: 2, arbitrary: fc.constant(`Bearer ${serviceToken([], { exp: 1 })}`) },
  { weight: 1, arbitrary: headerSafe },
);
const key = fc.oneof(
  { weight: 8, arbitrary: fc.uuid() },
  { weight: 2, arbitrary: fc.constant('the-same') },
  { weight: 1, arbitrary: headerSafe },
);
const type = fc.oneof(
  { weight: 10, arbitrary: fc.constant('application/json') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-16', 'application/xml', 'a', ''),
  },
);

const safe = { childrenSafe: true, othersConsidered: true, referralMade: true, actions: 'What was done' };
const seeds: Readonly<Record<string, unknown>> = { reportIncident: report, recordAnswer: { fields: safe } };

/** Bodies by the schema of the document, by the schema of the very form, nearly so, or nothing of the kind. */
function bodyOf({ operationId, requestBody }: Operation, forms: readonly Schema[]): Arbitrary<string | null> {
  const schema = requestBody?.content['application/json'].schema;
  if (schema === undefined) return fc.option(fc.constant('{}'), { freq: 10 }).map((body) => body);
  const own = fc.oneof(
    { weight: 8, arbitrary: fc.constant(seeds[operationId]) },
    ...forms.map((form) => valid(form, named)),
  );
  return fc.oneof(
    { weight: 6, arbitrary: own.map((body) => JSON.stringify(body)) },
    { weight: 3, arbitrary: nearly(own).map((body) => JSON.stringify(body)) },
    { weight: 2, arbitrary: valid(schema, named).map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: rubbish.map((body) => JSON.stringify(body)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('', '{', '[', 'null', '{"__proto__":{"a":1}}', '['.repeat(100_000)),
    },
  );
}

const asking = (
  { path, method, operation }: (typeof operations)[number],
  forms: readonly Schema[],
): Arbitrary<Asked> => {
  const { parameters = [] } = operation;
  const of = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place);
  return fc
    .record({
      method: fc.oneof(
        { weight: 12, arbitrary: fc.constant(method) },
        { weight: 1, arbitrary: fc.constantFrom('put', 'patch', 'delete', 'options', 'post', 'get') },
      ),
      path: pathOf(path, of('path')),
      query: queryOf(of('query')),
      authorization,
      key: fc.option(key, { freq: 12 }),
      type,
      body: bodyOf(operation, forms),
      address: fc.ipV4(),
      outcome: fc.constantFrom<(Outcome | null)[]>(
        null,
        null,
        { outcome: 'recorded', entry: 7 },
        { outcome: 'recorded', entry: 7, digest: 'of something else' },
        { outcome: 'refused', because: 'not-allowed', detail: 'Not so.', entry: 8 },
        { outcome: 'refused', because: 'closed', entry: 0 },
      ),
      state: fc.constantFrom<Asked['state']>('open', 'open', 'open', 'closed', 'stopped', 'memo', 'absent'),
    })
    .map((made) => ({
      method: made.method,
      path: made.query === '' ? made.path : `${made.path}?${made.query}`,
      headers: {
        Authorization: made.authorization,
        // One address would soon have asked too often.
        'X-Forwarded-For': made.address,
        ...(made.key === null ? {} : { 'Idempotency-Key': made.key }),
        ...(made.body === null ? {} : { 'Content-Type': made.type }),
      },
      body: made.body,
      state: made.state,
      outcome: made.outcome,
    }));
};

const marksOfReport = openIncidentMarks(Buffer.alloc(32, 7))({
  incidentOn: report.incidentOn,
  childNames: report.children.map(({ name }) => name),
  datesOfBirth: report.children.map(({ bornOn }) => bornOn),
});

describe('whatever a machine sends', () => {
  const found = new Map<string, Set<number>>();
  let machine: MachineUnderTest;
  let outcome: Outcome | null = null;
  beforeAll(() => {
    machine = new MachineUnderTest();
    jest.spyOn(machine.pages.outcomes, 'get').mockImplementation(() => outcome ?? undefined);
  });
  afterAll(() => {
    machine.close();
  });

  const into = async (state: Asked['state']): Promise<void> => {
    await machine.withCase(
      state === 'closed' ? { closed: true } : state === 'stopped' ? { stoppedAtMs: nowMs } : {},
    );
    // Then the report has been made already, by somebody else.
    if (state === 'closed') machine.pages.memos = [memo({ marks: marksOfReport })];
    if (state === 'memo') machine.pages.known.set(reference, { known: 'memo', memo: memo() });
    if (state === 'absent') machine.pages.known.delete(reference);
  };

  const send = async ({ method, path, headers, body }: Asked): Promise<supertest.Response> => {
    const methods = ['get', 'post', 'put', 'patch', 'delete', 'options'] as const;
    const request = supertest(machine.pages.app)[methods.find((name) => name === method) ?? 'get'](path);
    // As text, whatever it says of itself: the client must not mend it.
    void request.set(headers).serialize((text: unknown) => String(text));
    return body === null ? request : request.send(body);
  };

  /** The operation that the document has there; null where it has none. */
  const operationAt = (asked: Asked, { operation, path }: (typeof operations)[number]): Operation | null =>
    document.paths[path]?.[asked.method] === operation ? operation : null;

  const formsOf = async (id: string): Promise<Schema[]> => {
    await into('open');
    if (id === 'reportIncident')
      return [((await machine.get('/api/v1/report-form')).body as { schema: Schema }).schema];
    if (id !== 'recordAnswer') return [];
    const answer = await machine.get(`/api/v1/cases/${reference}/recordable`);
    return (answer.body as { recordable: { schema: Schema }[] }).recordable.map(({ schema }) => schema);
  };

  it.each(operations.map((one) => [one.operation.operationId, one] as const))(
    'is answered by %s as the document describes, and never by a failure',
    async (id, at) => {
      const statuses = found.get(id) ?? new Set<number>();
      found.set(id, statuses);
      const property = fc.asyncProperty(asking(at, await formsOf(id)), async (asked) => {
        await into(asked.state);
        outcome = asked.outcome;
        const answer = await send(asked);
        statuses.add(answer.status);
        expect(answer.status).not.toBe(500);
        const known = operationAt(asked, at);
        if (known === null) expect([400, 401, 404, 405]).toContain(answer.status);
        expect(faultsOf(known, answer)).toEqual([]);
        expect(answer.text).not.toMatch(/Canary|\bat .+\.[jt]s:\d/u);
      });
      await fc.assert(property, { numRuns: at.method === 'post' ? 4 * numRuns : numRuns, seed });
    },
    120_000,
  );

  it('came through every door at least once', () => {
    const reached = Object.fromEntries([...found].map(([id, statuses]) => [id, [...statuses]]));
    for (const { operation } of operations) {
      const { operationId: id, responses } = operation;
      // What a change of a schema must not move out of reach; rarer ones are in operations.test.ts.
      const wanted = Object.keys(responses)
        .map(Number)
        .filter((status) => status < 300 || status === 401 || status === 422);
      const missed = wanted.filter((status) => !(reached[id]?.includes(status) ?? false));
      expect([id, missed]).toEqual([id, []]);
    }
  });
});
