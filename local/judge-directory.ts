import { relative } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Directory } from '../config/directory';
import type { Environment } from '../config/environment';
import { sayUnfilledRoles } from '../worker/roles-filled';

/**
 * Says which roles nobody fills, before any part does, whose words are in its log alone.
 * @throws RolesUnfilled where no case is open yet: the worker would refuse too, again and again.
 */
export const judgeDirectory = async (
  { temporal, directoryFile }: Environment,
  directory: Directory,
  tell: (sentence: string) => void,
): Promise<void> => {
  const connection = await Connection.connect({ address: temporal.address });
  try {
    const client = new Client({ connection, namespace: temporal.namespace });
    await sayUnfilledRoles(client, directory, relative(process.cwd(), directoryFile), tell);
  } finally {
    await connection.close();
  }
};
