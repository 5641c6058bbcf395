import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import type { CaseView } from '../../domain/case-view';
import type { createAnswering } from '../answering';
import { dutyAt, type Answering, type NotAsked } from '../asked';
import { askedInCase, askedOfStaffFromEdition, staffPartIn, staffRoleFor } from '../asked-of-staff';
import type { Opened } from '../case-head';
import { showNotFound } from '../mishaps';
import type { Pages } from '../pages';
import type { Permitted } from '../permitted';
import { postedBody } from '../posted-body';
import type { CaseKnown, Services } from '../services';
import { stoppedInWords } from '../stopped-words';

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

/** The forms of one case by which staff record facts. `withoutView` answers where the record cannot be shown. */
export function caseAnswerRoutes(
  services: Services,
  pages: Pages,
  permitted: Permitted,
  {
    answering,
    withoutView,
  }: {
    answering: ReturnType<typeof createAnswering>;
    withoutView: (
      request: Request,
      response: Response,
      reference: string,
      found: Exclude<CaseKnown, { known: 'view' }>,
    ) => void;
  },
): Router {
  const router = Router();

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
  /** A correction can be opened with the entry chosen that it is of, a reminder with its question; undefined where nothing is. */
  const chosenBefore = ({ query }: Request): Record<string, string> | undefined => {
    const entry = z
      .string()
      .regex(/^\d{1,6}$/u)
      .safeParse(query['entry']);
    const question = z.string().max(200).safeParse(query['question']);
    const chosen = {
      ...(entry.success ? { entry: entry.data.padStart(6, '0') } : {}),
      ...(question.success ? { question: question.data } : {}),
    };
    return entry.success || question.success ? chosen : undefined;
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

  return router;
}
