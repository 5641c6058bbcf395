import { Router } from 'express';
import { londonDateOf } from '../../domain/calendar/london';
import { recipientInWords } from '../../domain/dates-in-words';
import { directoryPart } from '../directory-page';
import type { Pages } from '../pages';
import type { Permitted } from '../permitted';
import type { Services } from '../services';

/** Pages about the service itself: the public library, its statements, and the directory for staff. */
export function aboutRoutes(services: Services, pages: Pages, permitted: Permitted): Router {
  const router = Router();
  const { people, settings } = services;

  router.get('/library', (request, response) => {
    pages(request, response, 'library.njk', { h1: 'Published reviews', nav: 'library' });
  });

  const statements = {
    accessibility: 'Accessibility statement',
    cookies: 'Cookies',
    privacy: 'Privacy notice',
  } as const;
  for (const [name, h1] of Object.entries(statements))
    router.get(`/${name}`, (request, response) => {
      const { authority, telephone, retentionYears, statements: own } = people.partnership();
      pages(request, response, `${name}.njk`, {
        h1,
        authority,
        telephone,
        retentionYears,
        own: own ?? {},
        secure: settings.publicUrl.startsWith('https:'),
      });
    });

  router.get('/directory', (request, response) => {
    if (permitted(request, response, 'see-directory') === null) return;
    pages(request, response, 'directory.njk', {
      h1: 'Directory',
      nav: 'directory',
      ...directoryPart(people.directory(), londonDateOf(services.clock()), (role) => recipientInWords(role)),
    });
  });
  return router;
}
