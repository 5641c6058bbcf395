import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Pages } from '../pages';
import type { Permitted } from '../permitted';
import type { Services } from '../services';

const address = z.object({ reference: z.string(), number: z.string() });

/** Leads an administrator from an entry of the story to the same moment in the Temporal UI. */
export const historyRoute =
  (services: Services, pages: Pages, permitted: Permitted) =>
  async (request: Request, response: Response): Promise<void> => {
    if (permitted(request, response, 'see-temporal') === null) return;
    const { reference, number } = address.parse(request.params);
    const found = await services.cases.look(reference);
    const entry =
      found.known === 'view' ? found.view.story.find((one) => String(one.number) === number) : undefined;
    const moment = entry === undefined ? null : await services.cases.moment(reference, entry.atMs);
    if (moment === null) {
      pages(request, response, 'words.njk', {
        h1: 'This is not in the Temporal UI',
        status: 404,
        texts: [
          'Temporal keeps the history of a closed case for some months only. The story and the record keep it.',
        ],
        links: [{ href: `/cases/${encodeURIComponent(reference)}/story`, text: 'Back to the story' }],
      });
      return;
    }
    const { temporalUi, namespace } = services.settings;
    const parts = [
      'namespaces',
      namespace,
      'workflows',
      reference,
      moment.runId,
      'history',
      'events',
      moment.eventId,
    ];
    response.redirect(303, `${temporalUi}/${parts.map(encodeURIComponent).join('/')}`);
  };
