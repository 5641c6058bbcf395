import type { Answering, NotAsked } from './asked';
import { attachedName } from './files/attaching';
import { lostName } from './files/receive-files';
import { typedAll, typedOne } from './forms/typed';
import { typedRows } from './forms/typed-rows';
import { momentInWords } from '../domain/dates-in-words';
import { createMeanwhile, settledBy } from './meanwhile';
import { ownAnswer } from './own-answer';
import type { Pages } from './pages';
import { postedBody } from './posted-body';
import { note } from './recorded';
import type { createSavedAnswers } from './saved-answer';
import { entryOf, readAnswer } from './sending';
import type { Services } from './services';

const keptNowhere = 'It stands below, so that you can copy it; it is kept nowhere else.';

/** The page of a question that takes no answer any more. `take` is the way of every answer to its case. */
export function createComeTooLate(
  services: Services,
  pages: Pages,
  take: (answering: Answering) => Promise<void>,
  saved: ReturnType<typeof createSavedAnswers>,
) {
  const { people } = services;
  const meanwhile = createMeanwhile(services, pages);

  /**
   * Says why nothing is asked. An answer that was sent goes to the case all the same, which refuses and records it; of
   * what was not sent yet, the page shows what was typed, or what was saved, so that it can be copied.
   */
  return async function comeTooLate(
    answering: Omit<Answering, 'asked'>,
    {
      form,
      late,
      ...words
    }: NotAsked & { caption?: string; links?: readonly { href: string; text: string }[] },
  ): Promise<void> {
    const { request, response, home } = answering;
    const isPosted = request.method === 'POST';
    const begun = isPosted || late === undefined ? null : await saved.read(late);
    const body = isPosted ? postedBody(request) : (begun?.body ?? {});
    if (late !== undefined) {
      const isSent = typedOne(body, 'step') === 'send' && !('mistakes' in readAnswer(services, late, body));
      if (isSent) return take({ ...answering, asked: late, over: words.texts });
      if (home === undefined) note(services, { ...entryOf(late, true), outcome: 'shown' });
    }
    const answer = typedRows(late?.form ?? form ?? {}, body, people.agencies());
    const entry = late === undefined ? null : settledBy(late);
    if (late !== undefined && entry !== null && home !== undefined && isPosted)
      return meanwhile(request, response, late, entry, {
        home,
        yours: answer,
        texts: [`A question is answered once, so what you typed was not sent. ${keptNowhere}`],
      });
    const unsent =
      begun === null
        ? `What you typed was not sent. ${keptNowhere}`
        : `What you saved on ${momentInWords(begun.savedAtMs)} was not sent. It stands below, so that you can copy it.`;
    const hadFiles = typedAll(body, attachedName).length > 0 || typedOne(body, lostName) !== '';
    pages(request, response, 'words.njk', {
      ...words,
      status: isPosted && words.status === 200 ? 409 : words.status,
      texts: [
        ...words.texts,
        ...(answer.length === 0 ? [] : [unsent]),
        ...(hadFiles ? ['Files that you chose were not sent, and are not kept.'] : []),
      ],
      answer,
      pieces: late === undefined || home !== undefined || isPosted ? [] : await ownAnswer(services, late),
    });
  };
}
