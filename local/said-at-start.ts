import { relative } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Directory } from '../config/directory';
import type { Environment } from '../config/environment';
import { sayAtStart } from '../worker/said-at-start';

/**
 * Says what the worker would say to its log alone, before any part starts.
 * @throws RolesUnfilled where no case is open yet: the worker would refuse too, again and again.
 */
export const sayAtEmbeddedStart = async (
  { temporal, directoryFile }: Environment,
  directory: Directory,
  tell: (sentence: string) => void,
): Promise<void> => {
  const connection = await Connection.connect({ address: temporal.address });
  try {
    const client = new Client({ connection, namespace: temporal.namespace });
    await sayAtStart(client, directory, relative(process.cwd(), directoryFile), tell);
  } finally {
    await connection.close();
  }
};
