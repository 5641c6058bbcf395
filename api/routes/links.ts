import { Router, type Request, type Response } from 'express';
import type { createAnswering } from '../answering';
import type { Answering } from '../asked';
import { shownEntries } from '../../domain/papers/pieces';
import { mayGet, mayReadAnswerOf } from '../../domain/permissions';
import { askedByLink } from '../asked-by-link';
import type { createCodePages, Locked } from '../code-pages';
import { sendFile } from '../files/send-file';
import { sendAgain } from '../kept-typed';
import { keptLink, leadToPage, linkOf, pageRoute } from '../kept-link';
import { isLinkHolder } from '../link-holder';
import type { Pages } from '../pages';
import type { LinkClaims, Services } from '../services';
import { askToSignIn, kinds, noteSomebodyElse, wantsSignIn, type Kind, type Link } from '../sign-in-needed';
import { sendFileOfNotice, showNotice } from './notice';
import { showWatched } from './watched';

/** `isOther`: letters about the same went to another address before. */
type CodeAddress = { address: string; isOther?: boolean };

/**
 * The address to which a code for this link is mailed: the latest of its round, or the directory's. `later`: a person
 * whom the case alone knows, while it cannot be asked; null: no case, or nobody of it.
 */
async function addressOf(services: Services, claims: LinkClaims): Promise<CodeAddress | 'later' | null> {
  const found = await services.cases.look(claims.case);
  if (found.known === 'absent') return null;
  const person = services.people.person(claims.person)?.address;
  if (found.known === 'memo') return person === undefined ? 'later' : { address: person };
  const { opening, duties, letters } = found.view;
  const isOfLink = (one: Pick<LinkClaims, 'duty' | 'instance' | 'round'>): boolean =>
    one.duty === claims.duty && one.instance === claims.instance && one.round === claims.round;
  const asked = duties
    .filter(isOfLink)
    .flatMap((state) => [...state.watchers, ...state.addressees])
    .concat(letters.filter(isOfLink).map((letter) => letter.to))
    .filter((to) => to.person === claims.person);
  const reporter = opening.reportedBy.person === claims.person ? opening.reportedBy.address : undefined;
  const address = asked.at(-1)?.address ?? reporter ?? person;
  return address === undefined ? null : { address, isOther: asked.some((to) => to.address !== address) };
}

/**
 * The pages of links in letters: `/q/…` asks a question, `/n/…` shows what a notice says, `/w/…` how it stands with what
 * others owe. Opening one changes nothing, and leads to an address without the token.
 */
export function linkRoutes(
  services: Services,
  pages: Pages,
  answering: ReturnType<typeof createAnswering>,
  codes: ReturnType<typeof createCodePages>,
): Router {
  const router = Router();

  const refuse = (request: Request, response: Response): void => {
    pages(request, response, 'words.njk', {
      h1: 'This link is not valid',
      status: 404,
      texts: [
        'The link is incomplete, or it was changed on its way. Please copy it again from the letter, from beginning to end.',
        'If it still does not open, ring the business unit at the number in the letter.',
      ],
    });
  };

  /** The link that a browser opened for this page; where it knows of none, that is said, and what was typed is kept. */
  const readLink = (kind: Kind, request: Request, response: Response): Link | null => {
    const link = keptLink(services, kind, request);
    if (link !== null) return link;
    const isPosted = request.method === 'POST';
    const page = {
      h1: 'Please open the link in the letter again',
      status: isPosted ? 401 : 200,
      texts: [
        'This page opens from the link in your letter, and this browser does not hold that link, or no longer.',
        ...(isPosted
          ? [
              'Nothing was sent yet, and nothing you typed is lost: open the link in another tab, then come back here.',
            ]
          : []),
        'If this comes again, let this address keep cookies, or ring the business unit at the number in the letter.',
      ],
    };
    if (isPosted) sendAgain(pages, request, response, page);
    else pages(request, response, 'words.njk', page);
    return null;
  };

  const notNow = (request: Request, response: Response): void => {
    const page = {
      h1: 'This link cannot be opened just now',
      status: 503,
      texts: [
        'The link is valid, but the record that it belongs to does not answer. Please try again in a few minutes.',
      ],
    };
    if (request.method === 'POST') sendAgain(pages, request, response, page);
    else pages(request, response, 'words.njk', page);
  };

  /** What a code opens by this link; null when the response is given already. */
  const lockedBy = async (link: Link, request: Request, response: Response): Promise<Locked | null> => {
    const found = await addressOf(services, link.claims);
    if (found === null) refuse(request, response);
    else if (found === 'later') notNow(request, response);
    if (found === null || found === 'later') return null;
    const { case: reference, duty, instance, person } = link.claims;
    const binding = { reference, question: `${duty}/${instance}`, person };
    return { binding, ...found, purpose: 'link', subject: link.token, base: link.base };
  };

  const locked = async (kind: Kind, request: Request, response: Response): Promise<Locked | null> => {
    const link = readLink(kind, request, response);
    if (link === null) return null;
    if (!wantsSignIn(services, kind, link.claims)) return lockedBy(link, request, response);
    askToSignIn(services, pages, request, response, link);
    return null;
  };

  /** The link, once its person is known: signed in, or by a code. Otherwise the page that asks who it is. */
  const opened = async (kind: Kind, request: Request, response: Response): Promise<Link | null> => {
    const link = readLink(kind, request, response);
    if (link === null) return null;
    if (isLinkHolder(services, request, kind, link)) return link;
    noteSomebodyElse(services, request, kind, link.claims);
    if (wantsSignIn(services, kind, link.claims)) {
      askToSignIn(services, pages, request, response, link);
      return null;
    }
    const found = await lockedBy(link, request, response);
    if (found !== null) codes.askWho(request, response, found);
    return null;
  };

  const question = async (
    request: Request,
    response: Response,
    next: (answering: Answering) => Promise<void>,
  ): Promise<void> => {
    const link = await opened('q', request, response);
    if (link === null) return;
    const asked = await askedByLink(services, link.claims);
    if (!('status' in asked)) await next({ request, response, asked, base: link.base });
    else
      await answering.comeTooLate(
        { request, response, base: link.base },
        { caption: link.claims.case, ...asked },
      );
  };

  router.get(pageRoute('q'), (request, response) => question(request, response, answering.ask));
  router.post(pageRoute('q'), (request, response) => question(request, response, answering.take));
  router.get(`${pageRoute('q')}/files/:id`, (request, response) =>
    question(request, response, ({ asked }) => {
      const { view, shows, by } = asked;
      const readable =
        view === null
          ? []
          : shownEntries(shows, {
              view,
              may: (action) => mayGet(by.recipient, action),
              mayReadAnswerOf: (one) => mayReadAnswerOf(one, by),
            });
      const reading = { reference: asked.reference, reader: by, readable };
      return sendFile(services, pages, request, response, reading);
    }),
  );
  router.get(`${pageRoute('q')}/sent/:submission`, async (request, response) => {
    const link = await opened('q', request, response);
    if (link === null) return;
    const { claims, base } = link;
    await answering.tell({ request, response, base }, claims.case, request.params.submission, claims);
  });
  router.get(pageRoute('n'), async (request, response) => {
    const link = await opened('n', request, response);
    if (link !== null) await showNotice(services, pages, request, response, link);
  });
  router.get(`${pageRoute('n')}/files/:id`, async (request, response) => {
    const link = await opened('n', request, response);
    if (link !== null) await sendFileOfNotice(services, pages, request, response, link.claims);
  });

  router.get(pageRoute('w'), async (request, response) => {
    const link = await opened('w', request, response);
    if (link !== null) await showWatched(services, pages, request, response, link.claims);
  });

  for (const kind of kinds) {
    router.get(`/${kind}/:token`, (request, response) => {
      const link = linkOf(services, kind, request.params.token);
      if (link === null) refuse(request, response);
      else leadToPage(services, response, link);
    });
    router.get(`${pageRoute(kind)}/code`, async (request, response) => {
      const found = await locked(kind, request, response);
      if (found !== null) await codes.enterPage(request, response, found);
    });
    router.post(`${pageRoute(kind)}/code`, async (request, response) => {
      const found = await locked(kind, request, response);
      if (found !== null) await codes.send(request, response, found);
    });
    router.post(`${pageRoute(kind)}/code/look`, async (request, response) => {
      const found = await locked(kind, request, response);
      if (found !== null) await codes.enterPage(request, response, found);
    });
    router.post(`${pageRoute(kind)}/code/enter`, async (request, response) => {
      const found = await locked(kind, request, response);
      if (found !== null) await codes.enter(request, response, found);
    });
  }
  return router;
}
