import { londonDateOf } from './calendar/london';
import { capital, dayInWords, momentInWords, stageInWords, theRecipient } from './dates-in-words';
import { redatedSentence } from './event-words';
import { titleOfDuty } from './editions';
import { declaresConflict } from './form';
import { letterInWords, letterStateInWords } from './letter-words';
import { whoIn, withTitles, type Names } from './names';
import { notedSentence, type Told } from './noted-sentences';
import type { Answer, Entry, EntryOf } from './record';
import { notTakenSentence } from './refusal-sentence';

const ordinals = ['', 'First', 'Second', 'Third'];

/** Of which agency it is asked: of each of several it is asked in the same words, and each answer is that agency's own. */
const agencyAsked = ({ duty, instance }: { duty: string; instance: string }): string | null =>
  duty === 'agency-information' ? theRecipient(`agency-lead:${instance}`) : null;

/** `“Hold the meeting”`, with the agency that is asked where several are. */
function quoted(entry: EntryOf<'due' | 'breach'>): string {
  const of = agencyAsked(entry);
  return `“${entry.title}”${of === null ? '' : ` of ${of}`}`;
}

function dueOnInWords({ dueOn, relaxed }: EntryOf<'due'>): string {
  if (relaxed === 'lifted') return 'its time limit is lifted by a relaxation';
  if (dueOn === null) return 'no date is known yet';
  return `due ${dayInWords(dueOn)}${relaxed === undefined ? '' : ', moved by a relaxation'}`;
}

function dueSentence(entry: EntryOf<'due'>): string {
  const due = dueOnInWords(entry);
  if (entry.redated !== undefined) {
    const { from, because } = entry.redated;
    const what = entry.relaxed === 'lifted' ? 'No date' : 'New date';
    // Another reading alone has a new day: the edition's own is as it was.
    const isAlarmAlone = what === 'New date' && entry.dueOn === from && entry.alarmOn !== null;
    const news = isAlarmAlone
      ? `New alarm for ${quoted(entry)}, by the earliest reading: ${dayInWords(entry.alarmOn ?? '')}.`
      : `${what} for ${quoted(entry)}: ${due} (before: ${from === null ? 'no date' : dayInWords(from)}).`;
    return `${news} ${redatedSentence(because)}`.trim();
  }
  const early =
    entry.alarmOn !== null && entry.alarmOn !== entry.dueOn
      ? `; alarm on the earliest reading, ${dayInWords(entry.alarmOn)}`
      : '';
  const of = agencyAsked(entry);
  return `Opened${of === null ? '' : ` for ${of}`}: “${entry.title}”, ${due}${early}.`;
}

/** Which letter an answer names, and on which day it was sent in another way: by an earlier entry about that letter. */
function sentInWords({ answer: { facts } }: EntryOf<'answer'>, story: readonly Entry[]): string {
  const { letter, sentOn } = facts;
  const about = story.find((one): one is EntryOf<'letter'> => one.kind === 'letter' && one.letter === letter);
  if (about === undefined) return '';
  const words = letterInWords(about);
  const on = typeof sentOn === 'string' ? `, on ${dayInWords(sentOn.slice(0, 10))}` : '';
  return `: ${words.charAt(0).toLowerCase()}${words.slice(1)}${on}`;
}

/** For whom a deputy stands in, how long, and where letters go; the name is sealed. */
function deputyInWords({ answer: { facts } }: EntryOf<'answer'>): string {
  const { role, address, from, until } = facts;
  if (typeof role !== 'string') return '';
  if (typeof from !== 'string' || typeof until !== 'string') return `: for ${theRecipient(role)}`;
  return `: for ${theRecipient(role)}, from ${dayInWords(from)} until ${dayInWords(until)}, at ${String(address)}`;
}

function answerSentence(entry: EntryOf<'answer'>, { story }: Told, names: Names): string {
  const who = capital(whoIn(entry.by, names));
  const said = entry.choiceLabel ?? entry.answer.choice;
  const files = filesInWords(entry.answer);
  if (declaresConflict(entry.answer.facts))
    return `${who} declared a conflict of interest at “${entry.title}”, so ${said === undefined ? 'no answer of theirs is counted' : `their answer is not counted: ${said}`}.${files}`;
  if (said !== undefined) return `${who} answered “${entry.title}”: ${said}.${files}`;
  const which =
    entry.duty === 'sent-otherwise'
      ? sentInWords(entry, story)
      : entry.duty === 'deputy' || entry.duty === 'deputy-ended'
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

function letterSentence(entry: EntryOf<'letter'>): string {
  const answer = entry.response === undefined ? '' : ` (${entry.response})`;
  return `${letterInWords(entry)} ${letterStateInWords(entry.state, entry.mayHaveArrived)}${answer}.`;
}

/** The question of a duty in people's words, as an earlier entry has it; a standing one has none. */
const titleIn = ({ story, duties = [] }: Told, duty: string): string =>
  story.find(
    (entry): entry is EntryOf<'due' | 'answer'> => 'duty' in entry && 'title' in entry && entry.duty === duty,
  )?.title ??
  duties.find((state) => state.duty === duty)?.title ??
  titleOfDuty(duty) ??
  duty;

function refusedSentence(entry: EntryOf<'refused'>, told: Told, names: Names): string {
  const who = entry.by === undefined ? 'somebody' : whoIn(entry.by, names);
  return notTakenSentence(`An answer to “${titleIn(told, entry.duty)}” from ${who} was not taken`, entry);
}

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
      return refusedSentence(entry, told, names);
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
