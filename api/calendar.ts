import ical, { ICalEventTransparency } from 'ical-generator';
import type { CaseRow } from '../domain/case-view';

/**
 * The next deadline of each open case as an all-day event, in the iCalendar format (RFC 5545): reference and what is due,
 * and nothing of a child. `url` is the address of the application.
 */
export function calendarOf(
  rows: readonly CaseRow[],
  { url, training, nowMs }: { url: string; training: boolean; nowMs: number },
): string {
  const mark = training ? '[TRAINING] ' : '';
  const calendar = ical({
    name: `${mark}Safeguarding Reviews: deadlines`,
    prodId: { company: 'Safeguarding Reviews', product: 'deadlines', language: 'EN' },
    ttl: 60 * 60,
  });
  for (const { reference, next } of rows) {
    if (next === null) continue;
    calendar.createEvent({
      id: `${reference}-${next.duty}@${new URL(url).hostname}`,
      summary: `${mark}${reference}: ${next.title}`,
      // Midnight UTC: an all-day event has a date alone.
      start: new Date(`${next.on}T00:00:00Z`),
      timezone: 'UTC',
      allDay: true,
      stamp: new Date(nowMs),
      transparency: ICalEventTransparency.TRANSPARENT,
      url: `${url}/cases/${reference}`,
    });
  }
  return calendar.toString();
}
