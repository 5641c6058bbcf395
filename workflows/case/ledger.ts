import type { Actor, Answer, Outcome, Refusal, Submission } from '../../domain/record';
import { keyOf, latestRound, note, type CaseFile, type Given, type Round } from './file';
import { isSubmission, misfitOf } from './submission';

/** Whom an addressee or an actor answers for: a role, or an agency's lead. */
export const partOf = (who: Pick<Actor, 'recipient' | 'agency'>): string =>
  who.recipient === 'agency-lead' ? `agency-lead:${who.agency ?? ''}` : who.recipient;

/** Staff answer by their role, whoever of them is on duty; everybody else only for himself. */
export const answersByRole: readonly string[] = ['business-unit', 'administrator'];

/** Parts of an open question that owe their answer and know of it: staff see theirs on the page of the case, others were asked by letter, and some have no holder. */
export const awaitedParts = ({ state }: Round): string[] =>
  state.kind === 'question' && state.state === 'open' && state.rule !== 'standing'
    ? state.awaited.filter(
        (part) =>
          answersByRole.includes(part) || state.addressees.some((addressee) => partOf(addressee) === part),
      )
    : [];

export const awaitedByLetter = (round: Round): string[] =>
  awaitedParts(round).filter((part) => !answersByRole.includes(part));

const wasAsked = (round: Round, by: Actor): boolean =>
  answersByRole.includes(by.recipient)
    ? round.state.parts.includes(by.recipient)
    : round.state.addressees.some(
        (addressee) => partOf(addressee) === partOf(by) && addressee.person === by.person,
      );

/** Takes what arrived by signal, or refuses it, and keeps the outcome of both. Never throws. */
export const submit = (file: CaseFile, duty: string, value: unknown): void => {
  if (!isSubmission(value)) {
    note(file, { kind: 'refused', duty: duty.slice(0, 100), because: 'unreadable', detail: reasonOf(value) });
    return;
  }
  if (file.outcomes.has(value.submission)) return;
  const { submission, digest } = value;
  file.outcomes.set(submission, { ...judge(file, duty, value), ...(digest === undefined ? {} : { digest }) });
};

/** The codec puts the reason in place of what can never be read. */
const reasonOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'unreadable' in value && typeof value.unreadable === 'string'
    ? value.unreadable
    : 'not an answer';

const judge = (file: CaseFile, duty: string, submission: Submission): Outcome => {
  const { by, answer } = submission;
  const round = latestRound(file, duty, submission.instance);
  const refuse = (because: Refusal, detail?: string, late: Late = {}): Outcome => {
    const entry = note(file, { kind: 'refused', duty, because, by, ...(detail ? { detail } : {}), ...late });
    const decided = round && decidedBy(round, by);
    return {
      outcome: 'refused',
      because,
      entry: entry.number,
      ...(detail ? { detail } : {}),
      ...(decided ? { decided: { atMs: decided.atMs, by: decided.by } } : {}),
      ...(late.answer ? { kept: true } : {}),
    };
  };
  if (!round) return refuse(file.closed ? 'closed' : 'not-open');
  const late = keptLate(file, round, submission);
  if (submission.round < round.state.round) return refuse('superseded', undefined, late);
  if (submission.round > round.state.round) return refuse('not-open');
  if (round.state.kind !== 'question' || !wasAsked(round, by)) return refuse('not-asked');
  if (round.state.state !== 'open')
    return refuse(file.closed ? 'closed' : stateRefusal(round), undefined, late);
  if (round.state.rule !== 'standing' && ownAnswer(round, by))
    return refuse('already-answered', undefined, late);
  const misfit = misfitOf(round.state.form, answer);
  if (misfit !== null) return refuse('unreadable', misfit);
  const tooEarly = round.state.stage === 'any' ? null : beforeIncident(round.state.form, answer, file);
  if (tooEarly !== null) return refuse('not-allowed', tooEarly);
  const objection = round.permit(answer, by);
  if (objection !== null) return refuse('not-allowed', objection);
  return { outcome: 'recorded', entry: take(file, round, by, answer).entry };
};

type Late = { instance?: string; round?: number; answer?: Answer };

/** So many late answers of one person to one round are kept with what they say. */
const mostKept = 3;

/** What is kept of an answer that comes too late: it decides nothing, and nothing that somebody asked has said is lost. */
const keptLate = (file: CaseFile, round: Round, { round: meant, by, answer }: Submission): Late => {
  const { duty, instance, kind, form } = round.state;
  if (kind !== 'question' || !wasAsked(round, by) || misfitOf(form, answer) !== null) return {};
  const earlier = file.story.filter(
    (entry) =>
      entry.kind === 'refused' &&
      entry.answer !== undefined &&
      entry.duty === duty &&
      entry.instance === instance &&
      entry.by?.person === by.person,
  );
  return earlier.length < mostKept ? { instance, round: meant, answer } : {};
};

/** What is recorded of an incident happened after it: an earlier day is a slip, and would put every clock wrong. */
const beforeIncident = (form: Round['state']['form'], { facts }: Answer, file: CaseFile): string | null => {
  const early = form?.fields?.find(({ name, when }) => {
    const fact = facts[name];
    return (
      when === 'past' &&
      typeof fact === 'string' &&
      fact !== '' &&
      fact.slice(0, 10) < file.opening.incidentOn
    );
  });
  return early ? `“${early.label}” lies before the incident.` : null;
};

const ownAnswer = (round: Round, by: Actor): Given | undefined =>
  round.given.find((given) => partOf(given.by) === partOf(by));

/** The answer that stands in the way: one's own, or the one that settled the round. */
const decidedBy = (round: Round, by: Actor): Given | undefined =>
  ownAnswer(round, by) ?? (round.state.state === 'answered' ? round.given.at(-1) : undefined);

const stateRefusal = ({ state: { state } }: Round): Refusal => {
  if (state === 'superseded') return 'superseded';
  return state === 'over' ? 'too-late' : 'already-answered';
};

const take = (file: CaseFile, round: Round, by: Actor, answer: Answer): Given => {
  const { duty, instance, title, form } = round.state;
  const label = answer.choice === undefined ? undefined : form?.choice?.options[answer.choice];
  const entry = note(file, {
    kind: 'answer',
    duty,
    instance,
    round: round.state.round,
    title,
    by,
    answer,
    ...(label === undefined ? {} : { choiceLabel: label }),
  });
  const given = { by, answer, entry: entry.number, atMs: entry.atMs };
  round.given.push(given);
  round.state.answeredBy.push({ by, entry: entry.number, atMs: entry.atMs });
  round.state.awaited = round.state.awaited.filter((part) => part !== partOf(by));
  round.onAnswer(given);
  if (isSettled(round)) settle(file, round, 'answered');
  return given;
};

const isSettled = (round: Round): boolean => {
  switch (round.state.rule) {
    case 'first':
      return true;
    case 'all':
      return round.state.awaited.length === 0;
    case 'standing':
    case null:
      return false;
  }
};

/** Ends a round: its letters and its timer stop, and it takes no more answers. */
export const settle = (
  file: CaseFile,
  round: Round,
  state: 'answered' | 'met' | 'superseded' | 'withdrawn' | 'over',
): void => {
  if (round.state.state !== 'open') return;
  round.state.state = state;
  round.state.settledAtMs = Date.now();
  round.state.awaited = [];
  delete round.state.nextAlarm;
  round.scope.cancel();
  endTroubleAbout(file, keyOf(round.state));
  file.changed();
  if (state === 'answered' || state === 'met') round.onSettled(round.given);
};

/** A letter of a question that is answered, or one that was sent in another way, need not be mended any more. */
export const endTroubleAbout = (file: CaseFile, about: string): void => {
  for (const round of file.rounds)
    if (
      round.state.stage === 'any' &&
      (round.state.instance === about || round.state.instance.startsWith(`${about}/`))
    )
      settle(file, round, 'over');
};
