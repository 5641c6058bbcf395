import { addDays } from '../domain/calendar/civil-date';
import { londonDateOf, londonInstant } from '../domain/calendar/london';
import type { CaseView, DutyState } from '../domain/case-view';
import { staffRoles } from '../domain/permissions';

const minuteMs = 60_000;
const weekMs = 7 * 24 * 60 * minuteMs;
/** What rings at 09:00 has rung by then. */
const after = '09:05';

/** Owed by somebody who does not see it on a page, without a clock of its own: it is called to mind weekly. */
export const isCalledToMind = ({ kind, rule, parts, dates }: DutyState): boolean =>
  kind === 'question' &&
  rule !== 'standing' &&
  (dates?.alarms ?? []).length === 0 &&
  parts.some((part) => !Object.hasOwn(staffRoles, part));

/** Overdue, and announced again until something is said. */
export const isAnnouncedWeekly = ({ breaches, rule, answeredBy }: DutyState): boolean =>
  breaches > 0 && (rule !== 'standing' || answeredBy.length === 0);

/** When it is next said again, or called to mind; what has just been said is not said again at once. */
export const nextWeeklyAt = ({ weeklyAtMs }: DutyState, nowMs: number): number =>
  weeklyAtMs.find((atMs) => atMs > nowMs + 5 * minuteMs) ?? nowMs + weekMs;

/** When a wait is over: at 09:00 on its day, but what is kept public is so to the end of its last day. */
export const waitEndsAt = ({ duty, dates }: DutyState): number | null => {
  if (!dates?.dueOn || dates.dueEndsMs === null) return null;
  return duty === 'kept-public' ? dates.dueEndsMs + 5 * minuteMs : londonInstant(dates.dueOn, after);
};

function speaksUpAt(state: DutyState, nowMs: number): number | null {
  if (state.kind === 'wait') return waitEndsAt(state);
  if (state.nextAlarm !== undefined) {
    const atMs = londonInstant(state.nextAlarm.on, after);
    // A day that had passed when the duty was opened is announced an hour later.
    return atMs > nowMs ? atMs : nowMs + 65 * minuteMs;
  }
  if (!isCalledToMind(state) && !isAnnouncedWeekly(state)) return null;
  return nextWeeklyAt(state, nowMs) + 5 * minuteMs;
}

/** The instant, in milliseconds, just after anything of a case next speaks up or a wait is over; null where nothing does. */
export function nextAlarmAt({ duties, nowMs }: Pick<CaseView, 'duties' | 'nowMs'>): number | null {
  const ahead = duties
    .filter(({ state }) => state === 'open')
    .flatMap((state) => speaksUpAt(state, nowMs) ?? [])
    .filter((atMs) => atMs > nowMs);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

/** 10:00 so many days later. */
export const daysLater = (nowMs: number, days: number): number =>
  londonInstant(addDays(londonDateOf(nowMs), days), '10:00');
