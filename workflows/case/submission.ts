import type { Field, Form } from '../../domain/form';
import type { AttachedFile } from '../../domain/attached-file';
import type { Actor, Answer, Submission } from '../../domain/record';

type Fields<T> = Partial<Record<keyof T, unknown>>;

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNone = (value: unknown): boolean => value === undefined || isText(value);

/** Whether what arrived has the shape of a submission, so that nothing in it can stop the case. */
export const isSubmission = (value: unknown): value is Submission => {
  if (!isObject(value)) return false;
  const { instance, round, by, submission, digest, answer }: Fields<Submission> = value;
  return (
    isText(instance) &&
    Number.isInteger(round) &&
    isText(submission) &&
    isTextOrNone(digest) &&
    isActor(by) &&
    isAnswer(answer)
  );
};

const isActor = (value: unknown): value is Actor => {
  if (!isObject(value)) return false;
  const { recipient, person, agency }: Fields<Actor> = value;
  return isText(recipient) && isText(person) && isTextOrNone(agency);
};

const isAnswer = (value: unknown): value is Answer => {
  if (!isObject(value)) return false;
  const { choice, tests = {}, facts, parcel, files = [] }: Fields<Answer> = value;
  return (
    isTextOrNone(choice) &&
    isObject(tests) &&
    Object.values(tests).every((test) => typeof test === 'boolean') &&
    isObject(facts) &&
    Object.values(facts).every(isFact) &&
    (parcel === undefined || (isObject(parcel) && 'sealed' in parcel && isText(parcel.sealed))) &&
    Array.isArray(files) &&
    files.length <= mostFiles &&
    files.every(isAttachedFile)
  );
};

/** More than any setting lets go with one answer: what a history carries of files stays small. */
const mostFiles = 20;

const isAttachedFile = (value: unknown): boolean => {
  if (!isObject(value)) return false;
  const { reference, sha512, size, type }: Fields<AttachedFile> = value;
  return (
    isText(reference) &&
    /^[0-9a-f]{32}$/.test(reference) &&
    isText(sha512) &&
    /^[0-9a-f]{128}$/.test(sha512) &&
    Number.isInteger(size) &&
    isText(type) &&
    type.length <= 100
  );
};

const isFact = (value: unknown): boolean =>
  isText(value) || typeof value === 'boolean' || (Array.isArray(value) && value.every(isText));

/** What of an answer the case cannot go by, in a sentence; null when it fits the form. */
export const misfitOf = (form: Form | null, { choice, facts }: Answer): string | null => {
  const options = form?.choice?.options;
  const isNeeded = facts.conflict !== true;
  if (options && (choice === undefined ? isNeeded : !Object.hasOwn(options, choice)))
    return 'It is not one of the choices.';
  const wrong = form?.fields?.find((field) => !isFilled(field, facts[field.name], choice));
  return wrong ? `“${wrong.label}” is not a date.` : null;
};

/** Dates are what the clocks count from; whatever else a form asks, the pages have judged. */
const isFilled = ({ type, sealed, optional, onlyFor }: Field, fact: unknown, choice?: string): boolean => {
  if ((type !== 'date' && type !== 'date-time') || sealed) return true;
  const isAsked = !onlyFor || (choice !== undefined && onlyFor.includes(choice));
  if (fact === undefined || fact === '') return (optional ?? false) || !isAsked;
  return isText(fact) && isDay(fact.slice(0, 10)) && (type === 'date' ? fact.length === 10 : isMoment(fact));
};

const isMoment = (text: string): boolean => /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/.test(text);

/** A day that exists (`2026-02-31` would come back as another), in years that somebody living can mean. */
const isDay = (text: string): boolean => {
  if (text < '1900' || text >= '2200') return false;
  const atMs = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
};
