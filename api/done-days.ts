import type { CaseView, DutyState } from '../domain/case-view';
import { isLate, metOn } from './case-clocks';
import { milestoneOf } from './milestones';

/** A day on which something was done: all of it in time, or all of it late. */
export type DoneDay = { on: string; names: readonly string[]; isLate: boolean };

/** The days on which these duties were done, in order, by the edition's own reading late or in time. */
export function doneDays(view: CaseView, duties: readonly DutyState[]): DoneDay[] {
  const done = duties
    .filter(({ dates }) => dates !== null)
    .flatMap((state) => {
      const on = metOn(view, state);
      return on === null ? [] : [{ on, name: milestoneOf(state), isLate: isLate(state, on) }];
    });
  const days = new Map(done.map(({ on, isLate: late }) => [`${on} ${String(late)}`, { on, isLate: late }]));
  return [...days.values()]
    .map((day) => {
      const same = done.filter((one) => one.on === day.on && one.isLate === day.isLate);
      return { ...day, names: [...new Set(same.map(({ name }) => name))] };
    })
    .toSorted((one, other) => one.on.localeCompare(other.on));
}
