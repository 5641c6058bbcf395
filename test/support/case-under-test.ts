import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { createArchive } from '../../activities/archive-record';
import { createFixRetention } from '../../activities/fix-retention';
import { createOpenDuties } from '../../activities/open-duties';
import { openContentKeys } from '../../config/content-keys';
import { caseCodec } from '../../config/encryption/case-codec';
import { readableHistory } from '../../config/encryption/readable-history';
import { folderStore } from '../../config/folder-store';
import { openParcels, type Parcels } from '../../config/parcels';
import { openRecords, type Records } from '../../config/records';
import { keyRingText, type KeyRing } from '../../config/key-ring';
import { parseDirectory } from '../../config/directory-file';
import { dataConverter } from '../../config/encryption/data-converter';
import { moveTime } from '../../config/training';
import sampleDirectory from '../../config/sample-directory.json';
import { addDays } from '../../domain/calendar/civil-date';
import { londonDateOf, londonInstant } from '../../domain/calendar/london';
import type { CaseView, DutyState, SubmissionView } from '../../domain/case-view';
import { editions } from '../../domain/editions';
import type { ClosedView } from '../../domain/closed-case';
import type { LetterAttempt, LetterOrder } from '../../domain/letter';
import type { Actor, Answer, Opening } from '../../domain/record';
import { createWorker } from '../../worker/create-worker';

type Attempt = Pick<LetterAttempt, 'result' | 'response'>;

export type Post = (order: LetterOrder) => Attempt | Promise<Attempt>;

export type CasesUnderTest = {
  client: Client;
  parcels: Parcels;
  records: Records;
  start: (overrides?: Partial<Opening>) => Promise<CaseUnderTest>;
  close: () => Promise<void>;
};

const namespace = 'default';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** A worker on the run's real server; letters go to `post`, everything else is the product's own. */
export const casesUnderTest = async (post: Post = () => accepted): Promise<CasesUnderTest> => {
  const address = process.env.TEST_TEMPORAL_ADDRESS ?? '';
  const keys = keyRingText.parse(`test:${randomBytes(32).toString('base64')}`);
  const converter = dataConverter(keys, namespace);
  const connection = await NativeConnection.connect({ address });
  const clientConnection = await Connection.connect({ address });
  const client = new Client({ connection: clientConnection, namespace, dataConverter: converter });
  const taskQueue = `test-${randomUUID()}`;
  const directory = parseDirectory(JSON.stringify(sampleDirectory));
  const kept = openKept(keys);
  const worker = await createWorker({
    connection,
    namespace,
    taskQueue,
    dataConverter: converter,
    bundlePath: process.env.TEST_WORKFLOW_BUNDLE ?? '',
    activities: {
      openDuties: createOpenDuties({ directory: () => directory, relaxations: () => [], editions }),
      fixRetention: createFixRetention(() => 35),
      ...createArchive({
        client,
        records: kept.records,
        openParcel: (reference, parcel) => kept.parcels.open(reference, parcel),
        readableHistory: (history) => readableHistory(caseCodec(keys, namespace), history),
      }),
      sendLetter: async (order) => ({ messageId: '<test@letters.example>', ...(await post(order)) }),
    },
  });
  const running = worker.run();
  return {
    client,
    ...kept,
    start: (overrides = {}) => startCase(client, taskQueue, overrides),
    close: async () => {
      shutDown(worker);
      await running;
      await clientConnection.close();
      await connection.close();
    },
  };
};

const openKept = (keys: KeyRing): { parcels: Parcels; records: Records } => {
  const store = folderStore(mkdtempSync(path.join(os.tmpdir(), 'safeguarding-reviews-kept-')));
  const contentKeys = openContentKeys(store, keys);
  return { parcels: openParcels(contentKeys), records: openRecords(store, contentKeys) };
};

const shutDown = (worker: Worker): void => {
  if (worker.getState() === 'RUNNING') worker.shutdown();
};

export const accepted: Attempt = { result: 'accepted', response: '250 taken' };

const openingToday = (): Opening => {
  const today = londonDateOf(Date.now());
  return {
    reference: `SI-TEST-${randomUUID().slice(0, 8).toUpperCase()}`,
    tokenHash: randomUUID(),
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

const startCase = async (
  client: Client,
  taskQueue: string,
  overrides: Partial<Opening>,
): Promise<CaseUnderTest> => {
  const opening = { ...openingToday(), ...overrides };
  const handle = await client.workflow.start('seriousIncident', {
    taskQueue,
    workflowId: opening.reference,
    args: [opening],
  });
  return new CaseUnderTest(client, client.workflow.getHandle(opening.reference), handle.firstExecutionRunId);
};

export type AnswerGiven = {
  choice?: string;
  facts?: Answer['facts'];
  instance?: string;
  by?: Partial<Actor>;
};

/** One running case, and what people do to it. */
export class CaseUnderTest {
  constructor(
    readonly client: Client,
    readonly handle: WorkflowHandle,
    readonly firstRunId: string,
  ) {}

  view(): Promise<CaseView> {
    return this.handle.query<CaseView>('view');
  }

  /** Waits, in the world's time, until the view satisfies a condition. */
  async until(what: string, holds: (view: CaseView) => boolean): Promise<CaseView> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      const view = await this.view();
      if (holds(view)) return view;
      if (Date.now() > deadline)
        throw new Error(`waited in vain for: ${what}\n${JSON.stringify(view.duties.map(shortly), null, 1)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async open(duty: string, instance?: string): Promise<DutyState> {
    const view = await this.until(`${duty} open`, ({ duties }) => duties.some(isOpen(duty, instance)));
    const found = view.duties.findLast(isOpen(duty, instance));
    if (!found) throw new Error(`${duty} is not open`);
    return found;
  }

  /** Answers for the first who is still awaited, or for `by`; resolves to what became of it. */
  async answer(duty: string, given: AnswerGiven = {}): Promise<NonNullable<SubmissionView>> {
    const state = await this.open(duty, given.instance);
    const to = state.addressees.find(
      ({ recipient, agency }) =>
        (given.by?.recipient === undefined || recipient === given.by.recipient) &&
        (state.rule === 'standing' ||
          state.awaited.includes(agency === undefined ? recipient : `${recipient}:${agency}`)),
    );
    const by = {
      recipient: to?.recipient,
      person: to?.person,
      ...(to?.agency ? { agency: to.agency } : {}),
      ...given.by,
    };
    return this.submit(duty, {
      instance: state.instance,
      round: state.round,
      by,
      submission: randomUUID(),
      answer: { ...(given.choice ? { choice: given.choice } : {}), facts: given.facts ?? {} },
    });
  }

  /** Every one who is awaited answers the same. */
  async answerAll(duty: string, given: AnswerGiven = {}): Promise<void> {
    const { awaited } = await this.open(duty, given.instance);
    for (let index = 0; index < awaited.length; index += 1) {
      const outcome = await this.answer(duty, given);
      if (outcome.outcome !== 'recorded') throw new Error(`${duty}: ${JSON.stringify(outcome)}`);
    }
  }

  async submit(
    duty: string,
    submission: { submission: string; [field: string]: unknown },
  ): Promise<NonNullable<SubmissionView>> {
    await this.handle.signal(duty, submission);
    for (;;) {
      const outcome = await this.handle.query<SubmissionView, [string]>('submission', submission.submission);
      if (outcome) return outcome;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Moves the case's own time to 10:00 London on a date. */
  async moveTo(date: string): Promise<void> {
    const { nowMs } = await this.view();
    const ms = londonInstant(date, '10:00') - nowMs;
    if (ms > 0) await moveTime(this.client, this.handle.workflowId, ms);
  }

  /** Moves the case's own time on by whole days, to 10:00 London. */
  async moveDays(days: number): Promise<void> {
    await this.moveTo(addDays(await this.today(), days));
  }

  async today(): Promise<string> {
    return londonDateOf((await this.view()).nowMs);
  }

  /** Waits until the case is closed and its record is made. */
  async untilClosed(): Promise<ClosedView> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const view = await this.handle.query<ClosedView | CaseView>('view');
      if ('bags' in view && view.keptUntilOn !== null) return view;
      if (Date.now() > deadline)
        throw new Error(`not closed: ${JSON.stringify(await this.openDuties(), null, 1)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async openDuties(): Promise<string[]> {
    const { duties } = await this.view();
    return duties.filter(({ state }) => state === 'open').map(shortly);
  }

  async eventsOfFirstRun(): Promise<number> {
    const first = this.client.workflow.getHandle(this.handle.workflowId, this.firstRunId);
    return first.fetchHistory().then(({ events }) => events?.length ?? 0);
  }
}

const isOpen =
  (duty: string, instance?: string) =>
  (state: DutyState): boolean =>
    state.duty === duty && state.state === 'open' && (instance === undefined || state.instance === instance);

const shortly = ({ duty, instance, round, state, awaited }: DutyState): string =>
  `${duty} ${instance} ${round} ${state} ${awaited.join()}`;
