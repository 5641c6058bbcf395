import type { Request, Response } from 'express';
import { z } from 'zod';
import { answerRows } from '../domain/papers/answer-rows';
import type { AnswerEntry } from '../domain/papers/piece';
import { adviceInstead, conflictNote, notesAtCheck, notesBefore, warningsAtCheck } from './answer-notes';
import { aboutRows } from './asked-about';
import type { dutyAt } from './asked';
import type { Asked, NotAsked } from './asked';
import { formControls } from './forms/controls';
import { leftOut } from './forms/left-out';
import { typedRows } from './forms/typed-rows';
import { heldValues, typedOne, type Body, type Mistake } from './forms/typed';
import { createMeanwhile, recordedSince, settledBy } from './meanwhile';
import { showNotFound } from './mishaps';
import type { Pages } from './pages';
import { isToBeMended, outcomeInWords, refusalAsMistake } from './outcome-words';
import { postedBody } from './posted-body';
import { note } from './recorded';
import { becomesOf, entryOf, placeOf, readAnswer, sendAnswer, type Given } from './sending';
import type { Services } from './services';
import { shownTo } from './shown';
import { nextForStaff, stillToAnswer } from './next-words';

/** One question on its way through the pages: asked, checked, sent. `base` is its address, `home` where to go afterwards. */
export type Answering = {
  request: Request;
  response: Response;
  asked: Asked;
  base: string;
  home?: { href: string; text: string };
  /** What is said of a question that takes no answer any more. */
  over?: readonly string[];
};

const notOurs =
  'Your answer was not sent, because this page was not quite as we made it. Nothing you typed is lost: check it once more and press Send';

/** How many entries the record had when a form was opened: it is carried from page to page. */
const seenOf = ({ view }: Asked, body: Body): string =>
  typedOne(body, 'seen') || (view === null ? '' : String(view.story.length));

const steps = z.object({ step: z.enum(['check', 'change', 'send']).catch('check') });

/** Pages that carry a question to its answer, the same for a link and for a case's own page. */
export function createAnswering(services: Services, pages: Pages) {
  const { cases, keys, people } = services;
  const meanwhile = createMeanwhile(services, pages);

  /** Shows the question, with what was typed and what is wrong with it. */
  async function ask(
    answering: Answering,
    body: Body = {},
    mistakes: readonly Mistake[] = [],
  ): Promise<void> {
    const { request, response, asked, base } = answering;
    if (answering.home === undefined) note(services, { ...entryOf(asked, true), outcome: 'shown' });
    pages(request, response, 'question.njk', {
      h1: asked.title,
      status: mistakes.length === 0 ? 200 : 422,
      asked,
      base,
      mistakes,
      about: aboutRows(asked, people.agencies()),
      pieces: asked.view === null ? [] : await shownTo(services, asked.view, asked.shows, asked.by),
      home: answering.home ?? null,
      notes: notesBefore(asked, services.law),
      duplicates: asked.duty === 'report-acceptance' ? (asked.view?.opening.likelyDuplicates ?? []) : [],
      seen: seenOf(asked, body),
      list: formControls(asked.form, { body, mistakes, prefix: '', agencies: people.agencies() }),
    });
  }

  function check(
    { request, response, asked, base, home }: Answering,
    body: Body,
    given: Given,
    again?: { submission?: string; status: 422 | 503; text: string },
  ): void {
    pages(request, response, 'check.njk', {
      h1: 'Check your answer',
      status: again?.status ?? 200,
      asked,
      base,
      mistakes: again === undefined ? [] : [{ name: '', href: '#main', text: again.text }],
      about: aboutRows(asked, people.agencies()),
      answer: answerRows(asked.form, given.answer, given.sealed, people.agencies()),
      home: home ?? null,
      notes: [
        ...leftOut(asked.form, given.answer.choice, body),
        ...notesAtCheck(asked, given.answer, services.law),
      ],
      warnings: warningsAtCheck(asked, given.answer, services),
      seen: seenOf(asked, body),
      submission: again?.submission ?? keys.newSubmission(placeOf(asked)),
      pairs: heldValues(asked.form, body),
    });
  }

  /** Sends an answer; what kept it from being sent comes back as a sentence. */
  async function trySending(
    asked: Asked,
    submission: string,
    given: Given,
    byLink: boolean,
  ): Promise<string | null> {
    const sent = await sendAnswer(services, asked, { submission }, given, byLink);
    if (sent === 'sent') return null;
    return sent === 'over'
      ? 'This case takes no answers: it was stopped from outside. Keep a copy, and tell the business unit'
      : 'Your answer could not be sent just now. Nothing you typed is lost: press Send again in a minute';
  }

  /** Whether a colleague recorded the same since the form was opened; then the page that says so is given already. */
  async function isMeanwhile(
    { request, response, asked, base, home, over }: Answering,
    body: Body,
    { answer, sealed }: Given,
    submission: string | null,
  ): Promise<boolean> {
    const seen = typedOne(body, 'seen');
    if (home === undefined || over !== undefined || seen === '') return false;
    const entry = recordedSince(asked, answer, Number(seen));
    if (entry === null) return false;
    // Sent twice, it is the same answer.
    if (submission !== null && (await cases.outcome(asked.reference, submission)) !== null) return false;
    await meanwhile(request, response, asked, entry, {
      home,
      yours: answerRows(asked.form, answer, sealed, people.agencies()),
      texts: ['What you typed has not been sent. Compare the two, and send yours as well if it still holds.'],
      again: {
        base,
        submission: keys.newSubmission(placeOf(asked)),
        seen: asked.view?.story.length ?? 0,
        pairs: heldValues(asked.form, body),
      },
    });
    return true;
  }

  /** Takes what was posted one step further: back with mistakes, on to the check, or to the case. */
  async function take(answering: Answering): Promise<void> {
    const { request, response, asked, base, home, over } = answering;
    const body = postedBody(request);
    const { step } = steps.parse({ step: body['step'] });
    if (step === 'change') return ask(answering, body);
    const given = readAnswer(services, asked, body);
    if ('mistakes' in given) return ask(answering, body, given.mistakes);
    const submission = typedOne(body, 'submission');
    if (await isMeanwhile(answering, body, given, step === 'send' ? submission : null)) return;
    if (step === 'check') {
      check(answering, body, given);
      return;
    }
    if (!keys.isSubmission(submission, placeOf(asked))) {
      check(answering, body, given, { status: 422, text: notOurs });
      return;
    }
    const unsent = await trySending(asked, submission, given, home === undefined);
    if (unsent !== null) {
      check(answering, body, given, { submission, status: 503, text: unsent });
      return;
    }
    const outcome = asked.partial ? null : await becomesOf(services, asked.reference, submission);
    if (outcome?.outcome !== 'refused') {
      response.redirect(303, `${base}/sent/${submission}`);
      return;
    }
    // Another address would lose what was typed, and it is wanted: to be mended, or to be copied.
    if (isToBeMended(outcome)) {
      const refused = { ...outcome, ...adviceInstead(outcome, asked, given.answer, services.law) };
      return ask(answering, body, [refusalAsMistake(refused, asked.form)]);
    }
    const words = outcomeInWords(outcome, over);
    const answer = answerRows(asked.form, given.answer, given.sealed, people.agencies());
    const entry = home === undefined ? null : await standsInTheWay(asked);
    if (home !== undefined && entry !== null) {
      const texts = words.texts.slice(outcome.decided === undefined ? 1 : 2);
      return meanwhile(request, response, asked, entry, {
        home,
        yours: answer,
        texts: ['A question is answered once, so your answer was not taken.', ...texts],
      });
    }
    const links = [home ?? { href: base, text: 'See this question as it stands now' }];
    pages(request, response, 'words.njk', { caption: asked.reference, links, ...words, answer });
  }

  /** The answer that stands in the way of one that was not taken, in the record as it is now. */
  async function standsInTheWay(asked: Asked): Promise<AnswerEntry | null> {
    const found = await cases.look(asked.reference);
    return found.known === 'view' ? settledBy({ ...asked, view: found.view }) : null;
  }

  /** Says truthfully what became of a submission, where it is one of ours. */
  async function tell(
    { request, response, base, home }: Omit<Answering, 'asked'>,
    reference: string,
    submission: string,
    at: { duty: string; instance: string; round: number },
  ): Promise<void> {
    if (!keys.isSubmission(submission, { ...at, case: reference })) {
      showNotFound(pages, request, response);
      return;
    }
    const outcome = await becomesOf(services, reference, submission);
    const links = [home ?? { href: base, text: 'See this question as it stands now' }];
    const words = outcomeInWords(outcome);
    const next =
      outcome?.outcome === 'recorded'
        ? await whatIsNext(reference, at, outcome.entry, home !== undefined)
        : [];
    pages(request, response, 'words.njk', {
      caption: reference,
      links,
      ...words,
      texts: [...words.texts, ...next],
    });
  }

  /** What follows: for staff what is open next on the case, for others that they are done; who still owes an answer. */
  async function whatIsNext(
    reference: string,
    at: Parameters<typeof dutyAt>[1],
    entry: number,
    isStaff: boolean,
  ): Promise<string[]> {
    const found = await cases.look(reference);
    if (found.known !== 'view') return [];
    const { view } = found;
    const recorded = view.story.find((one) => one.number === entry);
    const answered = recorded?.kind === 'answer' ? recorded : undefined;
    return [
      ...(answered === undefined ? [] : conflictNote(answered, answered.answer)),
      ...stillToAnswer(view, at),
      isStaff || answered?.by.recipient === 'business-unit'
        ? nextForStaff(view)
        : 'You need not do anything else: the business unit sees your answer.',
    ];
  }

  /**
   * Says why nothing is asked. An answer that was sent goes to the case all the same, which refuses and records it; of
   * what was not sent yet, the page shows what was typed, so that it can be copied.
   */
  async function comeTooLate(
    answering: Omit<Answering, 'asked'>,
    {
      form,
      late,
      ...words
    }: NotAsked & { caption?: string; links?: readonly { href: string; text: string }[] },
  ): Promise<void> {
    const { request, response } = answering;
    const body = request.method === 'POST' ? postedBody(request) : {};
    if (
      late !== undefined &&
      typedOne(body, 'step') === 'send' &&
      !('mistakes' in readAnswer(services, late, body))
    )
      return take({ ...answering, asked: late, over: words.texts });
    if (late !== undefined && answering.home === undefined)
      note(services, { ...entryOf(late, true), outcome: 'shown' });
    const answer = typedRows(late?.form ?? form ?? {}, body, people.agencies());
    const entry = late === undefined ? null : settledBy(late);
    if (late !== undefined && entry !== null && answering.home !== undefined && request.method === 'POST')
      return meanwhile(request, response, late, entry, {
        home: answering.home,
        yours: answer,
        texts: [
          'A question is answered once, so what you typed was not sent. It stands below, so that you can copy it; it is kept nowhere else.',
        ],
      });
    const unsent =
      'What you typed was not sent. It stands below, so that you can copy it; it is kept nowhere else.';
    pages(request, response, 'words.njk', {
      ...words,
      status: request.method === 'POST' && words.status === 200 ? 409 : words.status,
      texts: answer.length === 0 ? words.texts : [...words.texts, unsent],
      answer,
    });
  }

  return { ask, take, tell, comeTooLate };
}
