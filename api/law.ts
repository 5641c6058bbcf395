import { addDays } from '../domain/calendar/civil-date';
import { CalendarEnded, addWorkingDays } from '../domain/calendar/working-days';
import { fixDates, type EventDates } from '../domain/clock';
import { editionCalled, editionInForce, editions, type Adoption } from '../domain/editions';
import { dayInWords } from '../domain/dates-in-words';
import type { Duty, EditionId, IncidentDuty } from '../domain/duty';
import type { FirstDate } from '../domain/first-date';
import type { Relaxation } from '../domain/relaxation';
import type { Law } from './services';

/** What a new report sets going, in the order in which people meet it. */
const firstDuties = [
  'incident-reported-to-partners',
  'notification-threshold',
  'panel-notification',
  'threshold-outcome-to-referrer',
] as const;

const soonWorkingDays = 5;

const firstOf = ({ dueOn, alarmOn }: FirstDate): string => alarmOn ?? dueOn;

function firstDates(
  edition: EditionId,
  ids: readonly IncidentDuty[],
  events: EventDates,
  relaxations: readonly Relaxation[],
): FirstDate[] {
  return ids.flatMap((id) => {
    const duty: Duty = editions[edition].duties[id];
    if (duty.clock === undefined) return [];
    const { dueOn, alarmOn } = fixDates({ clock: duty.clock, events, duty: id, relaxations });
    if (dueOn === null) return [];
    return [
      { duty: id, title: duty.title, dueOn, ...(alarmOn !== null && alarmOn < dueOn ? { alarmOn } : {}) },
    ];
  });
}

/** The days of a sentence as people write them. */
const daysInWords = (sentence: string): string => sentence.replaceAll(/\d{4}-\d\d-\d\d/gu, dayInWords);

/** What the partnership's directory says about the law. */
type Ruled = { adoption?: Adoption | undefined; relaxations?: readonly Relaxation[] | undefined };

const copies = 'report-to-panel-and-department';

/** The law as the pages need it before a case exists, or while no worker is up. */
export const lawOf = (partnership: () => Ruled): Law => ({
  editionOn(awareOn) {
    const chosen = editionInForce(awareOn, partnership().adoption ?? {});
    return 'refused' in chosen ? { refused: daysInWords(chosen.refused) } : chosen;
  },
  question(edition, id) {
    const duties = Object.entries<Duty>(editionCalled(edition)?.duties ?? {});
    const duty = duties.find(([name]) => name === id)?.[1];
    if (duty === undefined || !('asks' in duty)) return null;
    return { title: duty.title, form: duty.form, roles: duty.asks.roles, source: duty.source };
  },
  firstDates(edition, { awareOn, incidentOn, receivedOn, lookedAfterChildDied = false }) {
    try {
      const events = { 'authority-aware': awareOn, incident: incidentOn, 'report-received': receivedOn };
      const ids = lookedAfterChildDied ? [...firstDuties, 'looked-after-death' as const] : firstDuties;
      const dates = firstDates(edition, ids, events, partnership().relaxations ?? []);
      return dates.toSorted((one, other) => firstOf(one).localeCompare(firstOf(other)));
    } catch (error) {
      if (!(error instanceof CalendarEnded)) throw error;
      const { from, until } = error.calendar;
      return {
        refused: daysInWords(
          `The time limits cannot be worked out for this date: bank holidays are known from ${from} to ${until}`,
        ),
      };
    }
  },
  copiesBy(edition, publishedOn) {
    const clock = editionCalled(edition)?.duties[copies].clock;
    if (clock === undefined) return null;
    try {
      const relaxations = partnership().relaxations ?? [];
      return fixDates({ clock, events: { 'publication-date': publishedOn }, duty: copies, relaxations })
        .dueOn;
    } catch (error) {
      if (error instanceof CalendarEnded) return null;
      throw error;
    }
  },
  soonUntil(todayOn) {
    try {
      return addWorkingDays(todayOn, soonWorkingDays);
    } catch (error) {
      // Past the known holidays a week is near enough for a colour; the clocks themselves refuse.
      if (error instanceof CalendarEnded) return addDays(todayOn, 7);
      throw error;
    }
  },
});
