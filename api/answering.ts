import { z } from 'zod';
import { isToBeMended } from '../domain/refusal-sentence';
import type { Row } from '../domain/papers/answer-rows';
import type { AnswerEntry } from '../domain/papers/piece';
import { adviceInstead, notesAtCheck, notesBefore, sendWords, warningsAtCheck } from './answer-notes';
import { createTelling } from './answer-told';
import { aboutRows } from './asked-about';
import type { Answering, Asked } from './asked';
import { checkRows } from './check-rows';
import { createComeTooLate } from './come-too-late';
import { attachedName, attachedRows, createAttaching, inAnswer, type Attached } from './files/attaching';
import { filesSentWith } from './files/receive-files';
import { elsewhere } from './elsewhere';
import { formControls } from './forms/controls';
import { leftOut } from './forms/left-out';
import { heldValues, typedAll, typedOne, type Body, type Mistake } from './forms/typed';
import { createMeanwhile, recordedSince, settledBy } from './meanwhile';
import type { Pages } from './pages';
import { outcomeInWords, refusalAsMistake } from './outcome-words';
import { postedBody } from './posted-body';
import { note } from './recorded';
import { createSavedAnswers, maySave, saveName } from './saved-answer';
import { becomesOf, entryOf, placeOf, readAnswer, sendAnswer, type Given as GivenAnswer } from './sending';
import type { Services } from './services';
import { shownTo } from './shown';

const notOurs = (asked: Asked): string =>
  `Your answer was not sent, because this page was not quite as we made it. Nothing you typed is lost: check it once more and press ${sendWords(asked)}`;

/** How many entries the record had when a form was opened: it is carried from page to page. */
const seenOf = ({ view }: Asked, body: Body): string =>
  typedOne(body, 'seen') || (view === null ? '' : String(view.story.length));

/** An answer as it was read from its form, with its files. */
type Given = GivenAnswer & { held: readonly Attached[] };

/** What a form holds, for hidden inputs: so that nothing typed, and no file, is lost between pages. */
const pairsOf = (asked: Asked, body: Body): [string, string][] => [
  ...heldValues(asked.form, body),
  ...typedAll(body, attachedName).map((token): [string, string] => [attachedName, token]),
];

const idsOf = ({ held }: Given): string[] => held.map(({ reference }) => reference);

const steps = z.object({ step: z.enum(['check', 'change', 'send']).catch('check') });

/** Pages that carry a question to its answer, the same for a link and for a case's own page. */
export function createAnswering(services: Services, pages: Pages) {
  const { cases, keys, people } = services;
  const meanwhile = createMeanwhile(services, pages);
  const attaching = createAttaching(services);
  const saved = createSavedAnswers(services, pages);

  /** Shows the question, with what was typed and what is wrong with it. */
  async function ask(answering: Answering, typed?: Body, given: readonly Mistake[] = []): Promise<void> {
    const { request, response, asked, base } = answering;
    const begun = typed === undefined && maySave(answering) ? await saved.read(asked) : null;
    const body = typed ?? begun?.body ?? {};
    const files = await attaching.heldIn(asked, body);
    const mistakes = [...given, ...files.mistakes];
    if (answering.home === undefined) note(services, { ...entryOf(asked, true), outcome: 'shown' });
    pages(request, response, 'question.njk', {
      h1: asked.title,
      status: mistakes.length === 0 ? 200 : 422,
      asked,
      base,
      mistakes,
      about: aboutRows(asked, people.agencies()),
      pieces:
        asked.view === null
          ? []
          : await shownTo(services, asked.view, asked.shows, asked.by, answering.home?.href ?? base),
      home: answering.home ?? null,
      elsewhere: elsewhere(asked.duty),
      notes: [...(begun === null ? [] : [begun.note]), ...notesBefore(asked, services.law)],
      saves: maySave(answering),
      duplicates: asked.duty === 'report-acceptance' ? (asked.view?.opening.likelyDuplicates ?? []) : [],
      seen: seenOf(asked, body),
      list: formControls(asked.form, { body, mistakes, prefix: '', agencies: people.agencies() }),
      files: attaching.control(asked, files.held, mistakes),
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
      answer: rowsOf(asked, given),
      home: home ?? null,
      notes: [
        ...leftOut(asked.form, given.answer.choice, body),
        ...notesAtCheck(asked, given.answer, services.law),
      ],
      warnings: warningsAtCheck(asked, given.answer, services),
      seen: seenOf(asked, body),
      send: sendWords(asked),
      submission: again?.submission ?? keys.newSubmission(placeOf(asked)),
      pairs: pairsOf(asked, body),
    });
  }

  const rowsOf = (asked: Asked, { answer, sealed, held }: Given): Row[] => [
    ...checkRows(asked.form, { answer, sealed }, people.agencies()),
    ...attachedRows(held),
  ];

  /**
   * Sends an answer; what kept it from being sent comes back as a sentence. `release` gives free the files that it alone
   * has: a page sent twice carries files that may be another answer's already.
   */
  async function trySending(
    asked: Asked,
    submission: string,
    given: Given,
    byLink: boolean,
  ): Promise<{ unsent: string | null; release: () => Promise<void> }> {
    let kept: string[] = [];
    const release = (): Promise<void> => services.files.release(asked.reference, kept);
    const { sealed: names, ...files } = inAnswer(given.held);
    const whole = { answer: { ...given.answer, ...files }, sealed: { ...given.sealed, ...names } };
    const failed = `Your answer could not be sent just now. Nothing you typed is lost: press ${sendWords(asked)} again in a minute`;
    try {
      // Before it is sent: an answer in the record must not lose its files.
      kept = await services.files.keep(asked.reference, idsOf(given));
      const sent = await sendAnswer(services, asked, { submission }, whole, byLink);
      if (sent === 'sent') return { unsent: null, release };
      if (sent !== 'over') return { unsent: failed, release };
      await release();
      const over =
        'This case takes no answers: it was stopped from outside. Keep a copy, and tell the business unit';
      return { unsent: over, release };
    } catch (error) {
      services.log.error({ event: 'answer-not-sent', reference: asked.reference, duty: asked.duty }, error);
      return { unsent: failed, release };
    }
  }

  /** Whether a colleague recorded the same since the form was opened; then the page that says so is given already. */
  async function isMeanwhile(
    { request, response, asked, base, home, over }: Answering,
    body: Body,
    given: Given,
    submission: string | null,
  ): Promise<boolean> {
    const seen = typedOne(body, 'seen');
    if (home === undefined || over !== undefined || seen === '') return false;
    const entry = recordedSince(asked, given.answer, Number(seen));
    if (entry === null) return false;
    // Sent twice, it is the same answer.
    if (submission !== null && (await cases.outcome(asked.reference, submission)) !== null) return false;
    await meanwhile(request, response, asked, entry, {
      home,
      yours: rowsOf(asked, given),
      texts: ['What you typed has not been sent. Compare the two, and send yours as well if it still holds.'],
      again: {
        base,
        submission: keys.newSubmission(placeOf(asked)),
        seen: asked.view?.story.length ?? 0,
        pairs: pairsOf(asked, body),
      },
    });
    return true;
  }

  /** Takes what was posted one step further: back with mistakes, on to the check, or to the case. */
  async function take(answering: Answering): Promise<void> {
    const { request, response, asked, base, home, over } = answering;
    const posted = postedBody(request);
    const { step } = steps.parse({ step: posted['step'] });
    if (step === 'change') return ask(answering, posted);
    const { body, held, mistakes } = await attaching.takeIn(asked, posted, filesSentWith(request));
    if (maySave(answering) && typedOne(posted, saveName) !== '')
      return saved.save(answering, pairsOf(asked, body), mistakes);
    const answered = readAnswer(services, asked, body);
    if ('mistakes' in answered) return ask(answering, body, [...answered.mistakes, ...mistakes]);
    if (mistakes.length > 0) return ask(answering, body, mistakes);
    const given = { ...answered, held };
    const submission = typedOne(body, 'submission');
    if (await isMeanwhile(answering, body, given, step === 'send' ? submission : null)) return;
    if (step === 'check') {
      check(answering, body, given);
      return;
    }
    if (!keys.isSubmission(submission, placeOf(asked))) {
      check(answering, body, given, { status: 422, text: notOurs(asked) });
      return;
    }
    const { unsent, release } = await trySending(asked, submission, given, home === undefined);
    if (unsent !== null) {
      check(answering, body, given, { submission, status: 503, text: unsent });
      return;
    }
    const outcome = asked.partial ? null : await becomesOf(services, asked.reference, submission);
    if (outcome?.outcome !== 'refused') {
      if (maySave(answering)) await saved.forget(asked);
      response.redirect(303, `${base}/sent/${submission}`);
      return;
    }
    if (outcome.kept !== true) await release();
    // Another address would lose what was typed, and it is wanted: to be mended, or to be copied.
    if (isToBeMended(outcome)) {
      const refused = { ...outcome, ...adviceInstead(outcome, asked, given.answer, services.law) };
      return ask(answering, body, [refusalAsMistake(refused, asked.form)]);
    }
    const words = outcomeInWords(outcome, over);
    const answer = rowsOf(asked, given);
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

  return {
    ask,
    take,
    tell: createTelling(services, pages),
    comeTooLate: createComeTooLate(services, pages, take, saved),
  };
}
