import { z } from 'zod';
import { RecordError, type Records } from '../../config/records';
import { closingFile, keptLongerFile, type ClosedCase, type KeptRecord } from '../../domain/closed-case';

const retention = z.object({ untilOn: z.iso.date(), untilMs: z.number() });

export type Closing = ClosedCase & { kept: KeptRecord };

/** What the workflow wrote itself; the bag's own hashes vouch for the rest. */
const closing = z.custom<Closing>(
  (value) =>
    z
      .looseObject({ reference: z.string(), closedAtMs: z.number(), kept: z.looseObject({ retention }) })
      .safeParse(value).success,
);

/** What the workflow of a closed case is started with again, as its bags say: the last decision to keep it counts. @throws RecordError, ContentKeyError */
export const closingOf = async (
  records: Pick<Records, 'read' | 'bagsOf'>,
  reference: string,
): Promise<Closing> => {
  const bags = await records.bagsOf(reference);
  const first = (await records.read(reference, 0))?.[closingFile];
  if (!first) throw new RecordError(`The record of ${reference} lacks ${closingFile}.`);
  const { kept, ...closed } = closing.parse(JSON.parse(first.toString('utf8')));
  const last = { bags: (bags.at(-1) ?? 0) + 1, retention: kept.retention };
  for (const bag of bags.filter((number) => number > 0)) {
    const longer = (await records.read(reference, bag))?.[keptLongerFile];
    if (longer) last.retention = retention.parse(JSON.parse(longer.toString('utf8')));
  }
  return { ...closed, kept: last };
};
