import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, Connection, type HistoryAndWorkflowId } from '@temporalio/client';
import type { DataConverter, PayloadCodec } from '@temporalio/common';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type ActivityInterceptorsFactory,
} from '@temporalio/worker';
import { startCase as openCase } from '../../api/temporal/start-case';
import type { FixingActivities } from '../../activities';
import { createArchive } from '../../activities/archive-record';
import { askCase, createConfirmation } from '../../activities/confirmation';
import { createDestroyContent } from '../../activities/destroy-content';
import { createFixRetention } from '../../activities/fix-retention';
import { createOtherCases, repeatsOn } from '../../activities/other-cases';
import { createOpenDuties } from '../../activities/open-duties';
import { openCaseFiles, type CaseFiles } from '../../config/case-files';
import { openContentKeys, type ContentKeys } from '../../config/content-keys';
import { caseCodec } from '../../config/encryption/case-codec';
import { readableHistory } from '../../config/encryption/readable-history';
import { openDocuments } from '../../config/documents';
import { folderStore } from '../../config/folder-store';
import { openParcels, type Parcels } from '../../config/parcels';
import { openRecords, type Records } from '../../config/records';
import { openReportIndex, type ReportIndex } from '../../config/report-index';
import { keyRingText, type KeyRing } from '../../config/key-ring';
import type { Directory } from '../../config/directory';
import { parseDirectory } from '../../config/directory-file';
import { dataConverter } from '../../config/encryption/data-converter';
import sampleDirectory from '../../config/sample-directory.json';
import { londonDateOf } from '../../domain/calendar/london';
import type { Edition } from '../../domain/duty';
import { editions } from '../../domain/editions';
import type { LetterAttempt, LetterOrder } from '../../domain/letter';
import type { Opening } from '../../domain/record';
import type { Relaxation } from '../../domain/relaxation';
import { Rehearsal } from '../../cli/drill/rehearsal';
import { createWorker } from '../../worker/create-worker';

type Attempt = Pick<LetterAttempt, 'result' | 'response'>;

export type Post = (order: LetterOrder) => Attempt | Promise<Attempt>;

/** What differs from the product: everything else is its own. */
export type Setting = {
  directory?: () => Directory;
  relaxations?: readonly Relaxation[];
  /** The editions that a worker knows when it starts. */
  editions?: () => Readonly<Record<string, Edition>>;
  /** Stands before the product's own activity. */
  openDuties?: (own: FixingActivities['openDuties']) => FixingActivities['openDuties'];
  /** What looks for other reports of the same incident. */
  repeatsOf?: ReturnType<typeof repeatsOn>;
  /** The text of a key ring, where a recording has to be read again. */
  keys?: string;
  /** Where documents and records are kept, where somebody else reads them too. */
  kept?: { folder: string; masterKeys: KeyRing };
  /** What stands before each activity. */
  activityInterceptors?: (client: Client, taskQueue: string) => ActivityInterceptorsFactory[];
};

export type CasesUnderTest = {
  client: Client;
  /** Decodes and encodes what Temporal keeps of these cases. */
  codec: PayloadCodec;
  taskQueue: string;
  parcels: Parcels;
  records: Records;
  files: CaseFiles;
  contentKeys: ContentKeys;
  reportIndex: ReportIndex;
  start: (overrides?: Partial<Opening>) => Promise<CaseUnderTest>;
  /** The case of a reference that was started otherwise. */
  attach: (reference: string) => CaseUnderTest;
  /** Stops the worker, does the work, and starts another worker. */
  withoutWorker: (work: () => Promise<void>) => Promise<void>;
  close: () => Promise<void>;
};

const namespace = 'default';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** A worker on the run's real server; letters go to `post`, everything else is the product's own. */
export const casesUnderTest = async (
  post: Post = () => accepted,
  setting: Setting = {},
): Promise<CasesUnderTest> => {
  const address = process.env.TEST_TEMPORAL_ADDRESS ?? '';
  const keys = keyRingText.parse(setting.keys ?? `test:${randomBytes(32).toString('base64')}`);
  const keyMarks = randomBytes(32);
  const converter = dataConverter(keys, namespace, keyMarks);
  const connection = await NativeConnection.connect({ address });
  const clientConnection = await Connection.connect({ address });
  const client = new Client({ connection: clientConnection, namespace, dataConverter: converter });
  const taskQueue = `test-${randomUUID()}`;
  const sample = parseDirectory(JSON.stringify(sampleDirectory));
  const kept = openKept(setting.kept ?? { folder: newFolder(), masterKeys: keys });
  const openDutiesAsKnown = (): FixingActivities['openDuties'] => {
    const own = createOpenDuties({
      directory: setting.directory ?? (() => sample),
      relaxations: () => setting.relaxations ?? [],
      editions: setting.editions?.() ?? editions,
      repeatsOf: setting.repeatsOf ?? repeatsOn(client, kept.reportIndex),
    });
    return setting.openDuties?.(own) ?? own;
  };
  const codec = caseCodec(keys, namespace, keyMarks);
  const played: CaseUnderTest[] = [];
  const interceptors = { activity: setting.activityInterceptors?.(client, taskQueue) ?? [] };
  const openWorker = (): Promise<Worker> =>
    createWorker(
      {
        connection,
        namespace,
        taskQueue,
        dataConverter: converter,
        bundlePath: process.env.TEST_WORKFLOW_BUNDLE ?? '',
        activities: {
          openDuties: openDutiesAsKnown(),
          ...createOtherCases(client),
          ...createConfirmation(askCase(client)),
          ...createFixRetention(() => 35),
          destroyContent: createDestroyContent(kept),
          ...createArchive({
            client,
            records: kept.records,
            files: kept.files,
            openParcel: (reference, parcel) => kept.parcels.open(reference, parcel),
            readableHistory: (history) => readableHistory(codec, history),
          }),
          sendLetter: async (order) => ({ messageId: '<test@letters.example>', ...(await post(order)) }),
        },
      },
      { interceptors },
    );
  let worker = await openWorker();
  let running = worker.run();
  return {
    client,
    codec,
    taskQueue,
    ...kept,
    start: async (overrides = {}) => {
      // A case that was opened has its key.
      const opening = { ...openingToday(), ...overrides };
      await kept.contentKeys.create(opening.reference);
      await kept.reportIndex.add(opening);
      const started = await startCase(client, taskQueue, opening);
      played.push(started);
      return started;
    },
    attach: (reference) => new CaseUnderTest(client, reference, ''),
    withoutWorker: async (work) => {
      shutDown(worker);
      await running;
      await work();
      worker = await openWorker();
      running = worker.run();
    },
    close: async () => {
      shutDown(worker);
      await running;
      await replayAll(converter, played);
      await clientConnection.close();
      await connection.close();
    },
  };
};

/** Whatever the tests played must be replayed rightly by the code that played it. */
const replayAll = async (converter: DataConverter, played: readonly CaseUnderTest[]): Promise<void> => {
  const histories = async function* (): AsyncGenerator<HistoryAndWorkflowId> {
    for (const { client, reference, firstRunId } of played) {
      // And the keeping of its record, where it was closed.
      const { runId } = await client.workflow.getHandle(reference).describe();
      for (const run of new Set([firstRunId, runId])) {
        const history = await client.workflow.getHandle(reference, run).fetchHistory();
        yield { workflowId: reference, history };
      }
    }
  };
  const options = {
    workflowBundle: { codePath: process.env.TEST_WORKFLOW_BUNDLE ?? '' },
    dataConverter: converter,
  };
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories()))
    if (error) throw new Error(`${workflowId} is not replayed rightly: ${error.message}`);
};

type Kept = Pick<CasesUnderTest, 'parcels' | 'records' | 'files' | 'contentKeys' | 'reportIndex'>;

const openKept = ({ folder, masterKeys }: NonNullable<Setting['kept']>): Kept => {
  const store = folderStore(folder);
  const contentKeys = openContentKeys(store, masterKeys);
  return {
    parcels: openParcels(contentKeys),
    records: openRecords(store, contentKeys),
    contentKeys,
    files: openCaseFiles({ store, documents: openDocuments(store), keys: contentKeys }, null),
    reportIndex: openReportIndex(store),
  };
};

const newFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'safeguarding-reviews-kept-'));

const shutDown = (worker: Worker): void => {
  if (worker.getState() === 'RUNNING') worker.shutdown();
};

export const accepted: Attempt = { result: 'accepted', response: '250 taken' };

export const openingToday = (): Opening => {
  const today = londonDateOf(Date.now());
  return {
    reference: `SI-TEST-${randomUUID().slice(0, 8).toUpperCase()}`,
    tokenHash: randomUUID(),
    contentHash: randomUUID(),
    edition: 'working-together-2018',
    training: true,
    openedAtMs: Date.now(),
    acceptance: 'accepted',
    likelyDuplicates: [],
    reportedBy: {
      source: 'agency',
      person: 'reporter',
      address: 'reporter@schools.exampleshire.example',
      agency: 'school',
    },
    incidentOn: today,
    authorityAwareOn: today,
    reportReceivedOn: today,
    children: [{ child: 1, outcome: 'seriously-harmed', unexpectedDeath: false, lookedAfter: false }],
    place: 'in-area',
    agencies: [],
    handler: 'business-unit-a',
    marks: [],
    parcel: { sealed: 'opaque' },
  };
};

const startCase = async (client: Client, taskQueue: string, opening: Opening): Promise<CaseUnderTest> => {
  await openCase(client, taskQueue, opening);
  const { runId } = await client.workflow.getHandle(opening.reference).describe();
  return new CaseUnderTest(client, opening.reference, runId);
};

/** One running case under test. */
export class CaseUnderTest extends Rehearsal {
  constructor(
    client: Client,
    reference: string,
    readonly firstRunId: string,
  ) {
    super(client, reference);
  }

  /** How many events the case had before it was closed, without those that only moving its time makes. */
  async eventsOfFirstRun(): Promise<number> {
    const first = this.client.workflow.getHandle(this.reference, this.firstRunId);
    const { events } = await first.fetchHistory();
    return (events ?? []).filter(
      (event) =>
        !event.workflowExecutionOptionsUpdatedEventAttributes &&
        !event.workflowExecutionTimeSkippingTransitionedEventAttributes,
    ).length;
  }
}
