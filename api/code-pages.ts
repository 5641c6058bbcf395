import type { Request, Response } from 'express';
import { typedOne } from './forms/typed';
import { carriedPairs, keptPairs, sendAgain, uncarried } from './kept-typed';
import { postedBody } from './posted-body';
import { maskedAddress, remember, type Purpose } from './proof';
import type { Pages } from './pages';
import type { CodeBinding, CodeVerdict, Services } from './services';

/** A page that opens with a security code: whom the code binds, where it is mailed, what it opens. */
export type Locked = {
  binding: CodeBinding;
  address: string;
  /** What the proof names, and the address of the pages that it opens. */
  purpose: Purpose;
  subject: string;
  base: string;
  /** What the page must carry on, where no link names the person. */
  pairs?: readonly (readonly [string, string])[];
};

type Mistake = Exclude<CodeVerdict, 'right'> | 'no-more' | 'empty';
const statuses: Partial<Record<Mistake, number>> = { locked: 429, 'no-more': 429, unavailable: 503 };

const wrong: Readonly<Record<Mistake, string>> = {
  empty: 'Enter the six digits of the code',
  wrong: 'This is not the code in the latest letter; please type its six digits again',
  locked: 'Too many wrong codes: this is locked for up to ten minutes. Then ask for a new code',
  expired: 'The code has expired or was used; ask for a new one',
  unavailable: 'The code cannot be checked just now; please try again in a minute. The code stays valid',
  'no-more':
    'No code was sent: three were sent within ten minutes, or there were too many wrong ones. Use the latest code, or ask again in ten minutes',
};

const isRead = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';

/** Pages that ask for a security code and take it. */
export function createCodePages(services: Services, pages: Pages) {
  /** Asks who it is that opened a link; nothing of the case is shown but its reference. */
  const askWho = (request: Request, response: Response, locked: Locked): void => {
    pages(request, response, 'identify.njk', {
      h1: 'Confirm that it is you',
      status: isRead(request) ? 200 : 401,
      reference: locked.binding.reference,
      base: locked.base,
      address: maskedAddress(locked.address),
      posted: !isRead(request),
      pairs: isRead(request) ? [] : keptPairs(request),
    });
  };

  const enterPage = (request: Request, response: Response, locked: Locked, mistake?: Mistake): void => {
    const text = mistake === undefined ? null : wrong[mistake];
    pages(request, response, 'code.njk', {
      h1: 'Enter the security code',
      status: mistake === undefined ? 200 : (statuses[mistake] ?? 422),
      sent: mistake === undefined || mistake === 'wrong' || mistake === 'empty',
      base: locked.base,
      pairs: [...(locked.pairs ?? []), ...carriedPairs(request)],
      address: maskedAddress(locked.address),
      mistakes: text === null ? [] : [{ name: 'code', href: '#code', text }],
    });
  };

  /** Has a code mailed, then leads to the page that takes it; says so where no more are sent for a while. */
  const send = async (request: Request, response: Response, locked: Locked): Promise<void> => {
    const sending = await services.codes.send(locked.binding, locked.address);
    services.log.info({ event: 'code-asked', reference: locked.binding.reference });
    if (sending === 'no-more') enterPage(request, response, locked, 'no-more');
    // Without a link in its address, or with what was typed before, the next page has it from this request alone.
    else if (locked.purpose === 'report' || carriedPairs(request).length > 0)
      enterPage(request, response, locked);
    else response.redirect(303, `${locked.base}/code`);
  };

  /** Takes the code; a right one opens the page in this browser for two hours. */
  const enter = async (request: Request, response: Response, locked: Locked): Promise<void> => {
    const guess = typedOne(postedBody(request), 'code').replaceAll(/\D/gu, '');
    if (guess === '') {
      enterPage(request, response, locked, 'empty');
      return;
    }
    const verdict = /^\d{6}$/u.test(guess) ? await services.codes.enter(locked.binding, guess) : 'wrong';
    if (verdict !== 'right') {
      enterPage(request, response, locked, verdict);
      return;
    }
    const secure = services.settings.publicUrl.startsWith('https:');
    remember(response, locked, locked.base, services.clock(), secure);
    const pairs = uncarried(request);
    if (pairs.length === 0) response.redirect(303, locked.base);
    else {
      const texts = ['Nothing was sent yet, and nothing you typed is lost: this page holds it.'];
      sendAgain(pages, request, response, {
        h1: 'Thank you: it is you',
        status: 200,
        texts,
        to: locked.base,
        pairs,
      });
    }
  };

  return { askWho, enterPage, send, enter };
}
