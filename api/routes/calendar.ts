import { Router } from 'express';
import { londonDateOf } from '../../domain/calendar/london';
import { typedOne } from '../forms/typed';
import { calendarOf } from '../calendar';
import type { Pages } from '../pages';
import { roleFor, type Permitted } from '../permitted';
import { postedBody } from '../posted-body';
import { showNotFound } from '../mishaps';
import { note, recorded } from '../recorded';
import type { Services } from '../services';

const action = 'see-cases';
/** So many cases at most: the latest opened. */
const mostEvents = 1000;

/** A calendar of the deadlines, by a secret address that each member of the business unit makes and stops. */
export function calendarRoutes(services: Services, pages: Pages, permitted: Permitted): Router {
  const router = Router();
  const { calendars, cases, people, settings } = services;

  /** The role by which somebody sees the cases, by the directory as it stands now. */
  const staffRoleNow = (person: string): string | null => {
    if (Object.hasOwn(people.staff(), person)) return 'business-unit';
    const administrator = people.holder('administrator', londonDateOf(services.clock()));
    return administrator?.person === person ? 'administrator' : null;
  };

  router.get('/calendar', async (request, response) => {
    const signedIn = permitted(request, response, action);
    if (signedIn === null) return;
    const madeAtMs = await calendars.madeAtMs(signedIn.person);
    pages(request, response, 'calendar.njk', { h1: 'Deadlines in your calendar', madeAtMs, address: null });
  });

  router.post('/calendar', async (request, response) => {
    const signedIn = permitted(request, response, action);
    if (signedIn === null) return;
    const { person } = signedIn;
    const entry = { person, role: roleFor(signedIn, action), action, what: 'calendar' } as const;
    if (typedOne(postedBody(request), 'step') === 'stop') {
      await recorded(services, entry, async () => {
        await calendars.stop(person);
        return 'stopped';
      });
      response.redirect(303, '/calendar');
      return;
    }
    const madeAtMs = services.clock();
    let token = '';
    await recorded(services, entry, async () => {
      token = await calendars.make(person, madeAtMs);
      return 'made';
    });
    const address = `${settings.publicUrl}/calendar/${token}.ics`;
    pages(request, response, 'calendar.njk', { h1: 'Deadlines in your calendar', madeAtMs, address });
  });

  // No session stands behind it: who has left the business unit by the directory has no calendar any more.
  router.get('/calendar/:token.ics', async (request, response) => {
    const person = await calendars.holder(request.params.token);
    const role = person === null ? null : staffRoleNow(person);
    if (person === null || role === null) {
      showNotFound(pages, request, response);
      return;
    }
    note(services, { person, role, action, what: 'calendar', outcome: 'shown' });
    const rows = await cases.rows({}, {}, mostEvents);
    const { publicUrl, training } = settings;
    response
      .type('text/calendar; charset=utf-8')
      .send(calendarOf(rows, { url: publicUrl, training, nowMs: services.clock() }));
  });
  return router;
}
