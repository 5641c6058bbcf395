import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { readEnvironment, type Environment } from '../../config/environment';
import { openLog, type Log } from '../../config/log';
import { openServices, type ConfiguredServices } from '../../config/services';
import { openDataFolder } from '../../local/data-folder';
import { prepareNamespace } from '../../local/temporal-server';
import { freePort, startServer } from './throwaway-server';

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
  // The server comes up while the weight of worker and mailbox is loaded.
  const [{ startWorker }, { openMailbox }] = await Promise.all([
    import('./throwaway-worker.js'),
    import('../../local/mailbox.js'),
  ]);
  const mailbox = await openMailbox({
    smtpPort: Number(new URL(environment.mail.smtpUrl.reveal()).port),
    webPort: environment.ports.mailbox,
    dataDir,
    host: environment.host,
  });
  const { address, namespace } = environment.temporal;
  await Promise.race([prepareNamespace(address, namespace), server.failed]);
  const services = { ...openServices(environment), log: logIn(dataDir) };
  const worker = await startWorker(services);
  return {
    environment,
    services,
    client: worker.client,
    end: async () => {
      await worker.close();
      await Promise.all([mailbox.close(), server.close()]);
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

/** What a worker logs, in the data folder: the output is the story alone. */
const logIn = (dataDir: string): Log => {
  const file = path.join(dataDir, 'logs', 'worker.log');
  return openLog('info', {
    write: (line) => {
      appendFileSync(file, line, { mode: 0o600 });
    },
  });
};
