import { londonDateOf } from './calendar/london';
import {
  capital,
  dayInWords,
  isRecipient,
  momentInWords,
  recipientInWords,
  stageInWords,
  theRecipient,
} from './dates-in-words';
import { redatedSentence } from './event-words';
import { partOf } from './parts-in-words';
import type { CaseAsKept } from './case-view';
import type { Answer, LetterKind, LetterState, Entry, NotedEvent, Actor } from './record';
import { asSentence, notTakenSentence } from './refusal-sentence';
import { serviceOf } from './service-person';

type EntryOf<K extends Entry['kind']> = Extract<Entry, { kind: K }>;

/** `Officer A (business unit)`, of whom the directory knows as one of its staff; else the role alone. */
function whoIn(by: Actor, { people = {} }: Names): string {
  const service = serviceOf(by.person);
  const name = Object.hasOwn(people, by.person) ? people[by.person] : undefined;
  if (service !== null) return `the service “${service}” (${recipientInWords(partOf(by))})`;
  return name === undefined ? theRecipient(partOf(by)) : `${name} (${recipientInWords(partOf(by))})`;
}

const ordinals = ['', 'First', 'Second', 'Third'];

/** What kind of letter it is. */
export const letterNames: Readonly<Record<LetterKind, string>> = {
  question: 'Question',
  reminder: 'Reminder',
  breach: 'Notice of a missed date',
  notice: 'Letter',
};

const letterStates: Readonly<Record<LetterState, string>> = {
  sending: 'is on its way',
  retrying: 'could not be delivered yet and is being tried again',
  accepted: 'was accepted by the mail server',
  refused: 'was refused by the mail server',
  'given-up': 'could not be delivered, and trying has ended',
  withdrawn: 'was withdrawn because it is no longer needed',
  replaced: 'was replaced by a later one',
  'sent-otherwise': 'was sent in another way',
};

/** What a letter's state is called in a list: `was accepted by the mail server`. */
export const letterStateInWords = (state: LetterState): string => letterStates[state];

/** Of which agency it is asked: of each of several it is asked in the same words, and each answer is that agency's own. */
const agencyAsked = ({ duty, instance }: { duty: string; instance: string }): string | null =>
  duty === 'agency-information' ? theRecipient(`agency-lead:${instance}`) : null;

/** `“Hold the meeting”`, with the agency that is asked where several are. */
function quoted(entry: EntryOf<'due' | 'breach'>): string {
  const of = agencyAsked(entry);
  return `“${entry.title}”${of === null ? '' : ` of ${of}`}`;
}

function dueSentence(entry: EntryOf<'due'>): string {
  const due = entry.dueOn === null ? 'no date is known yet' : `due ${dayInWords(entry.dueOn)}`;
  if (entry.redated !== undefined) {
    const before = entry.redated.from === null ? 'no date' : dayInWords(entry.redated.from);
    const why = redatedSentence(entry.redated.because);
    return `New date for ${quoted(entry)}: ${due} (before: ${before}).${why === '' ? '' : ` ${why}`}`;
  }
  const early =
    entry.alarmOn !== null && entry.alarmOn !== entry.dueOn
      ? `; alarm on the earliest reading, ${dayInWords(entry.alarmOn)}`
      : '';
  const of = agencyAsked(entry);
  return `Opened${of === null ? '' : ` for ${of}`}: “${entry.title}”, ${due}${early}.`;
}

type LetterEntry = EntryOf<'letter'>;

/** `Letter to the police partner about “Hold the meeting”` */
export const letterInWords = ({
  letterKind,
  to,
  title,
}: Pick<LetterEntry, 'letterKind' | 'to' | 'title'>): string =>
  `${letterNames[letterKind]} to ${theRecipient(partOf(to))} about “${title}”`;

/** Which letter an answer names, and on which day it was sent in another way: by an earlier entry about that letter. */
function sentInWords({ answer: { facts } }: EntryOf<'answer'>, story: readonly Entry[]): string {
  const { letter, sentOn } = facts;
  const about = story.find((one): one is LetterEntry => one.kind === 'letter' && one.letter === letter);
  if (about === undefined) return '';
  const words = letterInWords(about);
  const on = typeof sentOn === 'string' ? `, on ${dayInWords(sentOn.slice(0, 10))}` : '';
  return `: ${words.charAt(0).toLowerCase()}${words.slice(1)}${on}`;
}

/** For whom a deputy stands in, how long, and where letters go; the name is sealed. */
function deputyInWords({ answer: { facts } }: EntryOf<'answer'>): string {
  const { role, address, from, until } = facts;
  if (typeof role !== 'string' || typeof from !== 'string' || typeof until !== 'string') return '';
  return `: for ${theRecipient(role)}, from ${dayInWords(from)} until ${dayInWords(until)}, at ${String(address)}`;
}

function answerSentence(entry: EntryOf<'answer'>, { story }: Told, names: Names): string {
  const who = capital(whoIn(entry.by, names));
  const said = entry.choiceLabel ?? entry.answer.choice;
  const files = filesInWords(entry.answer);
  if (said !== undefined) return `${who} answered “${entry.title}”: ${said}.${files}`;
  const which =
    entry.duty === 'sent-otherwise'
      ? sentInWords(entry, story)
      : entry.duty === 'deputy'
        ? deputyInWords(entry)
        : '';
  return `${who} recorded: “${entry.title}”${which}.${files}`;
}

const filesInWords = ({ files = [] }: Answer): string =>
  files.length === 0 ? '' : ` With ${files.length === 1 ? 'a file' : `${String(files.length)} files`}.`;

function reminderSentence(entry: EntryOf<'reminder'>): string {
  const which = ordinals[entry.ordinal] ?? `Number ${String(entry.ordinal)}`;
  const due = entry.dueOn === null ? '' : `, due ${dayInWords(entry.dueOn)}`;
  return `${which} reminder to ${entry.to.map(theRecipient).join(', ')}: “${entry.title}”${due}.`;
}

/** The edition's own day of what was announced, as an earlier entry has it. */
const dueOnIn = (story: readonly Entry[], entry: EntryOf<'breach'>): string | null =>
  story.findLast(
    (one): one is EntryOf<'due'> =>
      one.kind === 'due' &&
      one.number < entry.number &&
      one.duty === entry.duty &&
      one.instance === entry.instance,
  )?.dueOn ?? null;

function breachSentence(entry: EntryOf<'breach'>, { story }: Told): string {
  const dueOn = dueOnIn(story, entry);
  if (dueOn !== null && dueOn >= londonDateOf(entry.atMs))
    return `${quoted(entry)} is still open: by the strictest reading its day was ${dayInWords(entry.alarmOn)}, by the main reading it is due ${dayInWords(dueOn)}.`;
  const again = entry.ordinal > 1 ? ' still' : '';
  return `${quoted(entry)} is${again} overdue: its day was ${dayInWords(entry.alarmOn)}.`;
}

function letterSentence(entry: LetterEntry): string {
  const answer = entry.response === undefined ? '' : ` (${entry.response})`;
  return `${letterInWords(entry)} ${letterStates[entry.state]}${answer}.`;
}

/** The question of a duty in people's words, as an earlier entry has it. */
const titleIn = (story: readonly Entry[], duty: string): string =>
  story.find(
    (entry): entry is EntryOf<'due' | 'answer'> => 'duty' in entry && 'title' in entry && entry.duty === duty,
  )?.title ?? duty;

function refusedSentence(entry: EntryOf<'refused'>, story: readonly Entry[], names: Names): string {
  const who = entry.by === undefined ? 'somebody' : whoIn(entry.by, names);
  return notTakenSentence(`An answer to “${titleIn(story, entry.duty)}” from ${who} was not taken`, entry);
}

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

type Told = Pick<CaseAsKept, 'story'> & Partial<Pick<CaseAsKept, 'duties'>>;

function decidedSentence(entry: EntryOf<'entry'>, { duties = [] }: Told): string | null {
  const decision = decisions[entry.title];
  const choice = entry.facts?.['choice'];
  if (decision === undefined || typeof choice !== 'string') return null;
  const { duty, about } = decision;
  if (duty === 'notification-threshold') return `Decided: ${about} is ${choice === 'met' ? '' : 'not '}met.`;
  const label = duties.find((state) => state.duty === duty)?.form?.choice?.options[choice];
  return asSentence(`Decided: ${about}: ${label ?? choice}`);
}

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

function notedSentence(entry: EntryOf<'entry'>, told: Told, names: Names): string {
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

/** What the directory calls people and agencies, by their ids; without it the ids stand, as in a record that is kept. */
export type Names = {
  people?: Readonly<Record<string, string>>;
  agencies?: Readonly<Record<string, string>>;
};

/** A sentence in which agencies are called by their titles. */
export const withTitles = (sentence: string, { agencies = {} }: Names): string =>
  sentence.replaceAll(/(safeguarding lead) \(([^)]+)\)/gu, (all, lead: string, agency: string) =>
    Object.hasOwn(agencies, agency) ? `${lead} (${agencies[agency] ?? agency})` : all,
  );

function bareSentence(entry: Entry, told: Told, names: Names): string {
  switch (entry.kind) {
    case 'stage':
      return `The case is now at: ${stageInWords(entry.stage)}.`;
    case 'due':
      return dueSentence(entry);
    case 'answer':
      return answerSentence(entry, told, names);
    case 'reminder':
      return reminderSentence(entry);
    case 'breach':
      return breachSentence(entry, told);
    case 'letter':
      return letterSentence(entry);
    case 'refused':
      return refusedSentence(entry, told.story, names);
    case 'entry':
      return notedSentence(entry, told, names);
  }
}

/** One plain sentence for an entry of the record, which says when a later entry has taken its place. */
export function sentenceOf(entry: Entry, view: Told, names: Names = {}): string {
  const later = view.story.find((other) => other.kind === 'entry' && other.supersedes === entry.number);
  const mark =
    later === undefined ? '' : ` Corrected by entry ${String(later.number)} on ${momentInWords(later.atMs)}.`;
  return `${withTitles(bareSentence(entry, view, names), names)}${mark}`;
}
