import { dayInWords } from './dates-in-words';
import type { Span } from './duty';
import type { DutyDates, OpenedReading } from './opened-duty';

/**
 * A dated relaxation of one duty's time limit: configuration, never code. It moves the clock while the event from which
 * the edition's own reading counts lies between `from` and `until` (both included). Without `within` the limit is lifted.
 */
export type Relaxation = {
  duty: string;
  from: string;
  until: string;
  within?: Span;
  reason: string;
  source: string;
};

/** The first relaxation of a duty that holds on the day of the event from which it counts. */
export function relaxationInForce(
  relaxations: readonly Relaxation[],
  duty: string,
  fromOn: string | undefined,
): Relaxation | undefined {
  if (fromOn === undefined) return undefined;
  return relaxations.find((each) => each.duty === duty && each.from <= fromOn && fromOn <= each.until);
}

/** Says on a reading that it was relaxed, and until when; a lifted limit has no due date. */
export function markRelaxed(reading: OpenedReading, relaxation: Relaxation): OpenedReading {
  const note = `Relaxed until ${dayInWords(relaxation.until)}: ${relaxation.reason} (${relaxation.source}).`;
  if (relaxation.within !== undefined) return { ...reading, note };
  const { from, fromOn, source, confidence } = reading;
  return { from, fromOn, within: 'no limit', dueOn: null, source, confidence, note };
}

/** What is kept of a relaxation with the dates that it moved. */
export const relaxedBy = ({
  until,
  reason,
  source,
  within,
}: Relaxation): NonNullable<DutyDates['relaxation']> => ({
  ...{ until, reason, source },
  ...(within === undefined ? { lifts: true } : {}),
});
