import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { isAddress } from '../../config/mail';
import type { SentReport } from '../../config/report-drafts';
import { postedBody } from '../posted-body';
import type { createCodePages, Locked } from '../code-pages';
import { carriedPairs, keptPairs, type Pairs } from '../kept-typed';
import { typedOne, type Body } from '../forms/typed';
import type { Pages } from '../pages';
import { mayDo } from '../../domain/permissions';
import { sessionEnded } from '../permitted';
import { provedSubject } from '../proof';
import { pageIds } from '../report/fields';
import { createFilling, ownerOf, placeOf, type Filling } from '../report/filling';
import type { Reporter } from '../report/open-report';
import type { Report } from '../report/read-report';
import { sendReport } from '../report/send-report';
import { whatHappens } from '../report/what-happens';
import type { People, Services } from '../services';

const place = z.enum([...pageIds, 'check']);
const addressSchema = z.email().refine(isAddress);
const base = '/report';

/** What is ahead: for staff the duties with their dates, for an agency what others do, and for both whether a child is safe. */
const ahead = (by: Reporter, { facts, firstDates }: Report, people: People) => ({
  notSafe: !facts.safeNow,
  firstDates: 'staff' in by ? firstDates : [],
  happens: 'staff' in by ? [] : whatHappens(firstDates, people.isKnownAddress(by.address)),
});

/** The report of an incident: for staff who are signed in, and for agencies after a code to the reporter's address. */
export function reportRoutes(
  services: Services,
  pages: Pages,
  codes: ReturnType<typeof createCodePages>,
): Router {
  const router = Router();
  const { people } = services;

  const reporterOf = (request: Request): Reporter | null => {
    const signedIn = services.signIn.who(request);
    if (signedIn !== null && mayDo(signedIn.roles, 'report-incident')) return { staff: signedIn };
    const address = provedSubject(request, 'report', services.clock());
    return address !== null && isAddress(address) ? { address } : null;
  };

  const askAddress = (
    request: Request,
    response: Response,
    { typed = '', mistake, pairs = [] }: { typed?: string; mistake?: string; pairs?: Pairs } = {},
  ): void => {
    const mistakes = mistake === undefined ? [] : [{ name: 'address', href: '#address', text: mistake }];
    const status = mistake !== undefined ? 422 : pairs.length > 0 ? 401 : 200;
    pages(request, response, 'report-address.njk', {
      h1: 'Report an incident',
      status,
      typed,
      mistakes,
      pairs,
    });
  };

  const { open, save, read, show, take, list, unsent, everyMistake } = createFilling(services, pages);

  /** Checks what was typed; where something is wrong or missing, it says so page by page. */
  const check = async (filling: Filling, mistake?: { status: 422 | 503; text: string }): Promise<void> => {
    const { request, response, by, id } = filling;
    const reading = read(filling);
    const common = { h1: 'Check the report', nav: 'report', draft: id, staff: 'staff' in by };
    if ('mistakes' in reading) {
      const mistakes = everyMistake(filling, reading.mistakes);
      pages(request, response, 'report-check.njk', { ...common, status: 422, mistakes, parts: [] });
      return;
    }
    const { report } = reading;
    const tokenHash = services.keys.tokenHash(id);
    const marks = services.keys.incidentMarks(report.traits);
    // Sending asks again, and fails openly where other reports cannot be looked for.
    const duplicates =
      'staff' in by ? await services.cases.repeated({ marks, tokenHash }).catch(() => []) : [];
    pages(request, response, 'report-check.njk', {
      ...common,
      status: mistake?.status ?? 200,
      mistakes:
        mistake === undefined
          ? []
          : [{ name: 'send', href: mistake.status === 422 ? '#different' : '#main', text: mistake.text }],
      parts: report.parts.map((part) => ({ ...part, to: placeOf(id, part.id) })),
      ...ahead(by, report, people),
      duplicates,
    });
  };

  const received = ({ request, response, by }: Filling, sent: SentReport): void => {
    pages(request, response, 'report-opened.njk', {
      h1: 'The report has been received',
      nav: 'report',
      ...sent,
      staff: 'staff' in by,
    });
  };

  const send = async (filling: Filling, body: Body): Promise<void> => {
    const { by, id } = filling;
    const reading = read(filling);
    if ('mistakes' in reading) return check(filling);
    const { report } = reading;
    try {
      const isAnother = typedOne(body, 'different') === 'yes';
      const done = await sendReport(services, report, by, { token: id, isAnother });
      if ('duplicates' in done) {
        const text = 'Look at the case named below first; then say that this is another incident';
        await check(filling, { status: 422, text });
        return;
      }
      const { reference } = done;
      const sent = { reference, ...ahead(by, report, people) };
      // The case has it now: what is kept here says only that.
      await save(filling, { typed: {}, done: [], sent }).catch((error: unknown) => {
        services.log.error({ event: 'report-not-saved', reference }, error);
      });
      if (done.done === 'changed') sentBefore(filling, reference);
      else received(filling, sent);
    } catch (error) {
      services.log.error({ event: 'report-not-opened' }, error);
      const text =
        'The report could not be sent just now. Nothing you typed is lost: press Send again in a minute';
      await check(filling, { status: 503, text });
    }
  };

  const sentBefore = ({ request, response, by }: Filling, reference: string): void => {
    const isStaff = 'staff' in by;
    const whatToDo = isStaff
      ? 'Open the case and choose “Add information to the record”, or correct the entry there.'
      : 'Please ring the business unit with that reference, or report again on a new form.';
    pages(request, response, 'words.njk', {
      h1: 'This form was sent before',
      nav: 'report',
      status: 409,
      texts: [
        `It was received as ${reference}, and that report stands. What has been changed in the form since then has not been taken.`,
        whatToDo,
      ],
      links: isStaff
        ? [{ href: `/cases/${reference}`, text: 'Open the case' }]
        : [{ href: `${base}?new=yes`, text: 'Report another incident' }],
    });
  };

  router.get(base, async (request, response) => {
    const by = reporterOf(request);
    if (by === null) {
      askAddress(request, response);
      return;
    }
    const begun = request.query['new'] === undefined ? await unsent(by) : [];
    if (begun.length > 0) list({ request, response }, begun);
    else show(await open(request, response, by, undefined), 'incident');
  });

  router.get(`${base}/:draft/:page`, async (request, response) => {
    const by = reporterOf(request);
    if (by === null) {
      askAddress(request, response);
      return;
    }
    const filling = await open(request, response, by, request.params.draft);
    const page = place.safeParse(request.params.page).data;
    const { sent } = filling.draft;
    if (sent !== null) {
      received(filling, sent);
      return;
    }
    if (page === undefined || filling.draft.savedAtMs === 0) {
      pages(request, response, 'words.njk', {
        h1: 'There is no such report here',
        nav: 'report',
        status: 404,
        texts: [
          'It was discarded, or its time is up, or it is somebody else’s: a report that is not sent is kept for a week, for whoever began it.',
        ],
        links: [{ href: base, text: 'Report an incident' }],
      });
      return;
    }
    if (page === 'check') await check(filling);
    else show(filling, page);
  });

  router.post(base, async (request, response) => {
    const by = reporterOf(request);
    const body = postedBody(request);
    if (by === null) {
      if (typedOne(body, 'by') === 'staff') sessionEnded(pages, request, response);
      else askAddress(request, response, { pairs: keptPairs(request) });
      return;
    }
    const filling = await open(request, response, by, typedOne(body, 'draft'));
    const { sent } = filling.draft;
    const step = typedOne(body, 'step');
    if (step === 'discard') {
      await services.drafts.discard(ownerOf(by), filling.id);
      response.redirect(303, base);
    } else if (sent !== null) {
      if (step === 'send') received(filling, sent);
      else sentBefore(filling, sent.reference);
    } else if (step === 'send') await send(filling, body);
    else await take(filling, body);
  });

  /** Whom the code binds before there is a case: the reporter's own address. */
  const lockedBy = (request: Request, response: Response): Locked | null => {
    const typed = typedOne(postedBody(request), 'address').toLowerCase();
    const address = addressSchema.safeParse(typed);
    const pairs = carriedPairs(request);
    if (!address.success) {
      const mistake = 'Enter your e-mail address, for example name@example.org';
      askAddress(request, response, { typed, mistake, pairs });
      return null;
    }
    const binding = { reference: 'report', question: 'report', person: address.data };
    return {
      binding,
      address: address.data,
      purpose: 'report',
      subject: address.data,
      base,
      pairs: [['address', address.data]],
      askAddress: (mistake) => {
        askAddress(request, response, { typed, mistake, pairs });
      },
    };
  };

  router.post(`${base}/code`, async (request, response) => {
    const locked = lockedBy(request, response);
    if (locked === null) return;
    await codes.send(request, response, locked);
  });
  router.post(`${base}/code/look`, async (request, response) => {
    const locked = lockedBy(request, response);
    if (locked !== null) await codes.enterPage(request, response, locked);
  });
  router.post(`${base}/code/enter`, async (request, response) => {
    const locked = lockedBy(request, response);
    if (locked !== null) await codes.enter(request, response, locked);
  });

  return router;
}
