import { Router } from 'express';
import { z } from 'zod';
import { stagesInWords } from '../../domain/dates-in-words';
import { caseList } from '../case-list';
import type { Pages } from '../pages';
import { mayDo } from '../../domain/permissions';
import type { Permitted } from '../permitted';
import type { Services } from '../services';

const attentionId = z.string().startsWith('attention-').max(200);

/** The first page: for staff the open cases, for others what they can do here. */
export function homeRoutes(services: Services, pages: Pages, permitted: Permitted): Router {
  const router = Router();
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
          { href: '/report', text: 'Report a serious incident' },
          ...(signedIn === null ? [{ href: '/sign-in', text: 'Sign in (staff)' }] : []),
        ],
      });
      return;
    }
    if (permitted(request, response, 'see-cases') === null) return;
    const stage = z
      .enum(stagesInWords.map(([id]) => id))
      .or(z.literal(''))
      .catch('')
      .parse(request.query['stage']);
    const looksAfter = mayDo(signedIn.roles, 'look-after-service');
    const isClosed = stage === 'closed';
    const [memos, closed, stopped, attentions] = await Promise.all([
      services.cases.list(),
      isClosed ? services.cases.closed() : [],
      services.cases.stopped(),
      looksAfter ? services.cases.attentions() : [],
    ]);
    pages(request, response, 'home.njk', {
      h1: 'Cases',
      nav: 'cases',
      stage,
      stages: stagesInWords,
      attentions,
      closed: closed.map((memo) => ({ ...memo, urgency: null })),
      stopped: stopped.map((memo) => ({ ...memo, urgency: null })),
      list: caseList(memos, services.clock(), services.law.soonUntil, stage),
    });
  });
  router.post('/attentions/:id', async (request, response) => {
    const signedIn = permitted(request, response, 'look-after-service');
    if (signedIn === null) return;
    const attention = attentionId.safeParse(request.params.id);
    if (!attention.success) {
      const texts = ['There is no such task of the administrators. Please load the first page again.'];
      pages(request, response, 'words.njk', { h1: 'No such task', status: 404, texts });
      return;
    }
    await services.cases.settle(attention.data, signedIn.person);
    response.redirect(303, '/');
  });
  return router;
}
