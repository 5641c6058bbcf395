import type { Calendar } from './calendar/bank-holidays';
import { englandAndWales } from './calendar/bank-holidays';
import { addDays } from './calendar/civil-date';
import { londonInstant } from './calendar/london';
import { conventionOf, countFrom, spanInWords } from './calendar/span';
import { CalendarEnded, bankHolidaysBetween, lastWorkingDayOnOrBefore } from './calendar/working-days';
import type { Clock, EventName, ReadingRule, Span } from './duty';
import { citeSource } from './duty';
import type { Alarm, DutyDates, OpenedReading } from './opened-duty';
import type { Relaxation } from './relaxation';
import { markRelaxed, relaxationInForce, relaxedBy } from './relaxation';

export { spanInWords } from './calendar/span';

/** The London dates of the events that have occurred in a case, or are planned. */
export type EventDates = Partial<Record<EventName, string>>;

/** `nowMs`, in milliseconds since 1970, leaves out the reminders that are past. Relaxations of other duties are ignored. */
export type ClockRequest = {
  clock: Clock;
  events: EventDates;
  nowMs?: number;
  calendar?: Calendar;
} & ({ relaxations?: never } | { duty: string; relaxations: readonly Relaxation[] });

const spokenAt = '09:00';

/** Days that are deadlines themselves, as somebody named them: what is due then is not counted from an event. */
const named: ReadonlySet<EventName> = new Set(['national-request-due']);

function openReading(rule: ReadingRule, events: EventDates, calendar: Calendar): OpenedReading {
  const fromOn = events[rule.from] ?? null;
  const before = rule.before ?? false;
  const dueOn = fromOn === null ? null : countFrom(fromOn, rule.within, before, calendar);
  const reading: OpenedReading = {
    from: rule.from,
    fromOn,
    within: spanInWords(rule.within, before),
    dueOn,
    source: citeSource(rule.source),
    confidence: rule.confidence,
    convention: conventionOf(rule.within, before),
    ...(rule.note === undefined ? {} : { note: rule.note }),
  };
  // Spans of years outlast the known holidays, so they stay plain dates.
  if (fromOn === null || dueOn === null || isInYears(rule.within)) return reading;
  const lastWorkingDayOn = lastWorkingDayOnOrBefore(dueOn, calendar);
  const mayLieBefore = before || named.has(rule.from);
  const isMoved = lastWorkingDayOn !== dueOn && (mayLieBefore || lastWorkingDayOn >= fromOn);
  return isMoved ? { ...reading, lastWorkingDayOn } : reading;
}

const isInYears = (span: Span): boolean => span !== 'at-once' && 'years' in span;

const alarmDayOf = (reading: OpenedReading): string | null => reading.lastWorkingDayOn ?? reading.dueOn;

const lapsedNote = 'It had run out before the authority was aware, so no alarm goes by it.';

const isLapsed = ({ dueOn }: OpenedReading, awareOn = ''): boolean => dueOn !== null && dueOn < awareOn;

/**
 * A competing reading. One that had run out before the authority was aware can be kept by nobody, and one for whose days
 * bank holidays are not known has no date: both are shown, and neither hides the date of the edition's own reading.
 */
function openCompeting(
  rule: ReadingRule,
  own: OpenedReading,
  events: EventDates,
  calendar: Calendar,
): OpenedReading {
  try {
    const reading = openReading(rule, events, calendar);
    const note = [rule.note, lapsedNote].filter(Boolean).join(' ');
    return isLapsed(reading, events['authority-aware']) ? { ...reading, note } : reading;
  } catch (error) {
    if (!(error instanceof CalendarEnded) || own.fromOn === null) throw error;
    return { ...openReading(rule, {}, calendar), fromOn: events[rule.from] ?? null, note: error.message };
  }
}

/** The reading by which the alarm goes: the earliest. */
function earliest(readings: readonly OpenedReading[], awareOn?: string): OpenedReading | undefined {
  const dated = readings.filter(({ dueOn }) => dueOn !== null);
  const keepable = dated.filter((reading) => !isLapsed(reading, awareOn));
  const candidates = keepable.length > 0 ? keepable : dated;
  return [...candidates].sort((one, other) =>
    (alarmDayOf(one) ?? '') < (alarmDayOf(other) ?? '') ? -1 : 1,
  )[0];
}

function alarmsOf(
  request: ClockRequest,
  alarmOn: string,
  reading: OpenedReading,
  calendar: Calendar,
): Alarm[] {
  const { clock, nowMs = -Infinity } = request;
  const countsForwards = (reading.fromOn ?? '') < alarmOn;
  const days = clock.remind.map((span) => countFrom(alarmOn, span, true, calendar));
  const reminders = [...new Set(days)]
    .filter((on) => !countsForwards || on > (reading.fromOn ?? ''))
    .filter((on) => on < alarmOn && londonInstant(on, spokenAt) > nowMs)
    .sort()
    .map((on, index) => alarm('reminder', on, index + 1));
  return [...reminders, alarm('breach', addDays(alarmOn, 1), 1)];
}

/** Weekly after a day, for a year; each at 09:00, so worked out day by day: the clocks change on the way. */
export const weeklyAfter = (on: string): number[] =>
  Array.from({ length: 52 }, (_, week) => londonInstant(addDays(on, 7 * (week + 1)), spokenAt));

const alarm = (kind: Alarm['kind'], on: string, ordinal: number): Alarm => ({
  kind,
  on,
  atMs: londonInstant(on, spokenAt),
  ordinal,
});

/** The instant at which a day ends in London, in milliseconds since 1970. */
const endOf = (on: string | null): number | null =>
  on === null ? null : londonInstant(addDays(on, 1), '00:00');

/**
 * Works out what a clock comes to on the events that a case knows: the edition's own due date, the competing readings,
 * and the alarms (reminders, then one breach at 09:00 London on the day after `alarmOn`). A relaxation in force moves the
 * edition's own reading, and the alarm with it; the other readings, being readings of the limit relaxed, are only shown.
 * Throws CalendarEnded where bank holidays are not known, and a RangeError where an event's date is none.
 */
export function fixDates(request: ClockRequest): DutyDates {
  const { clock, events, calendar = englandAndWales } = request;
  const relaxation =
    request.relaxations && relaxationInForce(request.relaxations, request.duty, events[clock.from]);
  const within = relaxation?.within ?? clock.within;
  const asRuled = openReading({ ...clock, within }, events, calendar);
  const own = relaxation ? markRelaxed(asRuled, relaxation) : asRuled;
  const readings = [own, ...(clock.alsoRead ?? []).map((rule) => openCompeting(rule, own, events, calendar))];
  const governing = earliest(relaxation ? [own] : readings, events['authority-aware']);
  const alarmOn = governing ? alarmDayOf(governing) : null;
  const countsWorkingDays = within !== 'at-once' && 'workingDays' in within;
  return {
    dueOn: own.dueOn,
    alarmOn,
    dueEndsMs: endOf(own.dueOn),
    alarmEndsMs: endOf(alarmOn),
    readings,
    alarms: governing && alarmOn ? alarmsOf(request, alarmOn, governing, calendar) : [],
    notCounted:
      countsWorkingDays && own.fromOn && own.dueOn
        ? bankHolidaysBetween(own.fromOn, own.dueOn, calendar)
        : [],
    calendar: calendar.version,
    ...(relaxation ? { relaxation: relaxedBy(relaxation) } : {}),
  };
}
