import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { londonDateOf } from '../../domain/calendar/london';
import type { CaseView } from '../../domain/case-view';
import type { Answering, createAnswering } from '../answering';
import { dutyAt, type NotAsked } from '../asked';
import { askedInCase, askedOfStaffFromEdition, staffPartIn, staffRoleFor } from '../asked-of-staff';
import { clocksPart } from '../case-clocks';
import { clockRows } from '../clocks-csv';
import { asCsv } from '../csv';
import { caseHead, type Opened } from '../case-head';
import { namesOf, nowPart, papersOf, papersPart, storyPart } from '../case-page';
import { entriesWithFiles, filesOfCase } from '../files/listed';
import { sendFile } from '../files/send-file';
import { showEntry } from './entry';
import { showNotFound } from '../mishaps';
import { paperTitle } from '../../domain/papers/pieces';
import type { Pages } from '../pages';
import { mayDo, stateOf } from '../../domain/permissions';
import type { Permitted } from '../permitted';
import { postedBody } from '../posted-body';
import { reportArrival, reportOrigin } from '../report-origin';
import type { CaseKnown, Services } from '../services';
import { stoppedInWords } from '../stopped-words';
import { historyRoute } from './history';
import { moveTimeRoute } from './move-time';
import { sealedRoutes } from './sealed';

const isStopped = (view: CaseView): boolean => view.stoppedAtMs !== undefined;

const answerAddress = z.object({
  reference: z.string(),
  duty: z.string(),
  instance: z.string(),
  // Rubbish is no round that was ever opened.
  round: z.coerce.number().int().catch(0),
});

type DutyAddress = Parameters<typeof dutyAt>[1];

const sentAddress = answerAddress.extend({ round: z.coerce.number().int(), submission: z.string() });

/** The pages of one case: now, clocks, story, papers, and the forms by which staff record facts. */
export function caseRoutes(
  services: Services,
  pages: Pages,
  permitted: Permitted,
  answering: ReturnType<typeof createAnswering>,
): Router {
  const router = Router();
  const soonUntil = services.law.soonUntil;

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
    pages(request, response, 'case-now.njk', {
      h1: view.reference,
      nav: 'cases',
      head: caseHead(view, 'now', soonUntil),
      ...nowPart(view, signedIn, soonUntil, services.people.agencies()),
      mayMove:
        services.settings.training &&
        view.opening.training &&
        mayDo(signedIn.roles, 'move-time', stateOf(view)),
    });
  });

  router.get('/cases/:reference/clocks', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const head = caseHead(found.view, 'clocks', soonUntil);
    const clocks = clocksPart(found.view, soonUntil);
    pages(request, response, 'case-clocks.njk', {
      h1: `${head.reference}: clocks`,
      nav: 'cases',
      head,
      clocks,
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
    const head = caseHead(found.view, 'story', soonUntil);
    const only = z.string().catch('all').parse(request.query['only']);
    const story = storyPart(found.view, only, namesOf(services));
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

  router.get('/cases/:reference/story/:number/history', historyRoute(services, pages, permitted));

  router.get('/cases/:reference/papers', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const { view, signedIn } = found;
    const head = caseHead(view, 'papers', soonUntil);
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

  const notAnsweredHere = (why: string | null): NotAsked => ({
    h1: 'This cannot be answered here now',
    status: 409,
    texts: [why ?? 'It was answered already, was replaced by a newer question, or is not yours to answer.'],
  });

  /** Why something cannot be answered on the page of its case; with the question as it was asked, where it was theirs. */
  const notHere = ({ view, signedIn }: Opened, at: DutyAddress): NotAsked => {
    const late = isStopped(view) ? null : askedInCase(services, { view, signedIn }, at, staffPartIn);
    return {
      ...notAnsweredHere(stoppedInWords(view)),
      form: dutyAt(view, at)?.form,
      ...(late === null ? {} : { late }),
    };
  };

  /** A duty that staff answer on its own page. What is sent while no worker is up is judged by the edition's form. */
  const answer = async (
    request: Request,
    response: Response,
    next: (answering: Answering) => Promise<void>,
  ): Promise<void> => {
    const signedIn = permitted(request, response, 'see-case');
    if (signedIn === null) return;
    const { reference, ...at } = answerAddress.parse(request.params);
    const found = await services.cases.look(reference);
    const isSent = request.method === 'POST' && found.known === 'memo' && found.stoppedAtMs === undefined;
    if (found.known !== 'view' && !isSent) {
      withoutView(request, response, reference, found);
      return;
    }
    const base = request.originalUrl.split('?')[0] ?? '';
    const home = { href: `/cases/${reference}`, text: 'Back to the case' };
    const open = found.known === 'view' ? { view: found.view, signedIn } : null;
    const asked = open
      ? askedInCase(services, open, at, staffRoleFor)
      : found.known === 'memo'
        ? askedOfStaffFromEdition(services, found.memo, at, signedIn, postedBody(request))
        : null;
    if (asked !== null) await next({ request, response, asked, base, home });
    else {
      const words = open ? notHere(open, at) : notAnsweredHere(null);
      await answering.comeTooLate({ request, response, base, home }, { ...words, links: [home] });
    }
  };

  const path = '/cases/:reference/answer/:duty/:instance/:round';
  /** A correction can be opened with the entry chosen that it is of. */
  const chosenBefore = ({ query }: Request): Record<string, string> => {
    const entry = z
      .string()
      .regex(/^\d{1,6}$/u)
      .safeParse(query['entry']);
    return entry.success ? { entry: entry.data.padStart(6, '0') } : {};
  };
  router.get(path, (request, response) =>
    answer(request, response, (asking) => answering.ask(asking, chosenBefore(request))),
  );
  router.post(path, (request, response) => answer(request, response, answering.take));
  router.get(`${path}/sent/:submission`, async (request, response) => {
    if (permitted(request, response, 'see-case') === null) return;
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
