import { randomBytes } from 'node:crypto';
import express, { Router, type ErrorRequestHandler, type Request, type Response } from 'express';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { mayDo } from '../../domain/permissions';
import { isForWantOfAKey } from '../mishaps';
import { note } from '../recorded';
import { roleFor } from '../permitted';
import type { Machines, Services, SignedIn } from '../services';
import { Unanswered } from '../unanswered';
import { illFormed, mistakesOf } from './mistakes';
import { openApiDocument } from './openapi';
import {
  base,
  idempotencyKey,
  parameters,
  parametersOf,
  type Asking,
  type Operation,
  type ParameterName,
  type Reply,
} from './operation';
import { operations } from './operations';
import { problem, problemBody, problemType, statusOf, type Problem } from './problems';

/** The document of the interface, beside its operations. */
export const documentPath = `${base}/openapi.json`;

const challenge = 'Bearer realm="safeguarding-reviews"';
const retryAfterSeconds = 30;

/** `/cases/:reference` as Express writes it. */
const expressPath = (path: string): string => `${base}${path.replaceAll(/\{(\w+)\}/gu, ':$1')}`;

export function sendProblem({ settings }: Services, response: Response, said: Problem): void {
  const status = statusOf(said);
  if (said.problem === 'not-authenticated')
    response.set(
      'WWW-Authenticate',
      said.detail === undefined ? challenge : `${challenge}, error="invalid_token"`,
    );
  if (said.problem === 'not-allowed')
    response.set('WWW-Authenticate', `${challenge}, error="insufficient_scope"`);
  if (status === 503 && response.get('Retry-After') === undefined)
    response.set('Retry-After', String(retryAfterSeconds));
  response
    .status(status)
    .type(problemType)
    .send(JSON.stringify(problemBody(settings.publicUrl, said)));
}

/** The service that a request comes from, by its token alone; no cookie is looked at. */
async function serviceOf(machines: Machines, request: Request): Promise<SignedIn | Problem> {
  const [, token] = /^Bearer +([\w.~+/=-]+) *$/iu.exec(request.get('authorization') ?? '') ?? [];
  if (token === undefined) return problem('not-authenticated');
  const service = await machines.who(token);
  return (
    service ??
    problem('not-authenticated', {
      detail: 'The token is not good here: too old, for somebody else, or of a client that is not known.',
    })
  );
}

/** The parts of the address, each of them what it must be; null where there can be nothing. */
function paramsOf(operation: Operation, request: Request): Asking['params'] | null {
  const names = parametersOf(operation.path);
  const read = names.map((name) => [name, parameters[name][0].safeParse(request.params[name])] as const);
  if (read.some(([, { success }]) => !success)) return null;
  return Object.fromEntries(read.map(([name, { data }]) => [name, data])) as Record<ParameterName, string>;
}

const json: RequestHandler = express.json({ limit: '1mb', type: 'application/json' });

/** Reads the body, which nobody does for a stranger. */
const parsed = (request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    void json(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('The body cannot be read.'));
    });
  });

/** What is wrong with a query or a header, each by its name. */
const parameterMistakes = (error: z.core.$ZodError) =>
  mistakesOf(error).map(({ pointer, detail }) => ({ parameter: pointer.slice(1), detail }));

/** The body and the key of a write; of a reading there is none. */
async function bodyOf(
  operation: Operation,
  request: Request,
  response: Response,
): Promise<{ body: unknown; key: string } | Problem> {
  if (operation.body === undefined) return { body: undefined, key: '' };
  if (!request.is('application/json')) return problem('not-json');
  const key = idempotencyKey.safeParse(request.get('idempotency-key'));
  if (!key.success)
    return problem('no-idempotency-key', {
      errors: [
        {
          parameter: 'Idempotency-Key',
          detail: 'One for each write, from 1 to 200 letters, digits and signs without a space.',
        },
      ],
    });
  await parsed(request, response);
  const read = operation.body(null).safeParse(request.body, { reportInput: true });
  // In what the schema took, which is as deep as a form and no deeper.
  const errors = read.success ? illFormed(read.data) : mistakesOf(read.error);
  return errors.length === 0 ? { body: read.data, key: key.data } : problem('mistakes', { errors });
}

async function replyTo(
  services: Services,
  operation: Operation,
  request: Request,
  response: Response,
): Promise<Reply> {
  if (services.machines === null) return problem('not-found');
  const service = await serviceOf(services.machines, request);
  if ('problem' in service) return service;
  const { action, method, id } = operation;
  const params = paramsOf(operation, request);
  const isPermitted = mayDo(service.roles, action);
  // What is sent is recorded by what becomes of it.
  if (!isPermitted || method === 'get')
    note(services, {
      person: service.person,
      role: roleFor(service, action),
      action,
      what: `api ${id}`,
      ...(params?.reference === undefined ? {} : { case: params.reference }),
      outcome: isPermitted ? 'shown' : 'refused',
    });
  if (!isPermitted) return problem('not-allowed');
  if (params === null) return problem('not-found');
  const query = (operation.query ?? z.strictObject({})).safeParse(request.query, { reportInput: true });
  if (!query.success) return problem('bad-request', { errors: parameterMistakes(query.error) });
  const sent = await bodyOf(operation, request, response);
  if ('problem' in sent) return sent;
  return operation.handle({ services, service, params, query: query.data, ...sent });
}

/** Only what the schema of the result names leaves. */
function send(services: Services, operation: Operation, response: Response, reply: Reply): void {
  if ('problem' in reply) {
    sendProblem(services, response, reply);
    return;
  }
  const result = operation.results[reply.status];
  if (result === undefined) throw new Error(`${operation.id} has no result ${String(reply.status)}.`);
  const body = result.schema.parse(reply.body);
  if (reply.location !== undefined) response.location(reply.location);
  if (reply.retryAfterSeconds !== undefined) response.set('Retry-After', String(reply.retryAfterSeconds));
  response.status(reply.status).json(body);
}

/** Methods that an address knows; empty where there is no such address. */
function methodsAt(path: string): string[] {
  const isAt = (template: string): boolean =>
    new RegExp(`^${base}${template.replaceAll(/\{\w+\}/gu, '[^/]+')}/?$`, 'iu').test(path);
  const found = operations.filter((one) => isAt(one.path)).map(({ method }) => method.toUpperCase());
  return isAt('/openapi.json') ? [...found, 'GET'] : found;
}

const nothingElse =
  (services: Services): RequestHandler =>
  (request, response) => {
    const methods = services.machines === null ? [] : methodsAt(`${request.baseUrl}${request.path}`);
    if (methods.length === 0) {
      sendProblem(services, response, problem('not-found'));
      return;
    }
    response.set('Allow', methods.includes('GET') ? ['HEAD', ...methods].join(', ') : methods.join(', '));
    sendProblem(services, response, problem('method-not-allowed'));
  };

/**
 * The interface for machines. Mounted before anything that reads a cookie; `limits` count what is sent.
 * Whatever is asked for below its base is answered here.
 */
export function serveMachines(services: Services, limits: RequestHandler): Router {
  const router = Router();
  let document: object | null = null;
  router.use(base, limits);
  router.get(documentPath, (_request, response) => {
    if (services.machines === null) sendProblem(services, response, problem('not-found'));
    else response.json((document ??= openApiDocument(services.settings.publicUrl)));
  });
  for (const operation of operations)
    router[operation.method](expressPath(operation.path), async (request, response) => {
      send(services, operation, response, await replyTo(services, operation, request, response));
    });
  router.use(base, nothingElse(services));
  return router;
}

const httpError = z.object({ status: z.int().min(400).max(499), type: z.string().optional() });

function problemOf(services: Services, error: unknown, method: string): Problem {
  const known = httpError.safeParse(error).data;
  if (known?.status === 413) return problem('too-large');
  if (known?.status === 415) return problem('not-json');
  if (known?.status === 429) return problem('too-many-requests');
  if (known !== undefined) {
    const isJson = known.type === 'entity.parse.failed';
    return problem('bad-request', isJson ? { detail: 'The body is not whole JSON.' } : {});
  }
  const code = randomBytes(4).toString('hex').toUpperCase();
  services.log.error({ event: 'page-failed', code, method }, error);
  const isForNow = error instanceof Unanswered || isForWantOfAKey(error);
  return problem(isForNow ? 'not-now' : 'failed', { code });
}

/** Whatever goes wrong below the base of the interface, as a problem; what else, is not for here. */
export const machineMishaps =
  (services: Services): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    if (response.headersSent || !`${request.path}/`.toLowerCase().startsWith(`${base}/`)) {
      next(error);
      return;
    }
    sendProblem(services, response, problemOf(services, error, request.method));
  };
