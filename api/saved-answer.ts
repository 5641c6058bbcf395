import { keptUntilMs } from '../config/report-drafts';
import { londonDateOf } from '../domain/calendar/london';
import { dayInWords, momentInWords } from '../domain/dates-in-words';
import type { DutyState } from '../domain/case-view';
import type { Answering, Asked } from './asked';
import { answerPath } from './case-page';
import { attachedName } from './files/attaching';
import type { Form } from '../domain/form';
import type { Body, Mistake } from './forms/typed';
import type { Pages } from './pages';
import { note } from './recorded';
import { entryOf } from './sending';
import type { Services } from './services';

/** The name of the button that saves what was typed. */
export const saveName = 'save';

/** A form with so many words to type is saved for staff too. */
const manyWords = 3;

const wordsIn = ({ fields = [], tests = [] }: Form): number =>
  fields.filter(({ type }) => type === 'long-text').length + tests.length;

/** Whether what was typed can be saved: for who was asked by letter always, for staff where the form is long. */
export const maySave = ({ asked, home }: Pick<Answering, 'asked' | 'home'>): boolean =>
  home === undefined || wordsIn(asked.form) >= manyWords;

type Place = Pick<Asked, 'reference' | 'duty' | 'instance' | 'round'>;

const ownerOf = ({ reference, duty, instance, round }: Place, person: string): string =>
  JSON.stringify([reference, duty, instance, round, person]);
const id = 'answer';

/** When somebody of staff saved what they typed for each of these duties of a case, by the addresses of their forms, in milliseconds. */
export async function savedByStaff(
  { answerDrafts, clock, log }: Pick<Services, 'answerDrafts' | 'clock' | 'log'>,
  { reference }: Pick<Place, 'reference'>,
  duties: readonly DutyState[],
  person: string,
): Promise<Readonly<Record<string, number>>> {
  const long = duties.filter(({ form }) => form !== null && wordsIn(form) >= manyWords);
  const saved = long.map(async (state): Promise<[string, number][]> => {
    const draft = await answerDrafts
      .read(ownerOf({ reference, ...state }, person), id, clock())
      .catch((error: unknown) => {
        log.error({ event: 'saved-answer-failed', reference, duty: state.duty }, error);
        return null;
      });
    return draft === null ? [] : [[answerPath(reference, state), draft.savedAtMs]];
  });
  return Object.fromEntries((await Promise.all(saved)).flat());
}

/** Answers that were begun: what was typed is saved for the person asked, to go on with later. */
export function createSavedAnswers(services: Services, pages: Pages) {
  const { answerDrafts } = services;
  /** What is saved is a help: without it a question is asked, and an answer taken, all the same. */
  const failed = ({ reference, duty }: Asked, error: unknown): null => {
    services.log.error({ event: 'saved-answer-failed', reference, duty }, error);
    return null;
  };

  return {
    /** What was saved of this, with a sentence that says so; null where nothing is. */
    read: async (asked: Asked): Promise<{ body: Body; savedAtMs: number; note: string } | null> => {
      const draft = await answerDrafts
        .read(ownerOf(asked, asked.by.person), id, services.clock())
        .catch((error: unknown) => failed(asked, error));
      return draft === null
        ? null
        : {
            body: draft.typed,
            savedAtMs: draft.savedAtMs,
            note: `Filled in is what you saved on ${momentInWords(draft.savedAtMs)}. It has not been sent yet.`,
          };
    },
    /** `refused`: what is wrong with files that came with it; the rest is saved without them. */
    save: async (
      { request, response, asked, base, home }: Answering,
      pairs: readonly [string, string][],
      refused: readonly Mistake[],
    ): Promise<void> => {
      const typed: Record<string, string[]> = {};
      for (const [name, value] of pairs) (typed[name] ??= []).push(value);
      const draft = { typed, done: [], savedAtMs: services.clock(), sent: null };
      await answerDrafts.save(ownerOf(asked, asked.by.person), id, draft);
      note(services, { ...entryOf(asked, home === undefined), outcome: 'saved' });
      const until = dayInWords(londonDateOf(keptUntilMs(draft)));
      pages(request, response, 'words.njk', {
        h1: refused.length === 0 ? 'Saved, and not sent yet' : 'Saved without a file, and not sent yet',
        caption: asked.reference,
        texts: [
          `“${asked.title}”`,
          ...refused.map(({ text }) => `Not saved: ${text}.`),
          `What you typed is kept until ${until}, for you alone. To go on, open ${home === undefined ? 'the link in your letter' : 'the form on the page of the case'} again, on this or on another device.`,
          ...(asked.due === null
            ? []
            : [`The answer itself is due ${asked.due.charAt(0).toLowerCase()}${asked.due.slice(1)}.`]),
          ...(typed[attachedName] === undefined
            ? []
            : ['A file is kept for a day only: attach it again if you come back later than that.']),
        ],
        links: [{ href: base, text: 'Go on now', isButton: true }, ...(home === undefined ? [] : [home])],
      });
    },
    forget: async (asked: Asked): Promise<void> => {
      await answerDrafts
        .discard(ownerOf(asked, asked.by.person), id)
        .catch((error: unknown) => failed(asked, error));
    },
  };
}
