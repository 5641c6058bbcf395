import type { Request, Response } from 'express';
import { sendAgain } from './kept-typed';
import type { Pages } from './pages';
import { sessionEnded, stillHeld } from './permitted';
import { provedSubject } from './proof';
import { note } from './recorded';
import type { LinkClaims, Services } from './services';

/** `/q/…` asks, `/n/…` shows a notice, `/w/…` how it stands with what others owe. */
export const kinds = ['q', 'n', 'w'] as const;
export type Kind = (typeof kinds)[number];
/** A link of a letter, read, and the address of its page. */
export type Link = { claims: LinkClaims; token: string; base: string };

/** Whether the partnership wants a sign-in for what a link asks: no code opens it then. */
export const wantsSignIn = (
  { people }: Pick<Services, 'people'>,
  kind: Kind,
  { duty }: LinkClaims,
): boolean => kind === 'q' && people.partnership().signInFor.includes(duty);

/** Says that a sign-in is needed, and leads there and back; who is signed in already is somebody else. */
export function askToSignIn(
  { signIn, clock, people }: Pick<Services, 'signIn' | 'clock' | 'people'>,
  pages: Pages,
  request: Request,
  response: Response,
  { claims, base, token }: Link,
): void {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  const isSignedIn = signIn.who(request) !== null;
  // What is posted to the page of a code holds nothing that anybody typed for the question.
  if (request.originalUrl !== base || isRead || isSignedIn)
    pages(request, response, 'sign-in-needed.njk', {
      h1: isSignedIn ? 'This question is for somebody else' : 'Sign in to answer this',
      status: isRead ? 200 : 401,
      reference: claims.case,
      base,
    });
  else if (provedSubject(request, 'link', clock()) !== token) sessionEnded(pages, request, response);
  else
    sendAgain(pages, request, response, {
      ...stillHeld,
      h1: 'Sign in to answer this',
      texts: [
        `${people.partnership().name} wants this question answered signed in now. A security code, as you entered one, is no longer enough for it.`,
        ...stillHeld.texts,
      ],
    });
}

/** Records that somebody who is signed in opened what was sent to somebody else. */
export function noteSomebodyElse(services: Services, request: Request, kind: Kind, claims: LinkClaims): void {
  const who = services.signIn.who(request);
  if (who === null) return;
  const { duty, instance, case: reference } = claims;
  note(services, {
    person: who.person,
    role: who.roles.join(' ') || 'none',
    action: kind === 'q' ? 'answer' : 'see-notice',
    what: instance === '-' ? duty : `${duty} ${instance}`,
    case: reference,
    outcome: 'refused',
  });
}
