import type { CodeStanding, CodeVerdict } from './services';

/** Why a page that takes a code says that something is to be put right. */
export type CodeMistake = Exclude<CodeVerdict, 'right'> | 'no-more' | 'empty';

const mistakes: Readonly<Record<CodeMistake, string>> = {
  empty: 'Enter the six digits of the code',
  wrong: 'This is not a code that we sent for this page; please type its six digits again',
  locked: 'Too many wrong codes: this is locked for up to ten minutes. Then ask for a new code',
  expired: 'This code has expired, was used, or is not for this page; ask for a new one',
  unavailable:
    'The code cannot be checked just now. Please try it again in a minute; if it is refused then, it was used up by this, so ask for a new one',
  'no-more':
    'No code was sent: three were sent within ten minutes, or there were too many wrong ones. Use a code that you have, or ask again in ten minutes',
};

const isMailedOrOver: readonly (CodeStanding | null)[] = [null, 'mailed', 'none'];

/** What is to be put right; nobody is told to ask for a code who has asked already. */
export const mistakeInWords = (mistake: CodeMistake, standing: CodeStanding | null): string =>
  mistake === 'expired' && !isMailedOrOver.includes(standing)
    ? 'This code is not valid, and the one you asked for has not been mailed yet'
    : mistakes[mistake];

/** The heading of the page, which takes a code only where there may be one. */
export const headingOf = (standing: CodeStanding | null): string =>
  standing === 'refused'
    ? 'No code was sent'
    : standing === 'none'
      ? 'Ask for a security code'
      : standing === 'locked'
        ? 'Too many wrong codes'
        : 'Enter the security code';

/** How a code that is mailed to this address stands. */
export function standingInWords(standing: CodeStanding, address: string): string {
  switch (standing) {
    case 'mailed':
      return `We have sent a six-digit code to ${address}. It is valid for ten minutes and may take a minute to arrive.`;
    case 'asked':
      return `Your code is being mailed to ${address} just now. Please look again in a moment.`;
    case 'deferred':
      return `Your code has not been mailed yet: the mail server does not take it just now. We try again for ten minutes, and it comes to ${address} as soon as it is taken. You need not ask again.`;
    case 'silent':
      return `We have your request, but cannot see that a code was mailed: a part of this service does not answer just now. The code comes to ${address} as soon as the service is back. You need not ask again.`;
    case 'refused':
      return `The mail server refused the address ${address}. Please ring the business unit, which can check it and put it right; then ask again.`;
    case 'locked':
      return 'Five wrong codes were entered: this is locked for up to ten minutes. Then ask for a new code.';
    case 'none':
      return `No code is valid for this page just now, and none is on its way. Ask for one, and it comes to ${address}.`;
  }
}

export const addressRefused =
  'No code was sent: the mail server refused this address. Check it, or ring the business unit';
