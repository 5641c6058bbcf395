import type { Request, Response } from 'express';
import type { Actor, Answer } from '../../domain/record';
import type { Pages } from '../pages';
import type { Services } from '../services';
import { stateInWords } from './attaching';

/** An answer whose files somebody may open, as the access log names it. */
type Readable = { duty: string; instance?: string; answer?: Pick<Answer, 'files'> };

type Reading = {
  reference: string;
  reader: Pick<Actor, 'recipient' | 'person'>;
  readable: readonly Readable[];
};

/** Nothing of a file runs or loads anything, even where a browser shows it after all. */
const policy = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** Gives one file of those answers that the reader may read; each opening is recorded before anything is given. */
export async function sendFile(
  services: Services,
  pages: Pages,
  request: Request,
  response: Response,
  { reference, reader, readable }: Reading,
): Promise<void> {
  const id = String(request.params['id']);
  const of = readable.find(({ answer }) => answer?.files?.some((file) => file.reference === id));
  const file = of?.answer?.files?.find((one) => one.reference === id);
  if (of === undefined || file === undefined) {
    const texts = ['No file that you may open is kept under this address.'];
    pages(request, response, 'words.njk', { h1: 'No such file', status: 404, texts });
    return;
  }
  const bytes = await services.files.open(reference, file);
  const { name, state } = await services.files.look(reference, id);
  if (bytes === null) {
    const words = stateInWords[state] ?? 'it cannot be opened just now';
    const texts = [`${words.charAt(0).toUpperCase()}${words.slice(1)}.`];
    const status = state === 'waiting' ? 503 : 410;
    pages(request, response, 'words.njk', { h1: 'This file cannot be opened', status, texts });
    return;
  }
  const { duty, instance = '-' } = of;
  await services.access.record({
    person: reader.person,
    role: reader.recipient,
    action: duty === 'agency-information' ? 'read-return' : 'read-report',
    what: `file ${id.slice(0, 8)} ${duty}${instance === '-' ? '' : ` ${instance}`}`,
    case: reference,
    outcome: 'shown',
  });
  response.attachment(name);
  response.set({ 'Content-Type': file.type, 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' });
  response.send(bytes);
}
