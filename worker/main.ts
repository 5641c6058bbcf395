import path from 'node:path';
import { Client } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { readEnvironment } from '../config/environment';
import { openMailer } from '../config/mail';
import { reachTemporal } from '../config/reach-temporal';
import { startOrExplain } from '../config/start-or-explain';
import { openServices } from '../config/services';
import { temporalLog } from '../config/temporal-log';
import { openTelling } from '../watchdog/tell';
import { createActivities } from './activities';
import { createWorker } from './create-worker';
import { tellOfFailing } from './failing-activities';
import { sayAtStart } from './said-at-start';

const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

const shutdownSignals: NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];

/** The worker process: connects, runs, and on SIGTERM lets what is under way finish. */
async function main(): Promise<void> {
  const environment = readEnvironment();
  const services = openServices(environment, 'worker');
  const { address, namespace, taskQueue } = environment.temporal;
  Runtime.install({
    logger: temporalLog(services.log),
    telemetryOptions: { logging: { forward: {} } },
    shutdownSignals,
  });
  // The runtime hears the first only. Ctrl-C under npm comes twice, and the second would end what is under way.
  for (const signal of shutdownSignals) process.on(signal, () => undefined);
  const clientConnection = await reachTemporal(environment.temporal);
  const connection = await NativeConnection.connect({ address });
  const { dataConverter } = services;
  const client = new Client({ connection: clientConnection, namespace, dataConverter });
  const unfilled = await sayAtStart(client, services.directory(), environment.directoryFile, say);
  for (const { recipient, agency } of unfilled)
    services.log.warn({ event: 'role-unfilled', recipient, agency: agency ?? '' });
  const tell = openTelling(
    { ...services, client, taskQueue, mailer: openMailer(environment.mail), training: environment.training },
    services.log,
  );
  const worker = await createWorker(
    {
      connection,
      namespace,
      taskQueue,
      dataConverter,
      bundlePath: path.join(__dirname, '..', 'workflow-bundle.js'),
      activities: createActivities(services, client),
    },
    { interceptors: { activity: [tellOfFailing(tell)] } },
  );
  services.log.info({ event: 'worker-ready' });
  await worker.run();
  await services.access.close();
  await clientConnection.close();
  await connection.close();
}

void startOrExplain(main);
