import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { londonDateOf } from '../../domain/calendar/london';
import type { createAnswering } from '../answering';
import { staffRoleFor } from '../asked-of-staff';
import { clocksPart } from '../case-clocks';
import { clockRows } from '../clocks-csv';
import { asCsv } from '../csv';
import { caseHead, type Opened } from '../case-head';
import { namesOf, nowPart, papersOf, papersPart, storyPage } from '../case-page';
import { entriesWithFiles, filesOfCase } from '../files/listed';
import { sendFile } from '../files/send-file';
import { showEntry } from './entry';
import { paperTitle } from '../../domain/papers/pieces';
import type { Pages } from '../pages';
import { ifMetInWords, notificationIfMet } from '../if-met';
import { mayDo, stateOf } from '../../domain/permissions';
import type { Permitted } from '../permitted';
import { reportArrival, reportOrigin } from '../report-origin';
import { tooEarlyAsProposed } from '../publication-notes';
import { savedByStaff } from '../saved-answer';
import type { CaseKnown, Services } from '../services';
import { stoppedInWords } from '../stopped-words';
import { caseAnswerRoutes } from './case-answers';
import { historyRoute } from './history';
import { moveTimeRoute } from './move-time';
import { sealedRoutes } from './sealed';

/** The pages of one case: now, clocks, story, papers, and the forms by which staff record facts. */
export function caseRoutes(
  services: Services,
  pages: Pages,
  permitted: Permitted,
  answering: ReturnType<typeof createAnswering>,
): Router {
  const router = Router();
  const soonUntil = services.law.soonUntil;
  const known = { soonUntil, people: services.people };

  /** Without a worker what the memo knows, and that the rest will be back. */
  const withoutView = (
    request: Request,
    response: Response,
    reference: string,
    found: Exclude<CaseKnown, { known: 'view' }>,
  ): void => {
    if (found.known === 'memo') {
      pages(request, response, 'memo.njk', {
        h1: reference,
        nav: 'cases',
        memo: found.memo,
        stopped: stoppedInWords(found),
      });
      return;
    }
    const texts = ['There is no case with this reference. Please check its letters and digits.'];
    pages(request, response, 'words.njk', { h1: 'No such case', status: 404, texts });
  };

  /** The case for somebody who may see it; otherwise the response is given already. */
  const opened = async (
    request: Request,
    response: Response,
    action: 'see-case' | 'read-report' = 'see-case',
  ): Promise<Opened | null> => {
    const signedIn = permitted(request, response, action);
    if (signedIn === null) return null;
    const reference = z.string().parse(request.params['reference']);
    const found = await services.cases.look(reference);
    if (found.known === 'view') return { view: found.view, signedIn };
    withoutView(request, response, reference, found);
    return null;
  };

  router.get('/cases/:reference', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const { view, signedIn } = found;
    const own = view.duties.filter((state) => staffRoleFor(state, signedIn, view) !== null);
    pages(request, response, 'case-now.njk', {
      h1: view.reference,
      nav: 'cases',
      head: caseHead(view, 'now', known),
      tooEarly: tooEarlyAsProposed(view, services.law),
      ...nowPart(view, signedIn, services.law, services.people.agencies()),
      saved: await savedByStaff(services, view, own, signedIn.person),
      mayMove:
        services.settings.training &&
        view.opening.training &&
        mayDo(signedIn.roles, 'move-time', stateOf(view)),
    });
  });

  router.get('/cases/:reference/clocks', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const head = caseHead(found.view, 'clocks', known);
    const clocks = clocksPart(found.view, soonUntil);
    pages(request, response, 'case-clocks.njk', {
      h1: `${head.reference}: clocks`,
      nav: 'cases',
      head,
      clocks,
      ifMet: ifMetInWords(notificationIfMet(found.view, services.law)),
    });
  });

  router.get('/cases/:reference/clocks.csv', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const { view } = found;
    response
      .type('text/csv; charset=utf-8')
      .attachment(`clocks-${view.reference}-${londonDateOf(view.nowMs)}.csv`)
      .send(asCsv(clockRows(view, services.people.agencies())));
  });

  router.get('/cases/:reference/story', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const head = caseHead(found.view, 'story', known);
    const only = z.string().catch('all').parse(request.query['only']);
    const before = z.coerce.number().int().positive().catch(Infinity).parse(request.query['before']);
    pages(request, response, 'case-story.njk', {
      h1: `${head.reference}: story`,
      nav: 'cases',
      head,
      ...storyPage(found.view, { only, before }, namesOf(services)),
      only,
      isFirst: before === Infinity,
    });
  });

  router.get('/cases/:reference/story/:number', async (request, response) => {
    const found = await opened(request, response);
    if (found !== null) await showEntry(services, pages, request, response, found);
  });

  router.get('/cases/:reference/story/:number/history', historyRoute(services, pages, permitted));

  router.get('/cases/:reference/papers', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const { view, signedIn } = found;
    const head = caseHead(view, 'papers', known);
    const mayRead = mayDo(signedIn.roles, 'read-report');
    pages(request, response, 'case-papers.njk', {
      h1: `${head.reference}: papers`,
      nav: 'cases',
      head,
      letters: papersPart(view),
      files: await filesOfCase(services, view),
      mayRead,
      origin: [...reportArrival(view), ...(mayRead ? reportOrigin(view.opening) : [])],
      forms: papersOf(view).map((paper) => ({ paper, title: paperTitle(paper) })),
    });
  });
  router.use(sealedRoutes(services, pages, permitted, opened));

  router.get('/cases/:reference/files/:id', async (request, response) => {
    const found = await opened(request, response, 'read-report');
    if (found === null) return;
    const { reference } = found.view;
    const reader = { recipient: 'business-unit', person: found.signedIn.person } as const;
    const readable = entriesWithFiles(found.view);
    await sendFile(services, pages, request, response, { reference, reader, readable });
  });

  router.use(caseAnswerRoutes(services, pages, permitted, { answering, withoutView }));
  router.post('/cases/:reference/move-time', moveTimeRoute(services, pages, permitted));
  return router;
}
