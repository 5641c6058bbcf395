import { z } from 'zod';
import type { Opening, Parcel } from '../domain/record';
import type { Row } from './forms/answer-rows';
import type { Services } from './services';

/** The parcel of an opening: the report as rows of label and words, as it was sent. */
const report = z.object({ rows: z.array(z.object({ label: z.string(), value: z.string() })) });
/** The parcel of an answer: field name to words. */
const answer = z.record(z.string(), z.string());

/** Opens a parcel for somebody who may read it, and records that they did. */
async function opened(
  services: Services,
  reference: string,
  parcel: Parcel,
  person: string,
  of: { duty?: string; instance?: string } = {},
): Promise<unknown> {
  const content = await services.words.open(reference, parcel);
  services.log.info({ event: 'parcel-opened', reference, ...of, person });
  return content;
}

/** The report of a case for one who may read it. */
export async function readReport(
  services: Services,
  reference: string,
  opening: Opening,
  person: string,
): Promise<Row[]> {
  const content = await opened(services, reference, opening.parcel, person);
  return report.parse(content).rows;
}

/** The sealed words of an answer for one who may read them: field name to words. `of` says in the log whose they are. */
export async function readWords(
  services: Services,
  reference: string,
  parcel: Parcel,
  person: string,
  of: { duty?: string; instance?: string } = {},
): Promise<Record<string, string>> {
  return answer.parse(await opened(services, reference, parcel, person, of));
}
