import { existsSync } from 'node:fs';

/** The Temporal CLI that the set-up found or fetched. */
export const temporalCli = (): string => {
  const found = process.env.TEMPORAL_CLI;
  if (found === undefined || !existsSync(found))
    throw new Error(
      'TEMPORAL_CLI does not name the Temporal CLI: run the tests by npm test, which fetches it.',
    );
  return found;
};
