import { londonDateOf } from '../domain/calendar/london';
import type { CaseView, DutyState } from '../domain/case-view';
import { dayInWords } from '../domain/dates-in-words';
import type { OpenedReading } from '../domain/opened-duty';
import { byAlarm, urgencyOf, type SoonUntil } from './case-page';

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

/** How the days are counted: once where all readings count alike, else with the spans that each is of. */
function conventionsOf(readings: readonly OpenedReading[]): string[] {
  const conventions = [...new Set(readings.flatMap(({ convention }) => convention ?? []))];
  if (conventions.length < 2) return conventions;
  return conventions.map((how) => {
    const spans = new Set(readings.flatMap(({ convention, within }) => (convention === how ? [within] : [])));
    return `${[...spans].join(', ')}: ${how}`;
  });
}

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
      conventions: conventionsOf(state.dates?.readings ?? []),
      next: state.nextAlarm ?? null,
    }));
}
