import type { Answer } from '../domain/record';
import { latestRound, type Round } from './case/file';
import { partOf } from './case/ledger';
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
    if (form === 'none') {
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
    await incident.until('kept-public');
  };
};

/** The date can be proposed anew until the report is published. A later date moves the clocks; copies already sent stay sent. */
const keepDate = (incident: Incident): { close: () => void } => {
  let closed = false;
  let asked = incident.ask('publication-date');
  let told = false;
  const next = async (): Promise<void> => {
    while (!closed) {
      incident.happened('publication-date', dateIn(await asked.answer, 'proposedOn'));
      if (!told) {
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
    const missing = round && firstMissing(incident, round);
    if (missing)
      return `${missing} has not had its copy in time: it was due by ${String(round.state.dates?.dueOn)}.`;
  }
  return null;
};

const firstMissing = (incident: Incident, { state }: Round): string | undefined =>
  state.parts.find(
    (part) =>
      ![...incident.file.letters.values()].some(
        (letter) =>
          letter.duty === state.duty &&
          letter.kind === 'notice' &&
          partOf(letter.to) === part &&
          ((letter.state === 'accepted' &&
            (letter.acceptedAtMs ?? Infinity) < (state.dates?.dueEndsMs ?? 0)) ||
            (letter.state === 'sent-otherwise' &&
              (letter.sentOtherwiseOn ?? '~') <= (state.dates?.dueOn ?? ''))),
      ),
  );
