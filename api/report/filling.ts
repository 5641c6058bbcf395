import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { keptUntilMs, type Draft } from '../../config/report-drafts';
import { londonDateOf } from '../../domain/calendar/london';
import { capital, dayInWords, otherReadingInWords } from '../../domain/dates-in-words';
import { typedOne, type Body, type Mistake } from '../forms/typed';
import type { Pages } from '../pages';
import type { Services } from '../services';
import { drawPage } from './draw-page';
import { isOnPage, mostChildren, pageIds, reportPages, type PageId } from './fields';
import type { Reporter } from './open-report';
import { childrenOn, readReportForm, type ReportReading } from './read-report';
import { withoutChild } from './without-child';

/** One request to the form: whose it is, which report, and what is known of it. */
export type Filling = { request: Request; response: Response; by: Reporter; id: string; draft: Draft };

/** At most so many reports that are not sent, for one person. */
const mostDrafts = 20;
const base = '/report';
const draftId = z.uuid();
const pageId = z.enum(pageIds);

export const ownerOf = (by: Reporter): string =>
  'staff' in by ? `staff ${by.staff.person}` : `address ${by.address.toLowerCase()}`;

export const placeOf = (id: string, page: PageId | 'check'): string => `${base}/${id}/${page}`;

const nothingTyped: Draft = { typed: {}, done: [], savedAtMs: 0, sent: null };

/** The pages on which a report is filled in, and what is saved as that goes. */
export function createFilling(services: Services, pages: Pages) {
  const { drafts, people } = services;
  const pagesOf = (by: Reporter) => reportPages('staff' in by, people.agencies());
  const read = ({ by, draft }: Filling): ReportReading =>
    readReportForm(services, draft.typed, 'staff' in by);

  /** The report that a request is about; of one that is not kept, or is somebody else's, nothing is known. */
  const open = async (request: Request, response: Response, by: Reporter, id: unknown): Promise<Filling> => {
    const known = draftId.safeParse(id).data;
    const kept = known === undefined ? null : await drafts.read(ownerOf(by), known, services.clock());
    return { request, response, by, id: known ?? randomUUID(), draft: kept ?? nothingTyped };
  };

  const save = async (filling: Filling, changed: Partial<Draft>): Promise<Filling> => {
    const draft = { ...filling.draft, ...changed, savedAtMs: services.clock() };
    await drafts.save(ownerOf(filling.by), filling.id, draft);
    return { ...filling, draft };
  };

  /** When the panel is to be told, as soon as the days are known that it counts from. */
  const clockOf = (reading: ReportReading): string | null => {
    const [dates, awareOn] =
      'report' in reading
        ? [reading.report.firstDates, reading.report.awarenessAssumed ? null : reading.report.facts.awareOn]
        : [reading.firstDates, reading.awareOn];
    const due = dates.find(({ duty }) => duty === 'panel-notification');
    if (due === undefined) return null;
    const from =
      awareOn === null
        ? `today, ${dayInWords(londonDateOf(services.clock()))}`
        : `${dayInWords(awareOn)}, when the local authority became aware`;
    const later = due.alarmOn === undefined ? '' : ` ${capital(otherReadingInWords(due.dueOn))}.`;
    return `If the criteria are met, the national panel is to be notified by ${dayInWords(due.alarmOn ?? due.dueOn)}. This counts from ${from}.${later}`;
  };

  /** A page; one that was gone through before says what is still to be mended there. */
  const show = (
    filling: Filling,
    id: PageId,
    wrong?: { mistakes: readonly Mistake[]; status: number },
  ): void => {
    const { request, response, by, draft } = filling;
    const all = pagesOf(by);
    const page = all[pageIds.indexOf(id)];
    if (page === undefined) throw new Error(`The report has no page ${id}`);
    const reading = read(filling);
    const known = draft.done.includes(id) ? mistakesOn(filling, id, reading) : [];
    const mistakes = wrong?.mistakes ?? known;
    pages(request, response, 'report.njk', {
      h1: page.title,
      nav: 'report',
      status: wrong?.status ?? 200,
      mistakes,
      ...drawPage(page, draft.typed, mistakes, people.agencies()),
      page: id,
      step: pageIds.indexOf(id) + 1,
      steps: pageIds.length,
      draft: filling.id,
      reporter: 'staff' in by ? null : by.address,
      clock: clockOf(reading),
    });
  };

  const mistakesOn = ({ by }: Filling, id: PageId, reading: ReportReading): Mistake[] => {
    const page = pagesOf(by)[pageIds.indexOf(id)];
    return 'mistakes' in reading && page !== undefined
      ? reading.mistakes.filter(({ name }) => isOnPage(page, name))
      : [];
  };

  /** Each mistake with the page on which it is mended. */
  const everyMistake = ({ by, id }: Filling, mistakes: readonly Mistake[]): Mistake[] =>
    mistakes.map((mistake) => {
      const page = pagesOf(by).find((one) => isOnPage(one, mistake.name));
      return page === undefined ? mistake : { ...mistake, href: `${placeOf(id, page.id)}${mistake.href}` };
    });

  /** What was typed, with what a page now holds in place of what it held before. */
  const taken = ({ by, draft }: Filling, id: PageId, body: Body): Draft['typed'] => {
    const page = pagesOf(by)[pageIds.indexOf(id)];
    const entries = (held: Body, isKept: (name: string) => boolean) =>
      Object.entries(held).flatMap(([name, value]) =>
        value !== undefined && isKept(name) ? [[name, value] as const] : [],
      );
    if (page === undefined) return draft.typed;
    return Object.fromEntries([
      ...entries(draft.typed, (name) => !isOnPage(page, name)),
      ...entries(body, (name) => isOnPage(page, name)),
    ]);
  };

  /** What the children's page holds after a button that only changes it. */
  const edited = (typed: Draft['typed'], step: string): Draft['typed'] | null => {
    if (step === 'add-child')
      return { ...typed, children: String(Math.min(mostChildren, childrenOn(typed) + 1)) };
    return step.startsWith('remove-') ? withoutChild(typed, Number(step.slice('remove-'.length))) : null;
  };

  const unsent = async (by: Reporter): Promise<{ id: string; draft: Draft }[]> =>
    (await drafts.list(ownerOf(by), services.clock())).filter(({ draft }) => draft.sent === null);

  const list = (
    { request, response }: Pick<Filling, 'request' | 'response'>,
    begun: { id: string; draft: Draft }[],
    status = 200,
  ): void => {
    pages(request, response, 'report-drafts.njk', {
      h1: 'Report an incident',
      nav: 'report',
      status,
      full: begun.length >= mostDrafts,
      begun: begun.map(({ id, draft }) => {
        const next = pageIds.find((page) => !draft.done.includes(page)) ?? 'check';
        const { savedAtMs } = draft;
        return { id, to: placeOf(id, next), savedAtMs, keptUntilOn: londonDateOf(keptUntilMs(draft)) };
      }),
    });
  };

  /** Takes what a page holds: saves it, and goes where the button leads. */
  const take = async (filling: Filling, body: Body): Promise<void> => {
    const { response, draft } = filling;
    const id = pageId.safeParse(typedOne(body, 'page')).data ?? 'incident';
    const step = typedOne(body, 'step');
    const typed = taken(filling, id, body);
    const changed = edited(typed, step);
    const held = { ...filling, draft: { ...draft, typed: changed ?? typed } };
    if (draft.savedAtMs === 0) {
      const begun = await unsent(filling.by);
      if (begun.length >= mostDrafts) {
        list(filling, begun, 422);
        return;
      }
    }
    const isThrough = step === 'next' || step === '';
    const done = isThrough ? [...new Set([...draft.done, id])] : draft.done;
    let saved: Filling;
    try {
      saved = await save(held, { done });
    } catch (error) {
      services.log.error({ event: 'report-not-saved' }, error);
      const text =
        'This could not be saved just now. Nothing you typed is lost: press Continue again in a minute';
      show(held, id, { status: 503, mistakes: [{ name: '', href: '#main', text }] });
      return;
    }
    if (changed !== null) {
      show(saved, id);
      return;
    }
    if (step === 'later') {
      pages(filling.request, response, 'words.njk', {
        h1: 'Saved, and not sent',
        nav: 'report',
        texts: [
          `What you typed is kept until ${dayInWords(londonDateOf(keptUntilMs(saved.draft)))}, for you alone. Nobody has been told of the incident yet.`,
          'staff' in filling.by
            ? 'To go on, choose “Report an incident” when you are signed in, on any computer.'
            : 'To go on, open the page for reporting again and confirm the same e-mail address, on any computer.',
        ],
        links: [{ href: placeOf(saved.id, id), text: 'Go on now' }],
      });
      return;
    }
    const index = pageIds.indexOf(id);
    if (step === 'back') {
      response.redirect(303, placeOf(saved.id, pageIds[Math.max(0, index - 1)] ?? id));
      return;
    }
    const mistakes = mistakesOn(saved, id, read(saved));
    if (mistakes.length > 0) {
      show(saved, id, { mistakes, status: 422 });
      return;
    }
    const isWhole = pageIds.every((page) => done.includes(page));
    response.redirect(303, placeOf(saved.id, isWhole ? 'check' : (pageIds[index + 1] ?? 'check')));
  };

  return { open, save, read, show, take, list, unsent, everyMistake };
}
