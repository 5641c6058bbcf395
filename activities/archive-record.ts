import type { Client } from '@temporalio/client';
import type { CaseFiles } from '../config/case-files';
import { DocumentError } from '../config/documents';
import type { RecordFiles, Records } from '../config/records';
import type { CaseAsKept } from '../domain/case-view';
import { fileKinds, isFileKind, type AttachedFile } from '../domain/attached-file';
import { closingFile, keptLongerFile } from '../domain/closed-case';
import type { Parcel } from '../domain/record';
import { sentenceOf } from '../domain/sentences';
import type { OutsideActivities } from '.';

export type ArchiveServices = {
  client: Client;
  records: Records;
  files: Pick<CaseFiles, 'original'>;
  openParcel: (reference: string, parcel: Parcel) => Promise<unknown>;
  /** Decodes every payload of a history, in place of its ciphertext. */
  readableHistory: (history: unknown) => Promise<unknown>;
};

type Archive = Pick<OutsideActivities, 'archiveRecord' | 'appendRecord' | 'keepLonger'>;

/**
 * Makes the bags of a closed case: `record.json` (the case as it stood, what people wrote opened), `story.txt`,
 * `history.json`, and `closing.json`, from which its workflow is started again; under `files/` what went with answers, by the
 * ids that `record.json` has beside the names.
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
      ...(await filesOf(services, reference, view)),
    });
  },
  async appendRecord({ reference, bag, arrival }) {
    return services.records.keep(reference, bag, {
      'late.json': json(await opened(services, reference, arrival)),
      ...(await filesOf(services, reference, arrival)),
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

/** The files that a value names, once each. What is not there is named in the bag all the same: nothing is left out unsaid. */
const filesOf = async (
  services: ArchiveServices,
  reference: string,
  value: unknown,
): Promise<RecordFiles> => {
  const files: Record<string, Buffer> = {};
  for (const file of filesIn(value)) {
    const ending = isFileKind(file.type) ? fileKinds[file.type].endings[0] : 'bin';
    const name = `files/${file.reference}`;
    try {
      const bytes = await services.files.original(reference, file);
      if (bytes === null) files[`${name}-deleted.txt`] = Buffer.from('It held malware, and was deleted.\n');
      else files[`${name}.${ending}`] = bytes;
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      files[`${name}-missing.txt`] = Buffer.from('It was not there any more, or was not what was kept.\n');
    }
  }
  return files;
};

const filesIn = (value: unknown): AttachedFile[] => {
  if (typeof value !== 'object' || value === null) return [];
  const parts = Object.values(value).flatMap(filesIn);
  return isAttachedFile(value) ? [...parts, value] : parts;
};

const isAttachedFile = (value: object): value is AttachedFile =>
  'reference' in value &&
  typeof value.reference === 'string' &&
  /^[0-9a-f]{32}$/.test(value.reference) &&
  'sha512' in value &&
  'size' in value &&
  'type' in value &&
  typeof value.type === 'string';
