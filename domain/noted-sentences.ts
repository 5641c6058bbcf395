import { isRecipient, theRecipient } from './dates-in-words';
import type { CaseAsKept } from './case-view';
import { whoIn, type Names } from './names';
import type { EntryOf, NotedEvent } from './record';
import { asSentence } from './refusal-sentence';

/** The record that an entry stands in; what was asked, where it is known. */
export type Told = Pick<CaseAsKept, 'story'> & Partial<Pick<CaseAsKept, 'duties'>>;

/** What a duty of the house itself met with: no other is opened for it. */
const problems: Readonly<Record<string, string>> = {
  'letter-undelivered': 'a letter could not be delivered',
  'role-unfilled': 'nobody holds the role',
  'date-unknown': 'a date could not be worked out',
};

const problemInWords = (title: string): string =>
  title.replace(/: ([a-z-]+)$/u, (all, code: string) =>
    Object.hasOwn(problems, code) ? `: ${problems[code] ?? code}` : all,
  );

const noted: Readonly<Record<NotedEvent, (title: string, who: string) => string>> = {
  opened: (title) => title,
  decided: (title) => `Decided: ${title}`,
  dissent: (title, who) => `Dissent${who}: ${title}`,
  conflict: (title, who) => `Conflict of interest${who}: ${title}`,
  silence: (title) => `No answer: ${title}`,
  met: (title) => `Done: ${title}`,
  corrected: (title, who) => `Corrected${who}: ${title}`,
  'handed-over': (title, who) => `Handed over${who}: ${title}`,
  withdrawn: (title, who) => `Withdrawn${who}: ${title}`,
  'cancel-requested': (title) => `A request to cancel arrived and was not followed: ${title}`,
  problem: (title) => `To be put right: ${problemInWords(title)}`,
  closed: (title) => title,
  fact: (title, who) => (who === '' ? title : `Recorded${who}: ${title}`),
};

/** What a decision is about, by the title under which the case notes it. */
const decisions: Readonly<Record<string, { duty: string; about: string }>> = {
  'Threshold for notification decided': {
    duty: 'notification-threshold',
    about: 'the threshold for notification',
  },
  'What follows the rapid review decided': {
    duty: 'rapid-review-decision',
    about: 'what follows the rapid review',
  },
  'Form of publication decided': { duty: 'publication-form', about: 'the form of publication' },
};

function decidedSentence(entry: EntryOf<'entry'>, { duties = [] }: Told): string | null {
  const decision = decisions[entry.title];
  const choice = entry.facts?.['choice'];
  if (decision === undefined || typeof choice !== 'string') return null;
  const { duty, about } = decision;
  if (duty === 'notification-threshold') return `Decided: ${about} is ${choice === 'met' ? '' : 'not '}met.`;
  const label = duties.find((state) => state.duty === duty)?.form?.choice?.options[choice];
  return asSentence(`Decided: ${about}: ${label ?? choice}`);
}

/** Questions whose answers come to one decision, by the duty under which it stands. */
const sharedBy: Readonly<Record<string, string>> = { 'threshold-by-authority': 'notification-threshold' };

/** What the answers to a duty came to, by the story; null where nothing is decided yet. */
export function decisionOn(duty: string, told: Told): string | null {
  const about = sharedBy[duty] ?? duty;
  const entry = told.story.findLast(
    (one): one is EntryOf<'entry'> =>
      one.kind === 'entry' && one.event === 'decided' && decisions[one.title]?.duty === about,
  );
  return entry === undefined ? null : decidedSentence(entry, told);
}

/** Every decision of a case so far, in their order. */
export const decisionsIn = (told: Told): string[] =>
  Object.values(decisions).flatMap(({ duty }) => decisionOn(duty, told) ?? []);

/** Who was of another mind, to which question, and what that person said: by the answer that stands in the story. */
function dissentSentence(entry: EntryOf<'entry'>, { story }: Told, names: Names): string | null {
  const { by, facts } = entry;
  const answer = story.findLast(
    (one): one is EntryOf<'answer'> =>
      one.kind === 'answer' &&
      one.number < entry.number &&
      one.by.recipient === by?.recipient &&
      one.by.person === by.person &&
      one.answer.choice === facts?.['choice'],
  );
  if (answer === undefined) return null;
  const said = answer.choiceLabel ?? answer.answer.choice ?? '';
  const who = whoIn(answer.by, names);
  return asSentence(`Dissent: ${who} answered “${answer.title}” otherwise: ${said}`);
}

/** `Agencies had not answered: the agency’s safeguarding lead (schools)`: who did not answer, by roles or agencies. */
function silenceSentence({ title, facts }: EntryOf<'entry'>): string {
  const silent: unknown = facts?.['silent'];
  if (!Array.isArray(silent) || silent.length === 0) return asSentence(noted.silence(title, ''));
  const who = silent.map((one) =>
    theRecipient(isRecipient(String(one)) ? String(one) : `agency-lead:${String(one)}`),
  );
  return asSentence(`${noted.silence(title, '')}: ${who.join(', ')}`);
}

/** The sentence of what the case itself noted: a decision, a dissent, a correction. */
export function notedSentence(entry: EntryOf<'entry'>, told: Told, names: Names): string {
  if (entry.event === 'silence') return silenceSentence(entry);
  const own =
    entry.event === 'decided'
      ? decidedSentence(entry, told)
      : entry.event === 'dissent'
        ? dissentSentence(entry, told, names)
        : null;
  if (own !== null) return own;
  const who = entry.by === undefined ? '' : ` by ${whoIn(entry.by, names)}`;
  const to = entry.facts?.['person'];
  if (entry.event === 'handed-over' && typeof to === 'string')
    return `Handed over${who} to ${names.people?.[to] ?? to}.`;
  const replaced = entry.supersedes === undefined ? '' : ` (in place of entry ${String(entry.supersedes)})`;
  return asSentence(`${noted[entry.event](entry.title, who)}${replaced}`);
}
