import { CancellationScope, ContinueAsNew, TemporalFailure } from '@temporalio/workflow';

/**
 * Runs a case so that it ends only when it is over. A request to cancel is told to `onCancel` and stops nothing;
 * a Temporal failure that escapes is thrown on as a plain error, which pauses the case visibly until the code is
 * mended, where the failure itself would have closed it.
 */
export const guard = async <Result>(
  procedure: (crash: (error: unknown) => void) => Promise<Result>,
  onCancel: () => void,
): Promise<Result> => {
  const root = CancellationScope.current();
  root.cancelRequested.catch(onCancel);
  let crash: (error: unknown) => void = () => undefined;
  const crashed = new Promise<never>((_, reject) => (crash = reject));
  try {
    return await CancellationScope.nonCancellable(() => Promise.race([procedure(crash), crashed]));
  } catch (error) {
    if (error instanceof ContinueAsNew || !(error instanceof TemporalFailure)) throw error;
    throw new Error(`${error.name}: ${error.message}`, { cause: error });
  }
};
