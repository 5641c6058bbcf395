import { Router } from 'express';
import { z } from 'zod';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf } from '../../domain/calendar/london';
import { casePage, everyDay, type Days } from '../case-list';
import { listedRow } from '../case-urgency';
import type { Pages } from '../pages';
import { mayDo } from '../../domain/permissions';
import { roleFor, type Permitted } from '../permitted';
import { begunReports } from '../report/begun-reports';
import { recorded } from '../recorded';
import { owedByStaff } from '../owed-by-staff';
import type { CaseFilter, Services } from '../services';
import { waitingForOthers } from '../waiting-for-others';

/** So many cases of each section stand on the first page; the rest are in the list of all. */
const shown = 20;

const settling = 'look-after-service';
const attentionId = z.string().startsWith('attention-').max(200);

/** The first page: for staff the open cases, for others what they can do here. */
export function homeRoutes(services: Services, pages: Pages, permitted: Permitted): Router {
  const router = Router();
  const { cases } = services;

  const sectionsNow = () => {
    const todayOn = londonDateOf(services.clock());
    const until = services.law.soonUntil(todayOn);
    const all = everyDay(todayOn);
    const inTime: CaseFilter = { pressing: { is: 'in-time', todayOn } };
    const section = async (
      title: string,
      colour: string,
      filter: CaseFilter,
      days: Days,
      undated: boolean,
    ) => {
      const start = { fromOn: days.fromOn, past: 0 };
      const [{ rows }, dated, without] = await Promise.all([
        casePage(cases, filter, days, { start, size: shown, undated }),
        cases.count(filter, days),
        undated ? cases.count(filter, 'undated') : 0,
      ]);
      return {
        title,
        colour,
        total: dated + without,
        rows: rows.map((row) => listedRow(row, todayOn, until)),
      };
    };
    return Promise.all([
      section('Overdue cases', 'red', { pressing: { is: 'overdue', todayOn } }, all, true),
      section(
        'Cases due within five working days',
        'yellow',
        inTime,
        { todayOn, fromOn: todayOn, untilOn: until },
        false,
      ),
      section('Cases due later', 'none', inTime, { ...all, fromOn: addDays(until, 1) }, true),
    ]);
  };

  router.get('/', async (request, response) => {
    const signedIn = services.signIn.who(request);
    if (signedIn === null || !mayDo(signedIn.roles, 'see-cases')) {
      pages(request, response, 'words.njk', {
        h1: 'Safeguarding Reviews',
        texts: [
          'This service carries serious child safeguarding incidents through the steps that the law asks for.',
          'If a letter asked you something, use the link in that letter.',
        ],
        links: [
          { href: '/report', text: 'Report a serious incident', isButton: true },
          ...(signedIn === null ? [{ href: '/sign-in', text: 'Sign in (staff)' }] : []),
        ],
      });
      return;
    }
    if (permitted(request, response, 'see-cases') === null) return;
    const looksAfter = mayDo(signedIn.roles, settling);
    const [sections, owed, waiting, ours, stopped, attentions, begun] = await Promise.all([
      sectionsNow(),
      owedByStaff(services, signedIn.roles),
      waitingForOthers(services),
      cases.count({ awaits: 'business-unit' }, {}),
      cases.stopped(),
      looksAfter ? cases.attentions() : [],
      mayDo(signedIn.roles, 'report-incident') ? begunReports(services, signedIn) : null,
    ]);
    pages(request, response, 'home.njk', {
      h1: 'What needs you',
      nav: 'home',
      attentions,
      begun,
      sections,
      owed,
      waiting,
      counts: {
        open: sections.reduce((sum, { total }) => sum + total, 0),
        overdue: sections[0].total,
        ours,
      },
      stopped: stopped.map((row) => ({ ...row, urgency: null })),
    });
  });
  router.post('/attentions/:id', async (request, response) => {
    const signedIn = permitted(request, response, settling);
    if (signedIn === null) return;
    const attention = attentionId.safeParse(request.params.id);
    if (!attention.success) {
      const texts = ['There is no such task of the administrators. Please load the first page again.'];
      pages(request, response, 'words.njk', { h1: 'No such task', status: 404, texts });
      return;
    }
    const { person } = signedIn;
    const entry = {
      person,
      role: roleFor(signedIn, settling),
      action: settling,
      what: attention.data,
    } as const;
    await recorded(services, entry, async () => {
      await cases.settle(attention.data, person);
      return 'done';
    });
    response.redirect(303, '/');
  });
  return router;
}
