import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { Client } from '@temporalio/client';
import { readEnvironment, type Environment } from '../../config/environment';
import { openLog, type Log } from '../../config/log';
import { openServices, type ConfiguredServices } from '../../config/services';
import { openDataFolder } from '../../local/data-folder';
import { prepareNamespace } from '../../local/temporal-server';
import { whenBrokenOff } from './break-off';
import { takeDrillFolder } from './drill-folder';
import { freePort, startServer, type ThrowawayServer } from './throwaway-server';

/** Everything that a case needs, on this machine, for the length of one rehearsal. */
export type Throwaway = {
  environment: Environment;
  services: ConfiguredServices;
  client: Client;
  /** Ends all of it; what it kept is still there. */
  end: () => Promise<void>;
  /** Gives the folder free, and removes what nobody asked to keep. */
  release: () => void;
};

/**
 * @param named keeps database, mailbox, documents and logs, and must be new or empty; without one they are gone afterwards.
 * @param tell is given a sentence where the rehearsal is broken off by a signal.
 */
export const openThrowaway = async (
  named: string | undefined,
  tell: (sentence: string) => void,
): Promise<Throwaway> => {
  const folder = takeDrillFolder(named);
  let server: ThrowawayServer | null = null;
  const goOn = whenBrokenOff(async () => {
    // Nobody waits for its end in order: its data are thrown away, or hold a case that was broken off.
    await server?.close('SIGKILL');
    folder.release();
    tell(
      named === undefined
        ? 'Broken off; nothing of it is left.'
        : `Broken off; what it wrote is in ${folder.path}.`,
    );
  });
  const release = (): void => {
    goOn();
    folder.release();
  };
  try {
    const environment = await throwawayEnvironment(folder.path);
    server = startServer(environment);
    return { ...(await openAround(environment, server)), release };
  } catch (error) {
    await server?.close('SIGKILL');
    folder.empty();
    release();
    throw error;
  }
};

/** What else a rehearsal needs, beside its server. */
const openAround = async (
  environment: Environment,
  server: ThrowawayServer,
): Promise<Omit<Throwaway, 'release'>> => {
  // The server comes up while the weight of worker and mailbox is loaded.
  const [{ startWorker }, { openMailbox }] = await Promise.all([
    import('./throwaway-worker.js'),
    import('../../local/mailbox.js'),
  ]);
  const mailbox = await openMailbox({
    smtpPort: Number(new URL(environment.mail.smtpUrl.reveal()).port),
    webPort: environment.ports.mailbox,
    dataDir: environment.dataDir,
    host: environment.host,
  });
  const { address, namespace } = environment.temporal;
  await Promise.race([prepareNamespace(address, namespace), server.failed]);
  const services = { ...openServices(environment, 'drill'), log: logIn(environment.dataDir) };
  const worker = await startWorker(services);
  return {
    environment,
    services,
    client: worker.client,
    end: async () => {
      await worker.close();
      await services.access.close();
      await Promise.all([mailbox.close(), server.close()]);
    },
  };
};

const throwawayEnvironment = async (dataDir: string): Promise<Environment> => {
  const [temporal, mailbox, smtp] = await Promise.all([freePort(), freePort(), freePort()]);
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
