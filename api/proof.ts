import type { Request, Response } from 'express';
import { z } from 'zod';

/** How long a security code, once entered, opens the page that it was asked for. */
const validMs = 2 * 60 * 60 * 1000;
const proof = z.object({ purpose: z.enum(['report', 'link']), subject: z.string(), untilMs: z.number() });
/** What a code was asked for: to report an incident from an address, or to open a link. */
export type Purpose = z.infer<typeof proof>['purpose'];
const cookieName = 'proof';
const signedCookies = z.record(z.string(), z.unknown());

/**
 * Remembers in a signed cookie, of this page's address only, that a code was entered for a subject:
 * a link's token, or a reporter's address.
 */
export function remember(
  response: Response,
  { purpose, subject }: { purpose: Purpose; subject: string },
  path: string,
  nowMs: number,
  secure: boolean,
): void {
  response.cookie(cookieName, JSON.stringify({ purpose, subject, untilMs: nowMs + validMs }), {
    signed: true,
    httpOnly: true,
    sameSite: 'lax',
    secure,
    path,
    maxAge: validMs,
  });
}

/** The subject for which a code was entered with this purpose at this address, while that still counts. */
export function provedSubject(request: Request, purpose: Purpose, nowMs: number): string | null {
  const cookie = signedCookies.catch({}).parse(request.signedCookies)[cookieName];
  if (typeof cookie !== 'string') return null;
  try {
    const read = proof.parse(JSON.parse(cookie));
    return read.purpose === purpose && read.untilMs > nowMs ? read.subject : null;
  } catch {
    return null;
  }
}

/** `j•••@example.org`: enough to recognise one's own address, too little to learn it. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? 'the address on the case' : `${address.charAt(0)}•••${address.slice(at)}`;
}
