import type { RequestHandler } from 'express';
import { z } from 'zod';
import { typedOne, type Body } from '../forms/typed';
import type { Pages } from '../pages';
import { roleFor, type Permitted } from '../permitted';
import { postedBody } from '../posted-body';
import { recorded } from '../recorded';
import type { CaseKnown, Services } from '../services';
import { stoppedInWords } from '../stopped-words';

/** Whole days as they are typed; neither `1e2` nor `7.5` is one. */
const wholeDays = z
  .string()
  .regex(/^\d{1,3}$/u)
  .transform(Number)
  .pipe(z.number().min(1).max(400));

/** How far to move: the button for the next alarm has a value of its own. Null for days that cannot be read. */
function readMove(body: Body): { days: number } | 'next' | null {
  if (typedOne(body, 'to') === 'next') return 'next';
  const days = wholeDays.safeParse(typedOne(body, 'days'));
  return days.success ? { days: days.data } : null;
}

type Refusal = { status: number; text: string };

/** Why the time of a case cannot be moved; null where it can. */
function refusalOf(found: CaseKnown): Refusal | null {
  if (found.known === 'absent')
    return {
      status: 404,
      text: 'There is no case with this reference. Please check its letters and digits.',
    };
  const stopped = stoppedInWords(found.known === 'view' ? found.view : found);
  if (stopped !== null) return { status: 409, text: stopped };
  if (found.known === 'memo')
    return { status: 503, text: 'The case does not answer just now. Please try again in a few minutes.' };
  return found.view.closed
    ? { status: 409, text: 'This case is closed: nothing more falls due in it.' }
    : null;
}

/** Training only: moves the time of one case on. */
export const moveTimeRoute =
  (services: Services, pages: Pages, permitted: Permitted): RequestHandler =>
  async (request, response) => {
    const signedIn = permitted(request, response, 'move-time');
    if (signedIn === null) return;
    const reference = z.string().parse(request.params['reference']);
    const refuse = ({ status, text }: Refusal): void => {
      pages(request, response, 'words.njk', { h1: 'Time cannot be moved here', status, texts: [text] });
    };
    if (!services.settings.training) {
      refuse({ status: 403, text: 'Time can be moved on in training only.' });
      return;
    }
    const move = readMove(postedBody(request));
    if (move === null) {
      refuse({ status: 422, text: 'Type the days as a whole number from 1 to 400. Nothing was moved.' });
      return;
    }
    const refusal = refusalOf(await services.cases.look(reference));
    if (refusal !== null) {
      refuse(refusal);
      return;
    }
    const entry = {
      person: signedIn.person,
      role: roleFor(signedIn, 'move-time'),
      action: 'move-time',
      what: move === 'next' ? 'next alarm' : `${String(move.days)} days`,
      case: reference,
    } as const;
    await recorded(services, entry, async () => {
      await services.cases.moveTime(reference, move);
      return 'done';
    });
    response.redirect(303, `/cases/${reference}`);
  };
