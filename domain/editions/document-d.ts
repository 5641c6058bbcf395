import type { EventName, ReadingRule, Source, Span } from '../duty';

/** A rule of the partnership's own, or of this service: no text asks for it. */
export const house = { source: { document: 'local' }, confidence: 'local' } as const;

/**
 * Document D as an edition takes it up: as that edition's own procedure (`read`), or as the partnership's local one
 * where the national text of the edition is silent (`local`).
 */
export const documentD = (confidence: 'read' | 'local') => {
  const at = (section: string): Source => ({ document: 'D', section });
  return {
    /** Where a duty is written. */
    step: (section: string) => ({ source: at(section), confidence }),
    /** A time limit that the section prints. */
    reading: (section: string, within: Span, from: EventName, note?: string): ReadingRule => ({
      within,
      from,
      source: at(section),
      confidence,
      ...(note === undefined ? {} : { note }),
    }),
    /** A time limit chosen for safety where the section prints none; the note says why. */
    safeReading: (section: string, within: Span, from: EventName, note: string): ReadingRule => ({
      within,
      from,
      source: at(section),
      confidence: 'local',
      note,
    }),
  };
};

export type DocumentD = ReturnType<typeof documentD>;

/** How long before an alarm reminders go out, by the length of the clock. */
export const remind = {
  never: [],
  ofDays: [{ workingDays: 2 }, { workingDays: 1 }],
  ofWeeks: [{ workingDays: 5 }, { workingDays: 2 }],
  ofMonths: [{ workingDays: 40 }, { workingDays: 20 }, { workingDays: 5 }],
} as const satisfies Record<string, readonly Span[]>;
