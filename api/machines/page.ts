import { Router } from 'express';
import { access } from '../../domain/access';
import { showNotFound } from '../mishaps';
import type { Pages } from '../pages';
import type { Services } from '../services';
import { openApiDocument } from './openapi';
import { base, type Operation } from './operation';
import { operations } from './operations';
import { problems } from './problems';
import { documentPath } from './serve';

type Parameter = { name: string; in: string; required: boolean; description?: string };

/** What a problem means for who meets it, beyond its title. */
const advice: Readonly<Partial<Record<keyof typeof problems, string>>> = {
  'bad-request': 'A parameter is wrong, or the body is not whole JSON: “errors” names it.',
  'no-idempotency-key': 'Make a new key for each write, and use it again when you send the same write again.',
  'not-authenticated': 'Get a token from the provider of sign-in, and send it as “Authorization: Bearer …”.',
  'not-allowed': 'The roles in the token do not include this, or the duty is for somebody else.',
  'not-found': 'Check the reference and the address.',
  'method-not-allowed': 'The header Allow names what can be done.',
  'likely-duplicate': 'Have somebody look at the cases under “references” before you say that it is another.',
  'not-taken': 'The case refused it, and that stands in its story: “because” and “detail” say why.',
  'too-large': 'A body has one megabyte at most.',
  'not-json': 'Send “Content-Type: application/json”.',
  mistakes: 'Each of “errors” points to the place in the body, and says what is wrong there.',
  'key-used-before': 'Send what was sent before, or choose another key.',
  'too-many-requests': 'Wait as long as the header Retry-After says.',
  failed: 'It is in our log under the number in “code”.',
  'not-now': 'Send the same again later, with the same key: it is done once.',
};

const shown = (operation: Operation, document: ReturnType<typeof openApiDocument>) => {
  const at = document.paths[`${base}${operation.path}`]?.[operation.method] as
    { parameters?: Parameter[]; responses: Record<string, { description: string }> } | undefined;
  return {
    id: operation.id,
    title: operation.title,
    text: operation.text,
    method: operation.method.toUpperCase(),
    path: `${base}${operation.path}`,
    needs: access[operation.action].title,
    parameters: at?.parameters ?? [],
    hasBody: operation.body !== undefined,
    answers: Object.entries(at?.responses ?? {}).map(([status, { description }]) => ({
      status,
      description,
    })),
  };
};

/** The page about the interface for machines: to be read, by whoever wants to. */
export function machinePage(services: Services, pages: Pages): Router {
  const router = Router();
  router.get('/api', (request, response) => {
    if (services.machines === null) {
      showNotFound(pages, request, response);
      return;
    }
    const document = openApiDocument(services.settings.publicUrl);
    pages(request, response, 'api.njk', {
      h1: 'Interface for other systems',
      documentPath,
      base,
      operations: operations.map((operation) => shown(operation, document)),
      schemas: Object.entries(document.components.schemas).map(([name, schema]) => ({
        name,
        json: JSON.stringify(schema, null, 1),
        ...(schema as { description?: string }),
      })),
      problems: Object.entries(problems).map(([name, [status, title]]) => ({
        name,
        status,
        title,
        advice: advice[name as keyof typeof problems],
      })),
    });
  });
  return router;
}
