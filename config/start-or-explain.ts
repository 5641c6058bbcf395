import { OwnError } from './own-error';

/** Runs a process's main function; what it throws is said in a sentence where it is ours, and by its name where it is not. */
export const startOrExplain = async (main: () => Promise<void>): Promise<void> => {
  try {
    await main();
  } catch (error) {
    const named =
      error instanceof Error ? `${error.name}: ${error.message.split('\n')[0] ?? ''}` : String(error);
    process.stderr.write(`${error instanceof OwnError ? error.message : named}\n`);
    process.exit(1);
  }
};
