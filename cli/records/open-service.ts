import { Client, WorkflowNotFoundError } from '@temporalio/client';
import { readEnvironment } from '../../config/environment';
import { reachTemporal } from '../../config/reach-temporal';
import { openServices, type ConfiguredServices } from '../../config/services';
import { embeddedVariables } from '../../local/embedded-variables';

/** The same services as the worker's, from the same environment. */
export const configured = (): ConfiguredServices =>
  openServices(readEnvironment(embeddedVariables(process.env)), 'command-line');

export type ServiceWithCases = ConfiguredServices & { client: Client };

/** Works with the Temporal server, and closes the connection. @throws OwnError when it does not answer. */
export const withCases = async (work: (service: ServiceWithCases) => Promise<void>): Promise<void> => {
  const services = configured();
  const { temporal } = services.environment;
  const { namespace } = temporal;
  const connection = await reachTemporal(temporal, { connectTimeout: 5_000 });
  try {
    const { dataConverter } = services;
    await work({ ...services, client: new Client({ connection, namespace, dataConverter }) });
  } finally {
    await services.access.close();
    await connection.close();
  }
};

/** The type of the workflow that runs under a reference; null where none does. */
export const runningType = (client: Client, reference: string): Promise<string | null> =>
  client.workflow
    .getHandle(reference)
    .describe()
    .then(
      ({ status, type }) => (status.name === 'RUNNING' ? type : null),
      (error: unknown) => {
        if (error instanceof WorkflowNotFoundError) return null;
        throw error;
      },
    );
