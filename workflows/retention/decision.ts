import type { DestroyDecision, KeepDecision } from '../../domain/closed-case';

type Fields<T> = Partial<Record<keyof T, unknown>>;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Longer than what anybody types, and short enough for the current details. */
const mostLetters = 2_000;
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= mostLetters;

/** Whether what arrived is a decision to keep, so that nothing in it can stop the workflow. What came in the clear never is. */
export const isKeepDecision = (value: unknown): value is KeepDecision => {
  if (!isObject(value)) return false;
  const { submission, by, untilOn, reason }: Fields<KeepDecision> = value;
  return (
    isText(submission) &&
    isText(by) &&
    isText(untilOn) &&
    isObject(reason) &&
    'sealed' in reason &&
    typeof reason.sealed === 'string'
  );
};

/** Whether what arrived is a decision to destroy. */
export const isDestroyDecision = (value: unknown): value is DestroyDecision => {
  if (!isObject(value)) return false;
  const { submission, by, reason }: Fields<DestroyDecision> = value;
  return isText(submission) && isText(by) && isText(reason);
};
