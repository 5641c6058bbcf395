import type { CaseView } from '../domain/case-view';
import { namingAgency, theParts, type AgencyTitles } from '../domain/parts-in-words';
import type { Entry } from '../domain/record';
import { conflictNote } from './answer-notes';
import type { Answering, dutyAt } from './asked';
import { showNotFound } from './mishaps';
import { namesOf } from './case-page';
import { askedBesides, datesMoved, nextForStaff, nextInCase, stillToAnswer } from './next-words';
import { outcomeInWords } from './outcome-words';
import type { Pages } from './pages';
import { becomesOf } from './sending';
import type { Services } from './services';

type DutyAddress = Parameters<typeof dutyAt>[1];

/** Whom a reminder sent by hand goes to, as the story has it; nothing of any other answer. */
function remindedByIt(
  { story }: CaseView,
  answered: Extract<Entry, { kind: 'answer' }>,
  agencies: AgencyTitles,
): string[] {
  if (answered.duty !== 'reminder-now') return [];
  const [duty, ...rest] = String(answered.answer.facts['question']).split('/');
  const instance = rest.slice(0, -1).join('/');
  const reminder = story.find(
    (one): one is Extract<Entry, { kind: 'reminder' }> =>
      one.kind === 'reminder' &&
      one.number > answered.number &&
      one.duty === duty &&
      one.instance === instance,
  );
  return reminder === undefined
    ? []
    : [
        `A reminder goes to ${theParts(reminder.to, agencies)}: “${namingAgency(reminder.title, instance, agencies)}”.`,
      ];
}

/** The page after an answer was sent. */
export function createTelling(services: Services, pages: Pages) {
  const { cases, keys, people } = services;

  /** What follows: for staff what is open next on the case, for others that they are done; who still owes an answer. */
  async function whatIsNext(
    reference: string,
    at: DutyAddress,
    entry: number,
    isStaff: boolean,
  ): Promise<string[]> {
    const found = await cases.look(reference);
    if (found.known !== 'view') return [];
    const { view } = found;
    const recorded = view.story.find((one) => one.number === entry);
    const answered = recorded?.kind === 'answer' ? recorded : undefined;
    const besides = answered === undefined ? [] : askedBesides(view, answered.by);
    return [
      ...(answered === undefined
        ? []
        : [...remindedByIt(view, answered, people.agencies()), ...conflictNote(answered, answered.answer)]),
      ...stillToAnswer(view, at),
      ...(isStaff || answered?.by.recipient === 'business-unit'
        ? [
            ...(answered === undefined ? [] : datesMoved(view, answered, namesOf(services))),
            nextForStaff(view),
          ]
        : [
            ...(answered === undefined ? [] : nextInCase(view, at, answered.by, services.law.soonUntil)),
            ...(besides.length === 0 ? ['You need not do anything else.'] : besides),
            'The business unit sees your answer, and a letter to you confirms it.',
          ]),
    ];
  }

  /** Says truthfully what became of a submission, where it is one of ours. */
  return async function tell(
    { request, response, base, home }: Omit<Answering, 'asked'>,
    reference: string,
    submission: string,
    at: DutyAddress,
  ): Promise<void> {
    if (!keys.isSubmission(submission, { ...at, case: reference })) {
      showNotFound(pages, request, response);
      return;
    }
    const outcome = await becomesOf(services, reference, submission);
    const links = [home ?? { href: base, text: 'See this question as it stands now' }];
    const words = outcomeInWords(outcome);
    // Staff go on with the case, and much of what they record is no answer to anybody.
    const texts =
      home !== undefined && outcome?.outcome === 'recorded'
        ? [`It stands in the record of the case, as entry ${String(outcome.entry)}.`]
        : words.texts;
    const next =
      outcome?.outcome === 'recorded'
        ? await whatIsNext(reference, at, outcome.entry, home !== undefined)
        : outcome === null && home === undefined
          ? ['A letter tells you what becomes of it.']
          : [];
    pages(request, response, 'words.njk', {
      caption: reference,
      links,
      ...words,
      texts: [...texts, ...next],
    });
  };
}
