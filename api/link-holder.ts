import type { Request } from 'express';
import { provedSubject } from './proof';
import type { LinkClaims, Services } from './services';

/** Whether who asks is known to be the person of a link: signed in as that person, or by a security code for this link. */
export const isLinkHolder = (
  { signIn, clock }: Pick<Services, 'signIn' | 'clock'>,
  request: Request,
  { token, claims }: { token: string; claims: LinkClaims },
): boolean =>
  signIn.who(request)?.person === claims.person || provedSubject(request, 'link', clock()) === token;
