import { randomUUID } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { isAddress } from '../../config/mail';
import { postedBody } from '../posted-body';
import type { createCodePages, Locked } from '../code-pages';
import { carriedPairs, keptPairs, type Pairs } from '../kept-typed';
import { typedAll, typedOne, type Body, type Mistake } from '../forms/typed';
import type { Pages } from '../pages';
import { mayDo } from '../../domain/permissions';
import { sessionEnded } from '../permitted';
import { provedSubject } from '../proof';
import { drawReport } from '../report/draw-report';
import type { Reporter } from '../report/open-report';
import { mostChildren } from '../report/fields';
import { childrenOn, readReportForm, type Report } from '../report/read-report';
import { sendReport } from '../report/send-report';
import { whatHappens } from '../report/what-happens';
import { withoutChild } from '../report/without-child';
import type { People, Services } from '../services';

const step = z.string().catch('check');
const addressSchema = z.email().refine(isAddress);
const base = '/report';

/** What the form holds after a button that only changes the form; null for one that reads it. */
function editedBy(next: string, body: Body): Body | null {
  if (next === 'change') return body;
  if (next === 'add-child')
    return { ...body, children: String(Math.min(mostChildren, childrenOn(body) + 1)) };
  return next.startsWith('remove-') ? withoutChild(body, Number(next.slice('remove-'.length))) : null;
}

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

  const form = (
    request: Request,
    response: Response,
    by: Reporter,
    body: Body,
    mistakes: readonly Mistake[],
  ) => {
    const drawn = drawReport(body, mistakes, 'staff' in by, people.agencies());
    pages(request, response, 'report.njk', {
      h1: 'Report an incident',
      nav: 'report',
      status: mistakes.length === 0 ? 200 : 422,
      mistakes,
      ...drawn,
      token: z.uuid().safeParse(body['token']).data ?? randomUUID(),
      reporter: 'staff' in by ? null : by.address,
    });
  };

  const check = async (
    request: Request,
    response: Response,
    by: Reporter,
    body: Body,
    report: Report,
    mistake?: { status: 422 | 503; text: string },
  ) => {
    const tokenHash = services.keys.tokenHash(typedOne(body, 'token'));
    const marks = services.keys.incidentMarks(report.traits);
    // Sending asks again, and fails openly where other reports cannot be looked for.
    const duplicates =
      'staff' in by ? await services.cases.repeated({ marks, tokenHash }).catch(() => []) : [];
    const pairs = Object.keys(body)
      .filter((name) => !['_csrf', 'step', 'different'].includes(name))
      .flatMap((name) => typedAll(body, name).map((value) => [name, value]));
    pages(request, response, 'report-check.njk', {
      h1: 'Check the report',
      nav: 'report',
      status: mistake?.status ?? 200,
      mistakes: mistake === undefined ? [] : [{ name: 'send', href: '#main', text: mistake.text }],
      rows: report.rows,
      ...ahead(by, report, people),
      duplicates,
      pairs,
    });
  };

  const send = async (request: Request, response: Response, by: Reporter, body: Body, report: Report) => {
    const token = typedOne(body, 'token');
    try {
      const isAnother = typedOne(body, 'different') === 'yes';
      const sent = await sendReport(services, report, by, { token, isAnother });
      if ('duplicates' in sent) {
        const text = 'Look at the case named below first; then say that this is another incident';
        await check(request, response, by, body, report, { status: 422, text });
        return;
      }
      const { reference, done } = sent;
      if (done === 'changed') {
        sentBefore(request, response, reference, 'staff' in by);
        return;
      }
      pages(request, response, 'report-opened.njk', {
        h1: 'The report has been received',
        nav: 'report',
        reference,
        ...ahead(by, report, people),
        staff: 'staff' in by,
      });
    } catch (error) {
      services.log.error({ event: 'report-not-opened' }, error);
      const text =
        'The report could not be sent just now. Nothing you typed is lost: press Send again in a minute';
      await check(request, response, by, body, report, { status: 503, text });
    }
  };

  const sentBefore = (request: Request, response: Response, reference: string, isStaff: boolean): void => {
    const whatToDo = isStaff
      ? 'Open the case and choose “Add information to the record”, or correct the entry there.'
      : 'Please ring the business unit with that reference, or report again on a new form.';
    pages(request, response, 'words.njk', {
      h1: 'This form was sent before',
      nav: 'report',
      status: 409,
      texts: [
        `It was received as ${reference}, and that report stands. What you have changed in the form since then has not been taken.`,
        whatToDo,
      ],
      links: isStaff ? [{ href: `/cases/${reference}`, text: 'Open the case' }] : [],
    });
  };

  router.get(base, (request, response) => {
    const by = reporterOf(request);
    if (by === null) askAddress(request, response);
    else form(request, response, by, {}, []);
  });

  router.post(base, async (request, response) => {
    const by = reporterOf(request);
    const body = postedBody(request);
    if (by === null) {
      // The referrer's address is asked on the form of staff alone.
      if ('reporterAddress' in body) sessionEnded(pages, request, response);
      else askAddress(request, response, { pairs: keptPairs(request) });
      return;
    }
    const next = step.parse(body['step']);
    const edited = editedBy(next, body);
    if (edited !== null) {
      form(request, response, by, edited, []);
      return;
    }
    const reading = readReportForm(services, body, 'staff' in by);
    if ('mistakes' in reading) {
      form(request, response, by, body, reading.mistakes);
      return;
    }
    const whole = z.uuid().safeParse(body['token']).success;
    if (next === 'send' && whole) await send(request, response, by, body, reading.report);
    else await check(request, response, by, whole ? body : { ...body, token: randomUUID() }, reading.report);
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
