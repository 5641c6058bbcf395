import { Connection, isGrpcServiceError, type ConnectionOptions } from '@temporalio/client';
import type { Environment } from './environment';
import { OwnError } from './own-error';

/** gRPC's NOT_FOUND. */
const notFound: number = 5;

/**
 * A connection to the Temporal server, once it has answered and is known to have the namespace.
 * @throws OwnError with a sentence that says which of the two is not so.
 */
export async function reachTemporal(
  { address, namespace }: Pick<Environment['temporal'], 'address' | 'namespace'>,
  options: Pick<ConnectionOptions, 'connectTimeout'> = {},
): Promise<Connection> {
  const noAnswer = (): OwnError =>
    new OwnError(`Temporal does not answer at ${address}: is it running, and is TEMPORAL_ADDRESS right?`);
  const connection = await Connection.connect({ address, ...options }).catch(() => {
    throw noAnswer();
  });
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return connection;
  } catch (error) {
    await connection.close();
    const code: number | null = isGrpcServiceError(error) ? error.code : null;
    if (code !== notFound) throw noAnswer();
    throw new OwnError(
      `Temporal at ${address} has no namespace ${namespace}: make it, with its search attributes, as compose/namespace.sh does.`,
    );
  }
}
