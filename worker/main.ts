import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { readEnvironment } from '../config/environment';
import { startOrExplain } from '../config/start-or-explain';
import { openServices } from '../config/services';
import { temporalLog } from '../config/temporal-log';
import { createActivities } from './activities';
import { createWorker } from './create-worker';
import { reportUnfilledRoles } from './roles-filled';

/** The worker process: connects, runs, and on SIGTERM lets what is under way finish. */
async function main(): Promise<void> {
  const environment = readEnvironment();
  const services = openServices(environment);
  const { address, namespace, taskQueue } = environment.temporal;
  Runtime.install({
    logger: temporalLog(services.log),
    telemetryOptions: { logging: { forward: {} } },
    shutdownSignals: ['SIGTERM', 'SIGINT'],
  });
  const connection = await NativeConnection.connect({ address });
  const clientConnection = await Connection.connect({ address });
  const { dataConverter } = services;
  const client = new Client({ connection: clientConnection, namespace, dataConverter });
  await reportUnfilledRoles(client, services.directory(), services.log);
  const worker = await createWorker({
    connection,
    namespace,
    taskQueue,
    dataConverter,
    bundlePath: path.join(__dirname, '..', 'workflow-bundle.js'),
    activities: createActivities(services, client),
  });
  services.log.info({ event: 'worker-ready' });
  await worker.run();
  await clientConnection.close();
  await connection.close();
}

void startOrExplain(main);
