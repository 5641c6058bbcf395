import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { CaseView } from '../../domain/case-view';
import type { Answering, createAnswering } from '../answering';
import { dutyAt } from '../asked';
import { askedOfStaff, staffRoleFor } from '../asked-of-staff';
import { clocksPart, nowPart, papersPart, storyPart } from '../case-page';
import { showEntry } from './entry';
import { showNotFound } from '../mishaps';
import type { Row } from '../forms/answer-rows';
import type { Pages } from '../pages';
import { mayDo } from '../permissions';
import type { Permitted } from '../permitted';
import { reportOrigin } from '../report-origin';
import { readReport } from '../report-words';
import type { Services, SignedIn } from '../services';
import { stoppedInWords } from '../stopped-words';
import { opened as whereItOpens } from '../shown';
import { moveTimeRoute } from './move-time';

const isStopped = (view: CaseView): boolean => view.stoppedAtMs !== undefined;

type Opened = { view: CaseView; signedIn: SignedIn };

/** What every page of a case shows at its head. */
export const caseHead = (view: CaseView, nav: string) => ({
  reference: view.reference,
  stage: view.stage,
  children: view.opening.children.length,
  edition: view.opening.edition,
  closed: view.closed,
  stopped: stoppedInWords(view),
  keptUntilOn: view.keptUntilOn ?? null,
  // Shown to staff while they decide whether a report is a case of its own; never to who reported.
  mayRepeat: view.opening.acceptance === 'accepted' ? [] : view.opening.likelyDuplicates,
  nowMs: view.nowMs,
  part: nav,
});

const answerAddress = z.object({
  reference: z.string(),
  duty: z.string(),
  instance: z.string(),
  round: z.coerce.number().int(),
});

const sentAddress = answerAddress.extend({ submission: z.string() });

/** The pages of one case: now, clocks, story, papers, and the forms by which staff record facts. */
export function caseRoutes(
  services: Services,
  pages: Pages,
  permitted: Permitted,
  answering: ReturnType<typeof createAnswering>,
): Router {
  const router = Router();
  const soonUntil = services.law.soonUntil;

  /** The case for somebody who may see it; without a worker what the memo knows, and that the rest will be back. */
  const opened = async (request: Request, response: Response): Promise<Opened | null> => {
    const signedIn = permitted(request, response, 'see-cases');
    if (signedIn === null) return null;
    const reference = z.string().parse(request.params['reference']);
    const found = await services.cases.look(reference);
    if (found.known === 'view') return { view: found.view, signedIn };
    if (found.known === 'memo') {
      pages(request, response, 'memo.njk', {
        h1: reference,
        nav: 'cases',
        memo: found.memo,
        stopped: stoppedInWords(found),
      });
    } else {
      const texts = ['There is no case with this reference. Please check its letters and digits.'];
      pages(request, response, 'words.njk', { h1: 'No such case', status: 404, texts });
    }
    return null;
  };

  router.get('/cases/:reference', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const { view, signedIn } = found;
    pages(request, response, 'case-now.njk', {
      h1: view.reference,
      nav: 'cases',
      head: caseHead(view, 'now'),
      ...nowPart(view, isStopped(view) ? { ...signedIn, roles: [] } : signedIn, soonUntil),
      mayMove:
        !isStopped(view) &&
        services.settings.training &&
        view.opening.training &&
        mayDo(signedIn.roles, 'move-time'),
    });
  });

  router.get('/cases/:reference/clocks', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const head = caseHead(found.view, 'clocks');
    const clocks = clocksPart(found.view, soonUntil);
    pages(request, response, 'case-clocks.njk', {
      h1: `${head.reference}: clocks`,
      nav: 'cases',
      head,
      clocks,
    });
  });

  router.get('/cases/:reference/story', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const head = caseHead(found.view, 'story');
    const only = z.string().catch('all').parse(request.query['only']);
    const story = storyPart(found.view, only);
    pages(request, response, 'case-story.njk', {
      h1: `${head.reference}: story`,
      nav: 'cases',
      head,
      story,
      only,
    });
  });

  router.get('/cases/:reference/story/:number', async (request, response) => {
    const found = await opened(request, response);
    if (found !== null) await showEntry(services, pages, request, response, found);
  });

  router.get('/cases/:reference/papers', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const { view, signedIn } = found;
    const head = caseHead(view, 'papers');
    const { reference, opening } = view;
    const { person, roles } = signedIn;
    const mayRead = mayDo(roles, 'read-report');
    const read = (): Promise<Row[]> => readReport(services, reference, opening, person);
    pages(request, response, 'case-papers.njk', {
      h1: `${head.reference}: papers`,
      nav: 'cases',
      head,
      letters: papersPart(view),
      mayRead,
      origin: mayRead ? reportOrigin(opening) : [],
      report: mayRead ? await whereItOpens(services, { reference, person }, read()) : null,
    });
  });

  /** A duty that staff answer on its own page. */
  const answer = async (
    request: Request,
    response: Response,
    next: (answering: Answering) => Promise<void>,
  ): Promise<void> => {
    const found = await opened(request, response);
    if (found === null) return;
    const { view, signedIn } = found;
    const at = answerAddress.safeParse(request.params);
    const state = at.success ? dutyAt(view, at.data) : undefined;
    const role = state === undefined || isStopped(view) ? null : staffRoleFor(state, signedIn);
    if (state === undefined || role === null) {
      const texts = [
        stoppedInWords(view) ??
          'It was answered already, was replaced by a newer question, or is not yours to answer.',
      ];
      const links = [{ href: `/cases/${view.reference}`, text: 'Back to the case' }];
      pages(request, response, 'words.njk', {
        h1: 'This cannot be answered here now',
        status: 409,
        texts,
        links,
      });
      return;
    }
    const asked = askedOfStaff(services, view, state, role, signedIn.person);
    const base = request.originalUrl.split('?')[0] ?? '';
    await next({
      request,
      response,
      asked,
      base,
      home: { href: `/cases/${view.reference}`, text: 'Back to the case' },
    });
  };

  const path = '/cases/:reference/answer/:duty/:instance/:round';
  router.get(path, (request, response) => answer(request, response, answering.ask));
  router.post(path, (request, response) => answer(request, response, answering.take));
  router.get(`${path}/sent/:submission`, async (request, response) => {
    if (permitted(request, response, 'see-cases') === null) return;
    const address = sentAddress.safeParse(request.params);
    if (!address.success) {
      showNotFound(pages, request, response);
      return;
    }
    const { reference, submission, ...at } = address.data;
    const home = { href: `/cases/${reference}`, text: 'Back to the case' };
    await answering.tell({ request, response, base: home.href, home }, reference, submission, at);
  });

  router.post('/cases/:reference/move-time', moveTimeRoute(services, pages, permitted));
  return router;
}
