import type { DutyDates } from '../domain/opened-duty';
import type { Answer, LetterRecord } from '../domain/record';
import { beside, latestRound, type Round } from './case/file';
import { partOf } from './case/ledger';
import { hasReached } from './case/letters';
import { redateRound } from './case/rounds';
import type { Incident } from './incident';

/** How a review is being published. */
export type Publication = {
  /** Null while the partners decide it, for the first time or anew. */
  form: string | null;
  /** Whether copies of the report were ordered, and whether those of a changed report are still to be. */
  copies: { ordered: boolean; renewing: boolean };
};

/** What must be there before publication: the copies in time, and the reasons where it is not in full. */
const gate = ['report-to-panel-and-department', 'not-published-in-full'] as const;

/** Why the report may not be published on that day; null when it may. There is no waiver but a dated relaxation, which the clock carries. */
export const objection = (
  incident: Incident,
  { form, copies }: Publication,
  answer: Answer,
): string | null => {
  const planned = incident.file.events['publication-date'];
  const publishedOn = String(answer.facts.publishedOn);
  if (form === null) return 'The form of publication has not been decided yet.';
  if (typeof planned !== 'string') return 'No date of publication has been proposed yet.';
  if (publishedOn < planned)
    return `The date proposed is ${planned}: propose an earlier one first, so that the copies are counted back from it.`;
  if (answer.facts.asSent === false)
    return 'The copies were of another report: propose the date anew and say that the report has changed, so that its own copies go out.';
  if (copies.renewing) return 'The copies have not been sent yet.';
  const rounds = gate.flatMap((duty) => latestRound(incident.file, duty, '-') ?? []);
  return rounds.map((round) => objectionTo(incident, round, planned)).find((why) => why !== null) ?? null;
};

const objectionTo = (incident: Incident, round: Round, planned: string): string | null => {
  const { dates, problems } = round.state;
  if (dates?.readings[0]?.fromOn !== planned)
    return 'The dates are being counted anew for the day proposed: please try again in a minute.';
  // Counted backwards past the known bank holidays, a provisional date may be later than the right one.
  if (problems.some(({ problem }) => problem === 'date-unknown'))
    return 'The latest day for the copies is not known, for want of bank holidays: that has to be put right first.';
  const missing = firstMissing(incident, round);
  if (missing === undefined) return null;
  // For the reasons no time is printed, only that they are set out before.
  return round.state.duty === 'not-published-in-full'
    ? `${nameOf(missing)} has not yet been told why the report is not published in full.`
    : `${nameOf(missing)} has not had its copy in time: it was due by ${orNone(dates.dueOn)}. Propose a later day, for which it was; or, if it went in time in another way, record that first.`;
};

const orNone = (on: string | null): string => on ?? 'no date';

const nameOf = (part: string): string =>
  ({ 'national-panel': 'The national panel', dfe: 'The Department for Education' })[part] ?? part;

const firstMissing = (incident: Incident, { state }: Round): string | undefined => {
  const copies = [...incident.file.letters.values()].filter(
    ({ duty, kind, round }) => duty === state.duty && kind === 'notice' && round === state.round,
  );
  const isEnough = (letter: LetterRecord): boolean =>
    wasThere(letter, incident) &&
    (state.duty === 'not-published-in-full' ? hasReached(letter) : wentInTime(letter, state.dates));
  return state.parts.find((part) => !copies.some((letter) => partOf(letter.to) === part && isEnough(letter)));
};

/** Not before there was a report: a slip in the year would open the gate. */
const wasThere = ({ sentOtherwiseOn }: LetterRecord, { file }: Incident): boolean => {
  const receivedOn = latestRound(file, 'review-report', '-')?.given.at(-1)?.answer.facts.receivedOn;
  return sentOtherwiseOn === undefined || typeof receivedOn !== 'string' || sentOtherwiseOn >= receivedOn;
};

const wentInTime = (letter: LetterRecord, dates: DutyDates | null): boolean => {
  if (dates?.relaxation?.lifts) return hasReached(letter);
  const { acceptedAtMs = Infinity, sentOtherwiseOn = '~' } = letter;
  return acceptedAtMs < (dates?.dueEndsMs ?? 0) || sentOtherwiseOn <= (dates?.dueOn ?? '');
};

/** A copy that went too late for one day may have gone in time for a later one: its date is kept although it is met. */
export const redateCopies = ({ file }: Incident): void => {
  for (const duty of gate) {
    const round = latestRound(file, duty, '-');
    if (round?.state.state === 'met')
      beside(file, file.scope, () => redateRound(file, round, 'publication-date'));
  }
};
