import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import type { ConfiguredServices } from '../../config/services';
import { temporalLog } from '../../config/temporal-log';
import { createActivities } from '../../worker/activities';
import { createWorker } from '../../worker/create-worker';

/** The worker of a rehearsal, and a client beside it. */
export const startWorker = async (
  services: ConfiguredServices,
): Promise<{ client: Client; close: () => Promise<void> }> => {
  const { address, namespace, taskQueue } = services.environment.temporal;
  const { dataConverter } = services;
  Runtime.install({
    logger: temporalLog(services.log),
    // Otherwise the core prints its own warnings into the story.
    telemetryOptions: { logging: { forward: {} } },
    shutdownSignals: [],
  });
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
