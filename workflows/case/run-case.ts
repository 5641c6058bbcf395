import { condition } from '@temporalio/workflow';
import type { EventName, HouseQuestion } from '../../domain/duty';
import type { Addressee } from '../../domain/opened-duty';
import type { Facts, Opening } from '../../domain/record';
import { openCase, tell, type Case } from './case';
import { latestRound, note, type CaseFile } from './file';
import { guard } from './guard';
import { endTroubleAbout, partOf } from './ledger';
import { isUnsettled, mayHaveReached, stopLetter } from './letters';
import { checkMet } from './rounds';

/** How a case came to its end. */
export type Ending = 'over' | 'withdrawn';

/**
 * Runs a procedure as a case: guarded, with the duties of the house beside it, until everything owed is done and
 * every letter is settled; or until it is withdrawn as opened in error.
 */
export const runCase = <Question extends string, Notice extends string, Wait extends string>(
  opening: Opening,
  procedure: (incident: Case<Question | HouseQuestion, Notice | 'withdrawn-in-error', Wait>) => Promise<void>,
): Promise<{ file: CaseFile; ending: Ending }> => {
  let onCancel: () => void = () => undefined;
  return guard(
    async (crash) => {
      const incident = openCase<Question | HouseQuestion, Notice | 'withdrawn-in-error', Wait>(
        opening,
        crash,
      );
      onCancel = () => {
        askAboutCancel(incident);
      };
      const withdrawn = keepHouse(incident);
      const finished = procedure(incident).then(() => condition(() => nothingOwed(incident.file)));
      const ending = await Promise.race([finished.then(() => 'over' as const), withdrawn]);
      incident.endAll(ending);
      await lettersSettled(incident.file);
      if (ending === 'withdrawn') await tellOfWithdrawal(incident.file);
      await lettersSettled(incident.file);
      return { file: incident.file, ending };
    },
    () => {
      onCancel();
    },
  );
};

type House = Case<HouseQuestion, 'withdrawn-in-error', never>;

const askAboutCancel = (incident: House): void => {
  note(incident.file, {
    kind: 'entry',
    event: 'cancel-requested',
    title: 'A request to cancel the case came from outside; the case goes on',
  });
  incident.ask('cancel-requested');
};

/** What counts from a date that was wrong is dated anew; the old date stays in the story. */
const correctDate = (incident: House, { event, date }: Facts): void => {
  const corrected = correctable.find((one) => one === event);
  if (corrected !== undefined && typeof date === 'string') incident.happened(corrected, date);
};

const correctable: readonly EventName[] = [
  'incident',
  'authority-aware',
  'report-received',
  'panel-notification',
  'panel-acknowledgement',
  'panel-answer',
  'publication',
];

/** Opens what is always open: to correct, to hand over, to record what was sent otherwise, to withdraw. */
const keepHouse = (incident: House): Promise<'withdrawn'> => {
  const { file } = incident;
  incident.ask('correction', {
    onAnswer: ({ answer, by }) => {
      const supersedes = Number(answer.facts.entry);
      note(file, {
        kind: 'entry',
        event: 'corrected',
        title: 'An entry was corrected',
        by,
        supersedes,
        ...(answer.parcel ? { parcel: answer.parcel } : {}),
      });
      correctDate(incident, answer.facts);
      file.onCorrection(answer.facts);
    },
    permit: ({ facts }) =>
      file.story.some(({ number }) => number === Number(facts.entry))
        ? null
        : 'There is no entry with that number.',
  });
  incident.ask('hand-over', {
    onAnswer: ({ answer, by }) => {
      file.handler = String(answer.facts.person);
      note(file, {
        kind: 'entry',
        event: 'handed-over',
        title: 'The case was handed over',
        by,
        facts: answer.facts,
      });
    },
  });
  incident.ask('sent-otherwise', {
    permit: ({ facts }) =>
      file.letters.has(String(facts.letter)) ? null : 'There is no such letter in this case.',
    onAnswer: ({ answer }) => {
      const letter = file.letters.get(String(answer.facts.letter));
      if (!letter) return;
      letter.sentOtherwiseOn = String(answer.facts.sentOn);
      if (isUnsettled(letter)) stopLetter(letter, 'sent-otherwise');
      else if (letter.state !== 'accepted') letter.state = 'sent-otherwise';
      endTroubleAbout(file, letter.id);
      const about = latestRound(file, letter.duty, letter.instance);
      if (about) checkMet(file, about);
    },
  });
  incident.ask('further-information', {
    onAnswer: ({ answer: { facts } }) => {
      if (typeof facts.otherReport !== 'string') return;
      const title = `The incident was reported again, as ${facts.otherReport}`;
      note(file, { kind: 'entry', event: 'fact', title });
    },
  });
  return new Promise((resolve) => {
    file.withdraw = (by, parcel) => {
      const title = 'The case was withdrawn as opened in error';
      note(file, { kind: 'entry', event: 'withdrawn', title, by, ...(parcel ? { parcel } : {}) });
      resolve('withdrawn');
    };
    incident.ask('withdrawal', {
      onAnswer: ({ by, answer }) => {
        file.withdraw(by, answer.parcel);
      },
    });
  });
};

/** Nothing closes while somebody owes an answer or somebody is to be told, or is about to. */
const nothingOwed = (file: CaseFile): boolean =>
  file.beingOpened === 0 &&
  !file.rounds.some(({ state }) => state.state === 'open' && state.rule !== 'standing');

/** An attempt that was under way may still have reached somebody. */
const lettersSettled = (file: CaseFile): Promise<void> =>
  condition(() => ![...file.letters.values()].some(isUnsettled));

/** Whoever had been told is told that it was an error. */
const tellOfWithdrawal = async (file: CaseFile): Promise<void> => {
  const told = new Map<string, Addressee>();
  for (const letter of file.letters.values())
    if (mayHaveReached(letter) && letter.to.recipient !== 'business-unit')
      told.set(partOf(letter.to), letter.to);
  if (told.size > 0) await tell(file, 'withdrawn-in-error', { to: [...told.values()] }).met;
};
