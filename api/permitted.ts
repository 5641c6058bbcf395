import type { Request, Response } from 'express';
import { z } from 'zod';
import type { AccessEntry } from '../config/access-log/open';
import { mayDo, type Action } from '../domain/permissions';
import { sendAgain } from './kept-typed';
import type { Pages } from './pages';
import { note } from './recorded';
import type { Services, SignedIn } from './services';

/**
 * Who is signed in, if they may do this; otherwise the response is already given: to the sign-in, or a refusal in words.
 * What the table of permissions does not name is refused.
 */
export type Permitted = (request: Request, response: Response, action: Action) => SignedIn | null;

/** The role by which somebody signed in does it; where none lets them, all that they have. */
export const roleFor = ({ roles }: SignedIn, action: Action): string =>
  roles.find((role) => mayDo([role], action)) ?? (roles.join(' ') || 'none');

/** Which page of which case was asked for. */
function entryOf(request: Request, signedIn: SignedIn, action: Action, outcome: string): AccessEntry {
  const { reference, duty, number, paper } = page.parse(request.params);
  const name = request.path.split('/')[3];
  return {
    person: signedIn.person,
    role: roleFor(signedIn, action),
    action,
    ...(name === undefined ? {} : { what: [name, duty ?? number ?? paper ?? ''].join(' ').trim() }),
    ...(reference === undefined ? {} : { case: reference }),
    outcome,
  };
}

/** Whoever is signed in can type anything into an address: what is no id stays out of the log. */
const id = (shape: RegExp) => z.string().regex(shape).optional().catch(undefined);
const page = z.object({
  reference: id(/^[A-Z0-9-]{1,60}$/u),
  duty: id(/^[a-z-]{1,60}$/u),
  number: id(/^\d{1,9}$/u),
  paper: id(/^[a-z-]{1,60}$/u),
});

/** What was posted without the sign-in that it needs. */
export const stillHeld = {
  status: 401,
  texts: [
    'Nothing was sent, and nothing you typed is lost: this page holds it.',
    'Sign in in another tab, then come back to this page and press the button.',
  ],
  signIn: true,
} as const;

/** To a form no redirection answers: a browser would follow it to the provider of sign-in only to be stopped there. */
export const sessionEnded = (pages: Pages, request: Request, response: Response): void => {
  sendAgain(pages, request, response, { h1: 'Your session has ended', ...stillHeld });
};

/** Builds the check that every page of staff goes through. */
export function createPermitted(services: Services, pages: Pages): Permitted {
  return (request, response, action) => {
    const signedIn = services.signIn.who(request);
    if (signedIn === null) {
      if (request.method === 'POST') sessionEnded(pages, request, response);
      else response.redirect(303, `/sign-in?to=${encodeURIComponent(request.originalUrl)}`);
      return null;
    }
    const isPermitted = mayDo(signedIn.roles, action);
    // What is sent is recorded by what becomes of it.
    if (!isPermitted || request.method !== 'POST')
      note(services, entryOf(request, signedIn, action, isPermitted ? 'shown' : 'refused'));
    if (isPermitted) return signedIn;
    pages(request, response, 'words.njk', {
      h1: 'This is not open to you',
      status: 403,
      texts: [
        'Your roles in this service do not include this. If they should, ask an administrator.',
        'A question that was sent to you opens by the link in its letter.',
      ],
    });
    return null;
  };
}
