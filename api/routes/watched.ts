import type { Request, Response } from 'express';
import type { Pages } from '../pages';
import { note } from '../recorded';
import type { LinkClaims, Services } from '../services';
import { shownTo } from '../shown';
import { watchedByLink } from '../watched-by-link';
import { viewOrWords } from '../view-or-words';

/** Shows somebody who is told of what others owe how it stands; with the report where the duty shows it, and no answers of others. */
export async function showWatched(
  services: Services,
  pages: Pages,
  request: Request,
  response: Response,
  claims: LinkClaims,
): Promise<void> {
  const view = await viewOrWords(services, pages, request, response, claims.case);
  if (view === null) return;
  const { state, to, ...words } = watchedByLink(view, claims, services.people.agencies());
  if (to !== undefined)
    note(services, {
      person: to.person,
      role: to.recipient,
      action: 'see-notice',
      what: claims.duty,
      case: claims.case,
      outcome: 'shown',
    });
  const shows = (state?.shows ?? []).filter((shown) => shown === 'report');
  pages(request, response, 'words.njk', {
    ...words,
    caption: claims.case,
    pieces: to === undefined ? [] : await shownTo(services, view, shows, to, null),
  });
}
