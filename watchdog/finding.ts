/** Something that a case cannot say itself. `id` names it, so that it is told and kept once. */
export type Finding = {
  id: string;
  what:
    | 'temporal-unreachable'
    | 'no-worker'
    | 'case-paused'
    | 'deadline-unannounced'
    | 'case-ended'
    | 'retention-over';
  /** The case, where it is about one. */
  reference?: string;
};

const words: Record<Finding['what'], (reference: string) => string> = {
  'temporal-unreachable': () =>
    'The Temporal server does not answer. Nothing is lost, but no reminder goes out and nothing is recorded until it does.',
  'no-worker': () =>
    'No worker is running. Decisions are received and kept, but no letter, reminder or deadline is handled until one runs.',
  'case-paused': (reference) =>
    `${reference} is paused by a fault in the service: its timers do not fire. Its history names the fault; where that can be mended, it goes on by itself afterwards.`,
  'deadline-unannounced': (reference) =>
    `${reference} has a deadline that has passed without the service announcing it. Look at the case, and at the worker.`,
  'case-ended': (reference) =>
    `${reference} was ended from outside, by a termination or a reset, and not by its procedure. Find out by whom and why; the case may have to be opened again.`,
  'retention-over': (reference) =>
    `The time for which the record of ${reference} had to be kept is over. Have somebody decide: it is destroyed, or kept until a later day. Nothing is destroyed by itself.`,
};

/** What was noticed, in sentences for an administrator; never more of a case than its reference. */
export const inWords = ({ what, reference }: Finding): string =>
  words[what](reference ?? 'A workflow that has no case reference');
