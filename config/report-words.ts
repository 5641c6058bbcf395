import { z } from 'zod';
import type { Row, SealedWords } from '../domain/papers/answer-rows';
import type { Actor, Opening, Parcel } from '../domain/record';
import type { AccessLog } from './access-log/open';
import type { Parcels } from './parcels';

/** What opens parcels, and where each opening is recorded. */
export type ParcelReading = { words: Pick<Parcels, 'open'>; access: Pick<AccessLog, 'record'> };

/** In which role somebody reads. */
export type Reader = Pick<Actor, 'recipient' | 'person'>;

/** The parcel of an opening: the report as rows of label and words, as it was sent. */
const report = z.object({ rows: z.array(z.object({ label: z.string(), value: z.string() })) });
/** The parcel of an answer: field name to words. */
const answer = z.record(z.string(), z.string());

/** Opens a parcel for somebody who may read it. What cannot be recorded as read is not given: it is on the disk first. */
async function opened(
  { words, access }: ParcelReading,
  reference: string,
  parcel: Parcel,
  { recipient, person }: Reader,
  { duty, instance = '-' }: { duty: string; instance?: string },
): Promise<unknown> {
  const content = await words.open(reference, parcel);
  await access.record({
    person,
    role: recipient,
    action: duty === 'agency-information' ? 'read-return' : 'read-report',
    what: instance === '-' ? duty : `${duty} ${instance}`,
    case: reference,
    outcome: 'shown',
  });
  return content;
}

/** The report of a case for one who may read it. */
export async function readReport(
  reading: ParcelReading,
  reference: string,
  opening: Opening,
  reader: Reader,
): Promise<Row[]> {
  const content = await opened(reading, reference, opening.parcel, reader, { duty: 'report' });
  return report.parse(content).rows;
}

/** The sealed words of an answer or an entry for one who may read them: field name to words. `of` says whose they are. */
export async function readWords(
  reading: ParcelReading,
  reference: string,
  parcel: Parcel,
  reader: Reader,
  of: { duty: string; instance?: string },
): Promise<SealedWords> {
  return answer.parse(await opened(reading, reference, parcel, reader, of));
}
