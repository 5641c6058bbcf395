import { londonDateOf, londonTimeOf } from '../domain/calendar/london';
import type { CaseView, DutyState } from '../domain/case-view';
import { nearDayInWords } from '../domain/dates-in-words';
import { countsFromSentence } from '../domain/event-words';
import { partOf, theParts, type AgencyTitles } from '../domain/parts-in-words';
import { isAnnouncedWeekly, isCalledToMind, nextWeeklyAt } from './next-alarm';
import { noticesOf } from './why-not-reached';

export type WaitingIn = Pick<CaseView, 'duties' | 'letters' | 'nowMs' | 'stoppedAtMs'>;

/** A duty in its case, with what sentences about it need. */
export type Waiting = { state: DutyState; view: WaitingIn; agencies: AgencyTitles; todayOn: string };

/** By the edition's own reading there is time left although the alarm has rung: `late by the strictest reading`. */
export const asWhat = ({ dates }: DutyState, onDay: string): string =>
  dates?.dueOn !== null && dates?.dueOn !== undefined && dates.dueOn >= onDay
    ? 'late by the strictest reading'
    : 'overdue';

/** `on Friday 18 December`, `today at 09:00`, or that it comes within the hour where the day had passed when it was opened. */
function when(on: string, { view, todayOn }: Waiting): string {
  if (on > todayOn) return `on ${nearDayInWords(on, todayOn)}`;
  return on === todayOn && londonTimeOf(view.nowMs) < '09:00' ? 'today at 09:00' : 'within the hour';
}

/** Whoever is told when the alarm rings: those asked who still owe it, and those who watch. */
function toldOf({ state, agencies }: Waiting, kind: 'reminder' | 'breach'): string {
  const isAsked = state.kind === 'question';
  const asked = isAsked
    ? state.addressees.map(partOf).filter((part) => state.rule === 'standing' || state.awaited.includes(part))
    : [];
  const watching = kind === 'breach' || !isAsked ? state.watchers.map(partOf) : [];
  const told = [...new Set([...asked, ...watching])];
  return told.length === 0 ? '' : ` to ${theParts(told, agencies)}`;
}

const ifNothing = ({ state, view }: Waiting): string => {
  if (state.kind === 'question' || state.provenBy !== undefined) return 'If nothing comes,';
  const isSent = noticesOf({ state, view }).length > 0;
  return isSent || state.addressees.length === 0 ? 'If it does not arrive,' : 'If no decision comes,';
};

const announcedOn = (waiting: Waiting, on: string): string =>
  `it is announced as ${asWhat(waiting.state, on)} ${when(on, waiting)}${toldOf(waiting, 'breach')}`;

/** What speaks up next of what has a date. */
function alarmAhead(waiting: Waiting): string | null {
  const { state } = waiting;
  if (state.nextAlarm === undefined) return null;
  const { kind, on } = state.nextAlarm;
  if (kind === 'breach') return `${ifNothing(waiting)} ${announcedOn(waiting, on)}.`;
  // Those who are waited for have been named; of a notice others are reminded.
  const to = state.kind === 'question' ? '' : toldOf(waiting, 'reminder');
  const reminded = `a reminder goes out ${when(on, waiting)}${to}`;
  const breach = state.dates?.alarms.find((alarm) => alarm.kind === 'breach');
  const then = breach === undefined ? '' : `; ${announcedOn(waiting, breach.on)}`;
  return `${ifNothing(waiting)} ${reminded}${then}.`;
}

function weekly(waiting: Waiting): string | null {
  const { state, view } = waiting;
  const next = when(londonDateOf(nextWeeklyAt(state, view.nowMs)), waiting);
  if (isAnnouncedWeekly(state))
    return `${ifNothing(waiting)} that is announced again ${next}${toldOf(waiting, 'breach')}, and then weekly.`;
  if (!isCalledToMind(state)) return null;
  return `${ifNothing(waiting)} it is called to mind ${next}, and then weekly.`;
}

/** Of a question whose answer proves a notice: that notice, which has the clock. */
export const noticeProvenBy = (
  { duty, instance }: DutyState,
  duties: readonly DutyState[],
): DutyState | undefined =>
  duties.find((one) => one.provenBy === duty && one.instance === instance && one.state === 'open');

function asTheNotice({ state, view }: Waiting): string | null {
  const notice = noticeProvenBy(state, view.duties);
  return notice === undefined ? null : `Its time limit and its reminders are those of “${notice.title}”.`;
}

/** What a date that is not known yet counts from, or why there is none. */
function undated({ dates }: DutyState): string[] {
  const own = dates?.readings[0];
  if (dates === null || dates.alarmOn !== null || own === undefined) return [];
  return dates.relaxation?.lifts
    ? [`Its time limit is lifted: ${dates.relaxation.reason} (${dates.relaxation.source}).`]
    : [`Its date is not known yet. ${countsFromSentence(own.from)}`];
}

/** What happens next if nothing comes: who is reminded or told, and when; or that nothing reminds of it. */
export function whatComesNext(waiting: Waiting): string {
  const next =
    alarmAhead(waiting) ??
    weekly(waiting) ??
    asTheNotice(waiting) ??
    'Nothing reminds of it: it stands here until it is recorded.';
  return [...undated(waiting.state), next].join(' ');
}
