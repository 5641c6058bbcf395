import { isGrpcServiceError, type Client } from '@temporalio/client';

// The number of gRPC itself; its own enumeration belongs to a package that is not ours.
const deadlineExceeded: readonly number[] = [4];

const tries = 3;
const tryMs = 3_000;

/** Whether the server said nothing in time: what was asked may have happened all the same. */
const isDeadline = (error: unknown): boolean =>
  isGrpcServiceError(error) && deadlineExceeded.includes(error.code);

/** Calls again what timed out, three seconds each, three times in all: only for what may safely arrive twice. */
export async function repeatOnDeadline<T>(client: Client, call: () => Promise<T>): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await client.withDeadline(Date.now() + tryMs, call);
    } catch (error) {
      if (!hasDeadlineCause(error) || left <= 1) throw error;
    }
  }
}

/** The client wraps what the server said in errors of its own. */
const hasDeadlineCause = (error: unknown): boolean =>
  isDeadline(error) || (error instanceof Error && error.cause !== undefined && hasDeadlineCause(error.cause));
