import type { Client } from '@temporalio/client';
import type { Records } from '../config/records';
import type { CaseAsKept } from '../domain/case-view';
import { closingFile, keptLongerFile } from '../domain/closed-case';
import type { Parcel } from '../domain/record';
import { sentenceOf } from '../domain/sentences';
import type { OutsideActivities } from '.';

export type ArchiveServices = {
  client: Client;
  records: Records;
  openParcel: (reference: string, parcel: Parcel) => Promise<unknown>;
  /** Decodes every payload of a history, in place of its ciphertext. */
  readableHistory: (history: unknown) => Promise<unknown>;
};

type Archive = Pick<OutsideActivities, 'archiveRecord' | 'appendRecord' | 'keepLonger'>;

/**
 * Makes the bags of a closed case: `record.json` (the case as it stood, what people wrote opened), `story.txt`,
 * `history.json`, and `closing.json`, from which its workflow is started again.
 */
export const createArchive = (services: ArchiveServices): Archive => ({
  async archiveRecord(closed) {
    const { reference, runId } = closed;
    const run = services.client.workflow.getHandle(reference, runId);
    const view = await run.query<CaseAsKept>('view');
    const story = view.story.map(
      (entry) => `${new Date(entry.atMs).toISOString()} ${sentenceOf(entry, view)}`,
    );
    return services.records.keep(reference, 0, {
      'record.json': json(await opened(services, reference, view)),
      'story.txt': Buffer.from(`${story.join('\n')}\n`),
      'history.json': json(await services.readableHistory(await run.fetchHistory())),
      [closingFile]: json(closed),
    });
  },
  async appendRecord({ reference, bag, arrival }) {
    return services.records.keep(reference, bag, {
      'late.json': json(await opened(services, reference, arrival)),
    });
  },
  async keepLonger({ reference, bag, keptLonger }) {
    return services.records.keep(reference, bag, {
      [keptLongerFile]: json(await opened(services, reference, keptLonger)),
    });
  },
});

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value, null, 1));

/** The same value with each parcel opened in its place. One that cannot be opened stays sealed, and says so. */
const opened = async (services: ArchiveServices, reference: string, value: unknown): Promise<unknown> => {
  if (Array.isArray(value)) return Promise.all(value.map((one) => opened(services, reference, one)));
  if (typeof value !== 'object' || value === null) return value;
  if (isParcel(value)) {
    return services.openParcel(reference, value).then(
      (content) => ({ ...value, opened: content }),
      () => ({ ...value, unopened: 'it could not be opened with the key of this case' }),
    );
  }
  const pairs = Object.entries(value).map(
    async ([name, part]) => [name, await opened(services, reference, part)] as const,
  );
  return Object.fromEntries(await Promise.all(pairs));
};

const isParcel = (value: object): value is Parcel => 'sealed' in value && typeof value.sealed === 'string';
