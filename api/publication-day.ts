import { addDays } from '../domain/calendar/civil-date';
import { londonDateOf } from '../domain/calendar/london';
import { CalendarEnded, isWorkingDay } from '../domain/calendar/working-days';
import type { CaseView } from '../domain/case-view';
import { reachedParts } from '../domain/papers/case-days';
import type { Asked } from './asked';
import type { Law } from './services';

/** What is known of the day of publication: the copies, from which it is counted, and the day by which it is owed. */
export type Given = { law: Law; edition: string; view: CaseView; todayOn: string };

export const givenOf = (asked: Asked, law: Law): Given | null =>
  asked.view === null
    ? null
    : { law, edition: asked.view.opening.edition, view: asked.view, todayOn: londonDateOf(asked.nowMs) };

const mostDaysAhead = 60;

/** Null where the calendar does not reach so far. */
export function isWorking(on: string): boolean | null {
  try {
    return isWorkingDay(on);
  } catch (error) {
    if (error instanceof CalendarEnded) return null;
    throw error;
  }
}

/** The first working day on which may be published what is sent out on a day; null where the calendar does not reach so far. */
export function earliestOn({ law, edition }: Given, sentOn: string): string | null {
  for (let days = 0; days <= mostDaysAhead; days += 1) {
    const on = addDays(sentOn, days);
    const copiesOn = law.copiesBy(edition, on);
    if (copiesOn !== null && copiesOn >= sentOn && isWorking(on)) return on;
  }
  return null;
}

/** The day on which the last of the copies was accepted; null while some are to come, or those of a changed report are. */
export function copiesSentOn({ view }: Given): string | null {
  const copies = view.duties.findLast(({ duty }) => duty === 'report-to-panel-and-department');
  const isRenewed = view.duties.some(({ duty, state }) => duty === 'review-report' && state === 'open');
  if (copies === undefined || isRenewed) return null;
  const days = reachedParts(view, copies, 'notice').map(({ on }) => on);
  return days.reduce<string | null>(
    (last, on) => (on === null || last === null ? null : on > last ? on : last),
    '',
  );
}
