import { daysBetween } from '../domain/calendar/civil-date';
import { londonDateOf } from '../domain/calendar/london';
import type { CaseView } from '../domain/case-view';
import { eventInWords } from '../domain/event-words';
import type { AgencyTitles } from '../domain/parts-in-words';
import { citationsInWords, sourceInWords } from '../domain/sources';
import { clockedDuties, metOn, settledWords } from './case-clocks';

const headings = [
  ...['Duty', 'About', 'State', 'Counts from', 'From day', 'Within', 'Due on', 'Alarm on', 'Met on'],
  ...['Days late', 'Source', 'How sure', 'Note'],
];

const aboutOf = (instance: string, agencies: AgencyTitles): string =>
  instance === '-' ? '' : (agencies[instance] ?? instance.replaceAll('-', ' '));

/** How many days past a due day something was done, or is not done yet; empty where it is in time. */
const daysLate = (dueOn: string | null, on: string): number | '' => {
  const late = dueOn === null ? 0 : daysBetween(dueOn, on);
  return late > 0 ? late : '';
};

/** The clocks of a case for a spreadsheet: one row for each reading, in the order of the page. */
export const clockRows = (view: CaseView, agencies: AgencyTitles): (string | number)[][] => [
  headings,
  ...clockedDuties(view).flatMap((state) => {
    const met = metOn(view, state);
    const lateOn = met ?? (state.state === 'open' ? londonDateOf(view.nowMs) : null);
    return (state.dates?.readings ?? []).map((reading) => [
      ...[state.title, aboutOf(state.instance, agencies), settledWords[state.state]],
      ...[eventInWords(reading.from), reading.fromOn ?? '', reading.within, reading.dueOn ?? ''],
      ...[state.dates?.alarmOn ?? '', met ?? '', lateOn === null ? '' : daysLate(reading.dueOn, lateOn)],
      ...[sourceInWords(reading.source), reading.confidence, citationsInWords(reading.note ?? '')],
    ]);
  }),
];
