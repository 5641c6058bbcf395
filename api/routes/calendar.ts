import { Router } from 'express';
import { typedOne } from '../forms/typed';
import { calendarOf } from '../calendar';
import type { Pages } from '../pages';
import type { Permitted } from '../permitted';
import { postedBody } from '../posted-body';
import { showNotFound } from '../mishaps';
import type { Services } from '../services';

/** So many cases at most: the latest opened. */
const mostEvents = 1000;

/** A calendar of the deadlines, by a secret address that each member of the business unit makes and stops. */
export function calendarRoutes(services: Services, pages: Pages, permitted: Permitted): Router {
  const router = Router();
  const { calendars, cases, people, settings } = services;

  router.get('/calendar', async (request, response) => {
    const signedIn = permitted(request, response, 'see-cases');
    if (signedIn === null) return;
    const madeAtMs = await calendars.madeAtMs(signedIn.person);
    pages(request, response, 'calendar.njk', { h1: 'Deadlines in your calendar', madeAtMs, address: null });
  });

  router.post('/calendar', async (request, response) => {
    const signedIn = permitted(request, response, 'see-cases');
    if (signedIn === null) return;
    if (typedOne(postedBody(request), 'step') === 'stop') {
      await calendars.stop(signedIn.person);
      response.redirect(303, '/calendar');
      return;
    }
    const madeAtMs = services.clock();
    const token = await calendars.make(signedIn.person, madeAtMs);
    const address = `${settings.publicUrl}/calendar/${token}.ics`;
    pages(request, response, 'calendar.njk', { h1: 'Deadlines in your calendar', madeAtMs, address });
  });

  // No session stands behind it: who has left the business unit by the directory has no calendar any more.
  router.get('/calendar/:token.ics', async (request, response) => {
    const person = await calendars.holder(request.params.token);
    if (person === null || !Object.hasOwn(people.staff(), person)) {
      showNotFound(pages, request, response);
      return;
    }
    const rows = await cases.rows({}, {}, mostEvents);
    const { publicUrl, training } = settings;
    response
      .type('text/calendar; charset=utf-8')
      .send(calendarOf(rows, { url: publicUrl, training, nowMs: services.clock() }));
  });
  return router;
}
