import type { Request, Response } from 'express';
import { typedOne } from './forms/typed';
import { carriedPairs, keptPairs, sendAgain, uncarried } from './kept-typed';
import { postedBody } from './posted-body';
import { addressRefused, headingOf, mistakeInWords, standingInWords, type CodeMistake } from './code-words';
import { maskedAddress, remember, type Purpose } from './proof';
import type { Pages } from './pages';
import { note } from './recorded';
import type { CodeBinding, CodeStanding, Services } from './services';

/** A page that opens with a security code: whom the code binds, where it is mailed, what it opens. */
export type Locked = {
  binding: CodeBinding;
  address: string;
  /** The letter went to another address before. */
  isOther?: boolean;
  /** What the proof names, and the address of the pages that it opens. */
  purpose: Purpose;
  subject: string;
  base: string;
  /** What the page must carry on, where no link names the person. */
  pairs?: readonly (readonly [string, string])[];
  /** Asks for another address, where the person chose it. */
  askAddress?: (mistake: string) => void;
};

const statuses: Partial<Record<CodeMistake, number>> = { locked: 429, 'no-more': 429, unavailable: 503 };
/** What says enough by itself, or comes of nobody's answering. */
const saysAll: readonly (CodeMistake | undefined)[] = ['locked', 'no-more', 'unavailable'];

const pending: readonly CodeStanding[] = ['asked', 'deferred', 'silent'];
const opensNothing: readonly CodeStanding[] = ['none', 'refused', 'locked'];
/** The mistake says already that a new code is needed. */
const isOver = (standing: CodeStanding, mistake?: CodeMistake): boolean =>
  standing === 'none' && mistake === 'expired';

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
      isOther: locked.isOther === true,
      posted: !isRead(request),
      pairs: isRead(request) ? [] : keptPairs(request),
    });
  };

  /** Takes the code, and says how it stands; drawn again, it asks for no other. */
  const enterPage = async (
    request: Request,
    response: Response,
    locked: Locked,
    mistake?: CodeMistake,
  ): Promise<void> => {
    const standing = saysAll.includes(mistake) ? null : await services.codes.standing(locked.binding);
    if (standing === 'refused' && locked.askAddress !== undefined) {
      locked.askAddress(addressRefused);
      return;
    }
    // The last try was wrong too: nobody is told to type again what is not looked at any more.
    if (standing === 'locked' && mistake !== undefined) {
      await enterPage(request, response, locked, 'locked');
      return;
    }
    const text = mistake === undefined ? null : mistakeInWords(mistake, standing);
    const address = maskedAddress(locked.address);
    const kept = carriedPairs(request);
    pages(request, response, 'code.njk', {
      h1: headingOf(mistake === undefined ? standing : null),
      status: mistake === undefined ? 200 : (statuses[mistake] ?? 422),
      base: locked.base,
      pairs: [...(locked.pairs ?? []), ...kept],
      mistakes: text === null ? [] : [{ name: 'code', href: '#code', text }],
      words: standing === null || isOver(standing, mistake) ? null : standingInWords(standing, address),
      isPending: standing !== null && pending.includes(standing),
      isNothing: standing !== null && opensNothing.includes(standing),
      keeps: kept.length > 0,
    });
  };

  /** Asks for a code, then leads to the page that takes it; says so where no more are sent for a while. */
  const send = async (request: Request, response: Response, locked: Locked): Promise<void> => {
    const sending = await services.codes.send(locked.binding, locked.address);
    services.log.info({ event: 'code-asked', reference: locked.binding.reference });
    if (sending === 'no-more') await enterPage(request, response, locked, 'no-more');
    // Without a link in its address, or with what was typed before, the next page has it from this request alone.
    else if (locked.purpose === 'report' || carriedPairs(request).length > 0)
      await enterPage(request, response, locked);
    else response.redirect(303, `${locked.base}/code`);
  };

  /** Takes the code; a right one opens the page in this browser for two hours. */
  const enter = async (request: Request, response: Response, locked: Locked): Promise<void> => {
    const guess = typedOne(postedBody(request), 'code').replaceAll(/\D/gu, '');
    const verdict = /^\d{6}$/u.test(guess) ? await services.codes.enter(locked.binding, guess) : 'empty';
    const { reference, question, person } = locked.binding;
    // What no six digits were typed for is no try.
    if (verdict !== 'empty')
      note(services, {
        person,
        role: locked.purpose === 'link' ? 'by link' : 'reporter',
        action: 'enter-code',
        what: question,
        ...(locked.purpose === 'link' ? { case: reference } : {}),
        outcome: verdict,
      });
    if (verdict !== 'right') {
      await enterPage(request, response, locked, verdict);
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
