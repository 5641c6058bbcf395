import { z } from 'zod';
import type { Records } from '../../config/records';
import type { CaseAsKept } from '../../domain/case-view';
import type { ClosedView } from '../../domain/closed-case';

/** A case as its record holds it; the bag's own hashes vouch for the rest. */
const kept = z.custom<CaseAsKept>(
  (value) => z.looseObject({ reference: z.string(), story: z.array(z.unknown()) }).safeParse(value).success,
);

export const isClosed = (view: CaseAsKept | ClosedView): view is ClosedView => 'bags' in view;

/** Reads a closed case from the first bag of its record; null while that is not made yet. @throws RecordError, ContentKeyError */
export const recordedCase = async (
  records: Pick<Records, 'read'>,
  reference: string,
): Promise<CaseAsKept | null> => {
  const file = (await records.read(reference, 0))?.['record.json'];
  return file === undefined ? null : kept.parse(JSON.parse(file.toString('utf8')));
};
