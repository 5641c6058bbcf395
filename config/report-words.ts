import { z } from 'zod';
import type { Row, SealedWords } from '../domain/papers/answer-rows';
import type { Opening, Parcel } from '../domain/record';
import type { Log } from './log';
import type { Parcels } from './parcels';

/** What opens parcels, and where each opening is recorded. */
export type ParcelReading = { words: Pick<Parcels, 'open'>; log: Pick<Log, 'info'> };

/** The parcel of an opening: the report as rows of label and words, as it was sent. */
const report = z.object({ rows: z.array(z.object({ label: z.string(), value: z.string() })) });
/** The parcel of an answer: field name to words. */
const answer = z.record(z.string(), z.string());

/** Opens a parcel for somebody who may read it, and records that they did. */
async function opened(
  { words, log }: ParcelReading,
  reference: string,
  parcel: Parcel,
  person: string,
  of: { duty?: string; instance?: string } = {},
): Promise<unknown> {
  const content = await words.open(reference, parcel);
  log.info({ event: 'parcel-opened', reference, ...of, person });
  return content;
}

/** The report of a case for one who may read it. */
export async function readReport(
  reading: ParcelReading,
  reference: string,
  opening: Opening,
  person: string,
): Promise<Row[]> {
  const content = await opened(reading, reference, opening.parcel, person);
  return report.parse(content).rows;
}

/** The sealed words of an answer for one who may read them: field name to words. `of` says in the log whose they are. */
export async function readWords(
  reading: ParcelReading,
  reference: string,
  parcel: Parcel,
  person: string,
  of: { duty?: string; instance?: string } = {},
): Promise<SealedWords> {
  return answer.parse(await opened(reading, reference, parcel, person, of));
}
