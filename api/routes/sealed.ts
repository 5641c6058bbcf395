import { Router, type Request, type Response } from 'express';
import type { Paper } from '../../domain/duty';
import { paperTitle } from '../../domain/papers/pieces';
import { mayDo } from '../../domain/permissions';
import { papersOf } from '../case-page';
import { showNotFound } from '../mishaps';
import type { Pages } from '../pages';
import type { Permitted } from '../permitted';
import type { Services } from '../services';
import { shownTo } from '../shown';
import { caseHead, type Opened } from '../case-head';

/** What people wrote about a case, each piece at an address of its own: opened, and recorded as read, there alone. */
export function sealedRoutes(
  services: Services,
  pages: Pages,
  permitted: Permitted,
  opened: (request: Request, response: Response) => Promise<Opened | null>,
): Router {
  const router = Router();

  /** As `opened`, for somebody who may read it. Whoever may not is refused on record before anything is looked up. */
  const openedToRead = (request: Request, response: Response): Promise<Opened | null> => {
    if (mayDo(services.signIn.who(request)?.roles ?? [], 'read-report')) return opened(request, response);
    permitted(request, response, 'read-report');
    return Promise.resolve(null);
  };

  const show = async (
    request: Request,
    response: Response,
    { view, signedIn: { person } }: Opened,
    shows: 'report' | Paper,
  ): Promise<void> => {
    const pieces = await shownTo(
      services,
      view,
      [shows],
      { recipient: 'business-unit', person },
      `/cases/${view.reference}`,
    );
    const title = shows === 'report' ? 'the report' : paperTitle(shows);
    pages(request, response, 'case-sealed.njk', {
      h1: `${view.reference}: ${title}`,
      nav: 'cases',
      head: caseHead(view, 'papers', { soonUntil: services.law.soonUntil, people: services.people }),
      pieces,
    });
  };

  router.get('/cases/:reference/report', async (request, response) => {
    const found = await openedToRead(request, response);
    if (found !== null) await show(request, response, found, 'report');
  });

  router.get('/cases/:reference/forms/:paper', async (request, response) => {
    const found = await openedToRead(request, response);
    if (found === null) return;
    const paper = papersOf(found.view).find((one) => one === request.params.paper);
    if (paper === undefined) showNotFound(pages, request, response);
    else await show(request, response, found, paper);
  });
  return router;
}
