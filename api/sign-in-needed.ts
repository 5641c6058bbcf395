import type { Request, Response } from 'express';
import type { Pages } from './pages';
import { sessionEnded } from './permitted';
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
  { signIn }: Services,
  pages: Pages,
  request: Request,
  response: Response,
  { claims, base }: Link,
): void {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  // What is posted to the page of a code holds nothing that anybody typed for the question.
  if (request.originalUrl === base && !isRead && signIn.who(request) === null)
    sessionEnded(pages, request, response);
  else
    pages(request, response, 'sign-in-needed.njk', {
      h1: signIn.who(request) === null ? 'Sign in to answer this' : 'This question is for somebody else',
      status: isRead ? 200 : 401,
      reference: claims.case,
      base,
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
