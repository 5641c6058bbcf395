import type { Express } from 'express';
import type { Action } from '../domain/permissions';
import { pageRoute } from './kept-link';
import { machineActions } from './machines/actions';
import type { Kind } from './sign-in-needed';
import { stylesheetPath } from './stylesheet';

/**
 * Who is let in at an address: `anyone`, where nothing of a case is said; `role`, signed in with a role that may do it;
 * `link`, the person of a link, once they are known; `code`, whoever holds a link, to prove that they are its person;
 * `service`, a service with a token whose roles may do it; `reporter`, staff or whoever has proved an address; `secret`, whoever has an address that its holder made and can stop.
 */
export type RouteAccess =
  { by: 'anyone' | 'code' | 'secret' } | { by: 'role' | 'link' | 'reporter' | 'service'; action: Action };

const anyone: RouteAccess = { by: 'anyone' };
const code: RouteAccess = { by: 'code' };
const role = (action: Action): RouteAccess => ({ by: 'role', action });
const link = (action: Action): RouteAccess => ({ by: 'link', action });
const reporter: RouteAccess = { by: 'reporter', action: 'report-incident' };

const codeOf = (kind: Kind): Record<string, RouteAccess> => ({
  // Leads to the page, and shows nothing.
  [`GET /${kind}/:token`]: code,
  [`GET ${pageRoute(kind)}/code`]: code,
  [`POST ${pageRoute(kind)}/code`]: code,
  [`POST ${pageRoute(kind)}/code/look`]: code,
  [`POST ${pageRoute(kind)}/code/enter`]: code,
});

/** The operations of the interface for machines. */
const machineAccess: Readonly<Record<string, RouteAccess>> = Object.fromEntries(
  Object.entries(machineActions).map(([route, action]) => [route, { by: 'service', action }]),
);

/** Every address of the application, with who is let in. One that is missing here keeps the application from starting. */
export const routeAccess: Readonly<Record<string, RouteAccess>> = {
  'GET /health/live': anyone,
  'GET /health/ready': anyone,
  [`GET ${stylesheetPath}`]: anyone,
  'GET /assets/icon.svg': anyone,
  'GET /sign-in': anyone,
  'GET /sign-out': anyone,
  'GET /callback': anyone,
  'POST /callback': anyone,
  'GET /library': anyone,
  'GET /accessibility': anyone,
  'GET /cookies': anyone,
  'GET /privacy': anyone,
  // The list of cases stands on it for those who may see that.
  'GET /': anyone,
  'POST /attentions/:id': role('look-after-service'),
  [`GET ${pageRoute('q')}`]: link('answer'),
  [`POST ${pageRoute('q')}`]: link('answer'),
  [`GET ${pageRoute('q')}/sent/:submission`]: link('answer'),
  // Which files depends on what the question, or the notice, shows to its person.
  [`GET ${pageRoute('q')}/files/:id`]: link('answer'),
  [`GET ${pageRoute('n')}`]: link('see-notice'),
  [`GET ${pageRoute('n')}/files/:id`]: link('see-notice'),
  [`GET ${pageRoute('w')}`]: link('see-notice'),
  ...codeOf('q'),
  ...codeOf('n'),
  ...codeOf('w'),
  'GET /report': reporter,
  'POST /report': reporter,
  'GET /report/:draft/:page': reporter,
  'POST /report/code': anyone,
  'POST /report/code/look': anyone,
  'POST /report/code/enter': anyone,
  'GET /directory': role('see-directory'),
  'GET /cases': role('see-cases'),
  'GET /cases.csv': role('download-cases'),
  'GET /calendar': role('see-cases'),
  'POST /calendar': role('see-cases'),
  'GET /calendar/:token.ics': { by: 'secret' },
  'GET /cases/:reference': role('see-case'),
  'GET /cases/:reference/clocks': role('see-case'),
  'GET /cases/:reference/clocks.csv': role('see-case'),
  'GET /cases/:reference/story': role('see-case'),
  'GET /cases/:reference/story/:number': role('see-case'),
  'GET /cases/:reference/story/:number/history': role('see-temporal'),
  'GET /cases/:reference/papers': role('see-case'),
  'GET /cases/:reference/report': role('read-report'),
  'GET /cases/:reference/forms/:paper': role('read-report'),
  'GET /cases/:reference/files/:id': role('read-report'),
  // Which action it is depends on the duty.
  'GET /cases/:reference/answer/:duty/:instance/:round': role('see-case'),
  'POST /cases/:reference/answer/:duty/:instance/:round': role('see-case'),
  'GET /cases/:reference/answer/:duty/:instance/:round/sent/:submission': role('see-case'),
  'POST /cases/:reference/move-time': role('move-time'),
  'GET /api': anyone,
  'GET /api/v1/openapi.json': anyone,
  ...machineAccess,
};

type Layer = { route?: { path: string | string[]; methods: Record<string, boolean> }; handle: unknown };

const layersOf = (handle: unknown): readonly Layer[] =>
  typeof handle === 'function' && 'stack' in handle && Array.isArray(handle.stack)
    ? (handle.stack as readonly Layer[])
    : [];

const routesIn = (handle: unknown): string[] =>
  layersOf(handle).flatMap(({ route, handle: inner }) => {
    if (route === undefined) return routesIn(inner);
    const methods = Object.keys(route.methods).map((method) => method.toUpperCase());
    return [route.path].flat().flatMap((path) => methods.map((method) => `${method} ${path}`));
  });

/** `GET /cases/:reference` for every address that the application answers. */
export const routesOf = (app: Express): string[] => [...new Set(routesIn(app.router))];

/** @throws Error for an address of which nobody has said who is let in. */
export function refuseUnknownRoutes(app: Express): void {
  const unknown = routesOf(app).filter((route) => !Object.hasOwn(routeAccess, route));
  if (unknown.length > 0) throw new Error(`Nobody has said who is let in at ${unknown.join(', ')}.`);
}
