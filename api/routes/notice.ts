import type { Request, Response } from 'express';
import { momentInWords, recipientInWords } from '../../domain/dates-in-words';
import type { CaseView, DutyState } from '../../domain/case-view';
import { copyOnly, noticeWords, outcomeSentence } from '../../domain/notice-words';
import type { Addressee } from '../../domain/opened-duty';
import { shownEntries } from '../../domain/papers/pieces';
import { mayGet, mayReadAnswerOf } from '../../domain/permissions';
import type { LetterRecord } from '../../domain/record';
import { sourceInWords } from '../../domain/sources';
import { dutyAt } from '../asked';
import { sendFile } from '../files/send-file';
import type { Pages } from '../pages';
import { note } from '../recorded';
import type { LinkClaims, Services } from '../services';
import { shownTo } from '../shown';
import { viewOrWords } from '../view-or-words';

/** What the notice of a link told, and to whom; null where it leads to none, and that is said already. */
async function told(
  services: Services,
  pages: Pages,
  request: Request,
  response: Response,
  claims: LinkClaims,
): Promise<{ view: CaseView; state: DutyState; to: Addressee; letter: LetterRecord | undefined } | null> {
  const view = await viewOrWords(services, pages, request, response, claims.case);
  if (view === null) return null;
  const state = dutyAt(view, claims);
  const to = state?.addressees.find((one) => one.person === claims.person);
  // The link of a question asks: here it would show its pack, without the sign-in that the question may want.
  if (
    state !== undefined &&
    state.kind !== 'question' &&
    to !== undefined &&
    mayGet(to.recipient, 'see-notice')
  )
    return { view, state, to, letter: letterOf(view, state, to) };
  pages(request, response, 'words.njk', {
    h1: 'This link does not lead to a notice',
    status: 404,
    texts: ['The notice that this link names is not in the record.'],
  });
  return null;
}

/** A file of what a notice shows, as it was told. */
export async function sendFileOfNotice(
  services: Services,
  pages: Pages,
  request: Request,
  response: Response,
  claims: LinkClaims,
): Promise<void> {
  const found = await told(services, pages, request, response, claims);
  if (found === null) return;
  const { state, to, letter } = found;
  const view = asTold(found.view, letter?.acceptedAtMs ?? null);
  const readable = shownEntries(state.shows, {
    view,
    may: (action) => mayGet(to.recipient, action),
    mayReadAnswerOf: (by) => mayReadAnswerOf(by, to),
  });
  await sendFile(services, pages, request, response, { reference: claims.case, reader: to, readable });
}

/** Shows somebody who was told what they were told: the words of the letter, its source, and what its edition shows with it, as the record stood then. */
export async function showNotice(
  services: Services,
  pages: Pages,
  request: Request,
  response: Response,
  { claims, base }: { claims: LinkClaims; base: string },
): Promise<void> {
  const found = await told(services, pages, request, response, claims);
  if (found === null) return;
  const { view, state, to, letter } = found;
  const { person, recipient: role } = to;
  note(services, {
    person,
    role,
    action: 'see-notice',
    what: state.duty,
    case: claims.case,
    outcome: 'shown',
  });
  const toldAtMs = letter?.acceptedAtMs ?? null;
  const { opening, more } = noticeWords(state.duty, state.title);
  pages(request, response, 'words.njk', {
    h1: opening.replace(/\.$/u, ''),
    caption: claims.case,
    texts: [
      ...(letter?.outcome === undefined ? [] : outcomeSentence(state.duty, letter.outcome)),
      ...(state.provenBy === undefined ? [] : [copyOnly]),
      ...more,
      `You were told this as ${recipientInWords(to.recipient)}${toldAtMs === null ? '' : ` on ${momentInWords(toldAtMs)}`}. You need not answer.`,
      ...(toldAtMs === null ? [] : ['What stands here is what the record said then.']),
      `Where this is written: ${sourceInWords(state.source)}.`,
    ],
    pieces: await shownTo(services, asTold(view, toldAtMs), state.shows, to, base),
  });
}

/** The letter by which somebody was told; the latest, where it went more than once. */
const letterOf = (
  { letters }: CaseView,
  { duty, instance, round }: DutyState,
  to: Addressee,
): LetterRecord | undefined =>
  letters.findLast(
    (letter) =>
      letter.kind === 'notice' &&
      letter.duty === duty &&
      letter.instance === instance &&
      letter.round === round &&
      letter.to.person === to.person,
  );

/** What is shown with a notice is what it told: later answers belong to later letters, and corrections to it. */
const asTold = (view: CaseView, toldAtMs: number | null): CaseView =>
  toldAtMs === null
    ? view
    : {
        ...view,
        story: view.story.filter(
          (entry) => entry.atMs <= toldAtMs || (entry.kind === 'entry' && entry.event === 'corrected'),
        ),
      };
