import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Services } from './services';
import type { Kind, Link } from './sign-in-needed';

const cookieName = 'link';
/** How long a page can be loaded again in the browser that opened its link; the link itself does not expire. */
const keptMs = 30 * 24 * 60 * 60 * 1000;
const cookies = z.record(z.string(), z.unknown()).catch({});

/** The route of every page of a link. */
export const pageRoute = (kind: Kind): string => `/${kind}/:reference/:page`;

/** The address of a link's page: no link, for nobody can tell the token from it, and without a word of what is asked. */
const pageOf = (kind: Kind, reference: string, token: string): string =>
  `/${kind}/${reference}/${createHash('sha256').update(token).digest('base64url').slice(0, 12)}`;

/** The link of a letter, by its token; null for whatever we did not sign. */
export function linkOf({ keys }: Pick<Services, 'keys'>, kind: Kind, token: string): Link | null {
  const claims = keys.readLink(token);
  return claims === null ? null : { claims, token, base: pageOf(kind, claims.case, token) };
}

/** Leads from the link of a letter to its page; the token goes on in a cookie of that page alone, out of the address. */
export function leadToPage({ settings }: Services, response: Response, { token, base }: Link): void {
  response.cookie(cookieName, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: settings.publicUrl.startsWith('https:'),
    path: base,
    maxAge: keptMs,
  });
  response.redirect(303, base);
}

/** The link of a page that this browser opened; null where it opened none, or no longer knows it. */
export function keptLink(services: Pick<Services, 'keys'>, kind: Kind, request: Request): Link | null {
  const token = cookies.parse(request.cookies)[cookieName];
  const link = typeof token === 'string' ? linkOf(services, kind, token) : null;
  const { reference, page } = request.params;
  return link?.base === `/${kind}/${String(reference)}/${String(page)}` ? link : null;
}
