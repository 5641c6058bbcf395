import { londonDateOf } from '../domain/calendar/london';
import type { CaseView, DutyState } from '../domain/case-view';
import { dayInWords } from '../domain/dates-in-words';
import type { LetterRecord } from '../domain/record';
import { letterNames, letterStateInWords, sentenceOf, type Names } from '../domain/sentences';
import { dayOrNone, staffRoleFor } from './asked-of-staff';
import type { Services, SignedIn } from './services';

/** `overdue` is red and `due soon` amber; each is also a word. */
export type Urgency = { tag: 'Overdue' | 'Due soon'; colour: 'red' | 'yellow' } | null;

/** How pressing a date is on a given day: `soonUntil` is the last day that counts as soon. */
export function urgencyOf(on: string | null, todayOn: string, soonUntil: string): Urgency {
  if (on === null) return null;
  if (on < todayOn) return { tag: 'Overdue', colour: 'red' };
  return on <= soonUntil ? { tag: 'Due soon', colour: 'yellow' } : null;
}

export type SoonUntil = (todayOn: string) => string;

const isOwed = (state: DutyState): boolean => state.state === 'open' && state.kind !== 'wait';
const byAlarm = (one: DutyState, other: DutyState): number =>
  (one.dates?.alarmOn ?? '9999').localeCompare(other.dates?.alarmOn ?? '9999');

/** The address of a duty's own page within its case. */
export const answerPath = (
  reference: string,
  state: Pick<DutyState, 'duty' | 'instance' | 'round'>,
): string =>
  `/cases/${reference}/answer/${state.duty}/${encodeURIComponent(state.instance)}/${String(state.round)}`;

const remindedInWords = (times: number): string =>
  ['', 'reminded once', 'reminded twice'][times] ?? `reminded ${String(times)} times`;

/** What becomes of a notice's letters. One without any, though there is somebody to tell, reports a decision still to come. */
function sendingInWords({ letters }: CaseView, { duty, instance, round, addressees }: DutyState): string {
  const isSent = letters.some(
    (letter) =>
      letter.kind === 'notice' &&
      letter.duty === duty &&
      letter.instance === instance &&
      letter.round === round,
  );
  if (isSent) return 'Letters to be accepted';
  return addressees.length === 0 ? 'Nobody to send it to yet' : 'Goes out when the decision is recorded';
}

/** By the report, or by the latest answer, a child was not safe, and nobody has recorded yet that it is. */
function isNotSafe({ opening, duties, story }: CaseView): boolean {
  const isAsked = duties.some((one) => one.duty === 'children-made-safe' && one.state === 'open');
  const latest = story.findLast((entry) => entry.kind === 'answer' && entry.duty === 'children-made-safe');
  const safe = latest?.kind === 'answer' ? latest.answer.facts['childrenSafe'] : !opening.notSafeNow;
  return isAsked && safe === false;
}

/** The day that was proposed last for publication, while the report is not published. */
function proposedOn({ story, stage }: CaseView): string | null {
  const latest = story.findLast((entry) => entry.kind === 'answer' && entry.duty === 'publication-date');
  const on = latest?.kind === 'answer' ? latest.answer.facts['proposedOn'] : undefined;
  return stage === 'publication' && typeof on === 'string' ? on : null;
}

/** What is open, who owes it, and what the person signed in can record. */
export function nowPart(view: CaseView, signedIn: SignedIn, soonUntil: SoonUntil) {
  const todayOn = londonDateOf(view.nowMs);
  const row = (state: DutyState) => ({
    title: state.title,
    about: state.instance === '-' ? null : state.instance,
    awaited: state.awaited,
    sending: state.kind === 'notice' ? sendingInWords(view, state) : null,
    due: state.dates === null ? null : dayOrNone(state.dates.dueOn),
    alarm:
      state.dates?.alarmOn && state.dates.alarmOn !== state.dates.dueOn
        ? dayInWords(state.dates.alarmOn)
        : null,
    urgency: urgencyOf(state.dates?.alarmOn ?? null, todayOn, soonUntil(todayOn)),
    reminded: remindedInWords(state.reminders),
    action: staffRoleFor(state, signedIn) === null ? null : answerPath(view.reference, state),
  });
  const owed = view.duties.filter(isOwed).toSorted(byAlarm);
  return {
    notSafe: isNotSafe(view),
    proposedOn: proposedOn(view),
    owed: owed.filter((state) => state.rule !== 'standing').map(row),
    standing: owed.filter((state) => state.rule === 'standing' && staffRoleFor(state, signedIn)).map(row),
    waits: view.duties.filter((state) => state.state === 'open' && state.kind === 'wait').map(row),
  };
}

const settledWords: Readonly<Record<DutyState['state'], string>> = {
  open: 'open',
  answered: 'answered',
  met: 'met',
  superseded: 'replaced',
  withdrawn: 'withdrawn',
  over: 'over',
};

const asksPastDay = ({ form }: DutyState, name: string): boolean =>
  form?.fields?.some(
    (field) => field.name === name && field.when === 'past' && field.type.startsWith('date'),
  ) ?? false;

/** The day on which a duty was met: the first that was recorded for it, or that of the recording itself. */
function metOn({ story }: CaseView, state: DutyState, settledAtMs: number): string {
  const answer = story.findLast(
    (entry) =>
      entry.kind === 'answer' &&
      entry.duty === state.duty &&
      entry.instance === state.instance &&
      entry.round === state.round,
  );
  const facts = answer?.kind === 'answer' ? Object.entries(answer.answer.facts) : [];
  const day = facts.find(([name, value]) => typeof value === 'string' && asksPastDay(state, name))?.[1];
  return typeof day === 'string' ? day.slice(0, 10) : londonDateOf(settledAtMs);
}

/** `Met on Friday 18 December 2026, 2 days late`, by the edition's own reading; null where nothing was met. */
function settledInWords(view: CaseView, state: DutyState): string | null {
  const { settledAtMs, dates } = state;
  if (settledAtMs === undefined || state.kind === 'wait') return null;
  if (state.state !== 'met' && state.state !== 'answered') return null;
  const on = metOn(view, state, settledAtMs);
  const dueOn = dates?.dueOn ?? null;
  const late = dueOn === null ? 0 : (Date.parse(on) - Date.parse(dueOn)) / 86_400_000;
  const howLate = late > 0 ? `, ${String(late)} ${late === 1 ? 'day' : 'days'} late` : '';
  const inTime = late <= 0 && dueOn !== null ? ', in time' : '';
  return `${state.state === 'met' ? 'Met' : 'Answered'} on ${dayInWords(on)}${howLate}${inTime}.`;
}

/** What is open comes first. */
const byState = (one: DutyState, other: DutyState): number =>
  Number(one.state !== 'open') - Number(other.state !== 'open');

/** Every duty that has a clock, with its readings, their sources and the day of the alarm. */
export function clocksPart(view: CaseView, soonUntil: SoonUntil) {
  const todayOn = londonDateOf(view.nowMs);
  return view.duties
    .filter((state) => state.dates !== null && state.state !== 'superseded')
    .toSorted((one, other) => byState(one, other) || byAlarm(one, other))
    .map((state) => ({
      title: state.title,
      about: state.instance === '-' ? null : state.instance,
      state: settledWords[state.state],
      settled: settledInWords(view, state),
      open: state.state === 'open',
      urgency:
        state.state === 'open' ? urgencyOf(state.dates?.alarmOn ?? null, todayOn, soonUntil(todayOn)) : null,
      dates: state.dates,
      next: state.nextAlarm ?? null,
    }));
}

/** What the directory calls people and agencies now. */
export const namesOf = ({ people }: Services): Names => ({
  people: people.staff(),
  agencies: people.agencies(),
});

/** The story newest first; `kind` serves the filter. */
export function storyPart(view: CaseView, only: string, names: Names) {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    decisions: ['answer', 'refused'],
    letters: ['letter', 'reminder'],
    clocks: ['due', 'breach'],
    facts: ['entry', 'stage'],
  };
  const wanted = Object.hasOwn(kinds, only) ? kinds[only] : undefined;
  return view.story
    .filter((entry) => wanted === undefined || wanted.includes(entry.kind))
    .toReversed()
    .map((entry) => ({
      number: entry.number,
      atMs: entry.atMs,
      sentence: sentenceOf(entry, view, names),
      mark: entry.kind === 'breach' || entry.kind === 'refused',
      sealed:
        (entry.kind === 'answer' ? entry.answer.parcel : entry.kind === 'entry' ? entry.parcel : null) !=
        null,
    }));
}

/** The letters, newest first, with the state of each. */
export function papersPart(view: CaseView) {
  const titleOf = (letter: LetterRecord): string =>
    view.duties.find((state) => state.duty === letter.duty)?.title ?? letter.duty;
  return view.letters.toReversed().map((letter) => ({
    title: titleOf(letter),
    kind: letterNames[letter.kind],
    to: letter.to,
    state: letterStateInWords(letter.state),
    trouble: letter.state === 'refused' || letter.state === 'given-up' || letter.state === 'retrying',
    retryUntilMs: letter.state === 'retrying' ? (letter.retryUntilMs ?? null) : null,
    twice: letter.possiblySentTwice,
    response: letter.response ?? null,
    atMs: letter.acceptedAtMs ?? null,
    attempts: letter.attempts,
  }));
}
