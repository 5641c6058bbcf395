import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { CaseView } from '../../domain/case-view';
import type { Answering, createAnswering } from '../answering';
import { dutyAt, type Asked, type NotAsked } from '../asked';
import { askedOfStaff, askedOfStaffFromEdition, staffPartIn, staffRoleFor } from '../asked-of-staff';
import { clocksPart } from '../case-clocks';
import { nextDeadline, type SoonUntil } from '../deadline';
import { namesOf, nowPart, papersOf, papersPart, storyPart } from '../case-page';
import { entriesWithFiles, filesOfCase } from '../files/listed';
import { sendFile } from '../files/send-file';
import { showEntry } from './entry';
import { showNotFound } from '../mishaps';
import type { Row } from '../../domain/papers/answer-rows';
import type { Pages } from '../pages';
import { mayDo, stateOf } from '../../domain/permissions';
import type { Permitted } from '../permitted';
import { postedBody } from '../posted-body';
import { reportArrival, reportOrigin } from '../report-origin';
import { readReport } from '../../config/report-words';
import type { CaseKnown, Services, SignedIn } from '../services';
import { shownTo } from '../shown';
import { stoppedInWords } from '../stopped-words';
import { opened as whereItOpens } from '../shown';
import { moveTimeRoute } from './move-time';

const isStopped = (view: CaseView): boolean => view.stoppedAtMs !== undefined;

type Opened = { view: CaseView; signedIn: SignedIn };

/** What every page of a case shows at its head. */
export const caseHead = (view: CaseView, nav: string, soonUntil: SoonUntil) => ({
  reference: view.reference,
  stage: view.stage,
  children: view.opening.children.length,
  edition: view.opening.edition,
  training: view.opening.training,
  next: nextDeadline(view, soonUntil),
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

  router.get('/cases/:reference/papers', async (request, response) => {
    const found = await opened(request, response);
    if (found === null) return;
    const { view, signedIn } = found;
    const head = caseHead(view, 'papers', soonUntil);
    const { reference, opening } = view;
    const { person, roles } = signedIn;
    const reader = { recipient: 'business-unit', person } as const;
    const mayRead = mayDo(roles, 'read-report');
    const read = (): Promise<Row[]> => readReport(services, reference, opening, reader);
    pages(request, response, 'case-papers.njk', {
      h1: `${head.reference}: papers`,
      nav: 'cases',
      head,
      letters: papersPart(view),
      files: mayRead ? await filesOfCase(services, view, person) : [],
      hasFiles: entriesWithFiles(view).length > 0,
      mayRead,
      origin: [...reportArrival(view), ...(mayRead ? reportOrigin(opening) : [])],
      report: mayRead ? await whereItOpens(services, { reference, person }, read()) : null,
      pieces: roles.includes(reader.recipient)
        ? await shownTo(services, view, papersOf(view), reader, `/cases/${reference}`)
        : [],
    });
  });

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

  const askedIn = (
    { view, signedIn }: Opened,
    at: DutyAddress,
    roleIn: typeof staffRoleFor,
  ): Asked | null => {
    const state = dutyAt(view, at);
    const role = state && roleIn(state, signedIn, view);
    return state && role ? askedOfStaff(services, view, state, role, signedIn.person) : null;
  };

  /** Why something cannot be answered on the page of its case; with the question as it was asked, where it was theirs. */
  const notHere = ({ view, signedIn }: Opened, at: DutyAddress): NotAsked => {
    const late = isStopped(view) ? null : askedIn({ view, signedIn }, at, staffPartIn);
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
      ? askedIn(open, at, staffRoleFor)
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
  router.get(path, (request, response) => answer(request, response, answering.ask));
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
