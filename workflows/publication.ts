import type { Asked } from './case/asking';
import type { Given } from './case/file';
import { dateIn, type Incident } from './incident';
import { objection, redateCopies, type Publication } from './publication-gate';

/** The report as received and signed off; asked anew where it has changed since. */
export const askForReport = (incident: Incident): ReturnType<Incident['ask']> =>
  incident.ask('review-report', {
    permit: ({ facts }) =>
      String(facts.signedOffOn) < String(facts.receivedOn)
        ? 'The report cannot have been signed off before it was received.'
        : null,
  });

type Course = 'over' | 'decide-anew';

/**
 * Opens what runs from the decision on, the six-month clock and the notice of delay; `inForm` goes on in the form that
 * the partners have decided, until it is over or they decide anew. Source: D 18.4, 18.7, 19.1, 20.
 */
export const publish = (incident: Incident): { inForm: (form: string) => Promise<Course> } => {
  const state: Publication = { form: null, copies: { ordered: false, renewing: false } };
  const askToPublish = (): Asked =>
    incident.ask('publication', { permit: (answer) => objection(incident, state, answer) });
  let publication: Asked | undefined = askToPublish();
  const delay = tellOfDelay(incident);
  let dates: { close: () => void } | undefined;
  const end = (): void => {
    for (const open of [publication, delay, dates]) open?.close();
  };
  return {
    inForm: async (form) => {
      state.form = form;
      if (form !== 'full') incident.tell('not-published-in-full', { outcome: form });
      const comments = incident.ask('publication-comments', { quiet: form === 'full' });
      if (form === 'none') {
        // Nothing is owed, nor reminded of; decided anew, it is owed again by the same day.
        dates?.close();
        publication?.close();
        dates = publication = undefined;
        return publishNothing(incident, state, comments, end);
      }
      publication ??= askToPublish();
      dates ??= keepDate(incident, state);
      const given = await Promise.race([publication.answer, wishedAnew(comments)]);
      if (given === 'decide-anew') {
        state.form = null;
        return given;
      }
      end();
      // Nobody need comment on a report that is published in full.
      if (form === 'full') comments.close();
      incident.tell('publication-announced', { outcome: form });
      await Promise.all([
        keepPublic(incident, dateIn(given, 'publishedOn')),
        form === 'full' ? undefined : comments.answer,
      ]);
      return 'over';
    },
  };
};

const tellOfDelay = (incident: Incident): { close: () => void } => {
  let delays = 0;
  return incident.ask('publication-delay', {
    onAnswer: () => {
      incident.tell('delay-notice', { instance: String((delays += 1)) });
    },
  });
};

const isWishedAnew = ({ answer }: Given): boolean => answer.choice === 'decide-anew';

/** The panel or the department says something after which the partners decide the form anew. Source: D 19.1, 20.3. */
const wishedAnew = (comments: Asked): Promise<'decide-anew'> =>
  comments.answer.then((given) =>
    isWishedAnew(given) ? 'decide-anew' : new Promise<never>(() => undefined),
  );

/** The full report goes to them all the same, with the reasons; improvements may be published by themselves. Source: D 18.4. */
const publishNothing = async (
  incident: Incident,
  state: Publication,
  comments: Asked,
  end: () => void,
): Promise<Course> => {
  orderCopies(incident, state);
  const given = await comments.answer;
  if (isWishedAnew(given)) {
    state.form = null;
    return 'decide-anew';
  }
  end();
  const { improvementsOn } = given.answer.facts;
  if (typeof improvementsOn === 'string') await keepPublic(incident, improvementsOn);
  return 'over';
};

/** The report, or information about improvements, is kept public for a year. Source: D 18.4. */
const keepPublic = async (incident: Incident, publishedOn: string): Promise<void> => {
  incident.happened('publication', publishedOn);
  incident.enter('public');
  await incident.until('kept-public', { wholeDay: true });
};

/** The date can be proposed anew until the report is published. A later date moves the clocks; copies already sent stay sent. */
const keepDate = (incident: Incident, state: Publication): { close: () => void } => {
  let closed = false;
  const ask = (quiet: boolean): Asked =>
    incident.ask('publication-date', {
      quiet,
      onAnswer: (given) => {
        takeUpDate(incident, state, given);
      },
    });
  let asked = ask(false);
  const next = async (): Promise<void> => {
    while (!closed) {
      await asked.answer;
      asked = ask(true);
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

/** At once, so that an answer that comes in the same breath is judged by it. */
const takeUpDate = (incident: Incident, state: Publication, given: Given): void => {
  const { copies } = state;
  incident.happened('publication-date', dateIn(given, 'proposedOn'));
  redateCopies(incident);
  const isChanged = copies.ordered && given.answer.facts.reportChanged === true;
  if (!copies.ordered) orderCopies(incident, state);
  // A changed report is recorded and starts the seven days anew; a later date alone does not (D 18.7 is silent).
  if (!isChanged) return;
  copies.renewing = true;
  askForReport(incident)
    .answer.then(() => {
      orderCopies(incident, state);
    })
    .catch(incident.file.crash);
};

const orderCopies = (incident: Incident, { form, copies }: Publication): void => {
  copies.ordered = true;
  copies.renewing = true;
  const outcome = form === null ? {} : { outcome: form };
  const { round } = incident.tell('report-to-panel-and-department', outcome);
  incident.tell('report-to-ofsted', outcome);
  round.then(() => (copies.renewing = false), incident.file.crash);
};
