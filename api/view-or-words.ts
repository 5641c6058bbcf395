import type { Request, Response } from 'express';
import type { CaseView } from '../domain/case-view';
import type { Pages } from './pages';
import type { Services } from './services';

/** The case as it stands; null where it cannot be shown, and then the page says so already. */
export async function viewOrWords(
  services: Services,
  pages: Pages,
  request: Request,
  response: Response,
  reference: string,
): Promise<CaseView | null> {
  const found = await services.cases.look(reference);
  if (found.known === 'view') return found.view;
  pages(request, response, 'words.njk', {
    h1: 'This cannot be shown just now',
    status: found.known === 'memo' ? 503 : 404,
    caption: reference,
    texts: ['The record of this case will be back shortly. Please open the link again in a few minutes.'],
  });
  return null;
}
