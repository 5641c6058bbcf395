/** Temporal did not answer in time, or cannot be reached: nothing is known of what was asked. */
export class Unanswered extends Error {
  constructor(cause: unknown) {
    super('Temporal does not answer.', { cause });
  }
}
