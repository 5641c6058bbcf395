import { z } from 'zod';
import { base, idempotencyKey, parameters, parametersOf, type Operation } from './operation';
import { operations } from './operations';
import { problems, problemSchema, problemType, type ProblemName } from './problems';

type Json = Readonly<Record<string, unknown>>;

/** Schemas that have a name, gathered while the rest is written. */
class Components {
  readonly schemas: Record<string, unknown> = {};

  /** The JSON schema of a schema, with references to what has a name of its own. */
  of(schema: z.ZodType, io: 'input' | 'output'): Json {
    // Within an object what has a name becomes a reference, also where it is the whole.
    const { properties, $defs = {} } = z.toJSONSchema(z.object({ it: schema }), { io });
    const moved = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'));
    for (const [name, one] of Object.entries($defs)) this.schemas[name] ??= moved(one);
    return moved(properties?.['it']) as Json;
  }
}

const anywhere: readonly ProblemName[] = ['not-authenticated', 'not-allowed'];
const ofService: readonly ProblemName[] = ['too-many-requests', 'failed', 'not-now'];

function problemsOf({ path, body, problems: own }: Operation): ProblemName[] {
  return [
    ...anywhere,
    'bad-request',
    ...own,
    ...(path.includes('{') ? (['not-found'] as const) : []),
    ...(body === undefined ? [] : (['no-idempotency-key', 'too-large', 'not-json', 'mistakes'] as const)),
    ...ofService,
  ];
}

/** One response for each status, which says what it can mean. */
function problemResponses(operation: Operation): Json {
  const byStatus = new Map<number, string[]>();
  for (const name of new Set(problemsOf(operation))) {
    const [status, title] = problems[name];
    byStatus.set(status, [...(byStatus.get(status) ?? []), title]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, titles]) => [
      String(status),
      {
        description: [...new Set(titles)].join('; or: '),
        ...(status === 401 || status === 403
          ? { headers: { 'WWW-Authenticate': { schema: { type: 'string' } } } }
          : {}),
        ...(status === 503 ? { headers: { 'Retry-After': { schema: { type: 'string' } } } } : {}),
        content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function parametersIn({ path, query, body }: Operation, components: Components): Json[] {
  const inPath = parametersOf(path).map((name) => {
    const [schema, description] = parameters[name];
    return { name, in: 'path', required: true, description, schema: components.of(schema, 'input') };
  });
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => {
    const { description, ...rest } = components.of(schema as z.ZodType, 'output');
    return { name, in: 'query', required: false, description, schema: rest };
  });
  const header = {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'One for each write. The same key with the same body has the same result, and is done once.',
    schema: components.of(idempotencyKey, 'input'),
  };
  return [...inPath, ...inQuery, ...(body === undefined ? [] : [header])];
}

function operationJson(operation: Operation, components: Components): Json {
  const { id, title, text, results, body } = operation;
  const parametersHere = parametersIn(operation, components);
  const answers = Object.entries(results).map(([status, { text: description, schema, location, retry }]) => {
    const headers = {
      ...(location ? { Location: { schema: { type: 'string' } } } : {}),
      ...(retry ? { 'Retry-After': { schema: { type: 'string' } } } : {}),
    };
    return [
      status,
      {
        description,
        ...(Object.keys(headers).length === 0 ? {} : { headers }),
        content: { 'application/json': { schema: components.of(schema, 'output') } },
      },
    ];
  });
  return {
    operationId: id,
    summary: title,
    description: text,
    ...(parametersHere.length === 0 ? {} : { parameters: parametersHere }),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: components.of(body(null), 'input') } },
          },
        }),
    responses: { ...(Object.fromEntries(answers) as Json), ...problemResponses(operation) },
  };
}

/** The OpenAPI document, from the schemas that the routes read and answer by. */
export function openApiDocument(publicUrl: string) {
  const components = new Components();
  components.of(problemSchema, 'output');
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const at = (paths[`${base}${operation.path}`] ??= {});
    at[operation.method] = operationJson(operation, components);
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Safeguarding Reviews',
      version: '1',
      description:
        'What staff of the business unit do by the pages, for services. Words that people wrote stay sealed, and nothing is decided for anybody.',
    },
    servers: [{ url: publicUrl }],
    security: [{ token: [] }],
    paths,
    components: {
      schemas: components.schemas,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token of the provider of sign-in, by the client credentials grant.',
        },
      },
    },
  };
}
