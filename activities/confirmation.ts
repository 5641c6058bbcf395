import type { Client } from '@temporalio/client';
import type { CaseAsKept, SubmissionView } from '../domain/case-view';
import type { ClosedView } from '../domain/closed-case';
import type { LetterOrder } from '../domain/letter';
import { confirmationFor, type Confirmation } from '../domain/confirmation';
import type { Actor } from '../domain/record';
import { isToBeMended, refusalSentence } from '../domain/refusal-sentence';

/** An answer that was sent to a case, and in whose name. `nowMs` is the case's own now. */
export type Confirmed = {
  reference: string;
  duty: string;
  instance: string;
  round: number;
  by: Actor;
  submission: string;
  nowMs: number;
  /** Where the pages could ask the case: this answer may close it. */
  known?: Confirmation;
};

export type ConfirmationActivities = {
  /** The letter that says what became of it; `not-yet` where the case has not judged it, `none` where nobody is to be told. */
  confirmationOf(
    given: Confirmed,
  ): Promise<Omit<LetterOrder, 'attempt' | 'possiblySentTwice'> | 'not-yet' | 'none'>;
};

/** Asked of the case itself. @throws where it does not answer */
export type AskCase = {
  outcome(reference: string, submission: string): Promise<SubmissionView>;
  view(reference: string): Promise<CaseAsKept | ClosedView>;
};

const queryMs = 10_000;

export const askCase = (client: Client): AskCase => {
  const query = <Said>(reference: string, name: string, ...args: unknown[]): Promise<Said> =>
    client.withDeadline(Date.now() + queryMs, () =>
      client.workflow.getHandle(reference).query<Said, unknown[]>(name, ...args),
    );
  return {
    outcome: (reference, submission) => query<SubmissionView>(reference, 'submission', submission),
    view: (reference) => query<CaseAsKept | ClosedView>(reference, 'view'),
  };
};

/** As the case knows it; nothing once it is closed. */
async function askedNow(ask: AskCase, given: Confirmed): Promise<Confirmation | null> {
  const now = await ask.view(given.reference);
  return 'duties' in now ? confirmationFor(now, given) : null;
}

/** Builds the activity that makes confirmations. */
export const createConfirmation = (ask: AskCase): ConfirmationActivities => ({
  async confirmationOf(given) {
    const { reference, submission, nowMs } = given;
    const outcome = await ask.outcome(reference, submission).catch(() => null);
    if (outcome === null) return 'not-yet';
    // What its page gave back to be mended is no news.
    if (outcome.outcome === 'refused' && isToBeMended(outcome)) return 'none';
    const confirmation = given.known ?? (await askedNow(ask, given));
    if (confirmation === null) return 'none';
    return {
      ...{ ...confirmation, reference, kind: 'confirmation', nowMs },
      follows: { kind: 'question', ordinal: 0 },
      ...(outcome.outcome === 'recorded'
        ? { ordinal: outcome.entry }
        : { ordinal: 0, outcome: refusalSentence(outcome) }),
    };
  },
});
