import type { Request } from 'express';
import { provedSubject } from './proof';
import type { Services } from './services';
import { wantsSignIn, type Kind, type Link } from './sign-in-needed';

/**
 * Whether who asks is known to be the person of a link: signed in as that person, or by a security code for this link
 * where the partnership lets a code be enough.
 */
export const isLinkHolder = (
  services: Pick<Services, 'signIn' | 'clock' | 'people'>,
  request: Request,
  kind: Kind,
  { token, claims }: Pick<Link, 'token' | 'claims'>,
): boolean =>
  services.signIn.who(request)?.person === claims.person ||
  (!wantsSignIn(services, kind, claims) && provedSubject(request, 'link', services.clock()) === token);
