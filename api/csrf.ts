import { randomUUID } from 'node:crypto';
import { doubleCsrf } from 'csrf-csrf';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { postedBody } from './posted-body';
import type { Services } from './services';

const cookies = z.record(z.string(), z.unknown());
const visitorOf = (request: Request): string => {
  const visitor = cookies.catch({}).parse(request.signedCookies)['visitor'];
  return typeof visitor === 'string' ? visitor : '';
};

/** A visitor's own random mark, so that a token made for one browser is of no use in another. */
const markVisitor =
  (secure: boolean): RequestHandler =>
  (request, response, next) => {
    if (visitorOf(request) === '') {
      const visitor = randomUUID();
      response.cookie('visitor', visitor, { signed: true, httpOnly: true, sameSite: 'lax', secure });
      Object.assign(request, {
        signedCookies: { ...cookies.catch({}).parse(request.signedCookies), visitor },
      });
    }
    next();
  };

/** Tokens that each form carries, and the check that refuses a form without one. */
export function createCsrf({ keys, settings }: Services) {
  const secure = settings.publicUrl.startsWith('https:');
  const secret = keys.secretFor('csrf');
  const { doubleCsrfProtection, generateCsrfToken, invalidCsrfTokenError, validateRequest } = doubleCsrf({
    getSecret: () => secret,
    getSessionIdentifier: visitorOf,
    cookieName: secure ? '__Host-form' : 'form',
    cookieOptions: { sameSite: 'lax', path: '/', secure, httpOnly: true },
    getCsrfTokenFromRequest: (request) => {
      const token = postedBody(request)['_csrf'];
      return typeof token === 'string' ? token : null;
    },
  });
  return {
    middleware: [markVisitor(secure), doubleCsrfProtection],
    token: generateCsrfToken,
    hasToken: validateRequest,
    isRefusal: (error: unknown): boolean => error === invalidCsrfTokenError,
  };
}
