import type { Request, Response } from 'express';
import { momentInWords, recipientInWords } from '../../domain/dates-in-words';
import { dueInWords, dutyAt } from '../asked';
import type { Pages } from '../pages';
import type { LinkClaims, Services } from '../services';
import { shownTo } from '../shown';

/** Shows somebody who was told what they were told: the notice, its source and dates, and what its edition shows with it. */
export async function showNotice(
  services: Services,
  pages: Pages,
  request: Request,
  response: Response,
  claims: LinkClaims,
): Promise<void> {
  const found = await services.cases.look(claims.case);
  if (found.known !== 'view') {
    pages(request, response, 'words.njk', {
      h1: 'This cannot be shown just now',
      status: found.known === 'memo' ? 503 : 404,
      caption: claims.case,
      texts: ['The record of this case will be back shortly. Please open the link again in a few minutes.'],
    });
    return;
  }
  const { view } = found;
  const state = dutyAt(view, claims);
  const to = state?.addressees.find((one) => one.person === claims.person);
  if (state === undefined || to === undefined) {
    pages(request, response, 'words.njk', {
      h1: 'This link does not lead to a notice',
      status: 404,
      texts: ['The notice that this link names is not in the record.'],
    });
    return;
  }
  const due = dueInWords(state);
  pages(request, response, 'words.njk', {
    h1: state.title,
    caption: claims.case,
    texts: [
      `You were told this as ${recipientInWords(to.recipient)} on ${momentInWords(state.openedAtMs)}.`,
      ...(state.guidance === undefined ? [] : [state.guidance]),
      ...(due === null ? [] : [`${due}.`]),
      `Where this is written: ${state.source}.`,
    ],
    pieces: await shownTo(services, view, state.shows, to),
  });
}
