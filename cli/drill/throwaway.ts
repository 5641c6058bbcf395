import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { readEnvironment, type Environment } from '../../config/environment';
import { openServices, type ConfiguredServices } from '../../config/services';
import { silentLog } from '../../config/temporal-log';
import { openDataFolder } from '../../local/data-folder';
import { openMailbox } from '../../local/mailbox';
import { prepareNamespace, temporalArguments } from '../../local/temporal-server';
import { createActivities } from '../../worker/activities';
import { createWorker } from '../../worker/create-worker';
import { BadInput } from '../terminal';

/** Everything that a case needs, on this machine, for the length of one rehearsal. */
export type Throwaway = {
  environment: Environment;
  services: ConfiguredServices;
  client: Client;
  /** Ends all of it; what it kept is still there. */
  end: () => Promise<void>;
  /** Removes what nobody asked to keep. */
  remove: () => void;
};

/** @param folder keeps database, mailbox, documents and logs; without one they are gone afterwards. */
export const openThrowaway = async (folder: string | undefined): Promise<Throwaway> => {
  const dataDir = path.resolve(folder ?? mkdtempSync(path.join(os.tmpdir(), 'safeguarding-reviews-drill-')));
  const environment = await throwawayEnvironment(dataDir);
  const server = startServer(environment);
  server.failed.catch(() => undefined);
  const mailbox = await openMailbox({
    smtpPort: Number(new URL(environment.mail.smtpUrl.reveal()).port),
    webPort: environment.ports.mailbox,
    dataDir,
    host: environment.host,
  });
  const { address, namespace } = environment.temporal;
  await Promise.race([prepareNamespace(address, namespace), server.failed]);
  const services = openServices(environment);
  const worker = await startWorker(services);
  return {
    environment,
    services,
    client: worker.client,
    end: async () => {
      await worker.close();
      await mailbox.close();
      await server.close();
    },
    remove: () => {
      if (folder === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

const throwawayEnvironment = async (dataDir: string): Promise<Environment> => {
  const [temporal, mailbox, smtp] = await Promise.all([freePort(), freePort(), freePort()]);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  return readEnvironment({
    ...openDataFolder(dataDir, () => undefined),
    EMBEDDED: 'true',
    TRAINING: 'true',
    DATA_DIR: dataDir,
    TEMPORAL_PORT: String(temporal),
    MAILBOX_PORT: String(mailbox),
    SMTP_URL: `smtp://127.0.0.1:${smtp}`,
    LOG_LEVEL: 'error',
  });
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  });

const startServer = (environment: Environment): { failed: Promise<never>; close: () => Promise<void> } => {
  const log = openSync(path.join(environment.dataDir, 'logs', 'temporal.log'), 'a', 0o600);
  const child = spawn(
    process.env['TEMPORAL_CLI'] ?? 'temporal',
    [...temporalArguments(environment), '--headless'],
    {
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  const failed = new Promise<never>((_, reject) =>
    child.once('error', () => {
      reject(
        new BadInput(
          'The Temporal command line was not found: run `npm run -s sg -- drill`, which fetches it.',
        ),
      );
    }),
  );
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  return {
    failed,
    close: async () => {
      process.removeListener('exit', end);
      child.kill('SIGTERM');
      await ended;
    },
  };
};

const startWorker = async (
  services: ConfiguredServices,
): Promise<{ client: Client; close: () => Promise<void> }> => {
  const { address, namespace, taskQueue } = services.environment.temporal;
  const { dataConverter } = services;
  Runtime.install({ logger: silentLog, shutdownSignals: [] });
  const connection = await NativeConnection.connect({ address });
  const clientConnection = await Connection.connect({ address });
  const client = new Client({ connection: clientConnection, namespace, dataConverter });
  const worker = await createWorker({
    connection,
    namespace,
    taskQueue,
    dataConverter,
    bundlePath: path.join(__dirname, '..', '..', 'workflow-bundle.js'),
    activities: createActivities(services, client),
  });
  const running = worker.run();
  return {
    client,
    close: async () => {
      worker.shutdown();
      await running;
      await clientConnection.close();
      await connection.close();
    },
  };
};
