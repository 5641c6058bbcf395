import { isGrpcServiceError, type Client } from '@temporalio/client';
import { Unanswered } from '../unanswered';

// The numbers of gRPC itself; its own enumeration belongs to a package that is not ours.
const deadlineExceeded: readonly number[] = [4];
const unavailable: readonly number[] = [14];

const tries = 3;
const tryMs = 3_000;
/** How long a page waits for the server itself, which answers in milliseconds where it answers at all. */
const answerMs = 4_000;

/** Whether an error says so, itself or by its cause: the client wraps what the server said in errors of its own. */
const isOf = (error: unknown, codes: readonly number[]): boolean =>
  (isGrpcServiceError(error) && codes.includes(error.code)) ||
  (error instanceof Error && error.cause !== undefined && isOf(error.cause, codes));

/** The server said nothing in time: what was asked may have happened all the same. */
const isDeadline = (error: unknown): boolean => isOf(error, deadlineExceeded);

const asUnanswered = (error: unknown): unknown =>
  isDeadline(error) || isOf(error, unavailable) ? new Unanswered(error) : error;

/** Calls once, and not for longer than four seconds. @throws Unanswered */
export async function withinDeadline<T>(client: Client, call: () => Promise<T>): Promise<T> {
  try {
    return await client.withDeadline(Date.now() + answerMs, call);
  } catch (error) {
    throw asUnanswered(error);
  }
}

/**
 * Calls again what timed out, three seconds each, three times in all: only for what may safely arrive twice.
 * @throws Unanswered
 */
export async function repeatOnDeadline<T>(client: Client, call: () => Promise<T>): Promise<T> {
  for (let left = tries; ; left -= 1) {
    try {
      return await client.withDeadline(Date.now() + tryMs, call);
    } catch (error) {
      if (!isDeadline(error) || left <= 1) throw asUnanswered(error);
    }
  }
}
