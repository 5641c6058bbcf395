import type { DutyDates } from '../domain/opened-duty';
import type { Answer, LetterRecord } from '../domain/record';
import { beside, latestRound, type Round } from './case/file';
import { partOf } from './case/ledger';
import { hasReached } from './case/letters';
import { redateRound } from './case/rounds';
import { dateIn, type Incident } from './incident';

/**
 * Opens what runs from the decision on, the six-month clock and the notice of delay, and returns how to go on once
 * the form of publication is decided. Source: D 18.4, 18.7, 19.1, 20.
 */
export const publish = (incident: Incident): ((form: string) => Promise<void>) => {
  let decided: string | null = null;
  const publication = incident.ask('publication', {
    permit: (answer) =>
      decided === null ? 'The form of publication has not been decided yet.' : objection(incident, answer),
  });
  let delays = 0;
  const delay = incident.ask('publication-delay', {
    onAnswer: () => {
      incident.tell('delay-notice', { instance: String((delays += 1)) });
    },
  });
  return async (form) => {
    decided = form;
    if (form !== 'full') incident.tell('not-published-in-full', { outcome: form });
    const comments = form === 'full' ? undefined : incident.ask('publication-comments').answer;
    if (form === 'none') {
      // The full report goes to them all the same, with the reasons for not publishing it.
      incident.tell('report-to-panel-and-department');
      incident.tell('report-to-ofsted');
      publication.close();
      delay.close();
      return;
    }
    const dates = keepDate(incident);
    const given = await publication.answer;
    delay.close();
    dates.close();
    incident.happened('publication', dateIn(given, 'publishedOn'));
    incident.enter('public');
    incident.tell('publication-announced');
    await Promise.all([incident.until('kept-public', { wholeDay: true }), comments]);
  };
};

/** The date can be proposed anew until the report is published. A later date moves the clocks; copies already sent stay sent. */
const keepDate = (incident: Incident): { close: () => void } => {
  let closed = false;
  let asked = incident.ask('publication-date');
  let told = false;
  const next = async (): Promise<void> => {
    while (!closed) {
      const given = await asked.answer;
      incident.happened('publication-date', dateIn(given, 'proposedOn'));
      for (const duty of gate) redateMet(incident, duty);
      // A changed report starts the seven days anew; a later date alone does not (D 18.7 is silent).
      if (!told || given.answer.facts.reportChanged === true) {
        incident.tell('report-to-panel-and-department');
        incident.tell('report-to-ofsted');
      }
      told = true;
      asked = incident.ask('publication-date', { quiet: true });
    }
  };
  next().catch(incident.file.crash);
  return {
    close: () => {
      closed = true;
      asked.close();
    },
  };
};

/** What must be there before publication, and how late each copy may have gone. */
const gate = ['report-to-panel-and-department', 'not-published-in-full'] as const;

/** Why the report may not be published on that day; null when it may. There is no waiver but a dated relaxation, which the clock carries. */
const objection = (incident: Incident, answer: Answer): string | null => {
  const planned = incident.file.events['publication-date'];
  const publishedOn = String(answer.facts.publishedOn);
  if (typeof planned !== 'string') return 'No date of publication has been proposed yet.';
  if (publishedOn < planned)
    return `The date proposed is ${planned}: propose an earlier one first, so that the copies are counted back from it.`;
  for (const duty of gate) {
    const round = latestRound(incident.file, duty, '-');
    // Before the copies have been ordered at all there is nothing that could have been in time.
    if (!round && duty === 'report-to-panel-and-department') return 'The copies have not been sent yet.';
    const missing = round && firstMissing(incident, round);
    if (missing)
      return `${missing} has not had its copy in time: it was due by ${String(round.state.dates?.dueOn)}.`;
  }
  return null;
};

const firstMissing = (incident: Incident, { state }: Round): string | undefined => {
  const copies = [...incident.file.letters.values()].filter(
    ({ duty, kind, round }) => duty === state.duty && kind === 'notice' && round === state.round,
  );
  return state.parts.find(
    (part) => !copies.some((letter) => partOf(letter.to) === part && wentInTime(letter, state.dates)),
  );
};

const wentInTime = (letter: LetterRecord, dates: DutyDates | null): boolean => {
  if (dates?.relaxation && dates.dueOn === null) return hasReached(letter);
  const { acceptedAtMs = Infinity, sentOtherwiseOn = '~' } = letter;
  return acceptedAtMs < (dates?.dueEndsMs ?? 0) || sentOtherwiseOn <= (dates?.dueOn ?? '');
};

/** A copy that went too late for one day may have gone in time for a later one: its date is kept although it is met. */
const redateMet = ({ file }: Incident, duty: string): void => {
  const round = latestRound(file, duty, '-');
  if (round?.state.state === 'met')
    beside(file, file.scope, () => redateRound(file, round, 'publication-date'));
};
